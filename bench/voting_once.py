"""One portal, one process: every deputy let in and a ballot opened in each council; as JSON."""

import json
import sys
import time
import uuid
from collections.abc import Iterator
from statistics import median

import django

django.setup()

from django.db import connections  # noqa: E402 - after the settings
from django.test import RequestFactory  # noqa: E402

from maslikhat.accounts.actions import begin_session  # noqa: E402
from maslikhat.accounts.models import User  # noqa: E402
from maslikhat.accounts.sessions import SessionStore  # noqa: E402
from maslikhat.kit.bulk import insert_rows, reserve_ids  # noqa: E402
from maslikhat.kit.transactions import writing  # noqa: E402
from maslikhat.registry.models import Council, Headship, Mandate, Person  # noqa: E402
from maslikhat.registry.standing import offices_changed  # noqa: E402
from maslikhat.voting import actions  # noqa: E402
from maslikhat.voting.electing import take_electors  # noqa: E402
from maslikhat.voting.models import Ballot, Elector, Option, Vote, VotingRule  # noqa: E402

AT_ONCE = 200
MOTION = {"kk": "Бюджетті бекіту", "ru": "Утвердить бюджет", "en": "To approve the budget"}
CLOSED = 9


def enter(mode: str) -> dict[str, object]:
    """A session of each deputy of a council with its ballot; the ballots are open."""
    _give_accounts()
    rule = VotingRule.objects.on().get(key="majority_of_total")
    ballots = {}
    for council in Council.objects.on().local().filter(headships__to_day=None).distinct():
        head = Headship.objects.on().filter(council=council).select_related("person__user").first()
        if head is None or head.person.user is None:
            continue
        ballot = actions.prepare(council, by=head.person.user, motion=MOTION, mode=mode, rule=rule)
        ballots[actions.open_ballot(ballot, by=head.person.user).pk] = head.person.user.pk
    electors = Elector.objects.filter(ballot__in=list(ballots)).select_related("person__user")
    rows = list(electors.order_by("pk"))
    cookies = []
    for some in _batches(rows):
        with writing():
            cookies += [_session(elector.person.user) for elector in some]
    return {
        "votes": [
            {"cookie": cookie, "ballot": elector.ballot_id, "elector": elector.pk}
            for cookie, elector in zip(cookies, rows, strict=True)
        ],
        "ballots": len(ballots),
    }


def _batches(rows: list[Elector]) -> Iterator[list[Elector]]:
    for first in range(0, len(rows), AT_ONCE):
        yield rows[first : first + AT_ONCE]


def _give_accounts() -> None:
    """An account for each deputy who has none, as rows."""
    mandates = Mandate.objects.on().filter(person__user=None)
    persons = list(mandates.values_list("person", flat=True))
    sample = User.objects.get(username="operator")
    fields = [field for field in User._meta.concrete_fields if not field.primary_key]
    with writing():
        numbers = reserve_ids(User, len(persons))
        connection = connections["default"]
        insert_rows(
            User,
            ["id", *(str(field.column) for field in fields)],
            (
                [number, *(_value(field, sample, number, connection) for field in fields)]
                for number in numbers
            ),
        )
        for person, number in zip(persons, numbers, strict=True):
            Person.objects.filter(pk=person).update(user=number)
    offices_changed()


def _value(field: object, sample: User, number: int, connection: object) -> object:
    value = getattr(sample, field.attname)  # type: ignore[attr-defined]
    if getattr(field, "unique", False):
        value = f"bench{number}"
    return field.get_db_prep_save(value, connection)  # type: ignore[attr-defined]


def _session(user: User | None) -> str:
    assert user is not None
    request = RequestFactory().get("/")
    request.session = SessionStore()
    begin_session(request, user, by=user)
    request.session.save()
    return str(request.session.session_key)


def kept() -> dict[str, object]:
    """The keys of the votes that are in the database, and who is marked to have voted."""
    keys = [str(key) for key in Vote.objects.values_list("key", flat=True)]
    voted = list(Elector.objects.filter(has_voted=True).values_list("pk", flat=True))
    return {"keys": keys, "voted": voted}


def close() -> dict[str, object]:
    """How long it takes to close a vote by name in which all 145 of the Kurultai have voted."""
    council = Council.objects.get(code="kurultai")
    head = Headship.objects.on().select_related("person__user").get(council=council)
    leader = head.person.user
    assert leader is not None
    spent = []
    for _ in range(CLOSED):
        ballot = _of_the_kurultai(council, leader)
        begun = time.perf_counter()
        closed = actions.close_ballot(ballot, by=leader)
        spent.append(time.perf_counter() - begun)
        assert closed.voted == ballot.electors.count() > 140
    return {"electors": closed.voted, "milliseconds": median(spent) * 1000}


def _of_the_kurultai(council: Council, leader: User) -> Ballot:
    """Its own rules are not known to the portal: the row is made without the act."""
    rule = VotingRule.objects.on().get(key="majority_of_total")
    ballot = Ballot.objects.create(
        council=council, motion_kk="Иә", motion_ru="Да", mode="open", rule=rule, prepared_by=leader
    )
    for place, kind in enumerate(("for", "against", "abstain"), 1):
        Option.objects.create(ballot=ballot, place=place, kind=kind)
    with writing():
        take_electors(ballot)
    ballot = actions.open_ballot(ballot, by=leader)
    options = list(ballot.options.values_list("pk", flat=True))
    with writing():
        for number, elector in enumerate(ballot.electors.all()):
            option = options[number % 3]
            Vote.objects.create(elector=elector, option_id=option, key=uuid.uuid4())
        ballot.electors.update(has_voted=True)
    return ballot


WORDS = {"enter": lambda: enter(sys.argv[2]), "kept": kept, "close": close}
print(json.dumps(WORDS[sys.argv[1]]()))
connections.close_all()
