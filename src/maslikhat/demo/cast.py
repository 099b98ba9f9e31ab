"""The nine whom a visitor of the demo can be, and the users of those who talk."""

import datetime as dt

from maslikhat.accounts.actions import make_user
from maslikhat.accounts.models import User
from maslikhat.kit.days import ALMATY
from maslikhat.places.models import Unit
from maslikhat.registry.actions.invitations import invite, redeem
from maslikhat.registry.actions.roles import appoint, set_residence
from maslikhat.registry.models import Body, Council, Mandate, Person, Role
from maslikhat.registry.models.people import MandateQuerySet

# Where the cast is at home: a region, a city and a district of it.
REGION, CITY, DISTRICT = "550000000", "552200000", "554200000"
SINCE = dt.date(2023, 3, 28)
# The accounts are as old: nobody among them is new here.
JOINED = dt.datetime(2023, 3, 28, 9, tzinfo=ALMATY)
ROLES = (
    "operator",
    "clerk",
    "chair",
    "deputy-regional",
    "deputy-city",
    "deputy-district",
    "national",
    "official",
    "citizen",
)
# The deputies among them, and the council of each.
DEPUTIES = {
    "deputy-regional": REGION,
    "deputy-city": CITY,
    "deputy-district": DISTRICT,
    "national": "kurultai",
}

# In what language these are written to; everyone else is in Kazakh.
LANGUAGES = {"citizen": "ru", CITY: "ru", "kurultai": "en"}


def make_operator() -> User:
    """The operator of the demo: the first user, appointed by the portal itself."""
    operator = make_user(by=None, username="operator", at=JOINED)
    appoint(operator, by=None, kind=Role.Kind.OPERATOR, from_day=SINCE)
    return operator


def build_cast(*, by: User) -> None:
    """Everyone but the operator, each by the act that would give a real person the same."""
    council = Council.objects.get(code=REGION)
    clerk = _user("clerk", by)
    appoint(clerk, by=by, kind=Role.Kind.CLERK, council=council, from_day=SINCE)
    speaker(council.headships.get(to_day=None).person, by=by)
    for code in DEPUTIES.values():
        speaker(_plain_deputies(code)[0].person, by=by, language=LANGUAGES.get(code, "kk"))
    official = _user("official", by)
    department = Body.objects.filter(unit__kato=REGION, parent__isnull=False).order_by("pk")[0]
    appoint(official, by=by, kind=Role.Kind.OFFICIAL, body=department, from_day=SINCE)
    citizen = _user("citizen", by)
    set_residence(citizen, Unit.objects.get(kato=CITY), by=citizen)


def user_of(role: str) -> User | None:
    """Who plays this role; None for a word that is no role."""
    if role in DEPUTIES:
        entered = _plain_deputies(DEPUTIES[role]).exclude(person__user=None)
        mandate = entered.order_by("person__user").first()
        return mandate.person.user if mandate else None
    if role == "chair":
        person = Person.objects.filter(headships__council__code=REGION, headships__to_day=None)
        return User.objects.filter(person__in=person).first()
    return User.objects.filter(username=role).first() if role in ROLES else None


def speaker(person: Person, *, by: User, language: str = "kk") -> User:
    """The user of a deputy; one who has not entered yet is invited and uses the code."""
    if person.user is None:
        council = Council.objects.get(convocations__mandates__in=person.mandates.on())
        slip = invite(council, person, by=by)
        person.user = redeem(slip.code, by=None, language=language, at=JOINED)
    return person.user


def _user(name: str, by: User) -> User:
    language = LANGUAGES.get(name, "kk")
    return make_user(by=by, username=name, language=language, at=JOINED)


def _plain_deputies(code: str) -> MandateQuerySet:
    """The deputies of a council who do not head it, in the order they were entered."""
    heads = Council.objects.filter(code=code, headships__to_day=None).values("headships__person")
    mandates = Mandate.objects.on().filter(convocation__council__code=code)
    return mandates.exclude(person__in=heads).select_related("person__user").order_by("pk")
