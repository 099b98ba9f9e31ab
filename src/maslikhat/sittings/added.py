"""Items added after the notice was sent: the law has the agenda announced, so each says so."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maslikhat.kit.formats import words
from maslikhat.kit.languages import LANGUAGES, said
from maslikhat.kit.refusals import refuse_unless
from maslikhat.kit.texts import line
from maslikhat.sittings.models import Item, Sitting
from maslikhat.sittings.models.agenda import UNDER_MOST

UNDER_WHAT = gettext_lazy(
    "The notice has been sent. Write in Kazakh and in Russian by what the question is added: the "
    "vote of the maslikhat, or the article of its regulations."
)


def is_added_now(sitting: Sitting) -> bool:
    """Whether an item that is put now comes after the notice; of one brought over none does."""
    return sitting.convened_at is not None and not sitting.is_brought_over


def under_columns(told: Mapping[str, str]) -> dict[str, str]:
    """Columns added_under_kk, _ru, _en; refused (422) without Kazakh and Russian: the agenda and
    the minutes bear it in both."""
    found = {f"added_under_{lang}": line(told.get(lang, ""), UNDER_MOST) for lang in LANGUAGES}
    is_whole = bool(found["added_under_kk"] and found["added_under_ru"])
    refuse_unless(is_whole, str(UNDER_WHAT), status=422)
    return found


def added_said(item: Item, *, is_open: bool) -> str:
    """When it was added after the notice and by what; empty of an item that was announced.

    Of an item behind closed doors a stranger hears only that it was added, and when.
    """
    if item.added_at is None:
        return ""
    told = _("Added after the notice, %(moment)s.") % {"moment": words.moment(item.added_at)}
    under = said(item, "added_under").text
    if not under or not is_open:
        return told
    return told + " " + _("By what it was added: %(under)s") % {"under": under}
