"""What is done in the moderation."""

from maslikhat.moderation.actions.appeals import appeal, decide
from maslikhat.moderation.actions.measures import (
    hide,
    lift,
    lock,
    restore,
    suspend,
    unlock,
    warn,
)
from maslikhat.moderation.actions.reports import ask_suspension, dismiss, report

__all__ = [
    "appeal",
    "ask_suspension",
    "decide",
    "dismiss",
    "hide",
    "lift",
    "lock",
    "report",
    "restore",
    "suspend",
    "unlock",
    "warn",
]
