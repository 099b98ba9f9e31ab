"""Forms of budgets and of plans for the environment."""

from maslikhat.money.forms.budgets import BudgetForm, WithdrawForm

__all__ = ["BudgetForm", "WithdrawForm"]
