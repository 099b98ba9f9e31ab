"""Who may do what with searches: each rule is a sentence."""

from maslikhat.search.models import SavedSearch
from maslikhat.search.registers import Visitor


def may_save(user: Visitor) -> bool:
    """Who has signed in may keep searches."""
    return user.is_authenticated


def may_drop(user: Visitor, saved: SavedSearch) -> bool:
    """Everyone lets go of what is their own."""
    return user.is_authenticated and saved.user_id == user.pk
