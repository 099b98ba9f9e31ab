"""The composer: the form in which a text is written, with its draft, its preview and its files."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maslikhat.accounts.acting import actor
from maslikhat.dialogue import actions
from maslikhat.dialogue.actions.drafts import FIELDS
from maslikhat.dialogue.attached import FILES_A_POST
from maslikhat.dialogue.drawn import fit
from maslikhat.dialogue.forms import BodyForm, DraftForm, ReplyForm
from maslikhat.dialogue.heads import TopicHead
from maslikhat.dialogue.mentionable import Unlinked, plain_names
from maslikhat.dialogue.models import Draft, Post, RoomRef, Upload
from maslikhat.dialogue.places import Place
from maslikhat.dialogue.reached import reached_by
from maslikhat.dialogue.refusals import only_deputies
from maslikhat.dialogue.registers import Opening
from maslikhat.dialogue.texts import quoted
from maslikhat.dialogue.unfolding import for_reader
from maslikhat.kit.doors import send_to, signed_in
from maslikhat.kit.formats.words import size_words
from maslikhat.kit.languages import reader_language
from maslikhat.kit.links import number_asked
from maslikhat.kit.refusals import Refused
from maslikhat.registry.standing import standing

Form = TypeVar("Form", bound=BodyForm)


class Preview(NamedTuple):
    """How a text will look, and the names in it that are no link."""

    html: SafeString
    plain_names: list[Unlinked]


@dataclass
class Composer:
    """What stands around the text: where it is, whose, since when kept, drawn how, with what."""

    place: str
    owner: int
    draft: Draft | None = None
    takes_files: bool = True
    # What is quoted, or told of a matter: it comes after what this device still has of the draft.
    quotation: str = ""
    preview: Preview | None = None
    files: list[dict[str, Any]] = field(default_factory=list)


def reply_form(request: HttpRequest, topic: TopicHead) -> ReplyForm:
    """The form for a reply: what was typed before, then what is quoted."""
    place, quotation = Place.of_reply(topic.pk), _quotation(request, topic.pk)
    draft = draft_at(request, place) if topic.has_draft else None
    words = _with_text(words_of(draft, body=quotation), quotation)
    form = ReplyForm(language=reader_language(), initial=words)
    form = compose(request, form, place, draft=draft)
    form.composer.quotation = quotation
    return form


def draft_at(request: HttpRequest, place: Place) -> Draft | None:
    """The reader's own draft at this place, where the page is opened; one query."""
    if request.method == "POST":
        return None
    return Draft.objects.of(actor(request)).filter(place=str(place)).first()


def words_of(draft: Draft | None, **otherwise: Any) -> dict[str, Any]:
    """What a form begins with: the words of the draft, and for those it has not, the others."""
    words = draft.words if draft is not None else {}
    return {**otherwise, **{name: words[name] for name in FIELDS if name in words}}


def begun_with(
    draft: Draft | None, room: RoomRef | None, opening: Opening | None
) -> dict[str, Any]:
    """What the form of a topic begins with: the room, the words of a matter, those of a draft."""
    words: dict[str, Any] = {"room": str(room)} if room else {}
    if opening is None:
        return words_of(draft, **words)
    return _with_text(words_of(draft, **words, **opening._asdict()), opening.body)


def _with_text(words: dict[str, Any], text: str) -> dict[str, Any]:
    """The words of a form, with this text behind what a draft says."""
    if text.strip() in words["body"]:
        return words
    return words | {"body": f"{words['body']}\n\n{text}".lstrip()}


def compose(
    request: HttpRequest,
    form: Form,
    place: Place,
    *,
    draft: Draft | None = None,
    takes_files: bool = True,
) -> Form:
    """The form with its composer; drawn as well when the preview was asked for without a script."""
    composer = Composer(str(place), actor(request).pk, draft, takes_files)
    if takes_files and form.is_bound:
        _take_files(request, form)
    if is_preview(request) and form.is_valid():
        composer.preview = _drawn(request)
    kept = draft.words.get("files", "") if draft is not None else ""
    numbers = files_of(request) if request.method == "POST" else numbers_in(kept)
    composer.files = _files(request, numbers) if numbers else []
    form.composer = composer
    return form


def is_preview(request: HttpRequest) -> bool:
    """Whether the button of the preview was pressed where no script runs."""
    return request.method == "POST" and "preview" in request.POST


def files_of(request: HttpRequest) -> list[int]:
    """The numbers of the uploads that the form names, those it has brought itself among them."""
    return numbers_in(",".join(request.POST.getlist("files")))


def numbers_in(text: str, most: int = 2 * FILES_A_POST) -> list[int]:
    """The numbers of a draft's list, as far as they are numbers."""
    words = text.split(",")[:most]
    return [int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 19]


@require_POST
@signed_in
def preview(request: HttpRequest) -> HttpResponse:
    """How a text will look: the drawn text alone, of at most as much as may be posted."""
    if not standing(request.user).deputy_of:
        raise only_deputies(request.user)
    return render(request, "dialogue/_preview.html", {"preview": _drawn(request)})


@require_POST
@signed_in
def keep_draft(request: HttpRequest) -> HttpResponse:
    """Keep what is being typed: 200 when it is kept, 204 when there is nothing to keep."""
    place, form = _place(request), DraftForm(request.POST)
    key = form.cleaned_data["key"] if form.is_valid() else None
    words = {name: request.POST.get(name, "") for name in FIELDS}
    words |= {name: ",".join(request.POST.getlist(name)) for name in ("files", "with")}
    kept = actions.keep_draft(place, by=actor(request), words=words, key=key)
    return HttpResponse(status=204 if kept is None else 200)


@require_POST
@signed_in
def discard_draft(request: HttpRequest) -> HttpResponse:
    """Throw a draft away and open the page of its form anew."""
    place = _place(request)
    actions.discard_draft(place, by=actor(request))
    messages.success(request, _("The draft is thrown away."))
    if place.kind == "start":
        query = f"?room={place.room}" if place.room else ""
        return send_to(request, reverse("dialogue:start") + query)
    if place.kind == "conversation":
        query = f"?with={place.number}" if place.number else ""
        return send_to(request, reverse("dialogue:start_conversation") + query)
    name = "dialogue:topic" if place.kind == "topic" else "dialogue:edit"
    return send_to(request, reverse(name, args=[place.number]))


def told_of(request: HttpRequest, post: Post) -> None:
    """Say on the page that comes next whom the post has reached, and which names tell nobody."""
    for is_warning, sentence in reached_by(post, by=actor(request)).sentences():
        (messages.warning if is_warning else messages.success)(request, sentence)


def _place(request: HttpRequest) -> Place:
    return Place.parse(request.POST.get("place", ""))


def _quotation(request: HttpRequest, number: int) -> str:
    """What `?quote=` asks to begin the reply with; nothing when there is no such post here."""
    asked = number_asked(request.GET.get("quote", ""))
    said = Post.objects.standing().filter(pk=asked, topic=number)
    found = said.select_related("author").first() if asked else None
    return quoted(found.body, found.author.short_name()) if found else ""


def _drawn(request: HttpRequest) -> Preview:
    text = fit(request.POST.get("body", ""))
    html = mark_safe(for_reader(text.html))  # noqa: S308 - drawn and cleaned a moment ago
    return Preview(html, plain_names(text.body))


def _take_files(request: HttpRequest, form: BodyForm) -> None:
    """Keep the files that a form without a script brings; what is refused stands with the form."""
    brought = request.FILES.getlist("file")
    if not brought:
        return
    form.full_clean()
    sent = request.POST.copy()
    for file in brought[:FILES_A_POST]:
        try:
            made = actions.add_upload(by=actor(request), name=file.name or "", content=file)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            sent.appendlist("files", str(made.pk))
    request.POST = sent  # type: ignore[assignment]


def _files(request: HttpRequest, numbers: list[int]) -> list[dict[str, Any]]:
    rows = Upload.objects.of(actor(request)).whole().filter(pk__in=numbers).order_by("pk")
    return [{"pk": row.pk, "name": row.name, "size": size_words(row.kept_size)} for row in rows]
