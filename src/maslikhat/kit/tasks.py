"""The kit's own housekeeping."""

from maslikhat.kit import jobs, timetable


@jobs.job()
def sweep(since: str, due: str) -> None:
    """Forget jobs and rounds that ended long ago."""
    jobs.sweep()
    timetable.sweep()
