"""Who a user is to others: the name of the person behind the account."""

from collections.abc import Collection

from maslikhat.registry.models import Person


def names_of_users(users: Collection[int], lang: str) -> dict[int, str]:
    """The short names of those among these users who are persons of the register; one query."""
    persons = Person.objects.filter(user__in=users)
    return {person.user_id: person.short_name(lang) for person in persons if person.user_id}
