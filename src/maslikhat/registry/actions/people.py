"""Acts on persons: entering one, and changing what their page says."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.kazakh import sort_key
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.registry.finding import tell_people
from maslikhat.registry.guards import allow, proper_name, proper_text, refuse_if, saved
from maslikhat.registry.models import Council, Person
from maslikhat.registry.permissions import (
    may_edit_person,
    may_give_user,
    may_register_person,
    may_rename_person,
)
from maslikhat.registry.standing import offices_changed

NAMES = tuple(
    f"{part}_{lang}" for lang in ("kk", "ru", "en") for part in ("surname", "given", "patronymic")
)
OWN = (
    *(f"{field}_{lang}" for field in ("about", "reception") for lang in ("kk", "ru", "en")),
    "work_email",
    "work_phone",
    "photo",
)
LONGEST_ABOUT = 4000


def sort_keys(person: Person) -> dict[str, str]:
    """The keys by which the person stands in the alphabet of each language."""
    return {f"sort_{lang}": sort_key(person.full_name(lang)) for lang in ("kk", "ru", "en")}


@atomic
def register_person(
    council: Council, *, by: User, names: Mapping[str, str], birth_year: int | None = None
) -> Person:
    """Enter a person who is to become a deputy of the council.

    `names` holds any of surname_, given_, patronymic_ with kk, ru, en; surname and given name in
    Kazakh or Russian are needed.
    """
    allow(may_register_person(by, council))
    person = Person(
        birth_year=birth_year, **{name: proper_name(names.get(name, "")) for name in NAMES}
    )
    refuse_if(not person.full_name("kk"), _("Give surname and given name in Kazakh or Russian."))
    _put_in_order(person)
    saved(person, _("Give surname and given name in Kazakh or Russian."))
    tell_people([person.pk])
    record(by, "registry.register_person", person)
    return person


@atomic
def edit_person(person: Person, *, by: User, changes: Mapping[str, object]) -> Person:
    """Change a person's page: contacts, reception, about, photo; names by the clerk alone.

    `changes` holds columns by name; a column that is not one's to change is refused.
    """
    allow(may_edit_person(by, person))
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    names = {column for column in changes if column in NAMES or column == "birth_year"}
    allow(not names or may_rename_person(by, person))
    refuse_if(
        bool(set(changes) - names - set(OWN)), _("This part of the page cannot be changed here.")
    )
    for column, value in changes.items():
        proper = proper_name if column in NAMES else proper_text
        setattr(person, column, proper(value) if isinstance(value, str) else value)
    refuse_if(
        any(len(getattr(person, f"about_{lang}")) > LONGEST_ABOUT for lang in ("kk", "ru", "en")),
        _("The text about the deputy is too long: at most %(most)s characters.")
        % {"most": LONGEST_ABOUT},
    )
    refuse_if(not person.full_name("kk"), _("Give surname and given name in Kazakh or Russian."))
    _put_in_order(person)
    saved(person, _("Give surname and given name in Kazakh or Russian."))
    tell_people([person.pk])
    record(by, "registry.edit_person", person)
    return person


def _put_in_order(person: Person) -> None:
    for column, key in sort_keys(person).items():
        setattr(person, column, key)


@atomic
def give_user(person: Person, user: User, *, by: User) -> Person:
    """Tie a person of the register to an account; deputies themselves enter by an invitation."""
    allow(may_give_user(by))
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    person.refresh_from_db()
    refuse_if(person.user_id is not None, _("This deputy has entered already."))
    person.user = user
    saved(person, _("This account belongs to another person."))
    offices_changed()
    record(by, "registry.give_user", person)
    return person
