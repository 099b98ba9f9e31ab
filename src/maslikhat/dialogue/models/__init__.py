"""The nouns of the dialogue."""

from maslikhat.dialogue.models.conversations import Conversation, Participant
from maslikhat.dialogue.models.groups import Group, GroupMember
from maslikhat.dialogue.models.hidden import HiddenText
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
from maslikhat.dialogue.models.understood import Understood

__all__ = [
    "BlankReason",
    "Conversation",
    "Group",
    "GroupMember",
    "HiddenText",
    "Language",
    "Participant",
    "Post",
    "PostVersion",
    "ReadMark",
    "Room",
    "RoomRef",
    "Topic",
    "TopicKind",
    "Understood",
    "UsefulMark",
    "open_to",
]
