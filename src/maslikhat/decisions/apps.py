"""The room of decisions."""

from importlib import import_module

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "maslikhat.decisions"

    def ready(self) -> None:
        """Tell the rooms below of decisions; models may be imported from here on."""
        import_module("maslikhat.decisions.telling")
