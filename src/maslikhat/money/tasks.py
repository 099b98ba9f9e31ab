"""The jobs of budgets: what nobody put in force goes; search hears of what is in force."""

from maslikhat.kit import jobs
from maslikhat.money import finding, intake


@jobs.job()
def sweep(since: str, due: str) -> None:
    """Every half hour: what killed imports left, and files that waited for a day."""
    intake.sweep()


@jobs.job()
def tell_search(source: int) -> None:
    """A file was put in force, or a version of it withdrawn: its budgets are found as they are."""
    finding.tell_of(source)
