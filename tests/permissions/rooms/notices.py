"""Notices: an inbox is its owner's, and only what one sees can be followed."""

from maslikhat.accounts.models import User
from maslikhat.notices import actions
from maslikhat.notices.letters.tokens import Unsubscription
from maslikhat.registry.followed import COUNCIL
from maslikhat.search.actions import save
from maslikhat.search.followed import ENTRY, SAVED
from tests.permissions.everyone import PERSONS, SIGNED_IN, Cast, make_cast, users
from tests.permissions.table import ALL_OTHERS, NOBODY, Room, Row, persons

ROOM = Room("notices", PERSONS, make_cast, users)
DEPUTY = persons("deputy")


def closed(cast: Cast) -> None:
    """Every account is closed."""
    User.objects.update(is_active=False)


def saved(cast: Cast) -> int:
    """A search of the deputy's, which nobody else sees."""
    return save(by=cast.deputy, query="q=road", words="road").pk


def followed(cast: Cast) -> None:
    """The deputy follows the maslikhat, the others do not."""
    actions.follow(COUNCIL, cast.council.pk, by=cast.deputy)


ROWS = [
    Row("notices.follow", "what everyone sees",
        SIGNED_IN, lambda c, by, _: actions.follow(COUNCIL, c.council.pk, by=by),
        hidden=ALL_OTHERS),
    Row("notices.follow", "what only the deputy sees",
        DEPUTY, lambda c, by, number: actions.follow(SAVED, number, by=by), saved,
        hidden=ALL_OTHERS),
    Row("notices.follow", "a closed account",
        NOBODY, lambda c, by, _: actions.follow(COUNCIL, c.council.pk, by=by), closed,
        hidden=ALL_OTHERS),
    Row("notices.follow", "a kind of thing that nobody follows",
        NOBODY, lambda c, by, _: actions.follow(ENTRY, 1, by=by), hidden=ALL_OTHERS),
    Row("notices.follow", "a number beyond all numbers",
        NOBODY, lambda c, by, _: actions.follow(COUNCIL, 2**70, by=by), hidden=ALL_OTHERS),
    Row("notices.follow", "a kind that there is not",
        NOBODY, lambda c, by, _: actions.follow("no.such", 1, by=by), hidden=ALL_OTHERS),
    Row("notices.choose", "what the deputy follows",
        DEPUTY, lambda c, by, _: actions.choose(COUNCIL, c.council.pk, by=by, mode="inbox"),
        followed, hidden=ALL_OTHERS),
    Row("notices.unfollow", "what one follows or not",
        SIGNED_IN, lambda c, by, _: actions.unfollow(COUNCIL, c.council.pk, by=by), followed,
        hidden=ALL_OTHERS),
    Row("notices.arrange", "one's own letters",
        SIGNED_IN, lambda c, by, _: actions.arrange(by=by, rhythm="weekly", language="ru"),
        hidden=ALL_OTHERS),
    Row("notices.arrange", "a closed account",
        NOBODY, lambda c, by, _: actions.arrange(by=by, rhythm="weekly"), closed,
        hidden=ALL_OTHERS),
    Row("notices.mark_read", "one's own inbox",
        SIGNED_IN, lambda c, by, _: actions.mark_read(COUNCIL, c.council.pk, by=by),
        hidden=ALL_OTHERS),
    Row("notices.mark_all_read", "one's own inbox",
        SIGNED_IN, lambda c, by, _: actions.mark_all_read(by=by), hidden=ALL_OTHERS),
    Row("notices.unsubscribe", "by a link in a letter to the deputy",
        DEPUTY, lambda c, by, _: actions.unsubscribe(
            Unsubscription(c.deputy.pk, "digest"), by=by),
        hidden=ALL_OTHERS),
]  # fmt: skip
