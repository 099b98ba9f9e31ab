"""What is done in the dialogue."""

from maslikhat.dialogue.actions.answers import accept, mark_useful, unaccept, unmark_useful
from maslikhat.dialogue.actions.conversations import (
    add_participant,
    leave_conversation,
    start_conversation,
)
from maslikhat.dialogue.actions.drafts import discard_draft, keep_draft
from maslikhat.dialogue.actions.groups import (
    end_group,
    found_group,
    invite,
    join_group,
    leave_group,
    make_lead,
    remove_member,
)
from maslikhat.dialogue.actions.peers import ask, dismiss_path, read_guide
from maslikhat.dialogue.actions.polls import answer_poll, close_poll, open_poll
from maslikhat.dialogue.actions.posts import blank, edit, mark_read, reply, start_topic
from maslikhat.dialogue.actions.topics import close, move, pin, reopen, retitle, unpin
from maslikhat.dialogue.actions.understood import announce, ask_understood, understand
from maslikhat.dialogue.actions.uploads import (
    add_upload,
    begin_upload,
    drop_upload,
    finish_upload,
    take_part,
)

__all__ = [
    "accept",
    "add_participant",
    "add_upload",
    "announce",
    "answer_poll",
    "ask",
    "ask_understood",
    "begin_upload",
    "blank",
    "close",
    "close_poll",
    "discard_draft",
    "dismiss_path",
    "drop_upload",
    "edit",
    "end_group",
    "finish_upload",
    "found_group",
    "invite",
    "join_group",
    "keep_draft",
    "leave_conversation",
    "leave_group",
    "make_lead",
    "mark_read",
    "mark_useful",
    "move",
    "open_poll",
    "pin",
    "read_guide",
    "remove_member",
    "reopen",
    "reply",
    "retitle",
    "start_conversation",
    "start_topic",
    "take_part",
    "unaccept",
    "understand",
    "unmark_useful",
    "unpin",
]
