"""The registry's room."""

from importlib import import_module

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "maslikhat.registry"

    def ready(self) -> None:
        """Tell the rooms below who holds an office; models may be imported from here on."""
        import_module("maslikhat.registry.telling")
