"""Budgets: the classification, the files that came, the versions in them, and every figure.

There is no row for "a budget": it is a council and a year, and all that is known of it are its
versions. Amounts are integers of tenths of a thousand tenge (`money.amounts`).
"""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maslikhat.decisions.models import Decision
from maslikhat.kit.days import Dated, holds_on
from maslikhat.kit.keys import KeyField
from maslikhat.money import codes
from maslikhat.money.importing.headings import AMOUNTS
from maslikhat.money.importing.units import Unit
from maslikhat.registry.models import Council

CODE_MOST, NAME_MOST, REASON_MOST = 24, 1000, 500
SIDES = [(side.value, side.value) for side in codes.Side]
UNITS = [(unit.value, unit.value) for unit in Unit]
PARTS = [(part.value, part.value) for part in codes.Part]


class ClassificationQuerySet(models.QuerySet["Code"]):
    """Questions about rows of the classification."""

    def on(self, day: dt.date) -> Self:
        """Those in force on a day."""
        return self.filter(holds_on(day))


class CodeLevel(Dated):
    """A level of the codes: what it is called and how many digits it has."""

    kind = models.CharField(max_length=8, choices=SIDES)
    level = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=20)
    width = models.PositiveSmallIntegerField()
    name_kk = models.CharField(max_length=80)
    name_ru = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    source = models.CharField(max_length=300)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                name="code_level_begins_once", fields=["kind", "level", "from_day"]
            ),
        ]


class Code(Dated):
    """A code of the classification with its names, while it held; `*.015` is one at any place."""

    kind = models.CharField(max_length=8, choices=SIDES)
    code = KeyField(max_length=CODE_MOST)
    name_kk = models.CharField(max_length=300)
    name_ru = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True, default="")
    # The languages in which its name stands in the source; in the others it is the portal's own.
    official = models.CharField(max_length=8, blank=True, default="")
    source = models.CharField(max_length=300)
    objects: ClassVar[ClassificationQuerySet] = ClassificationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(name="code_begins_once", fields=["kind", "code", "from_day"]),
        ]


class Series(Dated):
    """Which code meant a thing while it did: what the years before and after 2026 are joined by."""

    key = models.CharField(max_length=40)
    kind = models.CharField(max_length=8, choices=SIDES)
    code = KeyField(max_length=CODE_MOST)
    source = models.CharField(max_length=300)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(name="series_begins_once", fields=["key", "from_day"]),
        ]


class VersionKind(models.TextChoices):
    """What a file says of a budget (form 7-ОИБ, columns 3 to 5 and 10)."""

    APPROVED = "approved", _("Approved by the maslikhat")
    REFINED = "refined", _("Refined by the maslikhat")
    CORRECTED = "corrected", _("Corrected by the akimat")
    EXECUTED = "executed", _("Report on execution")


class Source(models.Model):
    """A file that was taken in, as it came: by its hash, with where it was published."""

    class State(models.TextChoices):
        """Being read; read and waiting; in force; wrong, or put aside."""

        STAGING = "staging"
        STAGED = "staged"
        IN_FORCE = "in_force"
        DROPPED = "dropped"

    state = models.CharField(max_length=8, choices=State.choices, default=State.STAGING)
    # Empty: a file of many councils, which the operator takes in.
    council = models.ForeignKey(Council, models.PROTECT, null=True, related_name="+")
    year = models.PositiveSmallIntegerField(null=True)
    kind = models.CharField(max_length=9, choices=VersionKind.choices)
    # The day of the decision, or the day as of which the report was made.
    day = models.DateField()
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="budget_sources")
    link = models.URLField(max_length=500, blank=True, default="")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    language = models.CharField(max_length=2, default="ru")
    # In what its amounts are told, and whether the file itself says so; they are kept as tenths
    # of a thousand tenge.
    unit = models.CharField(max_length=8, choices=UNITS, default=Unit.THOUSAND.value)
    says_unit = models.BooleanField(default=True)
    rows = models.PositiveIntegerField(default=0)
    errors = models.PositiveIntegerField(default=0)
    warnings = models.PositiveIntegerField(default=0)
    # What is wrong or worth a look (`money.findings`), and the headings with what was made of them.
    findings = models.JSONField(default=list)
    headings = models.JSONField(default=list)
    # The first rows of each sheet (`money.firsts`): where no headings are known, a person says.
    firsts = models.JSONField(default=list)
    # Who brought it: a number, for the record outlives the account.
    by = models.BigIntegerField(null=True)
    made_at = models.DateTimeField(default=timezone.now)
    # When it last wrote: one that has long been silent was killed.
    touched_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="money_source_in_force_has_no_errors",
                condition=~Q(state="in_force") | Q(errors=0),
            ),
            models.CheckConstraint(
                name="money_source_link_is_https",
                condition=Q(link="") | Q(link__startswith="https://"),
            ),
        ]


class Mapping(models.Model):
    """What the columns under these headings are, as somebody set it for files of this council."""

    council = models.ForeignKey(Council, models.CASCADE, null=True, related_name="+")
    signature = models.CharField(max_length=64)
    roles = models.JSONField()
    by = models.BigIntegerField(null=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="money_mapping_once", fields=["council", "signature"]),
            models.UniqueConstraint(
                name="money_mapping_of_all_once",
                fields=["signature"],
                condition=Q(council__isnull=True),
            ),
        ]


class VersionQuerySet(models.QuerySet["Version"]):
    """Questions about versions of budgets."""

    def shown(self) -> Self:
        """Those whose file is in force; wrong ones that were withdrawn among them."""
        return self.filter(source__state=Source.State.IN_FORCE)

    def standing(self, on: dt.date | None = None) -> Self:
        """Those that are shown and not withdrawn; of days until `on`, where one is given."""
        rows = self.shown().filter(withdrawn_at=None)
        return rows if on is None else rows.filter(day__lte=on)

    def of(self, council: Council, year: int | None = None) -> Self:
        """Those of a council's budgets, or of its budget of one year."""
        rows = self.filter(council=council)
        return rows if year is None else rows.filter(year=year)

    def with_decisions(self) -> Self:
        """With the file and the decision behind each at hand, in one query."""
        return self.select_related("source__decision", "decision")

    def lately(self) -> Self:
        """The latest first."""
        return self.order_by("-day", "-source_id", "-pk")


class Version(models.Model):
    """A council's budget of a year as one file tells it; never overwritten, never deleted."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="versions")
    council = models.ForeignKey(
        Council, models.PROTECT, related_name="budget_versions", db_index=False
    )
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=9, choices=VersionKind.choices)
    day = models.DateField()
    # The decision behind it that was named later; one named with the file stands in the source.
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=REASON_MOST, blank=True, default="")
    objects: ClassVar[VersionQuerySet] = VersionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="money_version_once_a_source", fields=["source", "council", "year"]
            ),
            models.CheckConstraint(
                name="money_version_withdrawn_for_a_reason",
                condition=Q(withdrawn_at=None, reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(reason="")),
            ),
        ]
        indexes = [models.Index(name="money_version_of", fields=["council", "year"])]

    @property
    def decided_by(self) -> Decision | None:
        """The decision behind it: named with its file, or later."""
        return self.source.decision or self.decision


class Wording(models.Model):
    """The words by which files name codes, each kept once."""

    text = models.CharField(max_length=NAME_MOST)
    language = models.CharField(max_length=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="money_wording_once", fields=["text", "language"])
        ]


def amount_told() -> "models.BigIntegerField[int | None, int | None]":
    """An amount in tenths of a thousand tenge; NULL where nobody has told it."""
    return models.BigIntegerField(null=True)


class LineQuerySet(models.QuerySet["Line"]):
    """Questions about figures."""

    def within(self, part: str, code: str) -> Self:
        """Of a part the code itself and all below it; everything for the code ""."""
        rows = self.filter(part=part)
        if not code:
            return rows
        # "/" is the byte after ".": a range, which the index reads.
        return rows.filter(Q(code=code) | Q(code__gt=f"{code}.", code__lt=f"{code}/"))

    def below(self, part: str, code: str) -> Self:
        """Of a part the code itself and its children."""
        depth = codes.level(code)
        return self.within(part, code).filter(level__in=(depth, depth + 1))


class Line(models.Model):
    """A figure of a version: at a code, the total of a part at "", with the row it stands in.

    Every level is here: as the file gave it, checked against what it is made of, or, where the file
    leaves a level out, made from it (`row` 0). A page reads its few rows by the one index.
    """

    version = models.ForeignKey(Version, models.CASCADE, related_name="lines", db_index=False)
    part = KeyField(max_length=14, choices=PARTS)
    code = KeyField(max_length=CODE_MOST, blank=True)
    level = models.PositiveSmallIntegerField()
    sheet = models.PositiveSmallIntegerField()
    row = models.PositiveIntegerField()
    # No words are ever taken away; asking for each of a million lines costs PostgreSQL a third.
    wording = models.ForeignKey(
        Wording,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    approved = amount_told()
    refined = amount_told()
    corrected = amount_told()
    plan = amount_told()
    plan_commitments = amount_told()
    commitments = amount_told()
    unpaid = amount_told()
    executed = amount_told()
    objects: ClassVar[LineQuerySet] = LineQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(name="money_line_once", fields=["version", "part", "code"])
        ]

    @property
    def sums(self) -> tuple[int | None, ...]:
        """The amounts, in the order of form 7-ОИБ."""
        return tuple(getattr(self, name) for name in AMOUNTS)

    @property
    def told(self) -> list[tuple[str, int]]:
        """The amounts that the file tells, each with the name of its column."""
        sums = zip(AMOUNTS, self.sums, strict=True)
        return [(name, amount) for name, amount in sums if amount is not None]

    @property
    def planned(self) -> int | None:
        """The budget of the year as it stood last: corrected, else refined, else approved."""
        for amount in (self.corrected, self.refined, self.approved):
            if amount is not None:
                return amount
        return None
