"""The agenda: items in order, nested one below another, who reports on them, and their papers."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maslikhat.decisions.models import Decision
from maslikhat.decisions.models.read import ReadPaper
from maslikhat.kit.languages import LANGUAGES, Said, reader_language, said
from maslikhat.registry.models import Body, Mandate
from maslikhat.registry.standing import Visitor, standing
from maslikhat.sittings.course import ItemState, item_state
from maslikhat.sittings.models.sessions import TITLE_MOST, PlanItem
from maslikhat.sittings.models.sittings import Sitting

CANDIDATE_MOST, UNDER_MOST = 255, 300


class ItemQuerySet(models.QuerySet["Item"]):
    """Questions about items."""

    def visible_to(self, user: Visitor | None) -> Self:
        """Those behind no closed door, of sittings the reader sees; to its own people all."""
        public = Q(
            is_closed_to_public=False,
            sitting__is_closed_to_public=False,
            sitting__convened_at__isnull=False,
        )
        return self.filter(public | Q(sitting__council__in=standing(user).councils))

    def of(self, sitting: Sitting) -> Self:
        """Those of one sitting."""
        return self.filter(sitting=sitting)

    def in_order(self) -> Self:
        """As the agenda lists them: each main item with those below it."""
        return self.order_by("place", "under_place", "pk")

    def untitled(self) -> Self:
        """Those without a title in Kazakh or in Russian."""
        return self.filter(Q(title_kk="") | Q(title_ru=""))

    def ahead(self) -> Self:
        """Those that have not been called."""
        return self.filter(called_at=None, done_at=None)

    def called(self) -> Self:
        """The one that is being considered."""
        return self.filter(called_at__isnull=False, done_at=None)


class Item(models.Model):
    """A question of the agenda; its number follows from its place."""

    class Kind(models.TextChoices):
        """What is considered; some kinds have a rule of the law (`kinds.py`)."""

        QUESTION = "question", _("Matter")
        DECISION = "decision", _("Draft decision")
        AKIM_REPORT = "akim_report", _("Report of the akim")
        REPORT = "report", _("Report of a body")
        ELECTION = "election", _("Election")
        NO_CONFIDENCE = "no_confidence", _("No confidence in the akim")
        CENSURE = "censure", _("Censure of a deputy")
        INQUIRY = "inquiry", _("Deputy's inquiry")
        CONCLUSION = "conclusion", _("Conclusion on a draft")
        OTHER = "other", _("Other business")

    class Office(models.TextChoices):
        """Whom an election is of."""

        CHAIR = "chair", _("Chair of the maslikhat")
        COMMISSION_CHAIR = "commission_chair", _("Chair of a commission")
        OTHER = "other", _("Another office")

    class Outcome(models.TextChoices):
        """What became of an item."""

        ADOPTED = "adopted", _("Adopted")
        NOT_ADOPTED = "not_adopted", _("Not adopted")
        ELECTED = "elected", _("Elected")
        NOT_ELECTED = "not_elected", _("Nobody is elected")
        NOTED = "noted", _("Taken note of")
        HEARD = "heard", _("Heard")
        SENT_BACK = "sent_back", _("Sent back to the commission")
        POSTPONED = "postponed", _("Postponed")
        WITHDRAWN = "withdrawn", _("Taken off the agenda")

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="items")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    # The place of the main item, and below it of this one; 0 for the main item itself.
    place = models.PositiveSmallIntegerField()
    under_place = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=13, choices=Kind.choices, default=Kind.QUESTION)
    # Of an election alone; those entered before it was asked have none, and are of the chair.
    office = models.CharField(max_length=16, choices=Office.choices, default="", blank=True)
    title_kk = models.CharField(max_length=TITLE_MOST, default="", blank=True)
    title_ru = models.CharField(max_length=TITLE_MOST, default="", blank=True)
    title_en = models.CharField(max_length=TITLE_MOST, default="", blank=True)
    # The title as it was written, where words of its decision are covered: the council's own.
    own_title_kk = models.CharField(max_length=TITLE_MOST, default="", blank=True)
    own_title_ru = models.CharField(max_length=TITLE_MOST, default="", blank=True)
    own_title_en = models.CharField(max_length=TITLE_MOST, default="", blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    is_closed_to_public = models.BooleanField(default=False)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="items"
    )
    planned = models.ForeignKey(
        PlanItem, models.SET_NULL, null=True, blank=True, related_name="items"
    )
    # Whom a censure or a no confidence is about.
    about_mandate = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="+"
    )
    about_body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    # How many deputies have raised it, where the law asks for a share of them.
    signatures = models.PositiveSmallIntegerField(null=True, blank=True)
    # Of one that was put after the notice was sent: when, and by what vote or article.
    added_at = models.DateTimeField(null=True, blank=True)
    added_under_kk = models.CharField(max_length=UNDER_MOST, default="", blank=True)
    added_under_ru = models.CharField(max_length=UNDER_MOST, default="", blank=True)
    added_under_en = models.CharField(max_length=UNDER_MOST, default="", blank=True)
    called_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=11, choices=Outcome.choices, default="", blank=True)
    by = models.BigIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[ItemQuerySet] = ItemQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(name="item_place_from_one", condition=Q(place__gte=1)),
            models.CheckConstraint(
                name="item_has_a_title", condition=~Q(title_kk="") | ~Q(title_ru="")
            ),
            models.CheckConstraint(
                name="item_below_another_has_a_place_there",
                condition=Q(parent=None, under_place=0)
                | Q(parent__isnull=False, under_place__gte=1),
            ),
            # What a sitting ended without was never called: it is postponed.
            models.CheckConstraint(
                name="item_done_came_to_something",
                condition=Q(done_at=None, outcome="")
                | (Q(done_at__isnull=False, called_at__isnull=False) & ~Q(outcome=""))
                | Q(done_at__isnull=False, called_at=None, outcome="postponed"),
            ),
            models.CheckConstraint(
                name="item_done_after_it_was_called",
                condition=Q(done_at=None) | Q(done_at__gte=F("called_at")),
            ),
            models.UniqueConstraint(
                name="item_one_is_considered",
                fields=["sitting"],
                condition=Q(called_at__isnull=False, done_at__isnull=True),
            ),
            models.CheckConstraint(
                name="item_censure_is_of_a_deputy",
                condition=~Q(kind="censure") | Q(about_mandate__isnull=False),
            ),
            models.CheckConstraint(
                name="item_added_under_something",
                condition=Q(added_under_kk="", added_under_ru="", added_under_en="")
                | Q(added_at__isnull=False),
            ),
            models.CheckConstraint(
                name="item_office_is_of_an_election", condition=Q(office="") | Q(kind="election")
            ),
        ]

    def __str__(self) -> str:
        return self.title_kk or self.title_ru

    @property
    def number(self) -> str:
        """Its number on the agenda: "4", or "4.2" for one below another."""
        return f"{self.place}.{self.under_place}" if self.under_place else str(self.place)

    @property
    def called(self) -> str:
        """Its number and title, in the reader's language or the nearest."""
        return f"{self.number}. {said(self, 'title').text}"

    @property
    def is_titled(self) -> bool:
        """Whether it has a title in Kazakh and in Russian."""
        return bool(self.title_kk and self.title_ru)

    @property
    def is_election(self) -> bool:
        """Whether somebody is elected."""
        return self.kind == self.Kind.ELECTION

    @property
    def state(self) -> ItemState:
        """Where it stands."""
        return item_state(self.called_at, self.done_at)


class Rapporteur(models.Model):
    """Who reports on an item: a deputy, or somebody named with the office."""

    class Role(models.TextChoices):
        """Whether it is the report or a co-report."""

        REPORT = "report", _("Main report")
        CO_REPORT = "co_report", _("Co-report")

    item = models.ForeignKey(Item, models.CASCADE, related_name="rapporteurs")
    role = models.CharField(max_length=9, choices=Role.choices, default=Role.REPORT)
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=150, default="", blank=True)
    office_kk = models.CharField(max_length=255, default="", blank=True)
    office_ru = models.CharField(max_length=255, default="", blank=True)
    office_en = models.CharField(max_length=255, default="", blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                name="rapporteur_is_a_deputy_or_named",
                condition=Q(mandate__isnull=False, name="")
                | (Q(mandate__isnull=True) & ~Q(name="")),
            ),
            models.UniqueConstraint(
                name="rapporteur_deputy_once", fields=["item", "mandate", "role"]
            ),
        ]


class Candidate(models.Model):
    """Who stands in an election: a deputy, or somebody by name."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="candidates")
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    name_kk = models.CharField(max_length=CANDIDATE_MOST, default="", blank=True)
    name_ru = models.CharField(max_length=CANDIDATE_MOST, default="", blank=True)
    name_en = models.CharField(max_length=CANDIDATE_MOST, default="", blank=True)
    by = models.BigIntegerField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                name="candidate_is_a_deputy_or_named",
                condition=Q(mandate__isnull=False, name_kk="", name_ru="", name_en="")
                | (Q(mandate__isnull=True) & (~Q(name_kk="") | ~Q(name_ru=""))),
            ),
            models.UniqueConstraint(name="candidate_deputy_once", fields=["item", "mandate"]),
            models.UniqueConstraint(
                name="candidate_name_once",
                fields=["item", "name_kk", "name_ru"],
                condition=Q(mandate=None),
            ),
        ]

    @property
    def names(self) -> dict[str, str]:
        """The name by language, as a ballot takes it."""
        if self.mandate is not None:
            return {lang: self.mandate.person.full_name(lang) for lang in LANGUAGES}
        return {lang: getattr(self, f"name_{lang}") for lang in LANGUAGES}

    def called(self, lang: str | None = None) -> Said:
        """The name in a language, the reader's when none is given."""
        if self.mandate is not None:
            lang = lang or reader_language()
            return Said(self.mandate.person.full_name(lang), lang)
        return said(self, "name", lang)


class DocumentQuerySet(models.QuerySet["Document"]):
    """Questions about papers."""

    def visible_to(self, user: Visitor | None) -> Self:
        """Open ones of open items of public sittings; to its own people all."""
        own = Q(sitting__council__in=standing(user).councils)
        return self.told_to(user).filter(Q(holds_covered=False) | own)

    def told_to(self, user: Visitor | None) -> Self:
        """The same and those that would be open, but for covered words that stand in them or
        because they are not read yet: they are said to be there, and nothing else of them."""
        public = Q(
            is_open=True,
            sitting__is_closed_to_public=False,
            sitting__convened_at__isnull=False,
        ) & (Q(item=None) | Q(item__is_closed_to_public=False))
        return self.filter(public | Q(sitting__council__in=standing(user).councils))


class Document(ReadPaper):
    """A paper for a sitting or for an item of it."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="documents")
    item = models.ForeignKey(Item, models.CASCADE, null=True, blank=True, related_name="documents")
    is_open = models.BooleanField(default=True)
    objects: ClassVar[DocumentQuerySet] = DocumentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(ReadPaper.Meta):
        ordering = ("item__place", "item__under_place", "pk")
