"""The kit's room."""

from importlib import import_module

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "maslikhat.kit"

    def ready(self) -> None:
        """Put the housekeeping on the timetable."""
        timetable = import_module("maslikhat.kit.timetable")
        tasks = import_module("maslikhat.kit.tasks")
        timetable.add("kit.sweep", timetable.Daily(3, 20), tasks.sweep)
