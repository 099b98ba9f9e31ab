"""Who hears of what happens to a sitting: searchers, followers, and whoever has a page of it open.

Each is called inside the act, in its transaction. An event says only that something has changed:
each page fetches what its reader may see. What moves on an item behind closed doors is told to the
council's own people alone: when somebody speaks there, or that there is a vote, is theirs too.
"""

from maslikhat.accounts.models import User
from maslikhat.live.actions import publish, revoke
from maslikhat.sittings import finding, followed
from maslikhat.sittings.models import Item, Sitting


def channel_of(sitting_id: int) -> str:
    """What the pages of a sitting listen to."""
    return f"sitting:{sitting_id}"


def channels_of(sitting_id: int, *, inside: bool) -> list[str]:
    """What a page of a sitting listens to: of its own people also what moves behind the doors."""
    return [channel_of(sitting_id), *([_inside(sitting_id)] if inside else [])]


def _inside(sitting_id: int) -> str:
    return f"{channel_of(sitting_id)}:inside"


def _moved(sitting_id: int, ref: str, item: Item | None) -> None:
    """Tell whoever may see the item; all readers of the sitting where it is of none."""
    is_closed = item is not None and item.is_closed_to_public
    publish(_inside(sitting_id) if is_closed else channel_of(sitting_id), ref)


def planned(sitting: Sitting, *, by: User) -> None:
    """A sitting is in preparation: its own people find it."""
    finding.tell_sitting(sitting)


def changed(sitting: Sitting, *, by: User, is_moved: bool, is_shut: bool) -> None:
    """Time, place or doors have changed; who was invited is told when the time has.

    When the doors are shut now, the pages that strangers have open hear nothing more.
    """
    finding.tell_sitting(sitting)
    publish(channel_of(sitting.pk), "stage")
    if is_shut:
        revoke(channel_of(sitting.pk))
    if sitting.convened_at is not None and is_moved:
        followed.tell_moved(sitting, by=by)


def convened(sitting: Sitting, *, by: User) -> None:
    """Deputies are invited, followers of the council hear."""
    finding.tell_sitting(sitting)
    publish(channel_of(sitting.pk), "stage")
    followed.tell_convened(sitting, by=by)


def materials_sent(sitting: Sitting, *, by: User) -> None:
    """The deputies are told that the materials are there."""
    publish(channel_of(sitting.pk), "agenda")
    followed.tell_materials(sitting, by=by)


def cancelled(sitting: Sitting, *, by: User) -> None:
    """Whoever was invited is told."""
    finding.tell_sitting(sitting)
    publish(channel_of(sitting.pk), "stage")
    if sitting.convened_at is not None:
        followed.tell_cancelled(sitting, by=by)


def opened(sitting: Sitting, *, by: User) -> None:
    """It goes on from now on."""
    publish(channel_of(sitting.pk), "stage")
    followed.tell_opened(sitting, by=by)


def closed(sitting: Sitting, *, by: User) -> None:
    """It has ended."""
    finding.tell_sitting(sitting)
    publish(channel_of(sitting.pk), "stage")
    followed.tell_closed(sitting, by=by)
    followed.tell_minutes_wait(sitting)


def minutes_approved(sitting: Sitting, *, by: User) -> None:
    """The minutes are out."""
    publish(channel_of(sitting.pk), "stage")
    followed.tell_minutes(sitting, by=by)


def agenda_changed(sitting: Sitting, item: Item | None = None) -> None:
    """Items, rapporteurs or papers have changed; `item` where nothing but this one has."""
    finding.tell_sitting(sitting)
    _moved(sitting.pk, "agenda", item)


def item_put(item: Item, *, by: User) -> None:
    """A question is on the agenda; where the notice had been sent, who was invited is told."""
    agenda_changed(item.sitting)
    if item.added_at is not None and item.sitting.opened_at is None:
        followed.tell_added(item, by=by)


def doors_changed(item: Item) -> None:
    """An item is the council's own from now on, or everyone's: search hears of it at once."""
    finding.tell_sitting(item.sitting)
    publish(channel_of(item.sitting_id), "stage")


def stage_changed(sitting: Sitting, item: Item | None = None) -> None:
    """Another item, a break; with `item` a motion or a vote on it."""
    _moved(sitting.pk, "stage", item)


def attendance_changed(sitting: Sitting, item: Item | None = None) -> None:
    """Somebody has come, gone or been excused; with `item` somebody is recused from it.

    Who leaves the hall while an item is considered behind closed doors is theirs who are there.
    """
    is_open = sitting.opened_at is not None and sitting.closed_at is None
    if item is None and is_open:
        item = Item.objects.of(sitting).called().first()
    _moved(sitting.pk, "attendance", item)


def floor_changed(sitting: Sitting, item: Item) -> None:
    """Somebody asks to speak on an item, speaks or has spoken."""
    _moved(sitting.pk, "floor", item)
