"""What of sittings the public record may show: steps of public ones, files of their minutes."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maslikhat.kit.languages import said
from maslikhat.ledger.registers import Kind, Thing
from maslikhat.sittings.covering import stale_among
from maslikhat.sittings.followed import SITTING
from maslikhat.sittings.models import Minutes, Sitting
from maslikhat.sittings.titles import title_of

MINUTES = "sittings.minutes"


def show_sittings(numbers: Collection[int], lang: str) -> dict[int, Thing]:
    """Those of these sittings that everyone may see; one query."""
    rows = Sitting.objects.public().filter(pk__in=numbers)
    return {
        row.pk: Thing(
            title_of(row, lang),
            reverse("sittings:sitting", args=[row.pk]),
            said(row.council, "name", lang),
        )
        for row in rows.select_related("council", "session", "commission")
    }


def show_minutes(numbers: Collection[int], lang: str) -> dict[int, Thing]:
    """The sittings whose approved minutes these are, with the files given out now; four queries."""
    rows = (
        Minutes.objects.visible_to(None)
        .filter(pk__in=numbers, approved_at__isnull=False)
        .select_related("sitting__council", "sitting__session", "sitting__commission")
    )
    withheld = stale_among(rows)
    return {
        row.pk: Thing(
            title_of(row.sitting, lang),
            reverse("sittings:minutes", args=[row.sitting_id]),
            said(row.sitting.council, "name", lang),
            set() if row.pk in withheld else {row.pdf_kk, row.pdf_ru, row.docx_kk, row.docx_ru},
        )
        for row in rows
    }


KINDS = {
    SITTING: Kind(
        _("Sitting"),
        show_sittings,
        {
            "sittings.convene": _("The sitting was convened"),
            "sittings.send_materials": _("The materials were sent"),
            "sittings.open_sitting": _("The sitting was opened"),
            "sittings.close_sitting": _("The sitting was closed"),
            "sittings.cancel_sitting": _("The sitting was cancelled"),
        },
    ),
    MINUTES: Kind(
        _("Minutes"),
        show_minutes,
        {
            "sittings.approve_minutes": _("The minutes were approved: this is a file of them"),
            "sittings.renew_minutes": _("The minutes were made anew: words of them were covered"),
        },
    ),
}
