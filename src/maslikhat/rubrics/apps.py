"""The rubrics' room."""

from importlib import import_module

from django.apps import AppConfig


class RubricsConfig(AppConfig):
    name = "maslikhat.rubrics"

    def ready(self) -> None:
        """Tell search what may be chosen and notices what be followed; models are there now."""
        import_module("maslikhat.rubrics.telling")
