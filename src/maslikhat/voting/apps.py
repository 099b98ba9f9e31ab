"""The room of votes."""

from importlib import import_module

from django.apps import AppConfig


class VotingConfig(AppConfig):
    name = "maslikhat.voting"

    def ready(self) -> None:
        """Tell the rooms below; models may be imported from here on."""
        import_module("maslikhat.voting.telling")
