"""Past sittings of the demo: brought over with who was there, who spoke, a vote, the minutes."""

import datetime as dt
import uuid

from maslikhat.accounts.models import User
from maslikhat.demo.cast import speaker
from maslikhat.demo.questions import BUDGET, HALL, OFFICE, WATER
from maslikhat.demo.votes import (
    AGAINST,
    FOR,
    MINUTES_A_VOTE,
    SECONDS_A_VOTE,
    SPACE,
    at_clock,
)
from maslikhat.registry.models import Council, Mandate
from maslikhat.sittings import actions
from maslikhat.sittings.models import Item, Motion, Session, Sitting
from maslikhat.voting import actions as voting
from maslikhat.voting.models import Mode

NOTICE = dt.timedelta(days=15)
REPORTER = "Үлгі Есепші"
A_MINUTE = dt.timedelta(minutes=1)
TELLERS = 2


def hold_past(
    council: Council,
    number: str,
    *,
    by: User,
    chair: User,
    day: dt.date,
    mode: str = Mode.HAND,
) -> Sitting:
    """A session that was held on a day: two questions, one of them voted on.

    By a show of hands, or openly on the portal by those deputies who have entered it.
    """
    mandates = list(Mandate.objects.on().of(council).select_related("person__user").order_by("pk"))
    sitting = _convened(council, number, chair, day)
    for mandate, part, reason in zip(
        reversed(mandates), ("excused", "duty_trip"), ("leave", ""), strict=False
    ):
        if mandate.person.user != chair:
            actions.mark_attendance(
                sitting,
                by=chair,
                mandate=mandate,
                part=part,
                reason=reason,
                at=at_clock(day, 9, 40),
            )
    actions.call_roll(sitting, by=chair, at=at_clock(day, 9, 55))
    invited = {lang: f"{REPORTER}, {office}" for lang, office in OFFICE.items()}
    actions.mark_invited(sitting, by=chair, invited=invited)
    actions.open_sitting(sitting, by=chair, at=at_clock(day, 10, 0))
    budget, water = sitting.items.in_order()
    _considered(budget, mandates, mode, by=by, chair=chair, day=day)
    actions.call_item(water, by=chair, at=at_clock(day, 10, 40))
    actions.end_item(water, by=chair, outcome=Item.Outcome.NOTED, at=at_clock(day, 11, 5))
    return actions.close_sitting(sitting, by=chair, at=at_clock(day, 11, 7))


def _convened(council: Council, number: str, chair: User, day: dt.date) -> Sitting:
    planned = at_clock(day, 9, 0) - NOTICE
    session = actions.plan_session(council, by=chair, kind=Session.Kind.ORDINARY, number=number)
    sitting = actions.plan_sitting(
        session, by=chair, starts_at=at_clock(day, 10, 0), hall=HALL, at=planned
    )
    for question in (BUDGET, WATER):
        actions.put_item(sitting, by=chair, titles=question.titles)
    return actions.convene(sitting, by=chair, at=planned)


def _considered(
    item: Item, mandates: list[Mandate], mode: str, *, by: User, chair: User, day: dt.date
) -> None:
    """A report, and a vote that adopts it."""
    actions.call_item(item, by=chair, at=at_clock(day, 10, 3))
    report = actions.ask_floor(item, by=chair, kind="report", name=REPORTER)
    actions.give_floor(report, by=chair, at=at_clock(day, 10, 4))
    main = actions.move(item, by=chair, kind="main", texts=BUDGET.titles, at=at_clock(day, 10, 19))
    at = at_clock(day, 10, 20)
    if mode == Mode.HAND:
        _hands_raised(main, mandates[:TELLERS], by=by, chair=chair, at=at)
    else:
        _named(main, mandates, chair=chair, at=at)
    actions.end_item(item, by=chair, outcome=Item.Outcome.ADOPTED, at=at_clock(day, 10, 38))


def _hands_raised(
    motion: Motion, tellers: list[Mandate], *, by: User, chair: User, at: dt.datetime
) -> None:
    """Two deputies count the hands: all but one are for."""
    users = [speaker(mandate.person, by=by) for mandate in tellers]
    persons = [mandate.person for mandate in tellers]
    ballot = actions.put_to_vote(motion, by=chair, mode=Mode.HAND, tellers=persons, at=at)
    numbers = [ballot.electors.voting().count() - 1, 1, 0]
    for user in users:
        voting.count(ballot, by=user, numbers=numbers, at=at + A_MINUTE)
    voting.close_ballot(ballot, by=chair, at=at + 2 * A_MINUTE)


def _named(motion: Motion, mandates: list[Mandate], *, chair: User, at: dt.datetime) -> None:
    """Each deputy who has entered the portal votes by name; every ninth is against."""
    ballot = actions.put_to_vote(motion, by=chair, at=at)
    there = set(ballot.electors.voting().values_list("person", flat=True))
    for place, mandate in enumerate(mandates, 1):
        user = mandate.person.user
        if user is not None and mandate.person_id in there:
            option = FOR if place % 9 else AGAINST
            key = uuid.uuid5(SPACE, f"past:{mandate.pk}")
            voting.cast(ballot, by=user, option=option, key=key, at=at + place * SECONDS_A_VOTE)
    voting.close_ballot(ballot, by=chair, at=at + MINUTES_A_VOTE)
