"""Totals checked against what they are made of, to the tenth; those a file leaves out are made."""

from collections.abc import Collection

from maslikhat.money.amounts import thousands
from maslikhat.money.codes import BALANCES, Part, ancestors
from maslikhat.money.findings import Findings
from maslikhat.money.headings import AMOUNTS
from maslikhat.money.tables import EMPTY, Budget, Line, Sums

# Amounts that a plan cannot have below zero; what has been received may be given back.
PLANS = frozenset(range(3))


def completed(budget: Budget, groups: Collection[tuple[str, str]], findings: Findings) -> Budget:
    """The budget with every total there is, in the order of its codes; what is wrong is found.

    `groups` are the first levels of codes that the classification has, by their side.
    """
    there = {(line.part, line.code): line for line in budget.lines}
    made: dict[tuple[Part, str], list[int | None]] = {}
    inner = {
        (part, above) for part, code in there if code for above in ("", *ancestors(code))
    }  # fmt: skip
    for line in budget.lines:
        if line.code and (line.part, line.code) not in inner:
            _plausible(line, groups, findings)
            for above in ("", *ancestors(line.code)):
                _add(made.setdefault((line.part, above), list(EMPTY)), line.sums)
    lines = list(budget.lines)
    for (part, code), sums in made.items():
        given = there.get((part, code))
        if given is None:
            lines.append(Line(part, code, "", 0, 0, tuple(sums)))
        elif given.sums != tuple(sums):
            _compare(given, sums, findings)
    _balances(there, findings)
    lines.sort(key=_order)
    return budget._replace(lines=lines)


def _order(line: Line) -> tuple[str, str]:
    return line.part, line.code


def _add(total: list[int | None], sums: Sums) -> None:
    for at, amount in enumerate(sums):
        if amount is not None:
            total[at] = amount + (total[at] or 0)


def _compare(given: Line, sums: list[int | None], findings: Findings) -> None:
    for role, told, summed in zip(AMOUNTS, given.sums, sums, strict=True):
        # An empty cell beside nothing but zeros, or the other way round, differs in nothing.
        if (told or 0) != (summed or 0) and not (told is None and not given.code):
            findings.error(
                given.sheet,
                given.row,
                given.code,
                "sum_differs",
                column=role,
                told=str(thousands(told or 0)),
                summed=str(thousands(summed or 0)),
                difference=str(thousands((told or 0) - (summed or 0))),
            )


def _plausible(line: Line, groups: Collection[tuple[str, str]], findings: Findings) -> None:
    if line.part in (Part.RECEIPTS, Part.SPENDING):
        first = line.code.partition(".")[0]
        if groups and (line.part.value, first) not in groups:
            findings.error(line.sheet, line.row, line.code, "unknown_group", group=first)
    if line.sums == EMPTY:
        findings.warn(line.sheet, line.row, line.code, "no_figure")
    for at, amount in enumerate(line.sums):
        if amount is not None and amount < 0:
            if at in PLANS:
                findings.error(line.sheet, line.row, line.code, "negative", column=AMOUNTS[at])
            else:
                findings.warn(line.sheet, line.row, line.code, "below_zero", column=AMOUNTS[at])


def _balances(there: dict[tuple[Part, str], Line], findings: Findings) -> None:
    """The lines that are a difference of others, where the file has them all."""
    for part, made_of in BALANCES.items():
        given = there.get((part, ""))
        if given is None or any((one, "") not in there for one, _sign in made_of):
            continue
        for at, role in enumerate(AMOUNTS):
            told = given.sums[at]
            terms = [(there[one, ""].sums[at], sign) for one, sign in made_of]
            if told is None or any(term is None for term, _sign in terms):
                continue
            summed = sum((term or 0) * sign for term, sign in terms)
            if told != summed:
                # Some write a deficit with its minus, some without.
                find = findings.warn if told == -summed else findings.error
                find(
                    given.sheet, given.row, "", "balance_differs", column=role,
                    told=str(thousands(told)), summed=str(thousands(summed)),
                    difference=str(thousands(told - summed)),
                )  # fmt: skip


def missing_parts(budget: Budget) -> list[Part]:
    """Of receipts and spending, those of which the file says nothing."""
    parts = {line.part for line in budget.lines}
    return [part for part in (Part.RECEIPTS, Part.SPENDING) if part not in parts]
