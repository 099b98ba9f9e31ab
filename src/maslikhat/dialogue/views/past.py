"""What a deputy whose mandate has ended reads of closed rooms: as they stood on the last day."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from maslikhat.dialogue import permissions
from maslikhat.dialogue.bylines import POSTS_A_PAGE, rows_of
from maslikhat.dialogue.lists import title_of
from maslikhat.dialogue.models import Post, Room, Topic
from maslikhat.dialogue.names import name_of
from maslikhat.dialogue.views.asked import page_of, reader_of
from maslikhat.kit.languages import Said
from maslikhat.registry.standing import standing


class PastTopic(NamedTuple):
    """A topic as far as it is shown: what was accepted later is not."""

    pk: int
    title: Said
    author_id: int
    accepted_id: None = None


def is_past(request: HttpRequest, room: Room) -> bool:
    """Whether the reader reads in this room only what was there till the own mandate ended."""
    if not (room.is_closed and standing(request.user).former_of):
        return False
    return not permissions.may_read(request.user, room)


def past_topic(request: HttpRequest, number: int) -> HttpResponse:
    """A topic of a closed room the reader has left, up to that day; 404 for everyone else."""
    topic = get_object_or_404(Topic.objects.visible_to(request.user), pk=number)
    room = Room.objects.with_owner().get(pk=topic.room_id)
    posts = Post.objects.filter(topic=number).visible_to(request.user).order_by("pk")
    page, shown = page_of(request, posts, POSTS_A_PAGE, posts.count())
    reader = reader_of(request)
    context = {
        **reader,
        "may_accept": False,
        "may_mark": False,
        "may_moderate": False,
        "may_reply": False,
        "name": name_of(room),
        "page": page,
        "posts": rows_of(number, shown, reader["reader_id"]),
        "room": room,
        "topic": PastTopic(
            topic.pk,
            title_of(topic.title, topic.language, topic.title_digest),
            topic.author_id,
        ),
    }
    return render(request, "dialogue/past.html", context)
