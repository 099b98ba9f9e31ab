"""Taking in lists of decisions that exist already: their facts, with a link to the text."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import IntegrityError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.decisions import finding
from maslikhat.decisions.imports import DecisionRow
from maslikhat.decisions.intake import SUBJECTS, Entry, Matched, matched, planned, titles_of
from maslikhat.decisions.models import Decision, Intake, Kind, Origin
from maslikhat.decisions.numbers import key_of, tidy
from maslikhat.decisions.permissions import may_import_decisions
from maslikhat.kit.bulk import insert_rows, reserve_ids
from maslikhat.kit.refusals import Refused, refuse_unless
from maslikhat.kit.transactions import atomic, prepared
from maslikhat.ledger.actions import record
from maslikhat.rubrics.models import Rubric

ONE_DAY = dt.timedelta(days=1)


class Taken(NamedTuple):
    """What an intake has done: how many were entered, how many were there already."""

    entered: int
    same: int


@prepared(rows=matched)
@atomic
def import_decisions(*, rows: Sequence[DecisionRow] | Matched, by: User, digest: str) -> Taken:
    """The operator takes in a list of existing decisions: every row or none, one entry on the
    record with their number and the hash of the file. What is there already is left as it is."""
    if not may_import_decisions(by):
        raise Refused(_("Lists of decisions are taken in by the operator."), status=403)
    plan = planned(rows)
    refuse_unless(
        not plan.errors,
        _("There are mistakes in the list: nothing was entered. Look at the preview."),
        status=422,
    )
    if plan.entries:
        _enter(plan.entries, by)
    intake = Intake.objects.create(sha256=digest, count=len(plan.entries), by=by.pk)
    record(by, "decisions.import_decisions", intake, count=len(plan.entries), digest=digest)
    return Taken(len(plan.entries), plan.same)


def _enter(entries: Sequence[Entry], by: User) -> None:
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    rubrics = dict(Rubric.objects.values_list("code", "pk"))
    numbers = reserve_ids(Decision, len(entries))
    made = [
        {**_BLANK, "id": number, "by": by.pk, "made_at": now, **_columns(entry, rubrics)}
        for number, entry in zip(numbers, entries, strict=True)
    ]
    columns = list(made[0])
    try:
        insert_rows(Decision, columns, [[row[name] for name in columns] for row in made])
    except IntegrityError:
        # One of them was entered by its council while this list was looked at.
        raise Refused(_("The list has changed meanwhile. Look at the preview again.")) from None
    finding.tell_many(numbers)


# What a decision that was taken in does not have.
_BLANK: dict[str, Any] = {
    "mover": "",
    "touches_money": False,
    "registration_number": "",
    "force_rule_kk": "",
    "force_rule_ru": "",
    "repeal_basis_kk": "",
    "repeal_basis_ru": "",
    "digest": "",
    "own_title_kk": "",
    "own_title_ru": "",
    "own_title_en": "",
}


def _columns(entry: Entry, rubrics: dict[str, int]) -> dict[str, Any]:
    row, titles = entry.row, titles_of(entry.row)
    subject = SUBJECTS.get(row.subject)
    return {
        "council_id": entry.council,
        "convocation_id": entry.convocation,
        "kind": Kind.NORMATIVE.value,
        "origin": Origin.IMPORT.value,
        "title_kk": titles.kk,
        "title_ru": titles.ru,
        "title_en": titles.en,
        "rubric_id": rubrics.get(subject.rubric) if subject else None,
        "number": tidy(row.number),
        "number_key": key_of(row.number),
        "adopted_on": row.adopted,
        "moved_on": row.adopted,
        "in_force_from": row.in_force_from,
        # The file has the last day, the portal the first one after it.
        "in_force_to": row.in_force_to + ONE_DAY if row.in_force_to else None,
        "source_kk": row.url_kk,
        "source_ru": row.url_ru,
        "reference": row.reference_ru or row.reference_kk,
    }
