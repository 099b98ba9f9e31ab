"""What of commitments the public record may show: all that is done with them by office."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maslikhat.commitments.models import Commitment
from maslikhat.kit.languages import Said, said
from maslikhat.ledger.registers import Kind, Thing

COMMITMENT = "commitments.commitment"


def show(numbers: Collection[int], lang: str) -> dict[int, Thing]:
    """These commitments; one query."""
    rows = Commitment.objects.filter(pk__in=numbers).select_related("council")
    return {
        row.pk: Thing(
            Said(row.title, row.language),
            reverse("commitments:commitment", args=[row.pk]),
            said(row.council, "name", lang),
        )
        for row in rows
    }


# The acts of which the page itself tells everyone what was done and on which day.
KINDS = {
    COMMITMENT: Kind(
        _("Follow-up"),
        show,
        {
            "commitments.send": _("The body was asked"),
            "commitments.answer": _("The answer of the body was entered"),
            "commitments.report_done": _("It was reported done"),
            "commitments.confirm": _("It was confirmed that it is done"),
            "commitments.dispute": _("It was said that it is not done"),
            "commitments.turn": _("Somebody else was asked about the answer"),
            "commitments.close": _("The matter was closed"),
            "commitments.reopen": _("The body was asked again"),
            "commitments.withdraw": _("What was asked was withdrawn"),
        },
    )
}
