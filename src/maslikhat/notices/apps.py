"""The notices' room."""

from importlib import import_module

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "maslikhat.notices"

    def ready(self) -> None:
        """Put the jobs on the timetable and the count of unread notices into the header."""
        timetable = import_module("maslikhat.kit.timetable")
        tasks = import_module("maslikhat.notices.tasks")
        timetable.add("notices.digests", timetable.Daily(8), tasks.plan_digests)
        timetable.add("notices.post", timetable.Every(1), tasks.post_again)
        timetable.add("notices.sweep", timetable.Daily(3, 30), tasks.sweep)
        badge = import_module("maslikhat.notices.badge")
        import_module("maslikhat.kit.header").header_parts.append(badge.badge)
        # A messenger that cannot be used stops the start.
        import_module("maslikhat.notices.messengers").chosen()
