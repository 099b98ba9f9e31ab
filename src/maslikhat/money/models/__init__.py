"""Budgets as files tell them, plans for the environment, and warnings of both."""

from maslikhat.money.models.budgets import (
    CODE_MOST,
    NAME_MOST,
    REASON_MOST,
    Code,
    CodeLevel,
    Line,
    Mapping,
    Series,
    Source,
    Version,
    VersionKind,
    Wording,
)
from maslikhat.money.models.plans import (
    EnvironmentMeasure,
    EnvironmentPlan,
    MeasureAmount,
    Medium,
    Milestone,
    PaidBy,
    PlanReport,
)
from maslikhat.money.models.warnings import EXPLANATION_MOST, BudgetWarning, WarningRule

__all__ = [
    "CODE_MOST",
    "EXPLANATION_MOST",
    "NAME_MOST",
    "REASON_MOST",
    "BudgetWarning",
    "Code",
    "CodeLevel",
    "EnvironmentMeasure",
    "EnvironmentPlan",
    "Line",
    "Mapping",
    "MeasureAmount",
    "Medium",
    "Milestone",
    "PaidBy",
    "PlanReport",
    "Series",
    "Source",
    "Version",
    "VersionKind",
    "WarningRule",
    "Wording",
]
