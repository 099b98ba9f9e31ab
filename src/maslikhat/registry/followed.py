"""What of the registry can be followed: maslikhats and deputies, open to all."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from maslikhat.accounts.models import User
from maslikhat.kit.languages import Said, said
from maslikhat.notices.registers import Kind, Thing
from maslikhat.registry.models import Council, Mandate, Person, Role

COUNCIL, PERSON = "registry.council", "registry.person"


def show_councils(
    numbers: Collection[int], readers: Collection[User], lang: str
) -> dict[int, Thing]:
    """The names and addresses of these councils, in one query."""
    return {
        council.pk: Thing(
            said(council, "name", lang), reverse("portal:council", args=[council.code])
        )
        for council in Council.objects.filter(pk__in=numbers)
    }


def deputies() -> QuerySet[Person]:
    """Persons who have a page: who has or had a mandate."""
    return Person.objects.filter(Exists(Mandate.objects.filter(person=OuterRef("pk"))))


def show_deputies(
    numbers: Collection[int], readers: Collection[User], lang: str
) -> dict[int, Thing]:
    """The names and addresses of these deputies, in one query."""
    return {
        person.pk: Thing(
            Said(person.full_name(lang), lang), reverse("portal:deputy", args=[person.pk])
        )
        for person in deputies().filter(pk__in=numbers)
    }


def visible_deputies(user: User) -> QuerySet[Any]:
    """Everyone sees every deputy's page."""
    return deputies()


def names_of_users(users: Collection[int], lang: str) -> dict[int, str]:
    """The short names of those among these users who are persons of the register; two queries.

    Who is none and works for a maslikhat is its apparatus, whose people are not named.
    """
    persons = Person.objects.filter(user__in=users)
    named = {person.user_id: person.short_name(lang) for person in persons if person.user_id}
    others = [user for user in users if user not in named]
    if others:
        clerks = Role.objects.filter(user__in=others, kind=Role.Kind.CLERK)
        with override(lang):
            apparatus = str(_("Apparatus of the maslikhat"))
        named |= dict.fromkeys(clerks.values_list("user", flat=True), apparatus)
    return named


KINDS = {
    COUNCIL: Kind(_("Maslikhat"), show_councils),
    PERSON: Kind(_("Deputy"), show_deputies, visible_deputies),
}
