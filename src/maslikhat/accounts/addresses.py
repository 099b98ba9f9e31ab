"""Where letters to a user may go: only to an address that its owner has confirmed."""

from collections.abc import Collection

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef


def confirmed(users: Collection[int]) -> dict[int, str]:
    """The main address of each of these users who has confirmed it, in one query."""
    found = EmailAddress.objects.filter(user__in=users, primary=True, verified=True)
    return dict(found.values_list("user", "email"))


def has_confirmed() -> Exists:
    """The condition, on users, that there is such an address."""
    return Exists(EmailAddress.objects.filter(user=OuterRef("pk"), primary=True, verified=True))
