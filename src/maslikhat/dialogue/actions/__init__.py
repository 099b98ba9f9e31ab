"""What is done in the dialogue."""

from maslikhat.dialogue.actions.answers import accept, mark_useful, unaccept, unmark_useful
from maslikhat.dialogue.actions.drafts import discard_draft, keep_draft
from maslikhat.dialogue.actions.posts import blank, edit, mark_read, reply, start_topic
from maslikhat.dialogue.actions.topics import close, move, pin, reopen, unpin
from maslikhat.dialogue.actions.uploads import (
    add_upload,
    begin_upload,
    drop_upload,
    finish_upload,
    take_part,
)

__all__ = [
    "accept",
    "add_upload",
    "begin_upload",
    "blank",
    "close",
    "discard_draft",
    "drop_upload",
    "edit",
    "finish_upload",
    "keep_draft",
    "mark_read",
    "mark_useful",
    "move",
    "pin",
    "reopen",
    "reply",
    "start_topic",
    "take_part",
    "unaccept",
    "unmark_useful",
    "unpin",
]
