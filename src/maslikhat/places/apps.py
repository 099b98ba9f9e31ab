"""The places' room."""

from importlib import import_module

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "maslikhat.places"

    def ready(self) -> None:
        """Tell search what may be chosen; models may be imported from here on."""
        import_module("maslikhat.places.telling")
