"""Totals checked against what they are made of, to the tenth; those a file leaves out are made."""

from collections.abc import Collection, Mapping, Sequence
from operator import itemgetter

from maslikhat.money.amounts import thousands
from maslikhat.money.codes import BALANCES, Part, level, parent
from maslikhat.money.importing.findings import Findings
from maslikhat.money.importing.headings import AMOUNTS
from maslikhat.money.importing.lines import EMPTY, Budget, Line, Sums
from maslikhat.money.importing.units import Unit

Place = tuple[Part, str]
# Amounts that a plan cannot have below zero; what has been received may be given back.
PLANS = frozenset(range(3))
# Parts that some write with their minus.
PAID_BACK = frozenset((Part.REPAYMENT, Part.SALE, Part.LOANS_REPAID))


def completed(
    budget: Budget,
    groups: Collection[tuple[str, str]],
    findings: Findings,
    unit: Unit = Unit.THOUSAND,
) -> Budget:
    """The budget with every total there is, in the order of its codes; what is wrong is found.

    `groups` are the first levels of codes that the classification has, by their side. Amounts come
    as the least that `unit` tells, and go as tenths of a thousand tenge.
    """
    there = {(line.part, line.code): line for line in budget.lines}
    made = _made(there)
    _plausible([line for place, line in there.items() if line.code and place not in made],
               groups, findings)  # fmt: skip
    for (part, code), sums in made.items():
        given = there.get((part, code))
        if given is None:
            there[part, code] = Line(part, code, "", 0, 0, sums)
        elif given.sums != sums:
            _compare(given, sums, findings, unit)
            there[part, code] = _filled(given, sums)
    _balances(there, made, findings, unit)
    lines = list(there.values())
    if unit.per_tenth > 1:
        lines = _rounded(lines, unit, findings)
    # By part, then by code.
    lines.sort(key=itemgetter(0, 1))
    return budget._replace(lines=lines)


def _made(there: Mapping[Place, Line]) -> dict[Place, Sums]:
    """What each place that has others below it comes to, from the lowest level upwards."""
    deepest = max((level(code) for _part, code in there), default=0)
    levels: list[list[Place]] = [[] for _level in range(deepest + 1)]
    for place in there:
        levels[level(place[1])].append(place)
    below: dict[Place, list[Sums]] = {}
    made: dict[Place, Sums] = {}
    for depth in range(deepest, 0, -1):
        for place in levels[depth]:
            parts = below.get(place)
            if parts is None:
                sums = there[place].sums
            else:
                sums = made[place] = _summed(parts)
            above = place[0], parent(place[1])
            if above in below:
                below[above].append(sums)
                continue
            below[above] = [sums]
            if above not in there:
                levels[depth - 1].append(above)
    made |= {place: _summed(below[place]) for place in levels[0] if place in below}
    return made


def _summed(parts: Sequence[Sums]) -> Sums:
    return tuple([_added(column) for column in zip(*parts, strict=True)])


def _added(column: Sequence[int | None]) -> int | None:
    """The sum of the amounts that are told; None where none is."""
    if column[0] is None and column.count(None) == len(column):
        return None
    return sum([amount for amount in column if amount is not None])


def _rounded(lines: Sequence[Line], unit: Unit, findings: Findings) -> list[Line]:
    """The lines in tenths of a thousand: what others make is the sum of them as they are kept."""
    kept = {
        (one.part, one.code): one._replace(
            sums=tuple([None if least is None else unit.tenths(least) for least in one.sums])
        )
        for one in lines
    }
    made = _made(kept)
    most = 0
    for one in lines:
        place = one.part, one.code
        sums = made.get(place) or kept[place].sums
        kept[place] = kept[place]._replace(sums=sums)
        for least, tenths in zip(one.sums, sums, strict=True):
            most = max(most, abs((least or 0) - (tenths or 0) * unit.per_tenth))
    if most:
        findings.warn(0, 0, "", "rounded", difference=str(unit.thousands(most)))
    return list(kept.values())


def _compare(given: Line, sums: Sums, findings: Findings, unit: Unit) -> None:
    for role, told, summed in zip(AMOUNTS, given.sums, sums, strict=True):
        # An empty cell beside nothing but zeros, or the other way round, differs in nothing.
        if (told or 0) == (summed or 0):
            continue
        if told is None:
            if given.code:
                findings.warn(given.sheet, given.row, given.code, "total_made", column=role,
                              summed=shown(summed or 0, unit))  # fmt: skip
        else:
            findings.error(
                given.sheet,
                given.row,
                given.code,
                "sum_differs",
                column=role,
                told=shown(told, unit),
                summed=shown(summed or 0, unit),
                difference=shown(told - (summed or 0), unit),
            )


def _filled(given: Line, sums: Sums) -> Line:
    """The line of a total with what its parts make where its own cell is empty."""
    told = [summed if one is None else one for one, summed in zip(given.sums, sums, strict=True)]
    return given._replace(sums=tuple(told))


def _plausible(
    leaves: Sequence[Line], groups: Collection[tuple[str, str]], findings: Findings
) -> None:
    """What the lowest rows say is looked at all together first: mostly nothing is amiss."""
    sums = [line.sums for line in leaves]
    firsts = {(line.part, line.code.partition(".")[0]) for line in leaves}
    is_fine = (
        all(_is_known(part, first, groups) for part, first in firsts)
        and EMPTY not in sums
        and not any(min(filter(None, column), default=0) < 0 for column in zip(*sums, strict=True))
    )
    if not is_fine:
        for line in leaves:
            _look_at(line, groups, findings)


def _is_known(part: Part, first: str, groups: Collection[tuple[str, str]]) -> bool:
    coded = part in (Part.RECEIPTS, Part.SPENDING)
    return not (coded and groups and (part.value, first) not in groups)


def _look_at(line: Line, groups: Collection[tuple[str, str]], findings: Findings) -> None:
    first = line.code.partition(".")[0]
    if not _is_known(line.part, first, groups):
        findings.error(line.sheet, line.row, line.code, "unknown_group", group=first)
    if line.sums == EMPTY:
        findings.warn(line.sheet, line.row, line.code, "no_figure")
    for at, amount in enumerate(line.sums):
        if amount is not None and amount < 0:
            if at in PLANS and line.part not in PAID_BACK | {Part.LEFTOVERS}:
                findings.error(line.sheet, line.row, line.code, "negative", column=AMOUNTS[at])
            else:
                findings.warn(line.sheet, line.row, line.code, "below_zero", column=AMOUNTS[at])


def _balances(
    there: Mapping[Place, Line], made: Mapping[Place, Sums], findings: Findings, unit: Unit
) -> None:
    """The lines that others make, where the file has what they are made of."""
    for balance in BALANCES:
        given = there.get((balance.part, ""))
        terms = [(made.get((one, "")) or _sums_at(there, one), one, s) for one, s in balance.terms]
        known = [(sums, one, sign) for sums, one, sign in terms if sums is not None]
        if given is None or not known or (len(known) < len(terms) and not balance.any_of):
            continue
        for at, role in enumerate(AMOUNTS):
            told = given.sums[at]
            parts = [(sums[at], one, sign) for sums, one, sign in known]
            if told is None or (not balance.any_of and any(p[0] is None for p in parts)):
                continue
            if all(amount is None for amount, _one, _sign in parts):
                continue
            summed = sum(_signed(amount or 0, one, sign) for amount, one, sign in parts)
            if told != summed:
                # Some write a deficit with its minus, some without.
                find = findings.warn if told == -summed else findings.error
                find(
                    given.sheet, given.row, "", "balance_differs", column=role,
                    told=shown(told, unit), summed=shown(summed, unit),
                    difference=shown(told - summed, unit),
                )  # fmt: skip


def shown(least: int, unit: Unit) -> str:
    """An amount in thousands of tenge, with a decimal and as many more as it has."""
    told = unit.thousands(least)
    return f"{told:f}" if unit.per_tenth > 1 else str(thousands(least))


def _sums_at(there: Mapping[Place, Line], part: Part) -> Sums | None:
    line = there.get((part, ""))
    return line.sums if line else None


def _signed(amount: int, part: Part, sign: int) -> int:
    """What is paid back is taken away, whether it is written with its minus or without."""
    return -abs(amount) if part in PAID_BACK else sign * amount


def missing_parts(budget: Budget) -> list[Part]:
    """Of receipts and spending, those of which the file says nothing."""
    parts = {line.part for line in budget.lines}
    return [part for part in (Part.RECEIPTS, Part.SPENDING) if part not in parts]
