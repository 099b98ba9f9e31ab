"""Candidates of an election: for which offices only deputies stand, and until when they change."""

from django.utils.translation import gettext as _

from maslikhat.kit.refusals import refuse_unless
from maslikhat.sittings.models import Item, Motion
from maslikhat.voting.models import State

# The chair is elected from among the deputies (Law 148, art. 19); only deputies sit in commissions.
OF_DEPUTIES = {"", Item.Office.CHAIR, Item.Office.COMMISSION_CHAIR}


def refuse_late(item: Item) -> None:
    """Refuse what is no election, is done, or is put to the vote; a cancelled vote is none."""
    refuse_unless(item.is_election, _("Candidates stand in an election alone."))
    refuse_unless(item.done_at is None, _("The item is done."))
    votes = Motion.objects.filter(item=item, kind=Motion.Kind.MAIN, ballot__isnull=False)
    refuse_unless(
        not votes.exclude(ballot__state=State.CANCELLED).exists(),
        _("The candidates have been put to the vote already."),
    )
