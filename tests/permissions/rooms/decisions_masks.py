"""Decisions, what is covered for all who read: by the apparatus alone, until it is published."""

from typing import Any

from maslikhat.decisions import actions
from maslikhat.decisions.models import Decision, Mask
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


def masked(given: Given) -> Given:
    """Words that are covered in the decision."""
    return lambda cast: cover_words(cast, cast.clerk, given(cast))


def cover_words(cast: Cast, by: Any, one: Decision) -> object:
    return actions.cover_words(one, by=by, within=one, words="правила", kind="other")


def lift_mask(cast: Cast, by: Any, one: Mask) -> object:
    within = one.decision
    return actions.lift_mask(within, by=by, within=within, words="правила", because="Not private")


def take_back_mask(cast: Cast, by: Any, one: Mask) -> object:
    return actions.take_back_mask(one, by=by, within=one.decision)


ROWS = [
    Row("decisions.cover_words", "draft", CLERK, cover_words, draft(), hidden=OUTSIDE),
    Row("decisions.cover_words", "adopted", CLERK, cover_words, adopted()),
    Row("decisions.cover_words", "published", NOBODY, cover_words, in_print),
    Row("decisions.lift_mask", "draft in which words are covered", CLERK, lift_mask,
        masked(draft()), hidden=OUTSIDE),
    Row("decisions.lift_mask", "adopted", CLERK, lift_mask, masked(adopted())),
    Row("decisions.take_back_mask", "draft in which words are covered", CLERK, take_back_mask,
        masked(draft()), hidden=OUTSIDE),
    Row("decisions.take_back_mask", "adopted", CLERK, take_back_mask, masked(adopted())),
]  # fmt: skip
