"""Acts on budgets, on the plans for the environment, and on warnings of both."""

from maslikhat.money.actions.budgets import (
    About,
    attach_decision,
    discard,
    import_budget,
    map_columns,
    switch_on,
    withdraw,
)
from maslikhat.money.actions.measures import (
    add_measure,
    drop_measure,
    edit_measure,
    enter_amounts,
    enter_year,
    reach_milestone,
    set_milestone,
)
from maslikhat.money.actions.plans import (
    approve_plan,
    begin_plan,
    correct_plan,
    describe_plan,
    drop_plan,
    report_plan,
)
from maslikhat.money.actions.warnings import explain

__all__ = [
    "About",
    "add_measure",
    "approve_plan",
    "attach_decision",
    "begin_plan",
    "correct_plan",
    "describe_plan",
    "discard",
    "drop_measure",
    "drop_plan",
    "edit_measure",
    "enter_amounts",
    "enter_year",
    "explain",
    "import_budget",
    "map_columns",
    "reach_milestone",
    "report_plan",
    "set_milestone",
    "switch_on",
    "withdraw",
]
