"""What each figure of the environment's money is: the same words on pages and in files."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

# By the name that a figure has in files, its title and what it is.
DEFINITIONS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "received": (
        gettext_lazy("Received"),
        gettext_lazy(
            "The payment for negative environmental impact (code 105316 until 2026, "
            "401101 since), as reports on execution tell it. All of it goes into the "
            "budgets of the twenty regions."
        ),
    ),
    "required": (
        gettext_lazy("The law asks for"),
        gettext_lazy(
            "The receipts of the three years before the year in which the plan was "
            "developed and approved (Environmental Code, art. 29). Only a report made "
            "when a year was over counts; a year without one is missing, and is no zero."
        ),
    ),
    "allotted": (
        gettext_lazy("Allotted to the plan"),
        gettext_lazy(
            "What the region's own budget allots to the measures of the approved plan "
            "over all its years. Transfers and the money of enterprises are not in it."
        ),
    ),
    "verdict": (
        gettext_lazy("The test"),
        gettext_lazy(
            "Allotted to the plan against what the law asks for. The years compared are "
            "not the same years: that is how the law has it. Per cent are never rounded "
            "up."
        ),
    ),
    "spent_by_plan": (
        gettext_lazy("Spent by the plan"),
        gettext_lazy(
            "What is told to have been spent on the measures of the plan from the "
            "region's own money, wherever in the budget they stand."
        ),
    ),
    "own_spent_10_5": (
        gettext_lazy("Own money spent (10-5)"),
        gettext_lazy(
            "A strict measure: executed expenditure of subgroup 10-5, environment "
            "protection, under subprogramme 015. Transfers (011, 028, 032) are shown "
            "beside it and never counted. Water, waste and greening often stand in other "
            "groups, so it tells less than was done."
        ),
    ),
    "same_year_percent": (
        gettext_lazy("Share of the same year"),
        gettext_lazy(
            "Own money spent (10-5) out of what was received in the same year. It is an "
            "indicator and not the legal test."
        ),
    ),
    "rank": (
        gettext_lazy("Rank"),
        gettext_lazy(
            "By allotted out of what the law asks for, the greatest first; equal shares "
            "have one rank. A region of which either is missing has none."
        ),
    ),
    "missing": (
        gettext_lazy("Missing"),
        gettext_lazy(
            "Allotted less than the law asks for, in tenge, and by the number of "
            "inhabitants. It is not matched by the plan; what became of it these pages do"
            " not say."
        ),
    ),
}


def defined(names: Iterable[str]) -> str:
    """What these figures are, in the language that is on."""
    return " ".join(f"{DEFINITIONS[name][0]}: {DEFINITIONS[name][1]}" for name in names)
