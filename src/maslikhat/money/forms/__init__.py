"""Forms of budgets and of plans for the environment."""

from maslikhat.money.forms.budgets import AttachForm, BudgetForm, WithdrawForm

__all__ = ["AttachForm", "BudgetForm", "WithdrawForm"]
