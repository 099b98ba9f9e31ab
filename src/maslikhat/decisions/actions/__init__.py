"""What is done with decisions."""

from maslikhat.decisions.actions.deciding import adopt, bring_into_force, register, reject
from maslikhat.decisions.actions.drafting import draft, explain_difference, revise, withdraw
from maslikhat.decisions.actions.hearing import (
    conclude,
    consult,
    enter_akim_conclusion,
    mark_money,
    refer,
    table,
)
from maslikhat.decisions.actions.importing import import_decisions
from maslikhat.decisions.actions.masking import cover_words, lift_mask, take_back_mask
from maslikhat.decisions.actions.papers import (
    attach,
    attach_scan,
    clear_paper,
    close_paper,
    write_letter,
)
from maslikhat.decisions.actions.publishing import publish, renew_copy
from maslikhat.decisions.actions.relating import relate, repeal, unrelate

__all__ = [
    "adopt",
    "attach",
    "attach_scan",
    "bring_into_force",
    "clear_paper",
    "close_paper",
    "conclude",
    "consult",
    "cover_words",
    "draft",
    "enter_akim_conclusion",
    "explain_difference",
    "import_decisions",
    "lift_mask",
    "mark_money",
    "publish",
    "refer",
    "register",
    "reject",
    "relate",
    "renew_copy",
    "repeal",
    "revise",
    "table",
    "take_back_mask",
    "unrelate",
    "withdraw",
    "write_letter",
]
