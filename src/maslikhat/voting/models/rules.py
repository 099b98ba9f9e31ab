"""How a question is decided: the rules of the law, and what each council's regulations add."""

import datetime as dt
from fractions import Fraction
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from maslikhat.kit.days import Dated, today
from maslikhat.norms.lookup import share
from maslikhat.registry.models import Commission, Council
from maslikhat.registry.models.dated import DatedQuerySet
from maslikhat.voting import tally


class VotingRuleQuerySet(DatedQuerySet["VotingRule"]):
    """Rules."""

    def of_body(self, council: Council, commission: Commission | None = None) -> Self:
        """Those by which a council or a commission of it decides.

        For a committee of a national chamber there is none: see `data/README.md`.
        """
        return self.filter(
            is_for_national=council.is_national, is_for_commissions=commission is not None
        )

    def in_order(self) -> Self:
        """As the list of choices shows them."""
        return self.order_by("order", "-from_day")


class VotingRule(Dated):
    """A rule of the law: what share of what number decides, with which quorum, by which article.

    A share is a fraction such as "2/3", or the key of a number of the law (`norms`), which is then
    asked for the day.
    """

    class Base(models.TextChoices):
        """Of what number the share is taken."""

        TOTAL = tally.Base.TOTAL.value
        PRESENT = tally.Base.PRESENT.value
        CAST = tally.Base.CAST.value

    key = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField()
    base = models.CharField(max_length=7, choices=Base.choices)
    share = models.CharField(max_length=40)
    is_more_than = models.BooleanField()
    quorum_share = models.CharField(max_length=40)
    quorum_is_more_than = models.BooleanField()
    chair_decides_ties = models.BooleanField()
    is_for_commissions = models.BooleanField()
    is_for_national = models.BooleanField(default=False)
    # One article of one law; both empty where the law says nothing and the regulations of the
    # council do.
    article = models.CharField(max_length=60, default="", blank=True)
    law_kk = models.CharField(max_length=200, default="", blank=True)
    law_ru = models.CharField(max_length=200, default="", blank=True)
    law_en = models.CharField(max_length=200, default="", blank=True)
    name_kk = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    used_for_kk = models.CharField(max_length=300)
    used_for_ru = models.CharField(max_length=300)
    used_for_en = models.CharField(max_length=300)
    objects: ClassVar[VotingRuleQuerySet] = VotingRuleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(name="rule_begins_once", fields=["key", "from_day"]),
            models.UniqueConstraint(
                name="rule_one_is_in_force", fields=["key"], condition=Q(to_day__isnull=True)
            ),
            models.CheckConstraint(
                name="rule_cites_one_article",
                condition=Q(article="", law_kk="", law_ru="", law_en="")
                | (~Q(article="") & ~Q(article__contains=",") & ~Q(law_kk="") & ~Q(law_ru="")),
            ),
        ]

    def __str__(self) -> str:
        return self.key

    def as_of(self, day: dt.date | None = None) -> tally.Rule:
        """The rule with the shares of the day, today when none is given."""
        day = day or today()
        return tally.Rule(
            base=tally.Base(self.base),
            share=_share(self.share, day),
            is_more_than=self.is_more_than,
            quorum_share=_share(self.quorum_share, day),
            quorum_is_more_than=self.quorum_is_more_than,
            chair_decides_ties=self.chair_decides_ties,
        )


def _share(told: str, day: dt.date) -> Fraction:
    return Fraction(told) if told[0].isdigit() else share(told, day)


class Regulations(Dated):
    """What a council's own regulations say of its votes; without a row the defaults hold."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="regulations")
    # Whether seats that stand empty belong to the "total number of deputies".
    counts_vacancies = models.BooleanField(default=True)
    # Whether an elector may vote anew while an open vote lasts; the last vote counts.
    may_change = models.BooleanField(default=True)
    # The article of the regulations that says so, in the language in which they say it.
    basis = models.CharField(max_length=255)
    objects: ClassVar[DatedQuerySet["Regulations"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(name="regulations_have_a_basis", condition=~Q(basis="")),
            models.UniqueConstraint(
                name="regulations_one_open", fields=["council"], condition=Q(to_day__isnull=True)
            ),
            models.UniqueConstraint(name="regulations_one_a_day", fields=["council", "from_day"]),
        ]
