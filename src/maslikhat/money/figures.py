"""Figures that can be asked about: what each says, by which norm, who answers for it, its page."""

from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from maslikhat.kit.days import today
from maslikhat.kit.formats import words as formats
from maslikhat.kit.languages import said
from maslikhat.money import answers, words
from maslikhat.money.amounts import thousands
from maslikhat.money.environment import mirror, verdicts
from maslikhat.money.environment.duty import Sum
from maslikhat.money.models import BudgetWarning, EnvironmentMeasure, Line, Version
from maslikhat.money.models.plans import AMOUNTS
from maslikhat.money.plans import measures
from maslikhat.money.warnings import telling
from maslikhat.registry.models import Body, Council, Level


class Figure(NamedTuple):
    """A figure in the words of one language.

    `facts` and `asks` are sentences; `norm` is the law the figure is measured by, "" where there is
    none; `body` is the number of the body that answers for it; `address` is the path of its page.
    """

    title: str
    facts: list[str]
    asks: list[str]
    norm: str
    body: int | None
    address: str
    council: Council

    def source(self) -> str:
        """Where the figure stands, as a sentence in the language that is on."""
        address = settings.PUBLIC_URL + self.address
        return _("The figures with their files: %(address)s") % {"address": address}


def of_environment(number: int, lang: str) -> Figure | None:
    """The test of a region's plan; `number` is its maslikhat's."""
    regions = Council.objects.on().level(Level.REGIONAL).select_related("unit")
    council = regions.filter(pk=number).first()
    if council is None or council.unit is None:
        return None
    year = today().year
    standing = mirror.region(council, year, year).standing
    with override(lang):
        return Figure(
            _("Money for the environment: what was received, and what is allotted to the plan"),
            [f"{said(council.unit, 'name', lang).text}. {verdicts.sentence(standing, year)}"],
            [
                _("Please tell in writing:"),
                _("1. whether these figures are right, and if not, which are, with the report;"),
                _("2. how much will be allotted to the measures of the plan, by which day;"),
                _("3. which measures are not funded, and why."),
            ],
            _("Environmental Code, art. 29"),
            standing.plan.body_id if standing.plan else None,
            reverse("money:environment_of", args=[council.code]),
            council,
        )


def of_measure(number: int, lang: str) -> Figure | None:
    """The money of a measure of a plan."""
    rows = EnvironmentMeasure.objects.filter(pk=number).select_related("plan__council__unit")
    measure = rows.prefetch_related("amounts").first()
    if measure is None:
        return None
    plan = measure.plan
    years = verdicts.span(tuple(plan.years))
    sums = measures.shown(measure).sums
    with override(lang):
        amounts = [f"{words.OF_MEASURES[name]}: {_exactly(sums[name])}" for name in AMOUNTS]
        return Figure(
            _("A measure of the plan for the environment: a question about its money"),
            [
                f"{said(plan.council.unit, 'name', lang).text}, {years}.",
                f"{measure.number}. {said(measure, 'title', lang).text}.",
                _("Thousands of tenge. %(told)s.") % {"told": "; ".join(amounts)},
            ],
            [
                _("Please tell in writing:"),
                _("1. whether these amounts are right, and if not, which are;"),
                _("2. what has been done by now, and by which day the rest will be."),
            ],
            _("Environmental Code, art. 29"),
            plan.body_id or akimat_of(plan.council),
            reverse("money:measure", args=[measure.pk]),
            plan.council,
        )


def _exactly(one: Sum) -> str:
    """A sum in thousands as it was told, not rounded: it is asked whether it is right."""
    if one.amount is not None:
        return formats.number(thousands(one.amount))
    if one.at_least is not None:
        return _("at least %(amount)s") % {"amount": formats.number(thousands(one.known))}
    return verdicts.told(one)


def of_line(number: int, lang: str) -> Figure | None:
    """A figure of a budget; `number` is its line's."""
    rows = Line.objects.filter(pk=number, version__source__state="in_force")
    line = rows.select_related("version__council", "wording").first()
    if line is None:
        return None
    with override(lang):
        amounts = [
            f"{words.ROLES[name]}: {formats.number(thousands(amount))}"
            for name, amount in line.told
        ]
        name = line.wording.text if line.wording else str(words.PARTS[line.part])
        figure = " ".join(filter(None, [line.code, name]))
        told = [figure, _("Thousands of tenge. %(told)s.") % {"told": "; ".join(amounts)}]
        return _of(line.version, told, line_address(line), lang)


def of_budget(number: int, lang: str) -> Figure | None:
    """A version of a budget."""
    rows = Version.objects.shown().filter(pk=number).select_related("council")
    version = rows.first()
    return None if version is None else _of(version, [], version_address(version.pk), lang)


def of_warning(number: int, lang: str) -> Figure | None:
    """A warning; one in its grace is nobody's yet."""
    rows = BudgetWarning.objects.public().filter(pk=number)
    warning = rows.select_related("rule", "council", "version__council").first()
    if warning is None:
        return None
    with override(lang):
        told = [f"{said(warning.rule, 'name', lang).text}. {telling.sentence(warning)}"]
        made = _plain(warning.council, warning.year, told, telling.address_of(warning.pk), lang)
    return made._replace(norm=said(warning.rule, "basis", lang).text)


def line_address(line: Line) -> str:
    """The page of a row of a file, or of its version where the line was made of others."""
    if not line.row:
        return version_address(line.version_id)
    return reverse("money:row", args=[line.version_id, line.sheet, line.row])


def version_address(number: int) -> str:
    """The page of a version."""
    return reverse("money:version", args=[number])


def akimat_of(council: Council) -> int | None:
    """The number of the akimat of a maslikhat's place, which carries its budget out."""
    bodies = Body.objects.on().filter(unit=council.unit_id, kind=Body.Kind.AKIMAT)
    return bodies.order_by("pk").values_list("pk", flat=True).first()


def _of(version: Version, told: list[str], address: str, lang: str) -> Figure:
    facts = [_sentence(f"{version.get_kind_display()}, {formats.day(version.day)}"), *told]
    if version.withdrawn_at is not None:
        withdrawn = _("This version was withdrawn as wrong: %(reason)s")
        facts.append(_sentence(withdrawn % {"reason": version.reason}))
    return _plain(version.council, version.year, facts, address, lang)


def _sentence(words: str) -> str:
    """The words with one full stop, whether they have theirs or not."""
    return words if words.endswith(".") else f"{words}."


def _plain(council: Council, year: int, told: list[str], address: str, lang: str) -> Figure:
    return Figure(
        _("Budget of %(year)s: a question about a figure") % {"year": year},
        [f"{said(council, 'name', lang).text}, {year}.", *told],
        [_("Please tell in writing whether the figure is right, and how it came about.")],
        "",
        akimat_of(council),
        address,
        council,
    )


FIGURES: dict[str, Callable[[int, str], Figure | None]] = {
    answers.ENVIRONMENT: of_environment,
    answers.MEASURE: of_measure,
    answers.LINE: of_line,
    answers.BUDGET: of_budget,
    answers.WARNING: of_warning,
}
