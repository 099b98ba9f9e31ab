"""The demo's room: outside a demo database it shows and does nothing."""

from importlib import import_module

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "maslikhat.demo"

    def ready(self) -> None:
        """Put the one-click entry on the sign-in page; models may be imported from here on."""
        import_module("maslikhat.demo.entry")
