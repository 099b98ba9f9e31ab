"""What is done in the dialogue."""

from maslikhat.dialogue.actions.answers import accept, mark_useful, unaccept, unmark_useful
from maslikhat.dialogue.actions.polls import answer_poll, close_poll, open_poll
from maslikhat.dialogue.actions.posts import blank, edit, mark_read, reply, start_topic
from maslikhat.dialogue.actions.topics import close, move, pin, reopen, unpin

__all__ = [
    "accept",
    "answer_poll",
    "blank",
    "close",
    "close_poll",
    "edit",
    "mark_read",
    "mark_useful",
    "move",
    "open_poll",
    "pin",
    "reopen",
    "reply",
    "start_topic",
    "unaccept",
    "unmark_useful",
    "unpin",
]
