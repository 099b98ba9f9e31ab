"""What search tells the rooms below: searches can be followed, and are asked again by the hour."""

from maslikhat.kit import timetable
from maslikhat.notices import registers as notices
from maslikhat.search import tasks
from maslikhat.search.followed import ACTS, KINDS

notices.kinds.update(KINDS)
notices.acts.update(ACTS)
# An hour before the digests of 8:00, so that the inboxes are filled by then.
timetable.add("search.tell_saved", timetable.Daily(7), tasks.tell_saved)
timetable.add("search.tell_saved_at_once", timetable.Every(5), tasks.tell_saved_at_once)
