"""Pages on which deputies write, and what they post."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maslikhat.dialogue import actions, permissions
from maslikhat.dialogue.bylines import posts_after
from maslikhat.dialogue.choices import rooms_offered
from maslikhat.dialogue.forms import BlankForm, BodyForm, ReadForm, ReplyForm, StartForm
from maslikhat.dialogue.heard import channel_of
from maslikhat.dialogue.models import Post, RoomRef
from maslikhat.dialogue.refusals import not_yours, only_deputies
from maslikhat.dialogue.similar import similar_to
from maslikhat.dialogue.views.asked import (
    actor,
    address_of,
    number_asked,
    post_of,
    reader_of,
    room_asked,
    topic_of,
)
from maslikhat.dialogue.views.reading import topic_page
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import reader_language
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.registry.standing import standing


@require_POST
@signed_in
def reply(request: HttpRequest, number: int) -> HttpResponse:
    """Post a reply: the new post alone for htmx, otherwise the page on which it stands."""
    subject = topic_of(request, number)
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
        return topic_page(request, number, form, status=422)
    made = actions.reply(subject, by=actor(request), **form.cleaned_data)
    if not is_fragment:
        return HttpResponseRedirect(address_of(made))
    reader = reader_of(request)
    # What others have posted meanwhile comes with it.
    last = number_asked(request.POST.get("after", "")) or made.pk - 1
    context = {
        **reader,
        "channel": channel_of(number),
        "form": ReplyForm(language=made.language),
        "is_last_page": True,
        "last": last,
        "may_accept": permissions.may_accept(request.user, subject),
        "may_mark": True,
        "may_reply": True,
        "posts": posts_after(number, last, reader["reader_id"]),
        "topic": subject,
    }
    return render(request, "dialogue/_posted.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Start a topic in a room the deputy chooses."""
    asked = room_asked(request)
    if not standing(request.user).deputy_of:
        raise only_deputies()
    rooms_open = rooms_offered(request.user, asked)
    looks = "look" in request.POST
    form = StartForm(
        None if looks else posted(request),
        rooms=rooms_open,
        language=reader_language(),
        initial=({"room": str(asked)} if asked else {}) | (_typed(request) if looks else {}),
    )
    if request.method == "POST" and not looks and form.is_valid():
        place = RoomRef.parse(form.cleaned_data.pop("room"))
        made = actions.start_topic(place, by=actor(request), **form.cleaned_data)
        return HttpResponseRedirect(reverse("dialogue:topic", args=[made.pk]))
    status = 422 if request.method == "POST" and not looks else 200
    similar = similar_to(request.POST.get("title", ""), request.user) if looks else []
    context = {"form": form, "looks": looks, "similar": similar}
    return render(request, "dialogue/start.html", context, status=status)


def _typed(request: HttpRequest) -> dict[str, str]:
    """What stands in the form while similar topics are looked for without a script."""
    return {name: request.POST[name] for name in StartForm.base_fields if name in request.POST}


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
        raise not_yours()
    form = BodyForm(posted(request), initial={"body": said.body})
    if request.method == "POST" and form.is_valid():
        actions.edit(said, by=actor(request), body=form.cleaned_data["body"])
        return HttpResponseRedirect(address_of(said))
    status = 422 if request.method == "POST" else 200
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
