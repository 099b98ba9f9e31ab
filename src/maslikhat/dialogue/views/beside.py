"""What stands beside the posts of a topic: who is in it, and who has understood."""

from typing import Any

from django.http import HttpRequest

from maslikhat.dialogue import permissions
from maslikhat.dialogue.circles import has_circle
from maslikhat.dialogue.forming import UntilForm
from maslikhat.dialogue.gathering import participants_of
from maslikhat.dialogue.heads import TopicHead
from maslikhat.dialogue.models import TopicKind
from maslikhat.dialogue.understood import tally_of


def beside(request: HttpRequest, head: TopicHead) -> dict[str, Any]:
    """For the page of a topic: no query where the topic neither asks nor is a conversation."""
    keeps = permissions.may_keep(request.user, head.room)
    is_one = head.kind == TopicKind.ANNOUNCEMENT and head.closed_at is None
    may_ask = keeps and is_one and has_circle(head.room)
    number = head.room.conversation_id
    return {
        "ask_form": UntilForm(initial={"until": head.understood_until}) if may_ask else None,
        "may_keep": keeps,
        "participants": [] if number is None else list(participants_of(number).values()),
        "tally": tally_of(head, request.user, keeps=keeps),
    }
