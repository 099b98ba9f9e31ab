"""The room of budgets."""

from importlib import import_module

from django.apps import AppConfig


class MoneyConfig(AppConfig):
    name = "maslikhat.money"

    def ready(self) -> None:
        """Tell the rooms below of budgets; models may be imported from here on."""
        import_module("maslikhat.money.telling")
