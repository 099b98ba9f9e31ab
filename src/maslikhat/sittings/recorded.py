"""What of sittings the public record may show: that a public one was convened, opened, closed."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maslikhat.kit.languages import said
from maslikhat.ledger.registers import Kind, Thing
from maslikhat.sittings.followed import SITTING
from maslikhat.sittings.models import Sitting
from maslikhat.sittings.titles import title_of


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
}
