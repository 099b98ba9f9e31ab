"""The rubrics' room."""

from importlib import import_module

from django.apps import AppConfig


class RubricsConfig(AppConfig):
    name = "maslikhat.rubrics"

    def ready(self) -> None:
        """Let subjects be followed; models may be imported from here on."""
        kinds = import_module("maslikhat.notices.registers").kinds
        kinds.update(import_module("maslikhat.rubrics.followed").KINDS)
