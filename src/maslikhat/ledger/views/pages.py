"""Pages of the record: whether it holds a document, and one entry with its proof."""

import json
import re
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maslikhat.kit.answers import page_or_fragment
from maslikhat.kit.languages import reader_language
from maslikhat.kit.links import LARGEST_NUMBER
from maslikhat.kit.refusals import Refused
from maslikhat.ledger import opened, proofs
from maslikhat.ledger.canon import entry_bytes, head_bytes
from maslikhat.ledger.keys import public_key
from maslikhat.ledger.models import Head, Leaf

DIGEST = re.compile(r"[0-9a-fA-F]{64}", re.ASCII)
KIND = re.compile(r"[a-z_]{1,30}\.[a-z_]{1,30}", re.ASCII)
NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """What the record is; whether it holds the file of `?sha256=`, or speaks of a thing."""
    digest = request.GET.get("sha256", "").strip()
    context: dict[str, Any] = {"digest": digest.lower(), "found": None, "is_thing": False}
    if digest:
        if not DIGEST.fullmatch(digest):
            sentence = _("A SHA-256 has 64 signs: digits and the letters a to f. Copy it whole.")
            raise Refused(sentence, status=400)
        context["found"] = opened.of_digest(digest.lower(), reader_language())
    elif "kind" in request.GET:
        context |= {"found": _of_thing(request), "is_thing": True}
    if request.headers.get("HX-Request") != "true":
        context |= {"head": proofs.newest_head(), "signers": proofs.signers()}
    return page_or_fragment(request, "ledger/verify.html", "ledger/_found.html", context)


@require_POST
def check_file(request: HttpRequest) -> HttpResponse:
    """Without a script: the hash of the file that was sent, which is not kept."""
    upload = request.FILES.get("file")
    if upload is None:
        raise Refused(_("Choose a file first."), status=422)
    digest = sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    query = urlencode({"sha256": digest.hexdigest()})
    return HttpResponseRedirect(f"{reverse('ledger:verify')}?{query}")


@require_safe
def entry(request: HttpRequest, number: int) -> HttpResponse:
    """One entry, what it speaks of if that is open to all, and its proof."""
    leaf = proofs.leaf_of(number) if number <= LARGEST_NUMBER else None
    head = proofs.newest_head()
    if leaf is None or head is None:
        raise Http404
    found = opened.of_entry(number, reader_language())
    try:
        proof = _proof(leaf, head, found)
    except LookupError:
        sentence = _("The record is damaged here; its keeper must look at it.")
        raise Refused(sentence) from None
    context = {"number": number, "found": found, "proof": proof}
    return render(request, "ledger/entry.html", context)


def _of_thing(request: HttpRequest) -> list[opened.Opened]:
    """The entries that speak of a thing; what is closed and what does not exist are one: 404."""
    kind, number = request.GET.get("kind", ""), request.GET.get("number", "")
    if not KIND.fullmatch(kind) or not NUMBER.fullmatch(number):
        sentence = _("The address is incomplete. Go back, and choose the link again.")
        raise Refused(sentence, status=400)
    found = opened.of_thing(kind, int(number), reader_language())
    if not found:
        raise Http404
    return found


def _proof(leaf: Leaf, head: Head, found: opened.Opened | None) -> dict[str, Any]:
    """The proof in words a template shows, and as the JSON that the script checks."""
    path = [step.hex() for step in proofs.inclusion(leaf, head)]
    content = head_bytes(head.size, bytes(head.root), head.at).decode("ascii")
    parts = {
        "bytes": entry_bytes(found.row).decode("ascii") if found else None,
        "leaf": bytes(leaf.hash).hex(),
        "index": leaf.index,
        "size": head.size,
        "path": path,
        "root": bytes(head.root).hex(),
        "head": content,
        "signature": bytes(head.signature).hex(),
        "public": public_key(head.key_id).public_bytes_raw().hex(),
    }
    return parts | {"json": json.dumps(parts), "note": proofs.note_of(head)}
