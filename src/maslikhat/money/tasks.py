"""The job of budgets: what nobody put in force goes."""

from maslikhat.kit import jobs
from maslikhat.money import intake


@jobs.job()
def sweep(since: str, due: str) -> None:
    """Every half hour: what killed imports left, and files that waited for a day."""
    intake.sweep()
