"""The room of commitments."""

from importlib import import_module

from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "maslikhat.commitments"

    def ready(self) -> None:
        """Tell the rooms below of commitments; models may be imported from here on."""
        import_module("maslikhat.commitments.telling")
