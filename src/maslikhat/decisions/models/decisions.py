"""Decisions: what a council decides, from the draft to the repeal."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maslikhat.decisions.course import FACTS, ORDER, Facts, State, state_on
from maslikhat.decisions.models.results import CAME_TO, indexes_of_results
from maslikhat.kit.days import today
from maslikhat.kit.keys import KeyField
from maslikhat.places.models import Unit
from maslikhat.registry.models import Body, Commission, Convocation, Council, Group, Mandate
from maslikhat.registry.standing import Visitor, standing
from maslikhat.rubrics.models import Rubric
from maslikhat.voting.models import Ballot

TITLE_MOST, NUMBER_MOST, RULE_MOST = 700, 64, 300


class Kind(models.TextChoices):
    """What a decision is by its effect (Law 148, art. 7; Law on legal acts, art. 1)."""

    NORMATIVE = "normative", _("Normative decision")
    INDIVIDUAL = "individual", _("Individual decision")
    ORGANISATION = "organisation", _("Decision on the maslikhat's own work")


class Mover(models.TextChoices):
    """Who brought a draft in."""

    DEPUTY = "deputy", _("Deputy")
    COMMISSION = "commission", _("Commission")
    GROUP = "group", _("Faction or deputy group")
    BODY = "body", _("Akim or another body")
    APPARATUS = "apparatus", _("Maslikhat itself")
    UNKNOWN = "", _("Not known")


# Which column names the mover of each kind.
MOVED_BY = {
    Mover.DEPUTY: "mover_mandate",
    Mover.COMMISSION: "mover_commission",
    Mover.GROUP: "mover_group",
    Mover.BODY: "mover_body",
}


class Origin(models.TextChoices):
    """How a decision came onto the portal."""

    PORTAL = "portal", _("Drafted on the portal")
    IMPORT = "import", _("Taken in from a list")


def come(fact: str, day: dt.date, prefix: str = "") -> Q:
    """The condition that a fact has come about by the day."""
    return Q(**{f"{prefix}{fact}__isnull": False, f"{prefix}{fact}__lte": day})


def in_state(state: str, day: dt.date) -> Q:
    """The condition that a decision stands there on the day: what `course.state_on` says of one."""
    condition = Q()
    for later, fact in ORDER:
        if later == state or (state == State.AMENDED and later is State.IN_FORCE):
            amended = come("amended_on", day)
            if later is State.IN_FORCE:
                condition &= amended if state == State.AMENDED else ~amended
            return condition & come(fact, day)
        condition &= ~come(fact, day)
    assert state == State.DRAFT, state
    return condition


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Questions about decisions."""

    def public(self) -> Self:
        """Those that everyone may see: out for consultation, tabled, adopted, or once were."""
        return self.filter(is_public())

    def visible_to(self, user: Visitor | None) -> Self:
        """Those open to all, and the drafts of the reader's own council or body."""
        return self.filter(open_to(user))

    def in_state(self, state: str, day: dt.date | None = None) -> Self:
        """Those that stand in the state on a day, today when none is given."""
        return self.filter(in_state(state, day or today()))

    def with_result(self, result: str) -> Self:
        """Those of which the vote came to this (`Result`)."""
        return self.filter(CAME_TO[result])

    def adopted(self) -> Self:
        """Those that were adopted."""
        return self.filter(adopted_on__isnull=False)

    def in_force(self, on: dt.date | None = None) -> Self:
        """Those in force on a day, amended ones among them."""
        day = on or today()
        return self.filter(in_state(State.IN_FORCE, day) | in_state(State.AMENDED, day))

    def adopted_between(self, first: dt.date | None, last: dt.date | None) -> Self:
        """Those adopted from the first to the last day, both included; an empty end is open."""
        rows = self
        if first is not None:
            rows = rows.filter(adopted_on__gte=first)
        return rows if last is None else rows.filter(adopted_on__lte=last)

    def of(self, council: Council) -> Self:
        """Those of one council."""
        return self.filter(council=council)

    def about(self, unit: Unit) -> Self:
        """Those of a unit's council, of the councils of units under it, and about it."""
        within = Q(council__unit=unit) | Q(council__unit__parent=unit)
        about = Decision.places.through.objects.filter(unit=unit).values("decision")
        return self.filter(within | Q(pk__in=about))

    def lately(self) -> Self:
        """The latest moved first."""
        return self.order_by("-moved_on", "-pk")

    def by_day(self) -> Self:
        """The latest first by the day that is shown: that of the adoption, else of the last step.

        For the decisions of one council: no index has this order.
        """
        return self.order_by(Coalesce("adopted_on", "moved_on").desc(), "-pk")

    def with_all(self) -> Self:
        """With council, rubric and mover at hand, in one query."""
        return self.select_related(
            "council__unit__parent",
            "convocation",
            "rubric",
            "mover_mandate__person",
            "mover_commission",
            "mover_group",
            "mover_body",
        )


def is_public(prefix: str = "") -> Q:
    """The condition that everyone may see a decision; it is never taken back."""
    facts = ("consulted_from", "tabled_on", "adopted_on")
    found = Q()
    for fact in facts:
        found |= Q(**{f"{prefix}{fact}__isnull": False})
    return found


def open_to(user: Visitor | None, prefix: str = "") -> Q:
    """The condition that this reader may see a decision; `prefix` leads to it."""
    who = standing(user)
    condition = is_public(prefix)
    if who.councils:
        condition |= Q(**{f"{prefix}council__in": who.councils})
    if who.body_of:
        condition |= Q(**{f"{prefix}mover_body__in": who.body_of})
    return condition


class Decision(models.Model):
    """A decision of a council; where it stands follows from its dated facts (`course`)."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="decisions")
    # None where the register does not know the convocation of an old decision.
    convocation = models.ForeignKey(
        Convocation, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title_kk = models.CharField(max_length=TITLE_MOST, default="", blank=True)
    title_ru = models.CharField(max_length=TITLE_MOST, default="", blank=True)
    title_en = models.CharField(max_length=TITLE_MOST, default="", blank=True)
    # The title as it was written, where words of it are covered (`Mask`): the council's own.
    own_title_kk = models.CharField(max_length=TITLE_MOST, default="", blank=True)
    own_title_ru = models.CharField(max_length=TITLE_MOST, default="", blank=True)
    own_title_en = models.CharField(max_length=TITLE_MOST, default="", blank=True)
    rubric = models.ForeignKey(
        Rubric, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    places = models.ManyToManyField(Unit, related_name="decisions", blank=True)
    touches_money = models.BooleanField(default=False)
    mover = models.CharField(max_length=10, choices=Mover.choices, default="", blank=True)
    mover_mandate = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="decisions_moved"
    )
    mover_commission = models.ForeignKey(
        Commission, models.PROTECT, null=True, blank=True, related_name="decisions_moved"
    )
    mover_group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="decisions_moved"
    )
    mover_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="decisions_moved"
    )
    origin = models.CharField(max_length=6, choices=Origin.choices, default=Origin.PORTAL)
    # Where the text stands that the portal does not carry.
    source_kk = models.URLField(max_length=500, default="", blank=True)
    source_ru = models.URLField(max_length=500, default="", blank=True)
    # As its source calls it, word for word.
    reference = models.CharField(max_length=1000, default="", blank=True)
    # The number of the user who drafted it or took it in; no foreign key, as on the record.
    by = models.BigIntegerField()
    made_at = models.DateTimeField(default=timezone.now)

    referred_on = models.DateField(null=True, blank=True)
    consulted_from = models.DateField(null=True, blank=True)
    consulted_to = models.DateField(null=True, blank=True)
    tabled_on = models.DateField(null=True, blank=True)
    adopted_on = models.DateField(null=True, blank=True)
    rejected_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    registered_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    in_force_from = models.DateField(null=True, blank=True)
    in_force_to = models.DateField(null=True, blank=True)
    amended_on = models.DateField(null=True, blank=True)
    repealed_on = models.DateField(null=True, blank=True)
    # The day of the latest thing that happened to it: the order of lists.
    moved_on = models.DateField(default=today)

    number = models.CharField(max_length=NUMBER_MOST, default="", blank=True)
    number_key = KeyField(max_length=NUMBER_MOST, default="", blank=True)
    registration_number = models.CharField(max_length=NUMBER_MOST, default="", blank=True)
    # The rule of entry into force in words, where the day follows from something else.
    force_rule_kk = models.CharField(max_length=RULE_MOST, default="", blank=True)
    force_rule_ru = models.CharField(max_length=RULE_MOST, default="", blank=True)
    # How it was voted, as the ballot or the paper says; None where that is not known.
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(null=True, blank=True)
    ballot = models.ForeignKey(
        Ballot, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    # SHA-256 over what was adopted (`versions.frozen_digest`), written when it is.
    digest = models.CharField(max_length=64, default="", blank=True, db_index=True)
    # Who ended its force, where it was not another decision of the council: a court.
    repeal_basis_kk = models.CharField(max_length=RULE_MOST, default="", blank=True)
    repeal_basis_ru = models.CharField(max_length=RULE_MOST, default="", blank=True)
    objects: ClassVar[DecisionQuerySet] = DecisionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(name="decision_lately", fields=["-moved_on", "-id"]),
            models.Index(name="decision_of_council", fields=["council", "-moved_on", "-id"]),
            models.Index(name="decision_of_rubric", fields=["rubric", "-moved_on", "-id"]),
            models.Index(name="decision_adopted", fields=["adopted_on"]),
            models.Index(name="decision_number", fields=["number_key"]),
            *indexes_of_results(),
        ]
        constraints = [
            models.UniqueConstraint(
                name="decision_number_once_a_convocation",
                fields=["council", "convocation", "number_key", "adopted_on"],
                condition=~Q(number=""),
            ),
            models.UniqueConstraint(
                name="decision_number_once_without_convocation",
                fields=["council", "number_key", "adopted_on"],
                condition=~Q(number="") & Q(convocation__isnull=True),
            ),
            models.CheckConstraint(
                name="decision_has_a_title", condition=~Q(title_kk="") | ~Q(title_ru="")
            ),
            models.CheckConstraint(
                name="decision_words_are_known",
                condition=Q(kind__in=Kind.values, mover__in=Mover.values, origin__in=Origin.values),
            ),
            models.CheckConstraint(
                name="decision_adopted_has_number",
                condition=Q(adopted_on__isnull=True, number="", number_key="")
                | (Q(adopted_on__isnull=False) & ~Q(number="") & ~Q(number_key="")),
            ),
            models.CheckConstraint(
                name="decision_mover_is_who_it_says",
                condition=Q(
                    mover=Mover.DEPUTY,
                    mover_mandate__isnull=False,
                    mover_commission=None,
                    mover_group=None,
                    mover_body=None,
                )
                | Q(
                    mover=Mover.COMMISSION,
                    mover_commission__isnull=False,
                    mover_mandate=None,
                    mover_group=None,
                    mover_body=None,
                )
                | Q(
                    mover=Mover.GROUP,
                    mover_group__isnull=False,
                    mover_mandate=None,
                    mover_commission=None,
                    mover_body=None,
                )
                | Q(
                    mover=Mover.BODY,
                    mover_body__isnull=False,
                    mover_mandate=None,
                    mover_commission=None,
                    mover_group=None,
                )
                | Q(
                    mover__in=(Mover.APPARATUS, Mover.UNKNOWN),
                    mover_mandate=None,
                    mover_commission=None,
                    mover_group=None,
                    mover_body=None,
                ),
            ),
            models.CheckConstraint(
                name="decision_has_one_end",
                condition=Q(rejected_on__isnull=True, withdrawn_on__isnull=True)
                | Q(adopted_on__isnull=True, rejected_on__isnull=True)
                | Q(adopted_on__isnull=True, withdrawn_on__isnull=True),
            ),
            models.CheckConstraint(
                name="decision_takes_effect_once_adopted",
                condition=Q(adopted_on__isnull=False)
                | Q(
                    registered_on=None,
                    published_on=None,
                    in_force_from=None,
                    in_force_to=None,
                    amended_on=None,
                    repealed_on=None,
                    digest="",
                ),
            ),
            models.CheckConstraint(
                name="decision_ends_after_it_begins",
                condition=Q(in_force_to=None) | Q(in_force_to__gt=F("in_force_from")),
            ),
            models.CheckConstraint(
                name="decision_consulted_from_before_to",
                condition=Q(consulted_from=None, consulted_to=None)
                | Q(consulted_to__gt=F("consulted_from")),
            ),
            models.CheckConstraint(
                name="decision_registered_has_number",
                condition=Q(registered_on__isnull=True, registration_number="")
                | (Q(registered_on__isnull=False) & ~Q(registration_number="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title_kk or self.title_ru

    @property
    def facts(self) -> Facts:
        """The days on which something happened to it."""
        return Facts(**{name: getattr(self, name) for name in FACTS})

    def state_on(self, day: dt.date) -> State:
        """Where it stands on a day."""
        return state_on(self.facts, day)

    @property
    def state(self) -> State:
        """Where it stands today."""
        return self.state_on(today())

    @property
    def is_public(self) -> bool:
        """Whether everyone may see it."""
        return any((self.consulted_from, self.tabled_on, self.adopted_on))

    @property
    def last_day_in_force(self) -> dt.date | None:
        """The last day on which it is in force, where one was set."""
        return self.in_force_to and self.in_force_to - dt.timedelta(days=1)

    @property
    def is_normative(self) -> bool:
        """Whether it binds citizens, and so is registered and published (Law 148, art. 7)."""
        return self.kind == Kind.NORMATIVE
