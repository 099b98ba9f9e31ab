"""What acts of the register share: the council's lock, refusals, saving under the rules."""

import datetime as dt
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, TypedDict, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from maslikhat.kit.days import Dated, goes_on, today
from maslikhat.kit.prepared import PreparedThings
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.kit.texts import begins_a_formula, has_control_signs, hides, visible
from maslikhat.kit.transactions import writing
from maslikhat.registry.models import Body, Convocation, Council, EndReason

Row = TypeVar("Row", bound=models.Model)
DatedRow = TypeVar("DatedRow", bound=Dated)
_councils = PreparedThings(
    lambda number: Council.objects.select_for_update(of=("self",)).filter(pk=number)
)
_convocations = PreparedThings(
    lambda number: Convocation.objects.select_related("council").filter(pk=number)
)
# A term of a council may be entered this long before it begins.
FARTHEST = dt.timedelta(days=366)


def allow(allowed: bool) -> None:
    """Refuse (403) who may not."""
    if not allowed:
        raise Refused(
            _("This is not yours to change. Ask the clerk of the maslikhat or the operator."),
            status=403,
        )


def refuse_if(wrong: bool, sentence: str) -> None:
    """Refuse with the sentence (409) when something is wrong."""
    if wrong:
        raise Refused(sentence)


def locked(council: Council) -> Council:
    """The council, held until the act ends: acts on one council happen one after another."""
    for found in _councils(council.pk):
        return found
    raise Council.DoesNotExist


def locked_body(body: Body) -> Body:
    """The body, held until the act ends: offices in one body are given one after another."""
    return Body.objects.select_for_update(of=("self",)).get(pk=body.pk)


def locked_convocation(convocation: Convocation) -> Convocation:
    """The convocation as it stands now, under its council's lock."""
    locked(convocation.council)
    for found in _convocations(convocation.pk):
        return found
    raise Convocation.DoesNotExist


class End(TypedDict):
    """How a mandate ends of itself: with its convocation, or not yet."""

    to_day: dt.date | None
    end_reason: str


def end_of(convocation: Convocation) -> End:
    """The end of a mandate in this convocation: open, or the known end of the convocation."""
    if convocation.to_day is None:
        return End(to_day=None, end_reason="")
    ceased = convocation.to_day == convocation.council.to_day
    return End(
        to_day=convocation.to_day,
        end_reason=EndReason.COUNCIL_ENDED if ceased else EndReason.TERM_ENDED,
    )


def within_council(council: Council, day: dt.date) -> None:
    """Refuse a day on which the council does not exist, or one too far ahead."""
    refuse_if(not council.holds_on(day), _("The maslikhat does not exist on this day."))
    refuse_if(day > today() + FARTHEST, _("This day lies too far ahead."))


def cut_short(rows: QuerySet[DatedRow], day: dt.date) -> None:
    """End all these rows by `day`; those that would only begin later never were."""
    end_by(rows.model, rows.filter(goes_on(day)).values("pk", "from_day"), day)


def end_by(model: type[Dated], running: Iterable[Mapping[str, Any]], day: dt.date) -> None:
    """End the rows of these numbers (`pk`) by `day`, or take away what would only begin then."""
    begins = {row["pk"]: row["from_day"] for row in running}
    never = {number for number, begin in begins.items() if begin >= day}
    if never:
        model._default_manager.filter(pk__in=never).delete()
    if len(never) < len(begins):
        model._default_manager.filter(pk__in=begins.keys() - never).update(to_day=day)


def end_on(row: Dated, day: dt.date) -> None:
    """Set the end of a dated row; Refused when it has ended or would end before it begins."""
    refuse_if(row.to_day is not None and row.to_day <= day, _("This has ended already."))
    refuse_if(day <= row.from_day, _("The end must come after the beginning."))
    row.to_day = day


def saved(row: Row, otherwise: str) -> Row:
    """Save the row if its fields and the rules of the database allow; else Refused."""
    cleaned(row)
    try:
        with writing():
            row.save()
    except IntegrityError:
        raise Refused(otherwise) from None
    return row


def cleaned(row: models.Model) -> None:
    """Refuse (400) a row whose fields do not hold what they may hold.

    Whether what it points to is there, the database itself watches.
    """
    try:
        row.clean_fields(exclude={field.name for field in row._meta.fields if field.is_relation})
    except ValidationError as error:
        raise Refused(" ".join(error.messages), status=400) from None


def proper_name(text: str) -> str:
    """A name on one line; refused (400) when it is not what it seems. An empty one may stand."""
    name = proper_text(" ".join(unicodedata.normalize("NFC", text).split()))
    if name and (not visible(name) or hides(name)):
        raise Refused(_("There are characters in the name that cannot be seen."), status=400)
    if begins_a_formula(name):
        raise Refused(_("A name does not begin with “=”, “+”, “-” or “@”."), status=400)
    return name


def proper_text(text: str) -> str:
    """A text without blank ends; refused (400) when it has signs that are no text."""
    if has_control_signs(text, allowed="\r\n\t"):
        raise Refused(
            _("The text has control characters. Type it anew, without pasting."), status=400
        )
    return text.strip()


def locked_row(rows: QuerySet[Row], row: Row) -> Row:
    """The row as it is now, held until the act ends; as if there were none when an act has just
    taken it away."""
    found = rows.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if found is None:
        raise Hidden()
    return found


def end_or_undo(row: Dated, day: dt.date, otherwise: str) -> None:
    """End a row on the day; one that only begins then was a mistake and goes."""
    if row.from_day >= day:
        row.delete()
        return
    end_on(row, day)
    saved(row, otherwise)
