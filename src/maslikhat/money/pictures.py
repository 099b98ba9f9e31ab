"""What the pictures of a budget and of the environment's money show, with their words."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maslikhat.kit.charts import Bar, groups, lengths
from maslikhat.kit.formats.words import number
from maslikhat.kit.languages import said
from maslikhat.kit.treemaps import Part
from maslikhat.money.amounts import thousands
from maslikhat.money.environment import verdicts
from maslikhat.money.environment.duty import Sum
from maslikhat.money.environment.mirror import Row
from maslikhat.money.environment.regions import Standing, Totals, Year
from maslikhat.money.sheet import Sheet
from maslikhat.places.maps import Cell, region_map, tile_map


def parts_of(sheet: Sheet) -> list[Part]:
    """The figures of a table that are above zero, by what the picture weighs."""
    return [
        Part(one.name.text, number(thousands(one.weight)), one.weight)
        for one in sheet.rows
        if one.weight
    ]


def country(rows: Sequence[Row]) -> tuple[SafeString, SafeString]:
    """Planned out of required, the darker, the more: a schematic map, and twenty tiles."""
    cells = {row.council.unit.kato: _cell(row) for row in rows if row.council.unit is not None}
    title = _("Planned out of what the law asks for, by region")
    return region_map(cells, title=title), tile_map(cells, title=title)


def _cell(row: Row) -> Cell:
    assert row.council.unit is not None
    name = said(row.council.unit, "name").text
    verdict = verdicts.heading(row.standing.verdict)
    if row.percent is None:
        shown, kind = "?", "miss"
    else:
        shown, kind = f"{int(row.percent)}%", f"heat-{min(int(row.percent) // 20, 5)}"
    address = reverse("money:environment_of", args=[row.council.code])
    return Cell(name, shown, address, kind, f"{name}: {verdict}, {shown}")


def years(rows: Sequence[Year], plan: Mapping[int, Totals], this: int) -> SafeString:
    """Upright bars of each year: received, allotted to the plan, spent on it and by budgets.

    Nothing is missing of a year that has not begun, nor of the plan in a year that is not its own.
    """
    points = [(str(row.year), _bars(row, plan.get(row.year), row.year <= this)) for row in rows]
    return groups(points, title=_("Year by year"))


def _bars(row: Year, plan: Totals | None, has_begun: bool) -> list[Bar | None]:
    received = row.received.amount if row.received else None
    allotted, spent = (plan.sums.get("allotted"), plan.sums.get("spent")) if plan else (None, None)
    return [
        _bar(_("Received"), received, "k0") if has_begun else None,
        _bar(_("Allotted to the plan"), allotted, "k1") if plan else None,
        _bar(_("Spent by the plan"), spent, "k2") if plan and has_begun else None,
        _bar(_("Own money spent (10-5)"), row.spending.own, "k3") if has_begun else None,
    ]


def _bar(label: str, amount: int | None, kind: str) -> Bar:
    return Bar(label, _("missing") if amount is None else verdicts.tenge(amount), amount, kind)


def test(standing: Standing) -> SafeString:
    """Three bars, one under another: what the law asks for, what is planned, what is spent."""
    found = standing.duty
    if found is None:
        return SafeString("")
    return lengths(
        [
            _sum(_("The law asks for"), found.required, "k0"),
            _sum(_("Allotted to the plan"), found.planned, "k1"),
            _sum(_("Spent so far"), found.spent, "k2"),
        ]
    )


def _sum(label: str, one: Sum, kind: str) -> Bar:
    return Bar(label, verdicts.told(one), one.at_least, kind)
