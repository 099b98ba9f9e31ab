"""What a request asks for: the thing or the measure; 404 when it is not for the reader."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from maslikhat.kit.refusals import Hidden
from maslikhat.moderation import registers
from maslikhat.moderation.lists import with_all
from maslikhat.moderation.models import Case, Measure
from maslikhat.moderation.permissions import may_moderate
from maslikhat.moderation.registers import Ref, Thing


def moderated_thing(request: HttpRequest, kind: str, number: int) -> tuple[Ref, Thing]:
    """The thing, if the reader decides on it."""
    ref = Ref(kind, number)
    found = registers.thing(ref)
    if found is None or not may_moderate(request.user, found):
        raise Hidden()
    return ref, found


def measure_of(request: HttpRequest, number: int) -> Measure:
    """The measure, if it is about the reader or the reader decides on it."""
    measures = with_all(Measure.objects.visible_to(request.user))
    return get_object_or_404(measures, pk=number)


def about(request: HttpRequest, ref: Ref) -> dict[str, Any]:
    """What every page about a thing shows of it; where it stands, only to who may go there."""
    kind = registers.kinds[ref.kind]
    return {
        "ref": ref,
        "name": kind.name,
        "text": kind.text(ref.number),
        "may_go_there": kind.may_read(request.user, ref.number),
        "case": Case.objects.filter(kind=ref.kind, number=ref.number).first(),
    }
