"""What of decisions the public record may show: adoptions, published files, open scans."""

from collections.abc import Collection, Iterable

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maslikhat.decisions.models import Attachment, Decision, Mask, Publication
from maslikhat.decisions.since import told_since
from maslikhat.kit.languages import said
from maslikhat.ledger.registers import Kind, Thing

DECISION, PUBLICATION, ATTACHMENT = (
    "decisions.decision",
    "decisions.publication",
    "decisions.attachment",
)


def show_decisions(numbers: Collection[int], lang: str) -> dict[int, Thing]:
    """Those of these decisions that everyone may see; two queries."""
    rows = Decision.objects.public().filter(pk__in=numbers).select_related("council")
    return _things(((row.pk, row) for row in rows), lang)


def show_publications(numbers: Collection[int], lang: str) -> dict[int, Thing]:
    """The decisions whose published copies these are, with the files given out now; two queries."""
    covered = Mask.objects.standing().filter(
        decision=OuterRef("decision"),
        made_at__gt=Coalesce(OuterRef("renewed_at"), OuterRef("made_at")),
    )
    rows = {
        row.pk: row
        for row in Publication.objects.filter(pk__in=numbers)
        .annotate(is_withheld=Exists(covered))
        .select_related("decision__council")
    }
    things = _things(((number, row.decision) for number, row in rows.items()), lang)
    return {number: thing._replace(files=_files(rows[number])) for number, thing in things.items()}


def _files(copy: Publication) -> set[str]:
    is_withheld: bool = copy.is_withheld  # type: ignore[attr-defined]
    return set() if is_withheld else {copy.pdf_kk, copy.pdf_ru}


def show_scans(numbers: Collection[int], lang: str) -> dict[int, Thing]:
    """The decisions whose open scans these are; two queries."""
    rows = Attachment.objects.visible_to(None).scans().filter(pk__in=numbers)
    return _things(((row.pk, row.decision) for row in rows.select_related("decision__council")), lang)  # fmt: skip  # noqa: E501


def _things(rows: Iterable[tuple[int, Decision]], lang: str) -> dict[int, Thing]:
    found = list(rows)
    since = told_since(decision for _number, decision in found)
    return {
        number: Thing(
            said(decision, "title", lang),
            reverse("decisions:decision", args=[decision.pk]),
            said(decision.council, "name", lang),
            since=since.get(decision.pk, ""),
        )
        for number, decision in found
    }


# The acts of which the page itself tells everyone what was done and on which day.
KINDS = {
    DECISION: Kind(
        _("Decision"),
        show_decisions,
        {"decisions.adopt": _("The decision was adopted")},
        of_no_file={"decisions.adopt"},
    ),
    PUBLICATION: Kind(
        _("Published copy"),
        show_publications,
        {
            "decisions.publish": _("The decision was published with this copy"),
            "decisions.renew_copy": _("The copy was made anew: words of it were covered since"),
        },
    ),
    ATTACHMENT: Kind(
        _("Scan of the signed paper"),
        show_scans,
        {"decisions.attach_scan": _("The scan of the signed paper was put beside the text")},
    ),
}
