"""Building the demo: one command, the same country every time, nothing half-built to be seen."""

import datetime as dt
from collections.abc import Callable
from random import Random

from maslikhat.accounts.models import User
from maslikhat.demo import (
    bodies,
    budgets,
    cast,
    commitments,
    country,
    decisions,
    desk,
    dialogue,
    environment,
    events,
    forwarding,
    honours,
    joint,
    moderation,
    national,
    sittings,
    votes,
    watched,
)
from maslikhat.demo.seats import TOTAL_2020, TOTAL_2023, dealt
from maslikhat.kit import installation
from maslikhat.kit.bulk import learn_sizes
from maslikhat.kit.transactions import writing
from maslikhat.registry.actions.mandates import elect, end_mandate
from maslikhat.registry.models import (
    CommissionMember,
    Constituency,
    Convocation,
    Council,
    EndReason,
    GroupMember,
    Headship,
    Level,
    Mandate,
    Person,
)

Progress = Callable[[int, int], None]

SEED = 2020_09_22
DAY_2020 = dt.date(2020, 9, 22)
DAY_2023 = dt.date(2023, 3, 19)
# What is not a council counts as so many steps of the bar.
OTHER_STEPS = 20
# Tables that are asked for every council, and how many councils show what they will be like.
ASKED = (Person, Mandate, Headship, Convocation, Constituency, CommissionMember, GroupMember)
ENOUGH = 30


def build(progress: Progress = lambda done, total: None) -> None:
    """Fill an empty, migrated database with the demo; `progress` gets steps done and in all.

    The database bears the demo mark before the first invented name is in it.
    """
    installation.mark(is_demo=True)
    random = Random(SEED)
    plans = _plans(random)
    total = len(plans) + OTHER_STEPS
    operator = cast.make_operator()
    for done, plan in enumerate(plans):
        # One transaction a council: the record and the rows of its sixty acts reach the disk once.
        with writing():
            country.build_council(plan, by=operator, random=random)
        if done == ENOUGH:
            learn_sizes(*ASKED)
        progress(done + 1, total)
    steps: tuple[Callable[[], None], ...] = (
        lambda: national.build_chambers(by=operator, random=random),
        lambda: bodies.build_bodies(by=operator),
        lambda: _changes(operator, random),
        lambda: _temporary_commissions(operator),
        lambda: cast.build_cast(by=operator),
        lambda: honours.build_honours(by=operator, random=random),
        lambda: dialogue.build_dialogue(by=operator, random=random),
        lambda: decisions.build_decisions(by=operator),
        lambda: moderation.build_moderation(by=operator),
        lambda: votes.build_votes(by=operator),
        lambda: sittings.build_sittings(by=operator),
        commitments.build_commitments,
        lambda: desk.build_desk(by=operator),
        joint.build_joint,
        events.build_events,
        forwarding.build_forwardings,
        lambda: dialogue.build_replies(by=operator),
        lambda: budgets.build_budgets(by=operator),
        lambda: environment.build_environment(by=operator),
        watched.build_warnings,
    )
    assert len(steps) == OTHER_STEPS
    for done, step in enumerate(steps, len(plans) + 1):
        with writing():
            step()
        progress(done, total)
    installation.finish()


def _plans(random: Random) -> list[country.Plan]:
    """Every maslikhat with its invented seats: those of 2020, and those since 2023."""
    councils = list(Council.objects.local().order_by("code"))
    in_2020 = [council for council in councils if council.holds_on(DAY_2020)]
    in_2023 = [council for council in councils if council.holds_on(DAY_2023)]
    later = [council for council in councils if not council.holds_on(DAY_2023)]
    old = dict(zip(in_2020, dealt([c.level for c in in_2020], TOTAL_2020, random), strict=True))
    new = dict(zip(in_2023, dealt([c.level for c in in_2023], TOTAL_2023, random), strict=True))
    new |= {council: 11 + place for place, council in enumerate(later)}
    return [country.Plan(council, old.get(council), new[council]) for council in councils]


def _temporary_commissions(operator: User) -> None:
    """One in each of the first six regions."""
    for council in Council.objects.level(Level.REGIONAL).order_by("code")[:6]:
        country.temporary_commission(council, by=operator, from_day=dt.date(2026, 2, 2))


def _changes(operator: User, random: Random) -> None:
    """Mandates that ended early since, some of them filled at the by-election of October 2025."""
    left = Mandate.objects.filter(to_day=None, constituency__isnull=False).select_related(
        "convocation__council", "constituency", "person"
    )
    heads = set(Council.objects.values_list("headships__person", flat=True))
    rows = left.order_by("pk").values_list("pk", "person")
    chosen = random.sample([number for number, person in rows if person not in heads], 40)
    mandates = left.in_bulk(chosen)
    reasons = (EndReason.RESIGNED, EndReason.OTHER_OFFICE, EndReason.MOVED)
    for place, mandate in enumerate(mandates[number] for number in chosen):
        day = dt.date(2025, 3, 1) + dt.timedelta(days=random.randrange(180))
        end_mandate(mandate, by=operator, reason=reasons[place % 3], to_day=day)
        if place % 2 == 0:
            newcomer = country.newcomer(mandate.convocation.council, by=operator, random=random)
            elect(
                mandate.convocation,
                newcomer,
                by=operator,
                constituency=mandate.constituency,
                from_day=dt.date(2025, 10, 27),
            )
