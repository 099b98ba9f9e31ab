"""What a request asks for: the room, topic, post or page; 404 when it is not the reader's."""

from typing import Any, TypeVar

from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.dialogue import permissions
from maslikhat.dialogue.bylines import POSTS_A_PAGE
from maslikhat.dialogue.models import Conversation, Group, GroupMember, Post, Room, RoomRef, Topic
from maslikhat.dialogue.models.conversations import conversations_of
from maslikhat.dialogue.registers import Opening, openings
from maslikhat.kit.answers import page_asked
from maslikhat.kit.languages import reader_language
from maslikhat.kit.links import number_asked
from maslikhat.kit.refusals import Refused
from maslikhat.moderation.suspensions import suspension_of
from maslikhat.registry.models import Person
from maslikhat.registry.standing import Visitor, standing

Rows = TypeVar("Rows", bound=QuerySet[Any])


def reader_of(request: HttpRequest) -> dict[str, Any]:
    """What a post on a page asks about its reader."""
    who = standing(request.user)
    return {"reader_id": who.person_id, "is_operator": who.operator}


def moderation_of(user: Visitor, room: permissions.Door) -> dict[str, Any]:
    """What a post on a page asks about the moderation: no query for whoever does not write here."""
    is_deputy = bool(standing(user).deputy_of)
    return {
        "may_moderate": permissions.moderates(user, room),
        "suspension": suspension_of(user) if is_deputy else None,
    }


def room_of(request: HttpRequest, number: int) -> Room:
    return get_object_or_404(Room.objects.with_past_of(request.user).with_owner(), pk=number)


def topic_of(request: HttpRequest, number: int) -> Topic:
    topics = Topic.objects.visible_to(request.user).select_related("room")
    return get_object_or_404(topics, pk=number)


def post_of(request: HttpRequest, number: int) -> Post:
    posts = Post.objects.visible_to(request.user).select_related("topic__room")
    return get_object_or_404(posts, pk=number)


def group_of(request: HttpRequest, number: int) -> Group:
    return get_object_or_404(Group.objects.visible_to(request.user), pk=number)


def member_of(request: HttpRequest, number: int) -> GroupMember:
    """A row of a group that the reader may see."""
    groups = Group.objects.visible_to(request.user).values("pk")
    rows = GroupMember.objects.open().filter(group__in=groups).select_related("group", "person")
    return get_object_or_404(rows, pk=number)


def conversation_of(request: HttpRequest, number: int) -> Conversation:
    own = conversations_of(standing(request.user).person_id)
    return get_object_or_404(Conversation.objects.filter(pk__in=own), pk=number)


def person_asked(text: str) -> Person:
    """The person whom a form names; 404 when there is none."""
    return get_object_or_404(Person, pk=number_asked(text))


def room_asked(request: HttpRequest) -> RoomRef | None:
    """The room of `?room=`, when the reader may enter it and it exists."""
    text = request.GET.get("room", "")
    if not text:
        return None
    try:
        ref = RoomRef.parse(text)
    except ValueError:
        raise Http404 from None
    if not permissions.may_read(request.user, ref) or not ref.is_real:
        raise Http404
    return ref


def opening_asked(request: HttpRequest) -> Opening | None:
    """How a topic about the matter of `?about=` begins; None where there is no such matter."""
    word, _dash, number = request.GET.get("about", "").rpartition("-")
    begin = openings.get(word)
    return begin(number_asked(number), reader_language()) if begin else None


def address_of(said: Post) -> str:
    """The page of the topic on which the post stands, at the post."""
    before = Post.objects.filter(topic=said.topic_id, pk__lt=said.pk).count()
    page = before // POSTS_A_PAGE + 1
    query = f"?page={page}" if page > 1 else ""
    return f"{reverse('dialogue:topic', args=[said.topic_id])}{query}#post-{said.pk}"


def numbers_asked(text: str, most: int) -> list[int]:
    """The numbers that a request names, with commas between; refused (400) when too many."""
    named = text.split(",")
    if len(named) > most:
        raise Refused(_("Too much was asked for at once. Open the page anew."), status=400)
    return [number_asked(word) for word in named]


def one_of(value: str, known: set[str]) -> str:
    if value not in known:
        raise Refused(
            _("There is no such choice in the list. Choose one of those shown."), status=400
        )
    return value


class _Known(Paginator):  # type: ignore[type-arg]
    """Pages of a list whose length is known without asking again."""

    def __init__(self, rows: QuerySet[Any], per_page: int, count: int) -> None:
        super().__init__(rows, per_page)
        self.count = count


def page_of(request: HttpRequest, rows: Rows, per_page: int, count: int) -> tuple[Page[Any], Rows]:
    """The page of `?page=` and its rows; no number is a 400, one past the end a 404."""
    number = page_asked(request)
    try:
        page = _Known(rows, per_page, count).page(number)
    except EmptyPage:
        raise Http404 from None
    return page, rows[page.start_index() - 1 if count else 0 : page.end_index()]
