"""A small cast: deputies of two maslikhats and of the Kurultai, and those who only read."""

import datetime as dt
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.test import Client

from maslikhat.accounts.models import User
from maslikhat.dialogue import actions
from maslikhat.dialogue.models import RoomRef, Topic
from maslikhat.kit.kazakh import sort_key
from maslikhat.places.models import Unit
from maslikhat.registry.models import (
    Body,
    Commission,
    CommissionMember,
    Convocation,
    Council,
    Headship,
    Mandate,
    Party,
    Person,
    Role,
)
from maslikhat.rubrics.models import Rubric

DAY = dt.date(2026, 7, 1)
JOINED = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)


@dataclass
class Cast:
    """Who is there; `users` by part, None for who has not signed in."""

    abai: Council
    abay_district: Council
    ecology: Commission
    region: Unit
    rubric: Rubric
    users: dict[str, User | None]

    def __getattr__(self, part: str) -> User:
        # Asked also while it is copied, before it has any.
        user = self.__dict__.get("users", {}).get(part)
        if user is None:
            raise AttributeError(part)
        assert isinstance(user, User)
        return user

    def client(self, part: str) -> Client:
        """A browser in which this part has signed in."""
        client = Client()
        user = self.users[part]
        if user is not None:
            client.force_login(user)
        return client

    def start(self, room: str, title: str) -> Topic:
        """A topic of Aigerim's in one of the three rooms."""
        return actions.start_topic(
            self.rooms()[room], by=self.aigerim, title=title, body=f"{title}: text", language="en"
        )

    def rooms(self) -> dict[str, RoomRef]:
        """A public room and the two closed ones."""
        return {
            "public": RoomRef.of(self.rubric),
            "closed": RoomRef.of(self.abai, is_closed=True),
            "commission": RoomRef.of(self.ecology, is_closed=True),
        }


def make_deputy(name: str, convocation: Convocation, until: dt.date | None = None) -> Mandate:
    """A user, the person behind it, and a seat by a party's list."""
    user = User.objects.create(username=name.lower(), date_joined=JOINED)
    words = {f"surname_{lang}": name for lang in ("kk", "ru", "en")}
    keys = {f"sort_{lang}": sort_key(name) for lang in ("kk", "ru", "en")}
    given = {f"given_{lang}": "Тест" for lang in ("kk", "ru", "en")}
    return Mandate.objects.create(
        person=Person.objects.create(user=user, **words, **given, **keys),
        convocation=convocation,
        kind="list",
        party=Party.objects.order_by("pk")[0],
        from_day=DAY,
        to_day=until,
        end_reason="resigned" if until else "",
    )


def convene(council: Council) -> Convocation:
    """A convocation of the council."""
    return Convocation.objects.create(council=council, number="IX", from_day=DAY)


def make_cast() -> Cast:
    """Everyone who may come by."""
    regional = Council.objects.on().level("regional").order_by("code")[0]
    district = Council.objects.on().level("district").order_by("code")[0]
    kurultai = Council.objects.get(code="kurultai")
    here, there, country = convene(regional), convene(district), convene(kurultai)
    seats = {
        "chair": make_deputy("Chair", here),
        "aigerim": make_deputy("Aigerim", here),
        "serik": make_deputy("Serik", here),
        "viktor": make_deputy("Viktor", there),
        "dana": make_deputy("Dana", country),
        "former": make_deputy("Former", here, until=DAY + dt.timedelta(days=30)),
    }
    Headship.objects.create(council=regional, person=seats["chair"].person, from_day=DAY)
    ecology = Commission.objects.create(
        council=regional,
        convocation=here,
        kind="standing",
        name_kk="Экология",
        name_ru="Экология",
        name_en="Ecology",
        from_day=DAY,
    )
    CommissionMember.objects.create(
        commission=ecology, mandate=seats["aigerim"], position="chair", from_day=DAY
    )
    users: dict[str, User | None] = {part: seat.person.user for part, seat in seats.items()}
    for part in ("operator", "clerk", "clerk_elsewhere", "official", "citizen"):
        users[part] = User.objects.create(username=part, date_joined=JOINED)
    users["anonymous"] = None
    body = Body.objects.create(
        kind="akimat",
        name_kk="Әкімдік",
        name_ru="Акимат",
        sort_kk="a",
        sort_ru="a",
        sort_en="a",
        from_day=DAY,
    )
    for part in ("operator", "clerk", "clerk_elsewhere", "chair"):
        Authenticator.objects.create(user=users[part], type=Authenticator.Type.TOTP, data={})
    Role.objects.create(user=users["operator"], kind="operator", from_day=DAY)
    Role.objects.create(user=users["clerk"], kind="clerk", council=regional, from_day=DAY)
    Role.objects.create(user=users["clerk_elsewhere"], kind="clerk", council=district, from_day=DAY)
    Role.objects.create(
        user=users["official"], kind="official", rank="head", body=body, from_day=DAY
    )
    return Cast(regional, district, ecology, regional.unit, Rubric.objects.in_order()[0], users)
