"""Asking a body: what is sent, in whose name; what is withdrawn; a mandate that passes on."""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import IO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maslikhat.accounts.models import User
from maslikhat.commitments import heard
from maslikhat.commitments.addressees import NOT_CENTRAL, bodies_of, inquired
from maslikhat.commitments.clocks import Due, grace_of, legal_due
from maslikhat.commitments.course import Act
from maslikhat.commitments.guards import (
    allow,
    day_of,
    in_time,
    locked,
    on_paper,
    set_day,
    spoken,
    step,
)
from maslikhat.commitments.keeping import kept, put_with
from maslikhat.commitments.models import Author, Commitment, Event, Executor, Forwarding, Source
from maslikhat.commitments.models.commitments import (
    LINE_MOST,
    NUMBER_MOST,
    TEXT_MOST,
    TITLE_MOST,
    Kind,
)
from maslikhat.commitments.permissions import may_pass_on, may_send, may_withdraw
from maslikhat.commitments.withdrawing import take_back
from maslikhat.decisions.guards import past_day
from maslikhat.decisions.models import Decision
from maslikhat.dialogue.models import Post, Topic
from maslikhat.kit.bulk import insert_new
from maslikhat.kit.days import today
from maslikhat.kit.refusals import refuse_unless
from maslikhat.kit.texts import line, words
from maslikhat.kit.transactions import atomic, prepared
from maslikhat.kit.uploads import Kept
from maslikhat.ledger.actions import record
from maslikhat.norms.calendar import Calendar
from maslikhat.places.models import Unit
from maslikhat.registry.models import Body, Commission, Council, Mandate
from maslikhat.rubrics.models import Rubric
from maslikhat.sittings.models import Item

MOST_EXECUTORS = 20


@prepared(file=kept)
@atomic
def send(
    council: Council,
    *,
    by: User,
    kind: str,
    addressee: Body,
    language: str,
    title: str,
    text: str,
    author: str = Author.DEPUTY,
    in_name_of: Mandate | Commission | None = None,
    due_on: dt.date | None = None,
    sent_on: dt.date | None = None,
    out_number: str = "",
    result: str = "",
    basis: str = "",
    rubric: Rubric | None = None,
    place: Unit | None = None,
    source: str = Source.OWN,
    occasion: str = "",
    decision: Decision | None = None,
    point: str = "",
    topic: Topic | None = None,
    post: Post | None = None,
    item: Item | None = None,
    forwarding: Forwarding | None = None,
    event: Event | None = None,
    about: str = "",
    executors: Collection[Body] = (),
    file: IO[bytes] | Kept | None = None,
    key: uuid.UUID | None = None,
) -> Commitment:
    """A body is asked, and owes an answer or a deed by a day.

    Where the law sets the day it is counted from sending; elsewhere who asks sets it (`due_on`).
    Everyone reads what is sent, and has the `file`: the letter as it was signed, or what belongs to
    it. The same form sent twice (`key`) answers with the first. `about` is
    the matter of an upper room it was begun with (`begun.openings`). An `event` that recommends
    says itself where it was raised, in place of `source`.
    """
    allow(may_send(by, council, kind, author, in_name_of))
    # Two forms of one person wait for each other.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    first = Commitment.objects.filter(by=by.pk, key=key).first() if key else None
    if first is not None:
        return first
    refuse_unless(
        kind in Kind.values and source in Source.values and _is_of(council, author, in_name_of),
        _("Choose one of the answers offered."),
        status=422,
    )
    asked = {addressee.pk, *(body.pk for body in executors)}
    refuse_unless(
        bodies_of(council).filter(pk__in=asked).count() == len(asked),
        _("Choose bodies that this maslikhat can ask."),
        status=422,
    )
    refuse_unless(
        kind != Kind.INQUIRY or inquired(council).filter(pk=addressee.pk).exists(),
        str(NOT_CENTRAL),
        status=422,
    )
    refuse_unless(len(executors) <= MOST_EXECUTORS, _("Choose at most 20 bodies."), status=422)
    refuse_unless(
        kind != Kind.TASK or (decision is not None and decision.council_id == council.pk),
        _("A task is of a decision of this maslikhat: begin it on the page of the decision."),
        status=422,
    )
    refuse_unless(
        forwarding is None
        or (forwarding.to_council_id == council.pk and forwarding.state == Forwarding.State.TAKEN),
        _("Take the matter that was referred on first; then it can be given to a body."),
    )
    refuse_unless(
        event is None
        or (
            kind == Kind.RECOMMENDATION
            and event.council_id == council.pk
            and event.speaks_in(author, in_name_of)
        ),
        _("An event recommends in the name of who held it. Begin on its page."),
        status=422,
    )
    source = event.kind if event is not None else source
    sent = past_day(sent_on or today(), _earliest(in_name_of, event))
    calendar = Calendar()
    due = legal_due(kind, source, sent, calendar) or Due(set_day(kind, due_on, sent))
    commitment = Commitment(
        kind=kind,
        council=council,
        region_id=_region_of(council),
        author=author,
        mandate=in_name_of if isinstance(in_name_of, Mandate) else None,
        commission=in_name_of if isinstance(in_name_of, Commission) else None,
        addressee=addressee,
        language=spoken(language),
        title=line(title, TITLE_MOST, needed=_("Write in a line what is asked for.")),
        text=words(text, TEXT_MOST, needed=_("Write the text.")),
        result=line(result, LINE_MOST),
        basis=line(basis, LINE_MOST),
        rubric=rubric,
        place=place,
        source=source,
        occasion=line(occasion, TITLE_MOST),
        decision=decision,
        point=line(point, NUMBER_MOST),
        topic=topic,
        post=post,
        item=item,
        forwarding=forwarding,
        event=event,
        about=about,
        out_number=on_paper(sent, out_number, has_file=file is not None),
        sent_on=sent,
        due_on=due.day,
        due_norm=due.norm,
        grace_on=grace_of(due.day, today(), calendar),
        by=by.pk,
        key=key or uuid.uuid4(),
    )
    made = step(commitment, Act.SEND, by=by, day=sent, due_on=commitment.due_on)
    for body in executors:
        if body.pk != addressee.pk:
            insert_new(Executor(commitment=commitment, body=body))
    put_with(made, file, gettext_lazy("Letter"))
    heard.stepped(commitment, made, by=by)
    record(by, "commitments.send", commitment)
    return commitment


def _earliest(in_name_of: Mandate | Commission | None, event: Event | None) -> dt.date:
    """A letter is entered within a year, and is of who asked: of the time of the mandate; what an
    event recommends is sent after it."""
    first = today() - dt.timedelta(days=366)
    if in_name_of is not None:
        first = max(first, in_name_of.from_day)
    return first if event is None else max(first, event.held_on)


def _region_of(council: Council) -> int | None:
    """The number of the region that the council is of, or in."""
    unit = council.unit
    return council.unit_id if unit is None or unit.is_regional else unit.parent_id


def _is_of(council: Council, author: str, in_name_of: Mandate | Commission | None) -> bool:
    """Whether who is named is of the council today, and is what it is said to be."""
    if author == Author.COUNCIL:
        return in_name_of is None
    if in_name_of is None or not in_name_of.holds_on(today()):
        return False
    if author == Author.DEPUTY:
        return isinstance(in_name_of, Mandate) and in_name_of.convocation.council_id == council.pk
    return (
        author == Author.COMMISSION
        and isinstance(in_name_of, Commission)
        and in_name_of.council_id == council.pk
    )


@atomic
def withdraw(
    commitment: Commitment, *, by: User, reason: str, day: dt.date | None = None
) -> Commitment:
    """Who asked takes it back while nothing has been answered, and says why."""
    commitment = locked(commitment)
    allow(may_withdraw(by, commitment))
    in_time(Act.WITHDRAW, commitment)
    said = words(reason, needed=_("Write why it is withdrawn."))
    take_back(commitment, by=by, reason=said, day=day)
    record(by, "commitments.withdraw", commitment)
    return commitment


@atomic
def pass_on(
    commitment: Commitment, *, by: User, mandate: Mandate, day: dt.date | None = None
) -> Commitment:
    """A voters' mandate passes to another deputy of the maslikhat: it outlives who took it."""
    commitment = locked(commitment)
    allow(may_pass_on(by, commitment))
    in_time(Act.PASS_ON, commitment)
    refuse_unless(
        _is_of(commitment.council, Author.DEPUTY, mandate) and mandate.pk != commitment.mandate_id,
        _("Choose another deputy of this maslikhat."),
        status=422,
    )
    before = commitment.mandate
    assert before is not None
    commitment.mandate = mandate
    lang = commitment.language
    said = f"{before.person.full_name(lang)} → {mandate.person.full_name(lang)}"
    made = step(commitment, Act.PASS_ON, by=by, day=day_of(commitment, day), words=said)
    heard.stepped(commitment, made, by=by)
    record(by, "commitments.pass_on", commitment)
    return commitment
