"""Numbers of the law on a day."""

import datetime as dt
from fractions import Fraction
from itertools import chain
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from maslikhat.norms import lookup, reference
from maslikhat.norms.models import CalendarDay, Holiday, Norm

pytestmark = pytest.mark.django_db
DELIVERED = (Norm, Holiday, CalendarDay)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("quorum_share", Fraction(2, 3)),
        ("decision_share", Fraction(1, 2)),
        ("competent_share", Fraction(3, 4)),
        ("petition_regional_council_share", Fraction(1, 50)),
    ],
)
def test_a_share_is_a_fraction(key: str, value: Fraction) -> None:
    assert lookup.share(key) == value


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("notice_days", 10),
        ("notice_extraordinary_days", 3),
        ("extraordinary_working_days", 5),
        ("inquiry_months", 1),
        ("appeal_working_days", 15),
        ("appeal_redirect_working_days", 3),
        ("seats_regional", 50),
        ("seats_city", 30),
        ("seats_district", 25),
        ("standing_commissions", 7),
        ("faction_deputies", 3),
        ("deputy_group_deputies", 5),
        ("deputy_term", 5),
        ("deputy_age", 20),
    ],
)
def test_a_number_is_whole(key: str, value: int) -> None:
    assert lookup.number(key) == value


def test_a_number_that_changed_is_known_only_since_its_day() -> None:
    assert lookup.number("materials_days", dt.date(2026, 7, 14)) == 7
    assert lookup.known("materials_days", dt.date(2026, 7, 13)) is None
    with pytest.raises(lookup.UnknownNormError):
        lookup.number("materials_days", dt.date(2026, 7, 13))


def test_a_share_is_not_given_as_a_number() -> None:
    with pytest.raises(AssertionError):
        lookup.number("quorum_share")


def test_every_norm_has_words_in_three_languages_a_law_and_a_readable_value() -> None:
    for norm in Norm.objects.all():
        words = [
            getattr(norm, f"{field}_{lang}")
            for field in ("name", "law")
            for lang in ("kk", "ru", "en")
        ]
        assert all(words), norm.key
        assert Fraction(norm.value) > 0


def test_two_versions_of_a_norm_are_not_in_force_at_once() -> None:
    norm = Norm.objects.get(key="quorum_share")
    norm.pk, norm.from_day = None, dt.date(2026, 1, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        norm.save()


def test_the_loader_run_again_adds_nothing() -> None:
    assert reference.load(apps.get_model) == 0


def test_the_loader_brings_back_what_is_missing_together(
    django_assert_max_num_queries: Any,
) -> None:
    before = [list(model.objects.order_by("pk").values()) for model in DELIVERED]
    kept = Norm.objects.earliest("pk")
    for model in DELIVERED:
        model.objects.exclude(pk=kept.pk if model is Norm else 0).delete()
    # A question and an insertion for each table, however many rows.
    with django_assert_max_num_queries(2 * len(DELIVERED)):
        assert reference.load(apps.get_model) == sum(map(len, before)) - 1
    after = [list(model.objects.order_by("pk").values()) for model in DELIVERED]
    for row in chain(*before, *after):
        del row["id"]
    assert after == before
