"""What of votes the public record may show: that a public one was opened, closed or cancelled."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maslikhat.kit.languages import said
from maslikhat.ledger.registers import Kind, Thing
from maslikhat.voting.followed import BALLOT
from maslikhat.voting.models import Ballot


def show_ballots(numbers: Collection[int], lang: str) -> dict[int, Thing]:
    """Those of these ballots that everyone may see; one query."""
    rows = Ballot.objects.visible_to(None).filter(pk__in=numbers).select_related("council")
    return {
        ballot.pk: Thing(
            said(ballot, "motion", lang),
            reverse("voting:ballot", args=[ballot.pk]),
            said(ballot.council, "name", lang),
        )
        for ballot in rows
    }


# Casting is not among them: beside the others its moment could be laid against a person.
KINDS = {
    BALLOT: Kind(
        _("Vote"),
        show_ballots,
        {
            "voting.open_ballot": _("The vote was opened"),
            "voting.close_ballot": _("The vote was closed and its result frozen"),
            "voting.cancel_ballot": _("The vote was cancelled"),
        },
        of_no_file={"voting.close_ballot"},
    ),
}
