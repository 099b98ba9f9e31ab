"""Persons and the mandates they hold."""

from collections.abc import Callable
from typing import ClassVar, NamedTuple, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maslikhat.accounts.models import User
from maslikhat.kit.days import Dated
from maslikhat.kit.kazakh import sort_key
from maslikhat.kit.keys import KeyField
from maslikhat.kit.languages import FALLBACK, LANGUAGES, reader_language
from maslikhat.registry.models.councils import Constituency, Convocation, Council, Party
from maslikhat.registry.models.dated import DatedQuerySet


class Name(NamedTuple):
    """The name of a person in one language; in this order in every language."""

    surname: str = ""
    given: str = ""
    patronymic: str = ""

    def full(self) -> str:
        """Surname, given name and patronymic."""
        return " ".join(part for part in self if part)

    def short(self) -> str:
        """Surname and given name."""
        return " ".join(part for part in self[:2] if part)

    def initials(self) -> str:
        """First letters of given name and surname, for the place of an absent photograph."""
        return (self.given[:1] + self.surname[:1]).upper()


def nearest_name(part: Callable[[str], str], lang: str) -> Name:
    """The name in the nearest language that has it; `part` reads a column such as surname_kk."""
    for near in FALLBACK[lang]:
        surname, given = part(f"surname_{near}"), part(f"given_{near}")
        if surname and given:
            return Name(surname, given, part(f"patronymic_{near}"))
    return Name()


class Person(models.Model):
    """A person of public life: names, year of birth, work contacts; nothing private."""

    surname_kk = models.CharField(max_length=64, default="", blank=True)
    given_kk = models.CharField(max_length=64, default="", blank=True)
    patronymic_kk = models.CharField(max_length=64, default="", blank=True)
    surname_ru = models.CharField(max_length=64, default="", blank=True)
    given_ru = models.CharField(max_length=64, default="", blank=True)
    patronymic_ru = models.CharField(max_length=64, default="", blank=True)
    surname_en = models.CharField(max_length=64, default="", blank=True)
    given_en = models.CharField(max_length=64, default="", blank=True)
    patronymic_en = models.CharField(max_length=64, default="", blank=True)
    sort_kk = KeyField(max_length=255, db_index=True)
    sort_ru = KeyField(max_length=255, db_index=True)
    sort_en = KeyField(max_length=255, db_index=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    about_kk = models.TextField(default="", blank=True)
    about_ru = models.TextField(default="", blank=True)
    about_en = models.TextField(default="", blank=True)
    reception_kk = models.CharField(max_length=255, default="", blank=True)
    reception_ru = models.CharField(max_length=255, default="", blank=True)
    reception_en = models.CharField(max_length=255, default="", blank=True)
    work_email = models.EmailField(max_length=254, default="", blank=True)
    work_phone = models.CharField(max_length=32, default="", blank=True)
    photo = models.CharField(max_length=64, default="", blank=True)
    user = models.OneToOneField(User, models.SET_NULL, null=True, blank=True, related_name="person")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="person_is_named_in_kazakh_or_russian",
                condition=(~Q(surname_kk="") & ~Q(given_kk=""))
                | (~Q(surname_ru="") & ~Q(given_ru="")),
            ),
            models.CheckConstraint(
                name="person_birth_year",
                condition=Q(birth_year__isnull=True) | Q(birth_year__range=(1900, 2100)),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name()

    def name_parts(self, lang: str | None = None) -> Name:
        """Surname, given name and patronymic in the nearest language that has the name."""
        return nearest_name(self.__getattribute__, lang or reader_language())

    def full_name(self, lang: str | None = None) -> str:
        """Surname, given name and patronymic, in this order in every language."""
        return self.name_parts(lang).full()

    def short_name(self, lang: str | None = None) -> str:
        """Surname and given name."""
        return self.name_parts(lang).short()

    def initials(self, lang: str | None = None) -> str:
        """First letters of given name and surname, for the place of an absent photograph."""
        return self.name_parts(lang).initials()


def is_portrait(sha256: str) -> bool:
    """Whether the file of this hash is the photograph of a person."""
    return Person.objects.filter(photo=sha256).exists()


class EndReason(models.TextChoices):
    """Why a mandate ended, with the place in the law where there is one."""

    TERM_ENDED = "term_ended", _("The term ended (Law 148, art. 5)")
    CONVOCATION_DISSOLVED = (
        "convocation_dissolved",
        _("The whole maslikhat ended early (Law 148, art. 23)"),
    )
    COUNCIL_ENDED = "council_ended", _("The council itself ceased to exist")
    OTHER_OFFICE = "other_office", _("Elected or appointed to other work (Law 148, art. 20)")
    CITIZENSHIP = "citizenship", _("Lost citizenship (Law 148, art. 20)")
    DIED = "died", _("Died (Law 148, art. 20)")
    COURT = "court", _("Decision of a court (Law 148, art. 20)")
    MOVED = "moved", _("Moved away from the territory (Law 148, art. 20)")
    RESIGNED = "resigned", _("Resigned (Law 148, art. 20)")
    CONVICTED = "convicted", _("Convicted by a court (Law 148, art. 20)")
    ABSENCES = (
        "absences",
        _("Absent without good reason from more than three sessions in a row (Law 148, art. 20)"),
    )
    LEFT_PARTY = "left_party", _("Left the party or was expelled from it (Law 148, art. 20)")
    PARTY_CEASED = "party_ceased", _("The party ceased to exist (Law 148, art. 20)")
    RECALLED_BY_PARTY = "recalled_by_party", _("Recalled by the party (Law 148, art. 20)")
    RECALLED = "recalled", _("Recalled by the voters (Law 148, art. 20)")


class MandateQuerySet(DatedQuerySet["Mandate"]):
    """Mandates."""

    def of(self, council: Council) -> Self:
        """Those of one council, in any convocation."""
        return self.filter(convocation__council=council)

    def with_names(self) -> Self:
        """With person, party, constituency and council at hand, in one query."""
        return self.select_related("person", "party", "constituency", "convocation__council")

    def called(self, text: str) -> Self:
        """Of persons whose name, the surname first, begins so in any language; none without it."""
        key = sort_key(text)
        begins = Q()
        for lang in LANGUAGES:
            column = f"person__sort_{lang}"
            # Every letter's part of a key begins below this sign.
            begins |= Q(**{f"{column}__gte": key, f"{column}__lt": key + "~"})
        return self.filter(begins) if key else self.none()


class Mandate(Dated):
    """A person's seat in a council: by a single-mandate constituency or by a party's list."""

    class Kind(models.TextChoices):
        SINGLE = "single", _("Single-mandate constituency")
        LIST = "list", _("Party list")

    person = models.ForeignKey(Person, models.CASCADE, related_name="mandates")
    convocation = models.ForeignKey(Convocation, models.CASCADE, related_name="mandates")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    constituency = models.ForeignKey(
        Constituency, models.PROTECT, null=True, blank=True, related_name="mandates"
    )
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="mandates")
    end_reason = models.CharField(max_length=24, choices=EndReason.choices, default="", blank=True)
    objects: ClassVar[MandateQuerySet] = MandateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="mandate_kind_says_how_it_was_won",
                condition=Q(kind="single", constituency__isnull=False)
                | Q(kind="list", constituency__isnull=True, party__isnull=False),
            ),
            models.CheckConstraint(
                name="mandate_ends_for_a_reason",
                condition=Q(to_day__isnull=True, end_reason="")
                | (Q(to_day__isnull=False) & ~Q(end_reason="")),
            ),
            # A deputy is a member of one maslikhat only (Law 148, art. 5).
            models.UniqueConstraint(
                name="mandate_one_open_a_person",
                fields=["person"],
                condition=Q(to_day__isnull=True),
            ),
            models.UniqueConstraint(
                name="mandate_one_open_a_constituency",
                fields=["constituency"],
                condition=Q(to_day__isnull=True),
            ),
        ]


class Headship(Dated):
    """Who heads a council; the title follows from the day and the council's level."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="headships")
    person = models.ForeignKey(Person, models.CASCADE, related_name="headships")
    is_acting = models.BooleanField(default=False)
    objects: ClassVar[DatedQuerySet["Headship"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                name="headship_one_open", fields=["council"], condition=Q(to_day__isnull=True)
            ),
        ]
