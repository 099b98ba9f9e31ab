"""Budgets as files tell them, and the plans for the environment that councils approve."""

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

__all__ = [
    "CODE_MOST",
    "NAME_MOST",
    "REASON_MOST",
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
    "Wording",
]
