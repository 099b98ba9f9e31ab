"""The nouns of the dialogue."""

from maslikhat.dialogue.models.drafts import Draft
from maslikhat.dialogue.models.files import Attachment, Upload
from maslikhat.dialogue.models.mentions import Mention
from maslikhat.dialogue.models.posts import (
    BlankReason,
    Language,
    Post,
    PostVersion,
    ReadMark,
    Topic,
    TopicKind,
    UsefulMark,
)
from maslikhat.dialogue.models.rooms import Room, RoomRef, open_to

__all__ = [
    "Attachment",
    "BlankReason",
    "Draft",
    "Language",
    "Mention",
    "Post",
    "PostVersion",
    "ReadMark",
    "Room",
    "RoomRef",
    "Topic",
    "TopicKind",
    "Upload",
    "UsefulMark",
    "open_to",
]
