"""Others who solved it, for a part of the page of a topic or of a commitment."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from maslikhat.commitments.models import Commitment
from maslikhat.commitments.solved import solved_elsewhere
from maslikhat.dialogue.models import Topic
from maslikhat.kit.answers import held, page_or_fragment
from maslikhat.kit.links import number_named

ABOUT = ("topic", "commitment")


class _Matter(NamedTuple):
    """What others like it are looked for."""

    title: str
    rubric: str
    council: int | None
    language: str


@held(300, ABOUT)
def solved(request: HttpRequest) -> HttpResponse:
    """Decisions and kept commitments of other maslikhats, like the thing the address names."""
    named = [name for name in ABOUT if request.GET.get(name)]
    text = request.GET.get(named[0], "") if len(named) == 1 else ""
    number = number_named(text, "about")
    matter = _topic(request, number) if named[0] == "topic" else _commitment(number)
    context = {"others": solved_elsewhere(*matter)}
    return page_or_fragment(request, "commitments/solved.html", "commitments/_solved.html", context)


def _topic(request: HttpRequest, number: int) -> _Matter:
    """A topic that this reader sees; its subject is its own, or that of its room."""
    rows = Topic.objects.visible_to(request.user).exclude(title="")
    found = get_object_or_404(rows.select_related("rubric", "room__rubric"), pk=number)
    rubric = found.rubric or found.room.rubric
    code = rubric.code if rubric else ""
    return _Matter(found.title, code, found.room.of_council, found.language)


def _commitment(number: int) -> _Matter:
    found = get_object_or_404(Commitment.objects.select_related("rubric"), pk=number)
    rubric = found.rubric.code if found.rubric else ""
    return _Matter(found.title, rubric, found.council_id, found.language)
