"""Pages on which deputies write, and what they post."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maslikhat.accounts.acting import actor
from maslikhat.dialogue import actions, permissions
from maslikhat.dialogue.bylines import is_full, posts_after
from maslikhat.dialogue.choices import rooms_offered
from maslikhat.dialogue.forms import BlankForm, BodyForm, ReadForm, ReplyForm, StartForm
from maslikhat.dialogue.heard import channel_of
from maslikhat.dialogue.models import Post, RoomRef
from maslikhat.dialogue.places import Place
from maslikhat.dialogue.reached import reached_by
from maslikhat.dialogue.refusals import closed, not_yours, only_deputies
from maslikhat.dialogue.registers import ways_from
from maslikhat.dialogue.similar import similar_to
from maslikhat.dialogue.views.announcing import form_to_start, started
from maslikhat.dialogue.views.asked import (
    address_of,
    moderation_of,
    opening_asked,
    post_of,
    reader_of,
    room_asked,
    topic_of,
)
from maslikhat.dialogue.views.composing import (
    begun_with,
    compose,
    draft_at,
    files_of,
    is_preview,
    told_of,
    words_of,
)
from maslikhat.dialogue.views.reading import topic_page
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import reader_language
from maslikhat.kit.links import number_asked
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.moderation.suspensions import suspension_of
from maslikhat.registry.standing import standing


@require_POST
@signed_in
def reply(request: HttpRequest, number: int) -> HttpResponse:
    """Post a reply: the new post alone for htmx, otherwise the page on which it stands."""
    subject = topic_of(request, number)
    if not permissions.may_reply(request.user, subject):
        raise only_deputies(request.user) if subject.closed_at is None else closed()
    place = Place.of_reply(number)
    form = compose(request, ReplyForm(request.POST), place)
    if is_preview(request):
        return topic_page(request, number, form)
    is_fragment = request.headers.get("HX-Request") == "true"
    if not form.is_valid():
        if is_fragment:
            context = {"form": form, "topic": subject, "is_last_page": True}
            answer = render(request, "dialogue/_reply.html", context, status=422)
            answer["HX-Retarget"], answer["HX-Reswap"] = "#reply", "outerHTML"
            return answer
        return topic_page(request, number, form, status=422)
    made = actions.reply(subject, by=actor(request), files=files_of(request), **form.cleaned_data)
    if not is_fragment:
        told_of(request, made)
        return HttpResponseRedirect(address_of(made))
    reader = reader_of(request)
    # What others have posted meanwhile comes with it.
    last = number_asked(request.POST.get("after", "")) or made.pk - 1
    posts = posts_after(number, last, reader["reader_id"])
    context = {
        **reader,
        **moderation_of(request.user, subject.room),
        "channel": channel_of(number),
        "form": compose(request, ReplyForm(language=made.language), place),
        "has_more": is_full(posts),
        "is_last_page": True,
        "last": last,
        "may_accept": permissions.may_accept(request.user, subject),
        "may_mark": True,
        "may_reply": True,
        "posts": posts,
        "reached": reached_by(made, by=actor(request)).sentences(),
        "topic": subject,
        "ways_from": ways_from(subject, request.user),
    }
    return render(request, "dialogue/_posted.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Start a topic in a room the deputy chooses."""
    asked = room_asked(request)
    if not standing(request.user).deputy_of or suspension_of(request.user):
        raise only_deputies(request.user)
    rooms_open = rooms_offered(request.user, asked)
    place, looks = Place.of_start(asked), "look" in request.POST
    draft = draft_at(request, place)
    opening = opening_asked(request)
    begun = begun_with(draft, asked, opening)
    start_form = form_to_start(request.user)
    form = start_form(
        None if looks else posted(request),
        rooms=rooms_open,
        language=reader_language(),
        initial=begun | (_typed(request, start_form) if looks else {}),
    )
    form = compose(request, form, place, draft=draft)
    form.composer.quotation = opening.body if opening else ""
    is_posted = request.method == "POST" and not is_preview(request) and not looks
    if is_posted and form.is_valid():
        room = RoomRef.parse(form.cleaned_data.pop("room"))
        made = started(room, by=actor(request), files=files_of(request), **form.cleaned_data)
        told_of(request, made.posts.earliest("pk"))
        return HttpResponseRedirect(reverse("dialogue:topic", args=[made.pk]))
    similar = similar_to(request.POST.get("title", ""), request.user) if looks else []
    context = {"form": form, "looks": looks, "similar": similar}
    status = 422 if is_posted else 200
    return render(request, "dialogue/start.html", context, status=status)


def _typed(request: HttpRequest, form: type[StartForm]) -> dict[str, str]:
    """What stands in the form while similar topics are looked for without a script."""
    return {name: request.POST[name] for name in form.base_fields if name in request.POST}


@require_POST
@signed_in
def read(request: HttpRequest, number: int) -> HttpResponse:
    """Keep how far this reader has read."""
    subject = topic_of(request, number)
    form = ReadForm(request.POST)
    if not form.is_valid():
        raise Refused(_("There is no such post in this topic."), status=400)
    actions.mark_read(subject, by=actor(request), post_id=form.cleaned_data["post"])
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204)
    return HttpResponseRedirect(reverse("dialogue:topic", args=[number]))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Change one's own post."""
    said = post_of(request, number)
    if not permissions.may_edit(request.user, said):
        raise not_yours(request.user)
    place = Place.of_change(number)
    draft = draft_at(request, place)
    form = BodyForm(posted(request), initial=words_of(draft, body=said.body))
    form = compose(request, form, place, draft=draft, takes_files=False)
    is_posted = request.method == "POST" and not is_preview(request)
    if is_posted and form.is_valid():
        told_of(request, actions.edit(said, by=actor(request), body=form.cleaned_data["body"]))
        return HttpResponseRedirect(address_of(said))
    status = 422 if is_posted else 200
    return render(request, "dialogue/edit.html", {"form": form, "post": said}, status=status)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def blank(request: HttpRequest, number: int) -> HttpResponse:
    """Take a text away under an order; only the operator, in rooms closed to others too."""
    said = get_object_or_404(Post, pk=number)
    if not permissions.may_blank(request.user, said):
        raise Hidden()
    form = BlankForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.blank(said, by=actor(request), reason=form.cleaned_data["reason"])
        messages.success(request, _("The text was taken away; its hash is kept."))
        return HttpResponseRedirect(reverse("dialogue:rooms"))
    status = 422 if request.method == "POST" else 200
    return render(request, "dialogue/blank.html", {"form": form, "post": said}, status=status)
