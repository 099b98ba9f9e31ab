"""Subjects can be followed by everyone."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maslikhat.accounts.models import User
from maslikhat.kit.languages import said
from maslikhat.notices.registers import Kind, Thing
from maslikhat.rubrics.models import Rubric

RUBRIC = "rubrics.rubric"


def show(numbers: Collection[int], readers: Collection[User], lang: str) -> dict[int, Thing]:
    """The names of these subjects, and what deputies say about each; one query."""
    return {
        rubric.pk: Thing(
            said(rubric, "name", lang), f"{reverse('dialogue:rooms')}?rubric={rubric.code}"
        )
        for rubric in Rubric.objects.filter(pk__in=numbers)
    }


KINDS = {RUBRIC: Kind(_("Subject"), show)}
