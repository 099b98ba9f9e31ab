"""Pages to read: rooms, a topic, the history of a post."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from maslikhat.dialogue import permissions
from maslikhat.dialogue.bylines import POSTS_A_PAGE, is_full, page_of_posts, posts_after, rows_of
from maslikhat.dialogue.followed import ROOM, TOPIC
from maslikhat.dialogue.forms import ReplyForm
from maslikhat.dialogue.heads import TopicHead, topic_head
from maslikhat.dialogue.heard import channel_of
from maslikhat.dialogue.lists import room_rows, topic_rows
from maslikhat.dialogue.models import Language, Post, Room, Topic, TopicKind
from maslikhat.dialogue.models.posts import TopicQuerySet
from maslikhat.dialogue.models.rooms import LISTED, RoomQuerySet
from maslikhat.dialogue.names import kind_name, name_of
from maslikhat.dialogue.registers import ways_from
from maslikhat.dialogue.taken_away import what_next, why
from maslikhat.dialogue.views.asked import (
    address_of,
    moderation_of,
    numbers_asked,
    one_of,
    page_of,
    post_of,
    reader_of,
    room_of,
)
from maslikhat.dialogue.views.beside import beside
from maslikhat.dialogue.views.composing import reply_form
from maslikhat.dialogue.views.past import is_past, past_topic
from maslikhat.dialogue.views.polls import poll_parts
from maslikhat.dialogue.views.unfolded import unfolded
from maslikhat.kit.answers import held
from maslikhat.kit.differences import changes
from maslikhat.kit.languages import reader_language
from maslikhat.kit.links import number_asked
from maslikhat.notices.lists import FollowState, follow_state
from maslikhat.places.models import Unit
from maslikhat.registry.models import Person
from maslikhat.registry.standing import standing
from maslikhat.rubrics.followed import RUBRIC
from maslikhat.rubrics.models import Rubric

TOPICS_A_PAGE = 30
ROOMS_BESIDE = 20
CHANGES_A_PAGE = 10


@held(15, ("kind", "purpose", "rubric", "region", "language", "page"))
def rooms(request: HttpRequest) -> HttpResponse:
    """The dialogue: the latest topics of every room the reader may enter, and the rooms."""
    rubrics = {rubric.code: rubric for rubric in Rubric.objects.in_order()}
    regions = {
        unit.kato: unit for unit in Unit.objects.shown().regional().in_order(reader_language())
    }
    names = ("kind", "purpose", "rubric", "region", "language")
    asked = {name: request.GET.get(name, "") for name in names}
    for name, known in (
        ("kind", set(LISTED)), ("purpose", set(TopicKind.values)), ("rubric", set(rubrics)),
        ("region", set(regions)), ("language", set(Language.values)),
    ):  # fmt: skip
        if asked[name]:
            one_of(asked[name], known)
    places = _places(request, asked, regions)
    subject = rubrics.get(asked["rubric"])
    topics = _topics(request, asked, places, subject)
    if subject is not None:
        places = places.about(subject)
    page, rows = page_of(request, topics.lately(), TOPICS_A_PAGE, topics.count())
    context = {
        "asked": asked,
        "follow": follow_state(request.user, RUBRIC, subject.pk) if subject else None,
        "kinds": [(kind, kind_name(kind)) for kind in LISTED],
        "purposes": TopicKind.choices,
        "languages_of_text": Language.choices,
        "may_start": bool(standing(request.user).deputy_of),
        "page": page,
        "query": "".join(f"{name}={value}&" for name, value in asked.items() if value),
        "regions": regions.values(),
        "rooms": room_rows(places, ROOMS_BESIDE),
        "rubrics": rubrics.values(),
        "topics": topic_rows(rows, request.user),
    }
    return render(request, "dialogue/rooms.html", context)


def _places(request: HttpRequest, asked: dict[str, str], regions: dict[str, Unit]) -> RoomQuerySet:
    """The rooms of the kind and region asked for, as far as the reader may enter them."""
    places = Room.objects.visible_to(request.user).listed()
    if asked["kind"]:
        places = places.filter(kind=asked["kind"])
    return places.in_region(regions[asked["region"]]) if asked["region"] else places


def _topics(
    request: HttpRequest, asked: dict[str, str], places: RoomQuerySet, rubric: Rubric | None
) -> TopicQuerySet:
    """The topics in those rooms, of the purpose and language asked for, about the subject."""
    topics = Topic.objects.visible_to(request.user).listed()
    if asked["kind"] or asked["region"]:
        topics = topics.filter(room__in=places.values("pk"))
    if rubric is not None:
        topics = topics.about(rubric)
    words = {"kind": asked["purpose"], "language": asked["language"]}
    return topics.filter(**{column: word for column, word in words.items() if word})


@held(15, ("page",))
def room(request: HttpRequest, number: int) -> HttpResponse:
    """One room and its topics."""
    place = room_of(request, number)
    if place.conversation_id is not None:
        return HttpResponseRedirect(reverse("dialogue:conversation", args=[place.conversation_id]))
    topics = Topic.objects.filter(room=place).visible_to(request.user)
    page, rows = page_of(request, topics.in_room_order(), TOPICS_A_PAGE, topics.count())
    context = {
        "follow": None if is_past(request, place) else follow_state(request.user, ROOM, place.pk),
        "follow_subject": follow_state(request.user, RUBRIC, place.rubric_id)
        if place.rubric_id
        else None,
        "may_start": permissions.may_start_topic(request.user, place),
        "name": name_of(place),
        "page": page,
        "room": place,
        "topics": topic_rows(rows, request.user),
    }
    return render(request, "dialogue/room.html", context)


@held(15, ("page", "cards"))
def topic(request: HttpRequest, number: int) -> HttpResponse:
    """A topic, fifty posts a page, with the form for a reply."""
    return topic_page(request, number)


@require_safe
def after(request: HttpRequest, number: int) -> HttpResponse:
    """What was posted in a topic after the post of `?after=`: for a page that is open."""
    head = _head(request, number)
    last = number_asked(request.GET.get("after", ""))
    posts = posts_after(number, last, standing(request.user).person_id)
    part = {"has_more": is_full(posts), "last": last, "posts": posts}
    return _fragment(request, head, "dialogue/_after.html", part)


@require_safe
def changed(request: HttpRequest, number: int) -> HttpResponse:
    """The posts of `?posts=`, with commas between, as they are now: for a page that is open."""
    head = _head(request, number)
    numbers = numbers_asked(request.GET.get("posts", ""), POSTS_A_PAGE)
    there = Post.objects.filter(topic=number, pk__in=numbers).order_by("pk")
    posts = rows_of(number, there, standing(request.user).person_id)
    return _fragment(request, head, "dialogue/_changed.html", {"posts": posts})


def _head(request: HttpRequest, number: int) -> TopicHead:
    """The topic of which a part is asked for; 404 when it is not the reader's."""
    head = topic_head(number, request.user)
    if head is None or not permissions.may_read(request.user, head.room):
        raise Http404
    return head


def _fragment(
    request: HttpRequest, head: TopicHead, template: str, part: dict[str, Any]
) -> HttpResponse:
    """Posts of a topic for a page that has it open; who comes otherwise is sent to that page."""
    if request.headers.get("HX-Request") != "true":
        return HttpResponseRedirect(_address(head.pk))
    may_write = permissions.may_write(request.user, head.room)
    context = {
        **reader_of(request),
        **moderation_of(request.user, head.room),
        **part,
        "channel": channel_of(head.pk),
        "may_accept": may_write and permissions.asks(request.user, head),
        "may_mark": may_write,
        "may_reply": may_write and head.closed_at is None,
        "topic": head,
        "ways_from": ways_from(head, request.user),
    }
    return render(request, template, context)


def topic_page(
    request: HttpRequest, number: int, form: ReplyForm | None = None, status: int = 200
) -> HttpResponse:
    head = topic_head(number, request.user)
    if head is None:
        raise Http404
    # Who may write may read: asked first, a member of a closed room is looked up once.
    may_write = permissions.may_write(request.user, head.room)
    if not may_write and not permissions.may_read(request.user, head.room):
        return past_topic(request, number)
    page, _all = page_of(request, Post.objects.order_by("pk"), POSTS_A_PAGE, head.post_count)
    may_reply = may_write and head.closed_at is None
    if may_reply and form is None:
        form = reply_form(request, head)
    reader, is_known = reader_of(request), request.user.is_authenticated
    posts, offers_cards = unfolded(request, page_of_posts(number, page.number, reader["reader_id"]))
    context = {
        **reader,
        **moderation_of(request.user, head.room),
        "channel": channel_of(number),
        "follow": FollowState(TOPIC, number, head.follow_mode) if is_known else None,
        "form": form,
        # A reply that was refused, or previewed, is answered at an address that nobody can open.
        "here": request.get_full_path() if request.method == "GET" else _address(number),
        "may_accept": may_write and permissions.asks(request.user, head),
        **beside(request, head),
        "may_mark": may_write,
        "may_reply": may_reply,
        "may_retitle": is_known and permissions.may_retitle(request.user, head, writes=may_write),
        "offers_cards": offers_cards,
        "page": page,
        "posts": posts,
        "topic": head,
        **poll_parts(request, head, may_write=may_write),
        "ways_from": ways_from(head, request.user),
    }
    return render(request, "dialogue/topic.html", context, status=status)


def _address(number: int) -> str:
    return reverse("dialogue:topic", args=[number])


@require_safe
def post(request: HttpRequest, number: int) -> HttpResponse:
    """The lasting address of a post: it leads to the page on which the post stands."""
    return HttpResponseRedirect(address_of(post_of(request, number)))


@require_safe
def history(request: HttpRequest, number: int) -> HttpResponse:
    """What a post said before, and what each change took out and put in; the latest first."""
    said = post_of(request, number)
    page, rows = page_of(
        request, said.versions.order_by("-number"), CHANGES_A_PAGE, said.version - 1
    )
    texts = [(v.number, v.made_at, v.body, v.digest) for v in rows]
    # The text that followed the first of this page: on the first page, the one that stands.
    after = said.versions.filter(number=texts[0][0] + 1).first() if texts else None
    newest = (said.version, said.edited_at, said.body, said.digest)
    if after is not None:
        newest = (after.number, after.made_at, after.body, after.digest)
    steps = [
        {"number": new[0], "made_at": new[1], "pieces": changes(old[2], new[2])}
        for new, old in zip([newest, *texts], texts, strict=False)
    ]
    context = {
        "author": _author(said),
        "is_own": said.author_id == standing(request.user).person_id,
        "page": page,
        "post": said,
        "steps": steps,
        "what_next": what_next(said.blank_reason),
        "why": why(said.blank_reason),
    }
    return render(request, "dialogue/history.html", context)


def _author(said: Post) -> str:
    return Person.objects.get(pk=said.author_id).short_name()
