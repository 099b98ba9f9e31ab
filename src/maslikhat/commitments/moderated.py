"""What of commitments can be reported: letters, the texts of steps, the words of bodies.

No council moderates them: a maslikhat does not hide what a body answers it. The operator and the
moderators of the portal do.
"""

import json
from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from django.db.models import BigIntegerField, F, QuerySet, Value
from django.db.models.fields import BooleanField
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from maslikhat.commitments.models import Commitment, Remark, Step, Taken
from maslikhat.commitments.taking import MODELS, TEXTS, give_back, take
from maslikhat.dialogue.texts import beginning
from maslikhat.kit.days import ALMATY
from maslikhat.kit.languages import Said, said
from maslikhat.moderation.registers import Effect, Kind, Ref, Text, Thing
from maslikhat.registry.standing import Visitor

LETTER, STEP, REMARK = "commitments.commitment", "commitments.step", "commitments.remark"
WORDS = {LETTER: Taken.Kind.LETTER, STEP: Taken.Kind.STEP, REMARK: Taken.Kind.REMARK}


def letters(numbers: Collection[int]) -> dict[int, Thing]:
    """These letters; one query."""
    rows = Commitment.objects.filter(pk__in=numbers).select_related("council")
    return {
        row.pk: _thing(
            Ref(LETTER, row.pk),
            Said(row.title, row.language),
            reverse("commitments:commitment", args=[row.pk]),
            row.by,
            said(row.council, "name").text,
            row.made_at,
            bool(row.text),
        )
        for row in rows
    }


def steps(numbers: Collection[int]) -> dict[int, Thing]:
    """These steps that bear words, called by their beginnings; one query."""
    rows = Step.objects.filter(pk__in=numbers).select_related("commitment__addressee")
    return {
        row.pk: _thing(
            Ref(STEP, row.pk),
            Said(beginning(escape(row.words)), row.language or row.commitment.language),
            f"{reverse('commitments:commitment', args=[row.commitment_id])}#step-{row.number}",
            row.by,
            said(row.commitment.addressee, "name").text if row.is_of_body else "",
            row.at,
            bool(row.words),
        )
        for row in rows
    }


def remarks(numbers: Collection[int]) -> dict[int, Thing]:
    """These words of bodies; one query."""
    rows = Remark.objects.filter(pk__in=numbers).select_related("body")
    return {
        row.pk: _thing(
            Ref(REMARK, row.pk),
            Said(beginning(escape(row.words)), row.language),
            reverse("portal:body", args=[row.body_id]),
            row.by,
            said(row.body, "name").text,
            row.at,
            bool(row.words),
        )
        for row in rows
    }


def _thing(ref: Ref, title: Said, address: str, by: int, name: str, at: Any, stands: bool) -> Thing:
    title = title if title.text else Said("…", title.lang)
    return Thing(ref, title, address, by or None, name, None, False, at.astimezone(ALMATY), stands)


def _text(word: str, number: int) -> Text:
    """What it says and, while it is hidden, said before."""
    kind = WORDS[word]
    row = MODELS[kind].objects.get(pk=number)
    hidden = Taken.objects.filter(kind=kind, number=number).exclude(words="").first()
    told = json.loads(hidden.words) if hidden else {n: getattr(row, n) for n in TEXTS[kind]}
    parts = [f"<p>{escape(text)}</p>" for text in told.values() if text]
    return Text(mark_safe("".join(parts)), row.language or "kk")  # noqa: S308 - escaped above


def _may_read(word: str, user: Visitor, number: int) -> bool:
    """All of it is open to everyone."""
    return bool(MODELS[WORDS[word]].objects.filter(pk=number).exists())


def _places(word: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = MODELS[WORDS[word]].objects.order_by()
    placed: QuerySet[Any] = rows.annotate(
        council_there=Value(None, output_field=BigIntegerField(null=True)),
        is_closed_there=Value(False, output_field=BooleanField()),
        author_there=F("by"),
    )
    return placed


def _kind(word: str, name: Any, things: Callable[[Collection[int]], dict[int, Thing]]) -> Kind:
    kind = WORDS[word]
    return Kind(
        name,
        things,
        partial(_may_read, word),
        partial(_places, word),
        partial(_text, word),
        {"hide": Effect(partial(_hide, kind), partial(give_back, kind))},
    )


def _hide(kind: str, number: int, reason: str, note: str) -> None:
    take(kind, number, reason, note)


KINDS = {
    LETTER: _kind(LETTER, _("The letter"), letters),
    STEP: _kind(STEP, _("The text of a step"), steps),
    REMARK: _kind(REMARK, _("The body's own word"), remarks),
}
