"""The nouns of the dialogue."""

from maslikhat.dialogue.models.polls import Poll, PollAnswer, PollOption
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
    "BlankReason",
    "Language",
    "Poll",
    "PollAnswer",
    "PollOption",
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
