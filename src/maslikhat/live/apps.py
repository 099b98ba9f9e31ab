"""The room of live pages."""

from importlib import import_module

from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "maslikhat.live"

    def ready(self) -> None:
        """Every template may declare what its page listens to; old events go by the timetable."""
        import_module("maslikhat.live.telling")
        timetable = import_module("maslikhat.kit.timetable")
        tasks = import_module("maslikhat.live.tasks")
        timetable.add("live.sweep", timetable.Daily(3, 50), tasks.sweep)
