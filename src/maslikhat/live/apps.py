"""The room of live pages."""

from importlib import import_module

from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "maslikhat.live"

    def ready(self) -> None:
        """Every template may declare what its page listens to; models may be imported by now."""
        import_module("maslikhat.live.telling")
