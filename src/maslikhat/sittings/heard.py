"""Who hears of what happens to a sitting: searchers, followers, and whoever has a page of it open.

Each is called inside the act, in its transaction. An event says only that something has changed:
each page fetches what its reader may see.
"""

from maslikhat.accounts.models import User
from maslikhat.live.actions import publish, revoke
from maslikhat.sittings import finding, followed
from maslikhat.sittings.models import Item, Sitting


def channel_of(sitting_id: int) -> str:
    """What the pages of a sitting listen to."""
    return f"sitting:{sitting_id}"


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


def minutes_approved(sitting: Sitting, *, by: User) -> None:
    """The minutes are out."""
    publish(channel_of(sitting.pk), "stage")
    followed.tell_minutes(sitting, by=by)


def agenda_changed(sitting: Sitting) -> None:
    """Items, rapporteurs or papers have changed."""
    finding.tell_sitting(sitting)
    publish(channel_of(sitting.pk), "agenda")


def doors_closed(item: Item) -> None:
    """An item is the council's own from now on: search forgets its words at once."""
    finding.tell_sitting(item.sitting)
    publish(channel_of(item.sitting_id), "stage")


def stage_changed(sitting: Sitting) -> None:
    """Another item, a motion, a vote, a break."""
    publish(channel_of(sitting.pk), "stage")


def attendance_changed(sitting: Sitting) -> None:
    """Somebody has come, gone or been excused."""
    publish(channel_of(sitting.pk), "attendance")


def floor_changed(sitting: Sitting) -> None:
    """Somebody asks to speak, speaks or has spoken."""
    publish(channel_of(sitting.pk), "floor")
