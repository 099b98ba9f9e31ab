"""The shared list of subjects."""

import pytest
from django.apps import apps

from maslikhat.rubrics import reference
from maslikhat.rubrics.models import Rubric

pytestmark = pytest.mark.django_db


def test_every_rubric_has_a_name_in_three_languages_and_its_own_place() -> None:
    rubrics = list(Rubric.objects.in_order())
    assert len(rubrics) == 23
    assert all(rubric.name_kk and rubric.name_ru and rubric.name_en for rubric in rubrics)
    assert len({rubric.order for rubric in rubrics}) == len(rubrics)


def test_narrower_subjects_stand_under_broad_ones() -> None:
    assert Rubric.objects.top().count() == 17
    narrower = Rubric.objects.filter(parent__isnull=False)
    assert not narrower.filter(parent__parent__isnull=False).exists()
    assert set(narrower.filter(parent__code="environment").values_list("code", flat=True)) == {
        "air",
        "waste",
        "water",
    }


def test_the_loader_run_again_adds_nothing() -> None:
    assert reference.load(apps.get_model) == 0
