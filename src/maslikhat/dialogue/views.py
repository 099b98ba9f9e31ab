"""Pages of the dialogue. A topic, post or room that is not open to the reader does not exist."""

from typing import Any, TypeVar

from django.contrib import messages
from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from maslikhat.accounts.models import User
from maslikhat.dialogue import actions, permissions
from maslikhat.dialogue.bylines import POSTS_A_PAGE, one_post, page_of_posts
from maslikhat.dialogue.choices import rooms_offered
from maslikhat.dialogue.differences import changes
from maslikhat.dialogue.forms import BlankForm, BodyForm, ReadForm, ReplyForm, StartForm
from maslikhat.dialogue.heads import topic_head
from maslikhat.dialogue.lists import room_rows, topic_rows
from maslikhat.dialogue.models import Language, Post, Room, RoomRef, Topic
from maslikhat.dialogue.models.rooms import Kind
from maslikhat.dialogue.names import kind_name, name_of
from maslikhat.dialogue.refusals import not_yours, only_deputies
from maslikhat.kit.answers import held, posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import reader_language
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.places.models import Unit
from maslikhat.registry.models import Person
from maslikhat.registry.standing import standing
from maslikhat.rubrics.models import Rubric

Rows = TypeVar("Rows", bound=QuerySet[Any])

TOPICS_A_PAGE = 30
ROOMS_BESIDE = 20
CHANGES_A_PAGE = 10


@require_GET
@held(15, ("kind", "rubric", "region", "language", "page"))
def rooms(request: HttpRequest) -> HttpResponse:
    """The dialogue: the latest topics of every room the reader may enter, and the rooms."""
    rubrics = {rubric.code: rubric for rubric in Rubric.objects.in_order()}
    regions = {
        unit.kato: unit for unit in Unit.objects.shown().regional().in_order(reader_language())
    }
    asked = {name: request.GET.get(name, "") for name in ("kind", "rubric", "region", "language")}
    places = Room.objects.visible_to(request.user)
    if asked["kind"]:
        places = places.filter(kind=_one_of(asked["kind"], set(Kind.values)))
    if asked["rubric"]:
        places = places.about(rubrics[_one_of(asked["rubric"], set(rubrics))])
    if asked["region"]:
        places = places.in_region(regions[_one_of(asked["region"], set(regions))])
    topics = Topic.objects.visible_to(request.user)
    if any(asked[name] for name in ("kind", "rubric", "region")):
        topics = topics.filter(room__in=places.values("pk"))
    if asked["language"]:
        topics = topics.filter(language=_one_of(asked["language"], set(Language.values)))
    page, rows = _page(request, topics.lately(), TOPICS_A_PAGE, topics.count())
    context = {
        "asked": asked,
        "kinds": [(kind, kind_name(kind)) for kind in Kind.values],
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


@require_GET
@held(15, ("page",))
def room(request: HttpRequest, number: int) -> HttpResponse:
    """One room and its topics."""
    place = _room_of(request, number)
    topics = place.topics.all()
    page, rows = _page(request, topics.lately(), TOPICS_A_PAGE, topics.count())
    context = {
        "may_start": permissions.may_start_topic(request.user, place),
        "name": name_of(place),
        "page": page,
        "room": place,
        "topics": topic_rows(rows, request.user),
    }
    return render(request, "dialogue/room.html", context)


@require_GET
@held(15, ("page",))
def topic(request: HttpRequest, number: int) -> HttpResponse:
    """A topic, fifty posts a page, with the form for a reply."""
    return _topic_page(request, number)


def _topic_page(
    request: HttpRequest, number: int, form: ReplyForm | None = None, status: int = 200
) -> HttpResponse:
    head = topic_head(number, request.user)
    if head is None:
        raise Http404
    # Who may write may read: asked first, a member of a closed room is looked up once.
    may_reply = permissions.may_write(request.user, head.room)
    if not may_reply and not permissions.may_read(request.user, head.room):
        raise Http404
    page, _all = _page(request, Post.objects.order_by("pk"), POSTS_A_PAGE, head.post_count)
    if may_reply and form is None:
        form = ReplyForm(language=reader_language())
    context = {
        **_reader(request),
        "form": form,
        "may_reply": may_reply,
        "page": page,
        "posts": page_of_posts(number, page.number),
        "topic": head,
    }
    return render(request, "dialogue/topic.html", context, status=status)


@require_POST
@signed_in
def reply(request: HttpRequest, number: int) -> HttpResponse:
    """Post a reply: the new post alone for htmx, otherwise the page on which it stands."""
    subject = _topic_of(request, number)
    if not permissions.may_reply(request.user, subject):
        raise only_deputies()
    form = ReplyForm(request.POST)
    is_fragment = request.headers.get("HX-Request") == "true"
    if not form.is_valid():
        if is_fragment:
            context = {"form": form, "topic": subject, "is_last_page": True}
            answer = render(request, "dialogue/_reply.html", context, status=422)
            answer["HX-Retarget"], answer["HX-Reswap"] = "#reply", "outerHTML"
            return answer
        return _topic_page(request, number, form, status=422)
    made = actions.reply(subject, by=_user(request), **form.cleaned_data)
    if not is_fragment:
        return HttpResponseRedirect(_address(made))
    context = {
        **_reader(request),
        "form": ReplyForm(language=made.language),
        "is_last_page": True,
        "may_reply": True,
        "posts": one_post(made),
        "topic": subject,
    }
    return render(request, "dialogue/_posted.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Start a topic in a room the deputy chooses."""
    asked = _room_asked(request)
    if not standing(request.user).deputy_of:
        raise only_deputies()
    rooms_open = rooms_offered(request.user, asked)
    form = StartForm(
        posted(request),
        rooms=rooms_open,
        language=reader_language(),
        initial={"room": str(asked)} if asked else {},
    )
    if request.method == "POST" and form.is_valid():
        place = RoomRef.parse(form.cleaned_data.pop("room"))
        made = actions.start_topic(place, by=_user(request), **form.cleaned_data)
        return HttpResponseRedirect(reverse("dialogue:topic", args=[made.pk]))
    status = 422 if request.method == "POST" else 200
    return render(request, "dialogue/start.html", {"form": form}, status=status)


@require_POST
@signed_in
def read(request: HttpRequest, number: int) -> HttpResponse:
    """Keep how far this reader has read."""
    subject = _topic_of(request, number)
    form = ReadForm(request.POST)
    if not form.is_valid():
        raise Refused(_("There is no such post in this topic."), status=400)
    actions.mark_read(subject, by=_user(request), post_id=form.cleaned_data["post"])
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204)
    return HttpResponseRedirect(reverse("dialogue:topic", args=[number]))


@require_GET
def post(request: HttpRequest, number: int) -> HttpResponse:
    """The lasting address of a post: it leads to the page on which the post stands."""
    return HttpResponseRedirect(_address(_post_of(request, number)))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Change one's own post."""
    said = _post_of(request, number)
    if not permissions.may_edit(request.user, said):
        raise not_yours()
    form = BodyForm(posted(request), initial={"body": said.body})
    if request.method == "POST" and form.is_valid():
        actions.edit(said, by=_user(request), body=form.cleaned_data["body"])
        return HttpResponseRedirect(_address(said))
    status = 422 if request.method == "POST" else 200
    return render(request, "dialogue/edit.html", {"form": form, "post": said}, status=status)


@require_GET
def history(request: HttpRequest, number: int) -> HttpResponse:
    """What a post said before, and what each change took out and put in; the latest first."""
    said = _post_of(request, number)
    page, rows = _page(request, said.versions.order_by("-number"), CHANGES_A_PAGE, said.version - 1)
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
    context = {"page": page, "post": said, "steps": steps, "author": _author(said)}
    return render(request, "dialogue/history.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def blank(request: HttpRequest, number: int) -> HttpResponse:
    """Take a text away under an order; only the operator, in rooms closed to others too."""
    said = get_object_or_404(Post, pk=number)
    if not permissions.may_blank(request.user, said):
        raise Hidden()
    form = BlankForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.blank(said, by=_user(request), reason=form.cleaned_data["reason"])
        messages.success(request, _("The text was taken away; its hash is kept."))
        return HttpResponseRedirect(reverse("dialogue:rooms"))
    status = 422 if request.method == "POST" else 200
    return render(request, "dialogue/blank.html", {"form": form, "post": said}, status=status)


def _reader(request: HttpRequest) -> dict[str, Any]:
    """What a post on a page asks about its reader."""
    who = standing(request.user)
    return {"reader_id": who.person_id, "is_operator": who.operator}


def _user(request: HttpRequest) -> User:
    """Who acts; the door has let nobody else through."""
    assert isinstance(request.user, User)
    return request.user


def _room_of(request: HttpRequest, number: int) -> Room:
    return get_object_or_404(Room.objects.visible_to(request.user).with_owner(), pk=number)


def _topic_of(request: HttpRequest, number: int) -> Topic:
    topics = Topic.objects.visible_to(request.user).select_related("room")
    return get_object_or_404(topics, pk=number)


def _post_of(request: HttpRequest, number: int) -> Post:
    posts = Post.objects.visible_to(request.user).select_related("topic__room")
    return get_object_or_404(posts, pk=number)


def _room_asked(request: HttpRequest) -> RoomRef | None:
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


def _author(said: Post) -> str:
    return Person.objects.get(pk=said.author_id).short_name()


def _address(said: Post) -> str:
    """The page of the topic on which the post stands, at the post."""
    before = Post.objects.filter(topic=said.topic_id, pk__lt=said.pk).count()
    page = before // POSTS_A_PAGE + 1
    query = f"?page={page}" if page > 1 else ""
    return f"{reverse('dialogue:topic', args=[said.topic_id])}{query}#post-{said.pk}"


def _one_of(value: str, known: set[str]) -> str:
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


def _page(request: HttpRequest, rows: Rows, per_page: int, count: int) -> tuple[Page[Any], Rows]:
    """The page of `?page=` and its rows; one that is not there is 404."""
    text = request.GET.get("page", "1")
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise Http404
    try:
        page = _Known(rows, per_page, count).page(int(text))
    except EmptyPage:
        raise Http404 from None
    return page, rows[page.start_index() - 1 if count else 0 : page.end_index()]
