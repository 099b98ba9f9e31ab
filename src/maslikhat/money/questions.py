"""A figure of the environment turned into a letter: its words, the norm, whom to ask."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from maslikhat.commitments.begun import Opening
from maslikhat.commitments.models.commitments import LINE_MOST
from maslikhat.kit.days import today
from maslikhat.kit.formats import words as formats
from maslikhat.kit.languages import said
from maslikhat.money import answers, mirror, verdicts, warned, words
from maslikhat.money.amounts import thousands
from maslikhat.money.models import BudgetWarning, Line, Version
from maslikhat.registry.models import Body, Council, Level
from maslikhat.registry.standing import Visitor, standing


def about_environment(number: int, lang: str) -> Opening | None:
    """How an inquiry about a region's plan begins, in a language; `number` is its maslikhat's."""
    regions = Council.objects.on().level(Level.REGIONAL).select_related("unit")
    council = regions.filter(pk=number).first()
    if council is None or council.unit is None:
        return None
    year = today().year
    standing = mirror.region(council, year, year).standing
    body = standing.plan.body_id if standing.plan else None
    with override(lang):
        address = settings.PUBLIC_URL.rstrip("/") + reverse(
            "money:environment_of", args=[council.code]
        )
        text = [
            f"{said(council.unit, 'name', lang).text}. {verdicts.sentence(standing, year)}",
            _("Please tell in writing:"),
            _("1. whether these figures are right, and if not, which are, with the report;"),
            _("2. how much will be allotted to the measures of the plan, by which day;"),
            _("3. which measures are not funded, and why."),
            _("The figures with their files: %(address)s") % {"address": address},
        ]
        title = _("Money for the environment: what was received, and what is allotted to the plan")
        basis = _("Environmental Code, art. 29; Law No. 148, art. 21-1")
    return Opening(title, "\n\n".join(text), basis, body)


def about_line(number: int, lang: str) -> Opening | None:
    """How an inquiry about a figure of a budget begins; `number` is its line's."""
    rows = Line.objects.filter(pk=number, version__source__state="in_force")
    line = rows.select_related("version__council", "wording").first()
    if line is None:
        return None
    version = line.version
    at = [version.pk, line.sheet, line.row]
    address = reverse("money:row", args=at) if line.row else version_address(version)
    with override(lang):
        amounts = [
            f"{words.ROLES[name]}: {formats.number(thousands(amount))}"
            for name, amount in line.told
        ]
        name = line.wording.text if line.wording else str(words.PARTS[line.part])
        figure = " ".join(filter(None, [line.code, name]))
        told = [figure, _("Thousands of tenge. %(told)s.") % {"told": "; ".join(amounts)}]
    return _about(version, told, address, lang)


def about_budget(number: int, lang: str) -> Opening | None:
    """How an inquiry about a version of a budget begins."""
    rows = Version.objects.shown().filter(pk=number).select_related("council")
    version = rows.first()
    return None if version is None else _about(version, [], version_address(version), lang)


def about_warning(number: int, lang: str) -> Opening | None:
    """How an inquiry about a warning begins; one in its grace is nobody's yet."""
    rows = BudgetWarning.objects.public().filter(pk=number)
    warning = rows.select_related("rule", "council", "version__council").first()
    if warning is None:
        return None
    address = reverse("money:warning", args=[warning.pk])
    with override(lang):
        told = [f"{said(warning.rule, 'name', lang).text}. {warned.sentence(warning)}"]
        basis = f"{said(warning.rule, 'basis', lang).text}; {_('Law No. 148, art. 21-1')}"
    council, year = warning.council, warning.year
    return _opening(council, year, told, address, lang)._replace(basis=basis[:LINE_MOST])


def version_address(version: Version) -> str:
    """The page of a version."""
    return reverse("money:version", args=[version.pk])


def _about(version: Version, told: list[str], address: str, lang: str) -> Opening:
    with override(lang):
        kind = f"{version.get_kind_display()}, {formats.day(version.day)}."
    return _opening(version.council, version.year, [kind, *told], address, lang)


def _opening(council: Council, year: int, told: list[str], address: str, lang: str) -> Opening:
    bodies = Body.objects.on().filter(unit=council.unit_id, kind=Body.Kind.AKIMAT)
    body = bodies.order_by("pk").values_list("pk", flat=True).first()
    with override(lang):
        text = [
            f"{said(council, 'name', lang).text}, {year}.",
            *told,
            _("Please tell in writing whether the figure is right, and how it came about."),
            _("The figures with their files: %(address)s")
            % {"address": settings.PUBLIC_URL.rstrip("/") + address},
        ]
        title = _("Budget of %(year)s: a question about a figure") % {"year": year}
        return Opening(title, "\n\n".join(text), _("Law No. 148, art. 21-1"), body)


def asking(user: Visitor, word: str, number: int) -> str:
    """Where a deputy or the apparatus begins an inquiry about a figure; "" for all others."""
    who = standing(user)
    if not who.deputy_of and not who.clerk_of:
        return ""
    return f"{reverse('commitments:begin')}?kind=inquiry&about={word}-{number}"


OPENINGS = {
    answers.ENVIRONMENT: about_environment,
    answers.LINE: about_line,
    answers.BUDGET: about_budget,
    answers.WARNING: about_warning,
}


def _region_page(number: int) -> str:
    council = Council.objects.filter(pk=number, level=Level.REGIONAL).first()
    return reverse("money:environment_of", args=[council.code]) if council else ""


def _line_page(number: int) -> str:
    line = Line.objects.filter(pk=number, version__source__state="in_force").first()
    if line is None:
        return ""
    if not line.row:
        return reverse("money:version", args=[line.version_id])
    return reverse("money:row", args=[line.version_id, line.sheet, line.row])


def _version_page(number: int) -> str:
    is_there = Version.objects.shown().filter(pk=number).exists()
    return reverse("money:version", args=[number]) if is_there else ""


def _warning_page(number: int) -> str:
    is_open = BudgetWarning.objects.public().filter(pk=number).exists()
    return warned.address_of(number) if is_open else ""


PAGES = {
    answers.ENVIRONMENT: _region_page,
    answers.LINE: _line_page,
    answers.BUDGET: _version_page,
    answers.WARNING: _warning_page,
}
