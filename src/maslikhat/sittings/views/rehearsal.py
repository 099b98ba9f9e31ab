"""The rehearsal: played by the clock for all alike, or taken step by step in a role."""

import datetime as dt
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maslikhat.kit.answers import held, page_or_fragment
from maslikhat.kit.languages import reader_language
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.sittings.labels import label
from maslikhat.sittings.rehearsal import training
from maslikhat.sittings.rehearsal.book import Book, book_now
from maslikhat.sittings.rehearsal.hall import Hall
from maslikhat.sittings.rehearsal.playing import Played, played
from maslikhat.sittings.rehearsal.scenes import scene_of
from maslikhat.sittings.rehearsal.script import BEATS, STARTS, beat_at
from maslikhat.sittings.rehearsal.summary import summary_of
from maslikhat.sittings.screen import tongues_of

HOUR = 3600


@held(1, ("step",))
def rehearsal(request: HttpRequest) -> HttpResponse:
    """A sitting that plays by the clock; with `?step=` it stands still at a step."""
    now, asked = timezone.now(), _step(request.GET.get("step"))
    second = int(now.timestamp()) % HOUR
    place, left = beat_at(second) if asked is None else (asked, 0)
    began = now - dt.timedelta(seconds=_gone(place, left))
    book = book_now()
    moments = [began + dt.timedelta(seconds=start) for start in STARTS[: place + 1]]
    found = played(book, moments)
    context = {
        **_drawn(found[-1].hall, book, now),
        "caption": found[-1],
        "is_playing": asked is None,
        "left": left,
        "place": place,
        "roles": training.ROLES,
        "steps": len(BEATS),
    }
    return page_or_fragment(request, "sittings/rehearsal.html", "sittings/_rehearsal.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def train(request: HttpRequest, part: str) -> HttpResponse:
    """One step of a role after the other; the page carries how far the person is."""
    if part not in training.ROLES:
        raise Hidden()
    now, book = timezone.now(), book_now()
    refusal, before = "", 0
    if request.method == "POST":
        trained = training.unsign(request.POST.get("state", ""), part)
        before = len(trained.beats)
        hall = played(book, trained.moments, trained.answers)[-1].hall
        trained, refusal = training.stepped(trained, request.POST.get("step", ""), hall, book, now)
    else:
        trained = training.begin(part, now)
    return _trained(request, trained, book, now, refusal=refusal, before=before)


def _trained(
    request: HttpRequest,
    trained: training.Trained,
    book: Book,
    now: dt.datetime,
    *,
    refusal: str,
    before: int,
) -> HttpResponse:
    found: list[Played] = played(book, trained.moments, trained.answers)
    hall, is_over = found[-1].hall, trained.beat is None
    context = {
        **_drawn(hall, book, now),
        "buttons": training.buttons_for(trained.role),
        "expected": training.expected(trained),
        "happened": [] if refusal else found[before:],
        "is_over": is_over,
        "place": len(trained.beats),
        "refusal": refusal,
        "role": trained.role,
        "role_words": training.ROLES[trained.role],
        "roles": training.ROLES,
        "slips": trained.slips,
        "state": training.sign(trained),
        "steps": len(BEATS),
        "summary": summary_of(hall, book) if is_over else None,
    }
    status = 409 if refusal else 200
    return page_or_fragment(
        request, "sittings/train.html", "sittings/_train.html", context, status=status
    )


def _drawn(hall: Hall, book: Book, now: dt.datetime) -> dict[str, Any]:
    tongues = tongues_of(reader_language())
    return {"now": now, "say": partial(label, tongues), "scene": scene_of(hall, book, tongues)}


def _gone(place: int, left: int) -> int:
    """How many seconds of the script have passed in this beat and before it."""
    return STARTS[place + 1] - left if left else STARTS[place]


def _step(text: str | None) -> int | None:
    """The step that the address asks for; None where none is; anything else is refused (400)."""
    if text is None:
        return None
    if text.isascii() and text.isdigit() and len(text) < 4 and int(text) < len(BEATS):
        return int(text)
    raise Refused(_("The rehearsal has no such step. Go on from its beginning."), status=400)
