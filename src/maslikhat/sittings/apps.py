"""The room of sittings."""

from importlib import import_module

from django.apps import AppConfig


class SittingsConfig(AppConfig):
    name = "maslikhat.sittings"

    def ready(self) -> None:
        """Tell the rooms below of sittings; models may be imported from here on."""
        import_module("maslikhat.sittings.telling")
