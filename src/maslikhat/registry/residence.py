"""Where people say they live: told to themselves alone."""

from maslikhat.accounts.models import User
from maslikhat.kit.days import holds_on, today
from maslikhat.places.models import Unit
from maslikhat.registry.standing import Visitor


def home_of(user: Visitor) -> Unit | None:
    """The place of a user today; for nobody's eyes but theirs. One query, none for a visitor."""
    if not isinstance(user, User):
        return None
    return Unit.objects.filter(holds_on(today(), "residences__"), residences__user=user).first()
