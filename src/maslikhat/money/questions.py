"""From a figure to a letter: how an inquiry about it begins, where each reader asks, its page."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from maslikhat.commitments.begun import Opening
from maslikhat.commitments.models.commitments import LINE_MOST
from maslikhat.dialogue import registers
from maslikhat.dialogue.models import RoomRef
from maslikhat.kit.days import today
from maslikhat.money import answers
from maslikhat.money.appeals import As, asked
from maslikhat.money.figures import (
    FIGURES,
    Figure,
    line_address,
    of_environment,
    version_address,
)
from maslikhat.money.models import BudgetWarning, EnvironmentMeasure, Line, Version
from maslikhat.money.plans.reporting import PLAN_REPORT, plan_page, report_opening
from maslikhat.money.warnings import telling
from maslikhat.registry.models import Council, Level
from maslikhat.registry.standing import Visitor, standing


def opening(word: str, number: int, lang: str) -> Opening | None:
    """How a deputy's letter about a figure begins, in a language; None where there is none."""
    figure = FIGURES[word](number, lang)
    return None if figure is None else _opening(figure, lang)


def _opening(figure: Figure, lang: str) -> Opening:
    with override(lang):
        text = "\n\n".join([*figure.facts, *figure.asks, figure.source()])
        basis = "; ".join(filter(None, [figure.norm, _("Law No. 148, art. 21-1")]))
    return Opening(figure.title, text, basis[:LINE_MOST], figure.body)


def inquires(user: Visitor | None) -> bool:
    """Whether the reader may begin an inquiry: a deputy, or the apparatus that enters one."""
    who = standing(user)
    return bool(who.deputy_of or who.clerk_of)


class Ask(NamedTuple):
    """Where a reader asks about a figure; `joint` is for who may ask with other deputies."""

    is_inquiry: bool
    address: str
    joint: str = ""


def asking(user: Visitor | None, word: str, number: int) -> Ask:
    """An inquiry for who may send one, a joint one too for a deputy, else a ready letter."""
    if not inquires(user):
        return Ask(False, reverse("money:question", args=[word, number]))
    about = f"about={word}-{number}"
    is_deputy = bool(standing(user).deputy_of)
    joint = f"{reverse('commitments:draft_joint')}?{about}" if is_deputy else ""
    return Ask(True, f"{reverse('commitments:begin')}?kind=inquiry&{about}", joint)


def upward(user: Visitor | None, region: Council, district: Council) -> str:
    """Where a reader of a district's page asks the maslikhat of the region: a deputy in its room,
    with the figure, whoever else by a letter to a deputy of it who represents the district."""
    if standing(user).deputy_of:
        about = f"{answers.ENVIRONMENT}-{region.pk}"
        return f"{reverse('dialogue:start')}?room={RoomRef.of(region)}&about={about}"
    letter = reverse("money:question", args=[answers.ENVIRONMENT, region.pk])
    return f"{letter}?as=deputy&of={district.code}"


def topic(number: int, lang: str) -> registers.Opening | None:
    """How a topic about the test of a region's plan begins: the figure, what to ask, its norm and
    the address under which it stays as it is known today."""
    figure = of_environment(number, lang)
    if figure is None:
        return None
    day = today()
    dated = figure._replace(address=f"{figure.address}?year={day.year}&on={day}")
    with override(lang):
        norm = _("The norm of the figure: %(norm)s.") % {"norm": figure.norm}
        text = "\n\n".join([*figure.facts, *asked(figure, As.DEPUTY), norm, dated.source()])
    return registers.Opening(figure.title, text, "environment")


OPENINGS: dict[str, Callable[[int, str], Opening | None]] = {
    **{word: partial(opening, word) for word in FIGURES},
    PLAN_REPORT: report_opening,
}


def _region_page(number: int) -> str:
    council = Council.objects.filter(pk=number, level=Level.REGIONAL).first()
    return reverse("money:environment_of", args=[council.code]) if council else ""


def _measure_page(number: int) -> str:
    is_there = EnvironmentMeasure.objects.filter(pk=number).exists()
    return reverse("money:measure", args=[number]) if is_there else ""


def _line_page(number: int) -> str:
    line = Line.objects.filter(pk=number, version__source__state="in_force").first()
    return line_address(line) if line else ""


def _version_page(number: int) -> str:
    is_there = Version.objects.shown().filter(pk=number).exists()
    return version_address(number) if is_there else ""


def _warning_page(number: int) -> str:
    is_open = BudgetWarning.objects.public().filter(pk=number).exists()
    return telling.address_of(number) if is_open else ""


PAGES = {
    answers.ENVIRONMENT: _region_page,
    answers.MEASURE: _measure_page,
    answers.LINE: _line_page,
    answers.BUDGET: _version_page,
    answers.WARNING: _warning_page,
    PLAN_REPORT: plan_page,
}
