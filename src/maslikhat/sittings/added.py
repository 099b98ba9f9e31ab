"""Items added after the notice was sent: the law has the agenda announced, so each says so."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maslikhat.kit.formats import words
from maslikhat.sittings.models import Item, Sitting

UNDER_WHAT = gettext_lazy(
    "The notice has been sent. Write by what the question is added: the vote of the maslikhat, or "
    "the article of its regulations."
)


def is_added_now(sitting: Sitting) -> bool:
    """Whether an item that is put now comes after the notice; of one brought over none does."""
    return sitting.convened_at is not None and not sitting.is_brought_over


def added_said(item: Item, *, is_open: bool) -> str:
    """When it was added after the notice and by what; empty of an item that was announced.

    Of an item behind closed doors a stranger hears only that it was added, and when.
    """
    if item.added_at is None:
        return ""
    told = _("Added after the notice, %(moment)s.") % {"moment": words.moment(item.added_at)}
    if not item.added_under or not is_open:
        return told
    return told + " " + _("By what it was added: %(under)s") % {"under": item.added_under}
