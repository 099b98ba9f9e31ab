"""The kit's room."""

import gc
import threading
from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import trans_real


class KitConfig(AppConfig):
    name = "maslikhat.kit"

    def ready(self) -> None:
        """Keep a thread's language where it is found fast; put the housekeeping on the timetable.

        What is loaded by now stays: no process looks through it again for what may go, nor at its
        end, where that would take a fifth of a second.

        A page asks for its language a hundred times. Django keeps it for coroutines too, which
        takes ten times as long: a fifth of a page. Here Django runs in threads alone.
        """
        trans_real._active = threading.local()  # type: ignore[attr-defined]
        timetable = import_module("maslikhat.kit.timetable")
        tasks = import_module("maslikhat.kit.tasks")
        timetable.add("kit.sweep", timetable.Daily(3, 20), tasks.sweep)
        gc.freeze()
        # A page makes some thousands of objects and drops them: little waits for the collector.
        gc.set_threshold(7_000, 10, 10)
