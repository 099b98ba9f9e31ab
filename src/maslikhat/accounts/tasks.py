"""The accounts' housekeeping."""

from maslikhat.accounts.sessions import SessionStore
from maslikhat.kit.jobs import job


@job()
def clear_sessions(since: str, due: str) -> None:
    """Forget sessions that have ended by themselves."""
    SessionStore.clear_expired()
