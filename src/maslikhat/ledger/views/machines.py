"""The record for machines: heads, entries, proofs and keys, as JSON (docs/record.md)."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maslikhat.kit.answers import held
from maslikhat.kit.installation import is_demo
from maslikhat.kit.refusals import Refused
from maslikhat.ledger import opened, proofs
from maslikhat.ledger.canon import entry_bytes
from maslikhat.ledger.models import Head, Leaf

P = ParamSpec("P")
NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)
A_LIST, MOST_LEAVES = 100, 1_000


class _WrongError(Exception):
    """The question cannot be answered: a sentence, and its status."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


def _told(
    view: Callable[Concatenate[HttpRequest, P], dict[str, object]],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """What the view finds as JSON, open to programs of every host; what it refuses as well."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            made = JsonResponse(view(request, *args, **kwargs))
        except _WrongError as wrong:
            made = JsonResponse({"error": str(wrong)}, status=wrong.status)
        except LookupError:
            made = JsonResponse({"error": _damaged()}, status=409)
        made["Access-Control-Allow-Origin"] = "*"
        return made

    return answer


@held(1)
@_told
def head(request: HttpRequest) -> dict[str, object]:
    """The newest signed head."""
    return proofs.told(_newest())


@held(5, ("before", "after"))
@_told
def heads(request: HttpRequest) -> dict[str, object]:
    """A hundred heads, the newest first; `before=` a size the next, `after=` those that follow."""
    rows = proofs.heads()
    if "before" in request.GET:
        rows = rows.filter(size__lt=_number(request, "before"))
    if "after" in request.GET:
        rows = rows.filter(size__gt=_number(request, "after")).reverse()
    return {"heads": [proofs.told(row) for row in rows[:A_LIST]]}


@require_safe
@_told
def entry(request: HttpRequest, number: str) -> dict[str, object]:
    """One entry: its leaf, and its bytes where they are open to all."""
    leaf = _leaf(number)
    return _entry(leaf)


@require_safe
@_told
def proof(request: HttpRequest, number: str) -> dict[str, object]:
    """One entry with the proof that it stands under a head: the newest, or the one of `size=`."""
    leaf = _leaf(number)
    under = _head(_number(request, "size")) if "size" in request.GET else _newest()
    if leaf.index >= under.size:
        raise _WrongError(
            _("That head is older than the entry. Ask for one over more than %(index)s leaves.")
            % {"index": leaf.index}
        )
    path = proofs.inclusion(leaf, under)
    return _entry(leaf) | {"path": [step.hex() for step in path], "head": proofs.told(under)}


@held(60, ("first", "second"))
@_told
def consistency(request: HttpRequest) -> dict[str, object]:
    """The proof that the head over `second=` leaves continues the one over `first=`."""
    sizes = _number(request, "first"), _number(request, "second")
    if sizes[0] > sizes[1]:
        raise _WrongError(_("The first size must not be larger than the second."))
    first, second = (_head(size) for size in sizes)
    path = proofs.consistency(first.size, second.size)
    return {
        "path": [step.hex() for step in path],
        "first": proofs.told(first),
        "second": proofs.told(second),
    }


@held(5, ("start", "count"))
@_told
def leaves(request: HttpRequest) -> dict[str, object]:
    """The hashes of `count=` leaves, at most a thousand, from `start=` on."""
    start, count = _number(request, "start"), _number(request, "count")
    if not 0 < count <= MOST_LEAVES:
        raise _WrongError(_("Ask for 1 to %(most)s leaves at once.") % {"most": MOST_LEAVES})
    rows = Leaf.objects.filter(index__gte=start, index__lt=start + count).order_by("index")
    found = rows.values_list("index", "entry_id", "hash")
    return {
        "leaves": [
            {"index": index, "entry": number, "hash": bytes(content).hex()}
            for index, number, content in found
        ]
    }


@held(5)
@_told
def keys(request: HttpRequest) -> dict[str, object]:
    """The public keys that have signed, in order, each with the entry that brought it in."""
    return {"keys": [proofs.told_key(signer) for signer in proofs.signers()]}


@held(5)
def feed(request: HttpRequest) -> HttpResponse:
    """The last hundred heads as an Atom feed, each with its signed note: for witnesses."""
    try:
        notes = [(row, proofs.note_of(row)) for row in proofs.heads()[:A_LIST]]
    except LookupError:
        raise Refused(_damaged()) from None
    base = settings.PUBLIC_URL
    title = "maslikhat-record/v1"
    if is_demo():
        title += " · demo"
    made = Atom1Feed(
        title=title,
        link=f"{base}{reverse('record:heads')}",
        feed_url=f"{base}{reverse('record:feed')}",
        description=None,
        language="en",
    )
    for row, note in notes:
        made.add_item(
            title=f"{row.size}",
            link=f"{base}{reverse('record:consistency')}?first={row.size}&second={row.size}",
            description=note,
            updateddate=row.at,
            pubdate=row.at,
            unique_id=f"{base}/record/heads/{row.size}",
        )
    answer = HttpResponse(made.writeString("utf-8"), content_type=Atom1Feed.content_type)
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _entry(leaf: Leaf) -> dict[str, object]:
    found = opened.of_entry(leaf.entry_id, "en")
    return {
        "entry": leaf.entry_id,
        "index": leaf.index,
        "leaf": bytes(leaf.hash).hex(),
        "bytes": entry_bytes(found.row).decode("ascii") if found else None,
    }


def _damaged() -> str:
    return _("The record is damaged here; its keeper must look at it.")


def _newest() -> Head:
    found = proofs.newest_head()
    if found is None:
        raise _WrongError(_("Nothing has been sealed yet. Ask again in a few seconds."), 404)
    return found


def _head(size: int) -> Head:
    found = proofs.head_of(size)
    if found is None:
        raise _WrongError(_("There is no head over so many leaves. Take a size of: heads."), 404)
    return found


def _leaf(text: str) -> Leaf:
    if not NUMBER.fullmatch(text):
        raise _WrongError(_("The number of an entry is a whole number."))
    found = proofs.leaf_of(int(text))
    if found is None:
        sentence = _("There is no sealed entry of this number. A new one is sealed in seconds.")
        raise _WrongError(sentence, 404)
    return found


def _number(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    if not NUMBER.fullmatch(text):
        raise _WrongError(_("%(name)s must be given as a whole number.") % {"name": name})
    return int(text)
