"""What the registry does when a day begins."""

import datetime as dt

from maslikhat.kit.days import ALMATY
from maslikhat.kit.jobs import job
from maslikhat.registry.closing import close_by_day


@job()
def close_ended(since: str, due: str) -> None:
    """Who sat somewhere until midnight has pages open that nobody has taken away by an act."""
    after, until = (dt.datetime.fromisoformat(at).astimezone(ALMATY).date() for at in (since, due))
    close_by_day(after, until)
