"""Where a text is being written: a reply, a change of a post, a new topic, a new conversation."""

import re
from typing import NamedTuple, Self

from django.utils.translation import gettext as _

from maslikhat.dialogue.models import Post, RoomRef, Topic
from maslikhat.kit.refusals import Refused

_PLACE = re.compile(
    r"(topic|edit|conversation):([1-9][0-9]{0,17})|(conversation)|start(?::([a-z0-9-]{1,60}))?",
    re.ASCII,
)


class Place(NamedTuple):
    """The place of a draft: the topic, post or deputy by number, or the room asked for, if any."""

    kind: str
    number: int = 0
    room: str = ""

    def __str__(self) -> str:
        if self.kind == "start":
            return f"start:{self.room}" if self.room else "start"
        return f"{self.kind}:{self.number}" if self.number else self.kind

    @classmethod
    def parse(cls, text: str) -> Self:
        """The place that is meant; Refused (400) when there is no such."""
        found = _PLACE.fullmatch(text)
        if found is None:
            raise Refused(_("There is no such place to write in. Open the page anew."), status=400)
        if found[1]:
            return cls(found[1], int(found[2]))
        return cls(found[3]) if found[3] else cls("start", room=found[4] or "")

    @classmethod
    def of_reply(cls, topic: int) -> Self:
        """A reply in this topic."""
        return cls("topic", topic)

    @classmethod
    def of_change(cls, post: int) -> Self:
        """A change of this post."""
        return cls("edit", post)

    @classmethod
    def of_start(cls, room: RoomRef | None) -> Self:
        """A new topic, in the room asked for or in one still to be chosen."""
        return cls("start", room=str(room) if room else "")

    @classmethod
    def of_conversation(cls, person: int = 0) -> Self:
        """A new conversation: with the deputy from whose page one came, or with whom is chosen."""
        return cls("conversation", person)

    def topic(self) -> Topic | None:
        """The topic in which it is a reply."""
        if self.kind != "topic":
            return None
        return Topic.objects.select_related("room").filter(pk=self.number).first()

    def post(self) -> Post | None:
        """The post of which it is a change."""
        if self.kind != "edit":
            return None
        return Post.objects.select_related("topic__room").filter(pk=self.number).first()
