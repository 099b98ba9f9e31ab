"""A year of the environment's money as flows: what came in for pollution, what 10-5 was spent on.

Money of a budget bears no mark: the picture sets the receipts of a year beside the strict spending
of the same year, and is an indicator, not the test. Transfers flow beside and are never counted.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from maslikhat.kit.flows import Band
from maslikhat.kit.treemaps import Part
from maslikhat.money.codes import Part as BudgetPart
from maslikhat.money.codes import parent
from maslikhat.money.environment import regions, verdicts
from maslikhat.money.environment.regions import FROM_ABOVE, OWN, PROTECTION, Year
from maslikhat.money.models import EnvironmentMeasure, EnvironmentPlan, Line
from maslikhat.money.names import Name, named, names_of
from maslikhat.registry.models import Council

SUBPROGRAMME = 5


class Flow(NamedTuple):
    """The bands of a year, the year, and the measures of the plan by what is spent on them."""

    year: int
    bands: Sequence[Band]
    measures: Mapping[str, Sequence[EnvironmentMeasure]]
    spent: Sequence["Spent"]

    @property
    def parts(self) -> list[Part]:
        """The same as bars for a narrow screen."""
        return [Part(f"{one.source} → {one.target}", one.told, one.amount) for one in self.bands]


class Spent(NamedTuple):
    """A programme: its code, its words, what was spent from own money and from transfers."""

    code: str
    name: str
    own: int
    transferred: int
    is_ours: bool = False


def flow_of(council: Council, years: Sequence[Year]) -> Flow | None:
    """The latest whole year in which the payment and own spending are told; four queries."""
    fit = [
        one
        for one in years
        if one.counted is not None and one.spending.own is not None and not one.spending.undivided
    ]
    if not fit:
        return None
    year = max(fit, key=lambda one: one.year)
    spent = _programmes(year)
    bands = bands_of(year.counted or 0, spent)
    return Flow(year.year, bands, _measures(council, year.year, spent), spent)


def _measures(
    council: Council, year: int, spent: Sequence[Spent]
) -> dict[str, list[EnvironmentMeasure]]:
    """The measures of the plan of that year which name a programme, by its words; one query."""
    plans = EnvironmentPlan.objects.of(council).approved().covering(year)
    rows = list(EnvironmentMeasure.objects.filter(plan__in=plans.values("pk")).in_order())
    found = {one.name: [row for row in rows if one.code in row.codes] for one in spent}
    return {name: rows for name, rows in found.items() if rows}


def bands_of(received: int, spent: Sequence[Spent]) -> list[Band]:
    """Receipts go to programmes in their order until they end; then other own money does."""
    payment, other, above = _("The payment"), _("Other own money"), _("Transfers")
    bands, left = [], max(received, 0)
    for one in spent:
        from_payment = min(one.own, left)
        left -= from_payment
        bands += [
            _band(payment, one.name, from_payment, "k0"),
            _band(other, one.name, one.own - from_payment, "k3"),
            _band(above, one.name, one.transferred, "k1"),
        ]
    bands.append(_band(payment, _("Not in 10-5 that year"), left, "rest"))
    # Bands of one source together, so that they do not cross more than they must.
    order = {payment: 0, other: 1, above: 2}
    return sorted((one for one in bands if one.amount > 0), key=lambda one: order[one.source])


def _band(source: str, target: str, amount: int, kind: str) -> Band:
    return Band(source, target, amount, verdicts.tenge(amount), kind)


def _programmes(year: Year) -> list[Spent]:
    """What the report of a year says of each programme of protection, the greatest first."""
    assert year.report is not None
    codes = regions.codes_of([year.year])
    own = codes.source(OWN, year.year)
    above = {codes.source(key, year.year) for key in FROM_ABOVE}
    rows = Line.objects.filter(version=year.report).select_related("wording")
    found: dict[str, dict[str, int]] = {}
    words = {}
    for line in rows.within(BudgetPart.SPENDING.value, codes.at(PROTECTION, year.year)):
        words[line.code] = line.wording
        if line.level == SUBPROGRAMME and line.executed:
            sums = found.setdefault(parent(line.code), {"own": 0, "above": 0})
            source = line.code.rpartition(".")[2]
            if source == own:
                sums["own"] += line.executed
            elif source in above:
                sums["above"] += line.executed
    known = names_of(BudgetPart.SPENDING, set(found), year.year)
    names = {code: named(code, known, words.get(code)) for code in found}
    told = [
        Spent(
            code,
            _called(code, names[code]),
            max(sums["own"], 0),
            max(sums["above"], 0),
            names[code].is_ours,
        )
        for code, sums in found.items()
    ]
    return sorted(told, key=lambda one: -(one.own + one.transferred))


def _called(code: str, name: Name) -> str:
    """The code with its name, where it has one; starred as in tables."""
    star = "*" if name.is_ours and name.lang != "en" else ""
    return code if name.text == code else f"{code} {name.text}{star}"
