"""What is found in files, and what columns, parts and levels are called, in the reader's words."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maslikhat.kit.formats.words import number
from maslikhat.money.codes import Part
from maslikhat.money.importing.findings import Finding
from maslikhat.money.importing.units import Unit

ROLES: Mapping[str, str | Promise] = {
    "": gettext_lazy("not used"),
    "code": gettext_lazy("code, whole"),
    "level1": gettext_lazy("code, first level"),
    "level2": gettext_lazy("code, second level"),
    "level3": gettext_lazy("code, third level"),
    "level4": gettext_lazy("code, fourth level"),
    "level5": gettext_lazy("code, fifth level"),
    "beyond": gettext_lazy("code below the fifth level: its rows are passed over"),
    "name": gettext_lazy("name"),
    "amount": gettext_lazy("amount of the kind of the file"),
    "approved": gettext_lazy("approved"),
    "refined": gettext_lazy("refined by the maslikhat"),
    "corrected": gettext_lazy("corrected by the akimat"),
    "plan": gettext_lazy("plan of payments to date"),
    "plan_commitments": gettext_lazy("plan of commitments to date"),
    "commitments": gettext_lazy("commitments taken"),
    "unpaid": gettext_lazy("commitments not paid"),
    "executed": gettext_lazy("executed to date"),
    "kato": gettext_lazy("code of the place (KATO)"),
    "year": gettext_lazy("year of the budget"),
    "part": gettext_lazy("part of the budget"),
}
OF_MEASURES: Mapping[str, str | Promise] = {
    "needed": gettext_lazy("Needed"),
    "requested": gettext_lazy("Requested"),
    "allotted": gettext_lazy("Allotted"),
    "spent": gettext_lazy("Spent"),
}
PARTS: Mapping[str, str | Promise] = {
    Part.RECEIPTS.value: gettext_lazy("Receipts"),
    Part.SPENDING.value: gettext_lazy("Expenditure"),
    Part.NET_LENDING.value: gettext_lazy("Net budget lending"),
    Part.LENDING.value: gettext_lazy("Budget loans"),
    Part.REPAYMENT.value: gettext_lazy("Repayment of budget loans"),
    Part.ASSETS_BALANCE.value: gettext_lazy("Balance of financial assets"),
    Part.ASSETS.value: gettext_lazy("Purchase of financial assets"),
    Part.SALE.value: gettext_lazy("Sale of financial assets"),
    Part.DEFICIT.value: gettext_lazy("Deficit (surplus)"),
    Part.NON_OIL.value: gettext_lazy("Non-oil deficit (surplus)"),
    Part.FINANCING.value: gettext_lazy("Financing of the deficit"),
    Part.LOANS.value: gettext_lazy("Loans received"),
    Part.LOANS_REPAID.value: gettext_lazy("Repayment of loans"),
    Part.LEFTOVERS.value: gettext_lazy("Balances used"),
}
UNITS: Mapping[str, str | Promise] = {
    Unit.THOUSAND.value: gettext_lazy("thousands of tenge"),
    Unit.TENGE.value: gettext_lazy("tenge"),
    Unit.MILLION.value: gettext_lazy("millions of tenge"),
}
FINDINGS: Mapping[str, str | Promise] = {
    "no_headings": gettext_lazy(
        "No table was found: choose the row of headings below, and say what its columns are"
    ),
    "no_rows": gettext_lazy("There is no row with a code and an amount"),
    "no_amounts": gettext_lazy("No column of amounts is known: say which it is below"),
    "no_codes": gettext_lazy("No column of codes is known: say which it is below"),
    "too_many_headings": gettext_lazy(
        "The file has more than fifty different rows of headings: leave those of the budget"
    ),
    "column_twice": gettext_lazy("Two columns are “%(column)s”: choose one below"),
    "hidden_sheet": gettext_lazy(
        "The sheet “%(name)s” is hidden in the workbook and was not read: show it there if it is"
        " of the budget"
    ),
    "hidden_rows": gettext_lazy(
        "Rows that are hidden in the workbook were read and count in every sum: %(places)s"
    ),
    "hidden_columns": gettext_lazy(
        "Columns that are hidden in the workbook were read like all others: %(places)s"
    ),
    "sheet_left_out": gettext_lazy(
        "A further sheet tells of the same part again and was left out: save it as a file of its"
        " own"
    ),
    "parted": gettext_lazy(
        "The rows of %(kato)s for %(year)s do not stand together: sort the file"
    ),
    "wrong_year": gettext_lazy("“%(year)s” is not the year of a budget"),
    "other_year": gettext_lazy("The row is of %(year)s, the file of %(expected)s"),
    "unknown_part": gettext_lazy("“%(part)s” is no part of a budget"),
    "no_code_above": gettext_lazy("There is no code of the level above this one"),
    "no_part": gettext_lazy("Nothing says whether this is a receipt or expenditure"),
    "no_code": gettext_lazy("This is not a code of the budget classification"),
    "no_amount": gettext_lazy(
        "“%(text)s” (%(column)s) is not an amount with as many decimals as its unit has"
    ),
    "amount_without_code": gettext_lazy("“%(name)s” has an amount but no code"),
    "total_passed": gettext_lazy(
        "“%(name)s” is a total of lines that stand elsewhere; the row was passed over"
    ),
    "of_which_passed": gettext_lazy(
        "“%(name)s” is within a line above it; rows of that kind were passed over"
    ),
    "total_made": gettext_lazy(
        "No amount stands here (%(column)s): its parts make %(summed)s, and that is taken"
    ),
    "table_left_out": gettext_lazy(
        "A table without codes of the classification, or without amounts, was left out"
    ),
    "no_unit": gettext_lazy("Nothing says in what unit the amounts are: choose it below"),
    "unit_differs": gettext_lazy(
        "A table is in another unit than those before it: save it as a file of its own"
    ),
    "rounded": gettext_lazy(
        "The file tells more than tenths of a thousand tenge; rounded amounts differ from it by"
        " %(difference)s thousand tenge at most"
    ),
    "unlike_last_year": gettext_lazy(
        "%(part)s: %(told)s thousand tenge in %(year)s, %(before)s in %(last)s. Is the unit right?"
    ),
    "twice": gettext_lazy("The code stands already in row %(before)s"),
    "sum_differs": gettext_lazy(
        "%(column)s: %(told)s stands here, its parts make %(summed)s; the difference is"
        " %(difference)s"
    ),
    "balance_differs": gettext_lazy(
        "%(column)s: %(told)s stands here, the lines above make %(summed)s; the difference is"
        " %(difference)s"
    ),
    "unknown_group": gettext_lazy("The classification has no group “%(group)s”"),
    "no_figure": gettext_lazy("The row has no amount at all"),
    "negative": gettext_lazy("%(column)s: a plan cannot be below zero"),
    "below_zero": gettext_lazy("%(column)s: the amount is below zero"),
    "no_council": gettext_lazy("“%(kato)s” is not the place of this maslikhat, or of any"),
    "no_year": gettext_lazy("Nothing says of which year the budget is"),
    "part_missing": gettext_lazy("The file says nothing of: %(part)s"),
}


# What a person who has the workbook open cannot see there: told without being asked for.
HIDDEN = frozenset(("hidden_sheet", "hidden_rows", "hidden_columns"))


# What tells amounts in thousands of tenge, and by which names.
IN_AMOUNTS = frozenset(
    ("total_made", "rounded", "unlike_last_year", "sum_differs", "balance_differs")
)
AMOUNTS_TOLD = frozenset(("told", "before", "summed", "difference"))


def sentence(word: str, told: Mapping[str, str]) -> str:
    """What was found, as a sentence in the reader's language."""
    shown = dict(told)
    if "column" in shown:
        shown["column"] = str(ROLES.get(shown["column"], shown["column"]))
    if "part" in shown:
        shown["part"] = str(PARTS.get(shown["part"], shown["part"]))
    if word in IN_AMOUNTS:
        shown |= {name: number(Decimal(shown[name])) for name in AMOUNTS_TOLD & shown.keys()}
    return str(FINDINGS[word]) % shown


def place_of(finding: Finding) -> str:
    """Where it stands: the sheet when it is not the first, the row, the code."""
    told = []
    if finding.sheet > 1:
        told.append(_("Sheet %(number)s") % {"number": finding.sheet})
    if finding.row:
        told.append(_("Row %(row)s") % {"row": finding.row})
    if finding.code:
        told.append(finding.code)
    return ", ".join(told)


def read(findings: Sequence[Sequence[object]]) -> list[Finding]:
    """The findings as they were kept."""
    return [Finding(*one) for one in findings]  # type: ignore[arg-type]
