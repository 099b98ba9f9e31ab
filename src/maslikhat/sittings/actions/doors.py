"""The doors: to close them for an item is moved, voted on, and then done (Law 148, art. 11)."""

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import override

from maslikhat.accounts.models import User
from maslikhat.kit.languages import LANGUAGES
from maslikhat.kit.refusals import refuse_unless
from maslikhat.kit.texts import line
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.sittings import heard, refusals
from maslikhat.sittings.actions.moving import MOTIONS_MOST
from maslikhat.sittings.doors import is_voted_open, is_voted_shut
from maslikhat.sittings.guards import allow, in_time, locked_item
from maslikhat.sittings.models import Item, Motion
from maslikhat.sittings.permissions import may_close_doors, may_move_doors, may_open_doors
from maslikhat.sittings.typed import typed
from maslikhat.voting.models import State

REASON_MOST = 500


@atomic
def move_doors(item: Item, *, by: User, proposed_by: str, because: str) -> Motion:
    """That an item be considered behind closed doors is moved, by whom the law lets move it.

    The chair proposes it, or a third of the deputies who are there; whoever leads enters it. It is
    voted on like any motion of procedure, of an item that was announced as closed too.
    """
    item = locked_item(item)
    allow(may_move_doors(by, item), by, item)
    in_time("move_doors", item.sitting)
    refuse_unless(item.done_at is None, refusals.STAYS_OPEN)
    is_over = item.is_closed_to_public and is_voted_shut(_motions(item))
    refuse_unless(not is_over, refusals.DOORS_CLOSED)
    refuse_unless(proposed_by in Motion.Proposer.values, refusals.CHOOSE, status=422)
    reason = line(because, REASON_MOST, needed=_("Say why the doors are to be closed."))
    waiting = item.motions.filter(kind=Motion.Kind.DOORS, ballot=None, withdrawn_at=None)
    refuse_unless(not waiting.exists(), refusals.DOORS_MOVED)
    refuse_unless(
        item.motions.count() < MOTIONS_MOST, _("On one item there are at most 60 motions.")
    )
    last = item.motions.aggregate(last=Max("place"))["last"] or 0
    made = Motion.objects.create(
        item=item,
        kind=Motion.Kind.DOORS,
        place=last + 1,
        proposed_by=proposed_by,
        because=reason,
        by=by.pk,
        **{f"text_{lang}": _text(item, reason, lang) for lang in LANGUAGES},
    )
    heard.stage_changed(item.sitting, item)
    record(by, "sittings.move_doors", made)
    return made


@atomic
def close_doors(item: Item, *, by: User) -> Item:
    """The deputies have voted to consider this item behind closed doors (Law 148, art. 11)."""
    item = locked_item(item)
    allow(may_close_doors(by, item), by, item)
    in_time("close_doors", item.sitting)
    refuse_unless(item.done_at is None, refusals.STAYS_OPEN)
    refuse_unless(not item.is_closed_to_public, refusals.DOORS_CLOSED)
    _refuse_while_voting(item)
    refuse_unless(is_voted_shut(_motions(item)), refusals.DOORS_NOT_VOTED)
    item.is_closed_to_public = True
    item.save(update_fields=["is_closed_to_public"])
    item.children.update(is_closed_to_public=True)
    heard.doors_changed(item)
    record(by, "sittings.close_doors", item)
    return item


@atomic
def open_doors(item: Item, *, by: User) -> Item:
    """The deputies have not voted to close the doors: an item that was announced as closed is
    considered openly, with what stands below it, and everyone reads it (Law 148, art. 11)."""
    item = locked_item(item)
    allow(may_open_doors(by, item), by, item)
    in_time("open_doors", item.sitting)
    refuse_unless(item.is_closed_to_public, refusals.DOORS_OPEN)
    refuse_unless(item.done_at is None, refusals.STAYS_CLOSED)
    _refuse_while_voting(item)
    refuse_unless(is_voted_open(item, _motions(item)), refusals.DOORS_NOT_REFUSED)
    item.is_closed_to_public = False
    item.save(update_fields=["is_closed_to_public"])
    item.children.filter(done_at=None).update(is_closed_to_public=False)
    heard.doors_changed(item)
    record(by, "sittings.open_doors", item)
    return item


def _motions(item: Item) -> list[Motion]:
    return list(item.motions.select_related("ballot"))


def _refuse_while_voting(item: Item) -> None:
    """A ballot is public or not from when it was prepared."""
    votes = Motion.objects.filter(item=item, ballot__state__in=(State.DRAFT, State.OPEN))
    refuse_unless(not votes.exists(), refusals.VOTE_NOT_FINISHED)


def _text(item: Item, reason: str, lang: str) -> str:
    with override(lang):
        told = {"number": item.number, "because": typed(reason)}
        return _("To consider item %(number)s behind closed doors: %(because)s") % told
