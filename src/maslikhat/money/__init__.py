"""Budgets as files tell them, each figure with its row; what ought to be spent is not its word."""
