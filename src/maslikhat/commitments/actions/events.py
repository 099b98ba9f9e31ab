"""Events that recommend: entered, changed, and what they recommend sent to bodies one by one."""

import datetime as dt
import uuid
from typing import IO

from django.utils import translation
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.commitments.actions.asking import send
from maslikhat.commitments.events import telling
from maslikhat.commitments.guards import allow, refuse_suspended, spoken
from maslikhat.commitments.keeping import kept
from maslikhat.commitments.models import Commitment, Event
from maslikhat.commitments.models.commitments import TITLE_MOST, Kind
from maslikhat.commitments.models.events import EVENTS, ORGANISER_MOST
from maslikhat.commitments.permissions import (
    may_amend_event,
    may_drop_event,
    may_enter_event,
    may_recommend,
)
from maslikhat.decisions.guards import past_day
from maslikhat.dialogue import tasks
from maslikhat.kit import jobs, uploads
from maslikhat.kit.languages import LANGUAGES
from maslikhat.kit.refusals import Hidden, refuse_unless
from maslikhat.kit.texts import line
from maslikhat.kit.transactions import atomic, prepared
from maslikhat.kit.uploads import Kept
from maslikhat.ledger.actions import record
from maslikhat.places.models import Unit
from maslikhat.registry.models import Body, Commission, Council
from maslikhat.rubrics.models import Rubric

HEADLINE_MOST = 160


@prepared(file=kept)
@atomic
def enter_event(
    council: Council,
    *,
    by: User,
    kind: str,
    held_on: dt.date,
    place: Unit,
    language: str,
    title_kk: str = "",
    title_ru: str = "",
    title_en: str = "",
    commission: Commission | None = None,
    organiser: str = "",
    rubric: Rubric | None = None,
    file: IO[bytes] | Kept | None = None,
    key: uuid.UUID | None = None,
) -> Event:
    """A session, a hearing, a conference that was held has a page; the `council` follows up what
    it recommended.

    `commission` or `organiser` say who held it, where that was not the council itself; `file` is
    the protocol or the resolution. The same form sent twice (`key`) answers with the first.
    """
    allow(may_enter_event(by, council))
    refuse_suspended(by)
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    first = Event.objects.filter(by=by.pk, key=key).first() if key else None
    if first is not None:
        return first
    refuse_unless(
        commission is None or (commission.council_id == council.pk and not organiser),
        _("Name one organiser: a commission of this maslikhat, or another in words."),
        status=422,
    )
    event = Event(council=council, commission=commission, by=by.pk, key=key or uuid.uuid4())
    event.kind, event.held_on = _known(kind), past_day(held_on)
    event.language = spoken(language)
    _write(event, (title_kk, title_ru, title_en), place, organiser, rubric, kept(file))
    record(by, "commitments.enter_event", event, digest=event.protocol_sha256)
    return event


@prepared(file=kept)
@atomic
def amend_event(
    event: Event,
    *,
    by: User,
    kind: str,
    held_on: dt.date,
    place: Unit,
    language: str,
    title_kk: str = "",
    title_ru: str = "",
    title_en: str = "",
    organiser: str = "",
    rubric: Rubric | None = None,
    file: IO[bytes] | Kept | None = None,
) -> Event:
    """What is said of an event is corrected, or its protocol added; no letter changes.

    Once a body was asked, the kind, the day and the language stay: its clock follows from them.
    """
    event = _held(event)
    allow(may_amend_event(by, event))
    refuse_suspended(by)
    is_same = (kind, held_on, language) == (event.kind, event.held_on, event.language)
    refuse_unless(
        is_same or not event.recommendations.exists(),
        _("Bodies were asked already: the kind, the day and the language of the event stay."),
    )
    refuse_unless(
        event.commission_id is None or not organiser,
        _("Name one organiser: a commission of this maslikhat, or another in words."),
        status=422,
    )
    event.kind, event.held_on = _known(kind), past_day(held_on)
    event.language = spoken(language)
    _write(event, (title_kk, title_ru, title_en), place, organiser, rubric, kept(file))
    record(by, "commitments.amend_event", event, digest=event.protocol_sha256)
    return event


@atomic
def drop_event(event: Event, *, by: User) -> None:
    """An event that was entered by mistake is removed, while no body was asked."""
    event = _held(event)
    allow(may_drop_event(by, event))
    refuse_suspended(by)
    refuse_unless(
        not event.recommendations.exists(),
        _("Bodies were asked already: the event stays, and what is said of it can be changed."),
    )
    record(by, "commitments.drop_event", event)
    telling.forget_event(event)
    event.delete()
    if event.protocol_sha256:
        key = f"minutes {event.protocol_sha256}"
        jobs.enqueue(tasks.forget_contents, [event.protocol_sha256], key=key)


@atomic
def recommend(
    event: Event,
    *,
    by: User,
    text: str,
    addressee: Body,
    due_on: dt.date | None = None,
    sent_on: dt.date | None = None,
    out_number: str = "",
    key: uuid.UUID | None = None,
) -> Commitment:
    """What an event recommended is sent to a body, which owes it as any recommendation.

    It goes out in the name of who held the event; its first words stand in lists. The same form
    sent twice (`key`) answers with the first.
    """
    allow(may_recommend(by, event))
    author, in_name_of = telling.speaker(event, by)
    return send(
        event.council,
        by=by,
        kind=Kind.RECOMMENDATION,
        addressee=addressee,
        language=event.language,
        title=_headline(text),
        text=text,
        author=author,
        in_name_of=in_name_of,
        due_on=due_on,
        sent_on=sent_on,
        out_number=out_number,
        rubric=event.rubric,
        event=event,
        key=key,
    )


def _headline(text: str) -> str:
    """The first line, whole or cut between words."""
    first = " ".join(text.strip().partition("\n")[0].split())
    if len(first) <= HEADLINE_MOST:
        return first
    return first[:HEADLINE_MOST].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def _known(kind: str) -> str:
    refuse_unless(kind in EVENTS, _("Choose one of the answers offered."), status=422)
    return kind


def _write(
    event: Event,
    titles: tuple[str, str, str],
    place: Unit,
    organiser: str,
    rubric: Rubric | None,
    file: Kept | None,
) -> None:
    for lang, title in zip(LANGUAGES, titles, strict=True):
        setattr(event, f"title_{lang}", line(title, TITLE_MOST))
    refuse_unless(
        any(getattr(event, f"title_{lang}") for lang in LANGUAGES),
        _("Write what the event is called, in one language at least."),
        status=422,
    )
    event.place, event.rubric = place, rubric
    event.organiser = line(organiser, ORGANISER_MOST)
    before = event.protocol_sha256
    if file is not None:
        refuse_unless(
            uploads.path_of(file.sha256).exists(),
            _("The file is gone. Send it again."),
            status=422,
        )
        with translation.override(event.language):
            event.protocol_name = f"{_('Minutes')}.{file.extension}"
        event.protocol_sha256, event.protocol_type = file.sha256, file.media_type
        event.protocol_size = file.size
    event.save()
    if before not in {"", event.protocol_sha256}:
        jobs.enqueue(tasks.forget_contents, [before], key=f"minutes {event.pk} {before}")
    telling.tell_event(event)


def _held(event: Event) -> Event:
    """The event as it stands, held until the act ends."""
    rows = Event.objects.select_for_update(of=("self",)).filter(pk=event.pk)
    found = rows.select_related("council", "commission").first()
    if found is None:
        raise Hidden()
    return found
