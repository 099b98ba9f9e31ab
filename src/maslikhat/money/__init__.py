"""Budgets as files tell them, and what of the payment for pollution the law wants spent."""
