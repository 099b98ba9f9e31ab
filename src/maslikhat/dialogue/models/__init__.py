"""The nouns of the dialogue."""

from maslikhat.dialogue.models.peers import Asking, Newcomer
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
    "Asking",
    "BlankReason",
    "Language",
    "Newcomer",
    "Post",
    "PostVersion",
    "ReadMark",
    "Room",
    "RoomRef",
    "Topic",
    "TopicKind",
    "UsefulMark",
    "open_to",
]
