"""The registry's room."""

from importlib import import_module

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "maslikhat.registry"

    def ready(self) -> None:
        """Tell the rooms below who holds an office; each day begins by closing what has ended."""
        import_module("maslikhat.registry.telling")
        timetable = import_module("maslikhat.kit.timetable")
        tasks = import_module("maslikhat.registry.tasks")
        timetable.add("registry.close_ended", timetable.Daily(0), tasks.close_ended)
