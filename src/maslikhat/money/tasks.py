"""The jobs of budgets: what nobody put in force goes, search hears of the rest, figures warn."""

from maslikhat.kit import jobs
from maslikhat.kit.days import today
from maslikhat.money import finding
from maslikhat.money.importing import intake
from maslikhat.money.warnings import watching


@jobs.job()
def sweep(since: str, due: str) -> None:
    """Every half hour: what killed imports left, and files that waited for a day."""
    intake.sweep()


@jobs.job()
def tell_search(source: int) -> None:
    """A file was put in force, or a version of it withdrawn: its budgets are found as they are."""
    finding.tell_of(source)


@jobs.job()
def look_again(council: int) -> None:
    """What a warning of a maslikhat was found by has changed: it ends now, not in the morning."""
    watching.look(today(), [council])


@jobs.job()
def warn(since: str, due: str) -> None:
    """Each morning: what the rules of warnings find is told to the councils, once."""
    watching.look(today())
