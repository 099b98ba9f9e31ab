"""Rubrics: what matters are about."""

from typing import Self

from django.db import models


class RubricQuerySet(models.QuerySet["Rubric"]):
    """Questions about rubrics."""

    def in_order(self) -> Self:
        """As every list shows them."""
        return self.order_by("order", "code")

    def top(self) -> Self:
        """The broad subjects, without the narrower ones under them."""
        return self.filter(parent__isnull=True)


class Rubric(models.Model):
    """A subject: environment, budget, roads; known by a short code that addresses may carry."""

    code = models.SlugField(max_length=40, unique=True)
    name_kk = models.CharField(max_length=120)
    name_ru = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField()
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="narrower"
    )

    objects = RubricQuerySet.as_manager()

    def __str__(self) -> str:
        return self.code
