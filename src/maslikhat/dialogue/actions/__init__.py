"""What is done in the dialogue."""

from maslikhat.dialogue.actions.answers import accept, mark_useful, unaccept, unmark_useful
from maslikhat.dialogue.actions.peers import ask, dismiss_path, read_guide
from maslikhat.dialogue.actions.posts import blank, edit, mark_read, reply, start_topic
from maslikhat.dialogue.actions.topics import close, move, pin, reopen, unpin

__all__ = [
    "accept",
    "ask",
    "blank",
    "close",
    "dismiss_path",
    "edit",
    "mark_read",
    "mark_useful",
    "move",
    "pin",
    "read_guide",
    "reopen",
    "reply",
    "start_topic",
    "unaccept",
    "unmark_useful",
    "unpin",
]
