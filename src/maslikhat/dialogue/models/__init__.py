"""The nouns of the dialogue."""

from maslikhat.dialogue.models.conversations import Conversation, Participant
from maslikhat.dialogue.models.drafts import Draft
from maslikhat.dialogue.models.files import Attachment, Upload
from maslikhat.dialogue.models.groups import Group, GroupMember
from maslikhat.dialogue.models.hidden import HiddenText
from maslikhat.dialogue.models.mentions import Mention
from maslikhat.dialogue.models.peers import Asking, Newcomer
from maslikhat.dialogue.models.polls import Poll, PollAnswer, PollOption
from maslikhat.dialogue.models.posts import (
    BlankReason,
    Language,
    Post,
    PostVersion,
    ReadMark,
    Topic,
    TopicKind,
    TopicVersion,
    UsefulMark,
)
from maslikhat.dialogue.models.rooms import Room, RoomRef, open_to
from maslikhat.dialogue.models.understood import Understood

__all__ = [
    "Asking",
    "Attachment",
    "BlankReason",
    "Conversation",
    "Draft",
    "Group",
    "GroupMember",
    "HiddenText",
    "Language",
    "Mention",
    "Newcomer",
    "Participant",
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
    "TopicVersion",
    "Understood",
    "Upload",
    "UsefulMark",
    "open_to",
]
