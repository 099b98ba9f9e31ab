"""The answer returns to the figure: what was asked of one, what was answered, what changed since.

A letter keeps the figure it was begun with (`Commitment.about`). A row of a budget is the same
figure in every version of its year, so its letters stand beside all of them.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from maslikhat.commitments.course import Act, State
from maslikhat.commitments.models import Commitment, Step
from maslikhat.commitments.words import STATES, tag_of
from maslikhat.kit.formats.words import number
from maslikhat.money.amounts import thousands
from maslikhat.money.models import (
    BudgetWarning,
    EnvironmentMeasure,
    EnvironmentPlan,
    Line,
    Version,
)
from maslikhat.money.plans.changes import Changed
from maslikhat.registry.models import Council

ENVIRONMENT, MEASURE, LINE = "environment", "measure", "line"
BUDGET, WARNING = "budget", "warning"
OF_BODY = (Act.ANSWER.value, Act.PROMISE.value, Act.REPORT_DONE.value)
MOST, EXCERPT_MOST = 20, 600


class Change(NamedTuple):
    """What changed after a letter was sent: in words, of which day, where it stands."""

    words: str
    day: dt.date
    address: str


class Letter(NamedTuple):
    """A letter about a figure: where it stands, the body's latest word, what changed since."""

    commitment: Commitment
    state: str | Promise
    tag: str
    answer: Step | None
    change: Change | None

    @property
    def explanation(self) -> str:
        """The beginning of what the body says; the letter's page has all of it."""
        words = self.answer.words if self.answer else ""
        return words if len(words) <= EXCERPT_MOST else f"{words[:EXCERPT_MOST].rstrip()}…"


def about_region(
    council: Council, versions: Iterable[Version], plans: Iterable[EnvironmentPlan]
) -> list[Letter]:
    """Letters about the environment's money of a region, whose versions and plans these are."""
    told = [_of_version(one) for one in versions]
    told += [
        Change(_("A plan was approved"), one.approved_on, _plan(one))
        for one in plans
        if one.approved_on
    ]

    def changed(letter: Commitment) -> Change | None:
        later = [one for one in told if one.day > letter.sent_on]
        return max(later, key=lambda one: one.day, default=None)

    return _letters([f"{ENVIRONMENT}-{council.pk}"], changed)


def about_version(version: Version) -> list[Letter]:
    """Letters about a budget of a year as a version told it; three queries at most."""
    rows = Version.objects.standing().of(version.council, version.year)
    versions = list(rows.lately()[:MOST])

    def changed(letter: Commitment) -> Change | None:
        later = [one for one in versions if one.day > letter.sent_on]
        return _of_version(later[0]) if later else None

    return _letters([f"{BUDGET}-{one.pk}" for one in {version, *versions}], changed)


def about_line(line: Line) -> list[Letter]:
    """Letters about a figure, in whatever version it was asked about; three queries at most."""
    version = line.version
    rows = Line.objects.filter(
        version__council=version.council_id,
        version__year=version.year,
        version__withdrawn_at=None,
        version__source__state="in_force",
        part=line.part,
        code=line.code,
    )
    same = list(rows.select_related("version").order_by("-version__day", "-version__pk")[:MOST])

    def changed(letter: Commitment) -> Change | None:
        asked = next((one for one in same if letter.about == f"{LINE}-{one.pk}"), line)
        later = [one for one in same if one.version.day > letter.sent_on]
        return _of_line(asked, later[0]) if later else None

    return _letters([f"{LINE}-{one.pk}" for one in {line, *same}], changed)


def about_warning(warning: BudgetWarning) -> list[Letter]:
    """Letters about a warning; two queries."""

    def changed(letter: Commitment) -> Change | None:
        ended = warning.ended_on
        if ended is None or ended < letter.sent_on:
            return None
        address = reverse("money:warning", args=[warning.pk])
        return Change(_("The rule finds it no longer"), ended, address)

    return _letters([f"{WARNING}-{warning.pk}"], changed)


def about_measure(measure: EnvironmentMeasure, changes: Sequence[Changed]) -> list[Letter]:
    """Letters about a measure, whose changed amounts these are; two queries."""
    address = reverse("money:measure", args=[measure.pk]) + "#measures-changed"
    told = [
        Change(f"{one.former.year}, {_differing(one)}", one.day, address)
        for one in changes
        if one.differences
    ]

    def changed(letter: Commitment) -> Change | None:
        return next((one for one in told if one.day >= letter.sent_on), None)

    return _letters([f"{MEASURE}-{measure.pk}"], changed)


def _differing(changed: Changed) -> str:
    """The first amount of a change: what it was and what it is."""
    one = changed.differences[0]
    return f"{one.what}: {_was_and_is(one.before, one.after)}"


def _was_and_is(before: int | None, after: int | None) -> str:
    return _("%(before)s before, now %(after)s thousand tenge") % {
        "before": "—" if before is None else number(thousands(before)),
        "after": "—" if after is None else number(thousands(after)),
    }


def _plan(plan: EnvironmentPlan) -> str:
    return reverse("money:plan", args=[plan.pk])


def _of_version(version: Version) -> Change:
    address = reverse("money:version", args=[version.pk])
    return Change(version.get_kind_display(), version.day, address)


def _of_line(asked: Line, now: Line) -> Change | None:
    """How the figure differs in the latest version; None where it is the same."""
    for name in ("executed", "planned"):
        before, after = getattr(asked, name), getattr(now, name)
        if after is not None and after != before:
            address = reverse("money:version", args=[now.version_id])
            return Change(_was_and_is(before, after), now.version.day, address)
    return None


def _letters(
    matters: Collection[str], changed: Callable[[Commitment], Change | None]
) -> list[Letter]:
    """The latest letters about these matters; two queries."""
    rows = Commitment.objects.about(matters).select_related("addressee", "mandate__person")
    found = list(rows.lately()[:MOST])
    answers = _answers(found)
    return [
        Letter(one, STATES[State(one.state)], tag_of(one.state), answers.get(one.pk), changed(one))
        for one in found
    ]


def _answers(letters: Sequence[Commitment]) -> dict[int, Step]:
    """The latest word of the body in each letter; one query."""
    rows = Step.objects.filter(commitment__in=letters, act__in=OF_BODY).exclude(words="")
    return {step.commitment_id: step for step in rows.order_by("commitment", "number")}
