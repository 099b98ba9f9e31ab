"""The room of search."""

from importlib import import_module

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "maslikhat.search"

    def ready(self) -> None:
        """Let searches be followed and ask them again by the hour; models are there now."""
        import_module("maslikhat.search.telling")
