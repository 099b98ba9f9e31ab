"""The accounts' room."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "maslikhat.accounts"

    def ready(self) -> None:
        """Streams end with their session, old ones are cleared; models may be imported now."""
        import_module("maslikhat.accounts.telling")
        timetable = import_module("maslikhat.kit.timetable")
        tasks = import_module("maslikhat.accounts.tasks")
        timetable.add("accounts.clear_sessions", timetable.Daily(3, 10), tasks.clear_sessions)
