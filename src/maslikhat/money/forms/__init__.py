"""Forms of budgets and of plans for the environment."""

from maslikhat.money.forms.budgets import AttachForm, BudgetForm, UnitForm, WithdrawForm

__all__ = ["AttachForm", "BudgetForm", "UnitForm", "WithdrawForm"]
