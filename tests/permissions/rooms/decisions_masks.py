"""Decisions, what is covered for all who read: by the apparatus alone."""

from functools import cache
from typing import Any

from maslikhat.decisions import actions, copies
from maslikhat.decisions.models import Decision, Mask, Version
from tests.decisions.cast import Cast
from tests.permissions.rooms.decisions import (
    CLERK,
    OUTSIDE,
    Given,
    adopted,
    draft,
    in_print,
)
from tests.permissions.rooms.decisions import PERSONS as PERSONS
from tests.permissions.rooms.decisions import ROOM as ROOM
from tests.permissions.table import NOBODY, Row


@cache
def masked(given: Given) -> Given:
    """Words that are covered in the decision."""
    return lambda cast: cover_words(cast, cast.clerk, given(cast))


def cover_words(cast: Cast, by: Any, one: Decision) -> object:
    return actions.cover_words(
        one, by=by, within=one, words="правила", kind="other", because="Overlooked"
    )


def stale(cast: Cast) -> tuple[Decision, copies.Order]:
    """A published decision in which words were covered since, with the copy as it would be."""
    decision = in_print(cast)
    cover_words(cast, cast.clerk, decision)
    return fresh(decision)


def fresh(decision: Decision) -> tuple[Decision, copies.Order]:
    """The decision with the copy that the apparatus has looked through."""
    version = Version.objects.latest_of(decision)
    assert version is not None
    found = copies.covered_in(version, decision.council)
    return decision, copies.Order(decision, version, copies.fingerprint(version, found))


def renew_copy(_cast: Cast, by: Any, both: tuple[Decision, copies.Order]) -> object:
    return actions.renew_copy(both[0], by=by, copy=both[1])


def lift_mask(cast: Cast, by: Any, one: Mask) -> object:
    within = one.decision
    return actions.lift_mask(within, by=by, within=within, words="правила", because="Not private")


def take_back_mask(cast: Cast, by: Any, one: Mask) -> object:
    return actions.take_back_mask(one, by=by, within=one.decision)


ROWS = [
    Row("decisions.cover_words", "draft", CLERK, cover_words, draft(), hidden=OUTSIDE),
    Row("decisions.cover_words", "adopted", CLERK, cover_words, adopted()),
    Row("decisions.cover_words", "published", CLERK, cover_words, in_print),
    Row("decisions.renew_copy", "published, nothing covered since", NOBODY, renew_copy,
        lambda c: fresh(in_print(c))),
    Row("decisions.renew_copy", "published, words covered since", CLERK, renew_copy, stale,
        records=("decisions.renew_copy",) * 2),
    Row("decisions.lift_mask", "draft in which words are covered", CLERK, lift_mask,
        masked(draft()), hidden=OUTSIDE),
    Row("decisions.lift_mask", "adopted", CLERK, lift_mask, masked(adopted())),
    Row("decisions.take_back_mask", "draft in which words are covered", CLERK, take_back_mask,
        masked(draft()), hidden=OUTSIDE),
    Row("decisions.take_back_mask", "adopted", CLERK, take_back_mask, masked(adopted())),
]  # fmt: skip
