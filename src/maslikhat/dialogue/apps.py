"""The dialogue's room."""

from importlib import import_module

from django.apps import AppConfig


class DialogueConfig(AppConfig):
    name = "maslikhat.dialogue"

    def ready(self) -> None:
        """Tell the rooms below what is said here; models may be imported from here on."""
        import_module("maslikhat.dialogue.telling")
