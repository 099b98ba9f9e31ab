"""Commissions conclude: what one decided at its sitting becomes its conclusion on the draft."""

from maslikhat.accounts.models import User
from maslikhat.decisions import actions as decisions
from maslikhat.decisions.models import Outcome, Referral
from maslikhat.kit.refusals import Refused, refuse_unless
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.sittings import heard, refusals
from maslikhat.sittings.conclusions import concluded, referral_of
from maslikhat.sittings.guards import allow, in_time, locked_item
from maslikhat.sittings.models import Item
from maslikhat.sittings.permissions import may_pass_on_conclusion
from maslikhat.voting.moments import day_of


@atomic
def pass_on_conclusion(item: Item, *, by: User, outcome: str) -> Referral:
    """What a commission decided on an item becomes its conclusion on the draft: the motions that
    were adopted with the sentences of their votes, of the day on which it was decided.

    `outcome` is what `by` reads in them: for, with remarks or against.
    """
    item = locked_item(item)
    allow(may_pass_on_conclusion(by, item), by, item)
    in_time("pass_on_conclusion", item.sitting)
    is_open = item.sitting.is_public and not item.is_closed_to_public
    refuse_unless(is_open, refusals.CONCLUDED_APART)
    referral = referral_of(item)
    if referral is None:
        raise Refused(refusals.NOT_REFERRED)
    found = concluded(item)
    if found is None:
        raise Refused(refusals.NO_CONCLUSION)
    refuse_unless(outcome in Outcome.values, refusals.CHOOSE, status=422)
    done = decisions.conclude(
        referral,
        by=by,
        outcome=outcome,
        day=day_of(item.done_at),
        words_kk=found["kk"],
        words_ru=found["ru"],
        item=item.pk,
    )
    heard.agenda_changed(item.sitting, item)
    record(by, "sittings.pass_on_conclusion", item)
    return done
