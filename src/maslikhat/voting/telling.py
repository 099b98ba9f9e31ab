"""What the votes tell the rooms below."""

from maslikhat.kit import timetable
from maslikhat.voting import tasks

timetable.add("voting.sweep_keys", timetable.Every(30), tasks.sweep_keys)
