"""The moderation's room."""

from importlib import import_module

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "maslikhat.moderation"

    def ready(self) -> None:
        """Tell the notices what is said of measures; models may be imported from here on."""
        import_module("maslikhat.moderation.telling")
