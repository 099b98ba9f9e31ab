"""Who brings budgets in, and who takes a wrong one back; each rule is one sentence."""

from maslikhat.accounts.models import User
from maslikhat.money.models import Source, Version
from maslikhat.registry.models import Council
from maslikhat.registry.permissions import is_clerk, is_operator


def may_import_budget(by: User | None, council: Council | None) -> bool:
    """The apparatus of a maslikhat brings its own budgets in, the operator those of all.

    The portal itself may, at the command line of its own machine (`by` is None).
    """
    if by is None or is_operator(by):
        return True
    return council is not None and is_clerk(by, council)


def may_stage(by: User | None, source: Source) -> bool:
    """Who may bring such a file in sees it before it is in force, and puts it in force."""
    return may_import_budget(by, source.council)


# One word for one act (STYLE.md): each is the same sentence.
may_switch_on = may_stage
may_discard = may_stage
may_map_columns = may_stage


def may_withdraw(by: User | None, version: Version) -> bool:
    """The apparatus of the maslikhat, or the operator, marks a version as wrong."""
    return by is not None and may_import_budget(by, version.council)
