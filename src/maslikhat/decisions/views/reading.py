"""Pages to read: a decision, its way, its versions and what changed, its two languages compared."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from maslikhat.decisions import offered
from maslikhat.decisions.changed import changed
from maslikhat.decisions.followed import DECISION
from maslikhat.decisions.heard import channel_of
from maslikhat.decisions.linked_data import legislation
from maslikhat.decisions.masking.masks import opened
from maslikhat.decisions.models import Decision, Version
from maslikhat.decisions.parity.agreement import differences_in, differences_of, notes_of
from maslikhat.decisions.permissions import is_insider, may_explain_difference, may_keep
from maslikhat.decisions.sheet import (
    mover_of,
    official,
    pairs_of,
    papers_of,
    relations_of,
    stations_of,
    text_of,
    versions_of,
)
from maslikhat.decisions.versions import frozen_digest
from maslikhat.decisions.views.asked import decision_of, trail_to
from maslikhat.decisions.where import places_in
from maslikhat.decisions.words import DIFFERS, STATES, tag_of
from maslikhat.kit.answers import held, page_or_fragment
from maslikhat.kit.languages import LANGUAGES, reader_language
from maslikhat.kit.linked_data import block
from maslikhat.kit.texts import sha256_of
from maslikhat.notices.lists import follow_state
from maslikhat.voting.models import Ballot
from maslikhat.voting.sentences import OUTCOMES

_TONGUES = (("kk", "Қазақша"), ("ru", "Русский"), ("en", "English"))


@held(15)
def decision(request: HttpRequest, number: int) -> HttpResponse:
    """A decision: both texts side by side, its way, conclusions, relations, papers, files."""
    found = decision_of(request, number)
    sheet = text_of(found, request.user, None)
    does, undergoes = relations_of(found, request.user)
    papers = papers_of(found, request.user)
    for referral in papers["referrals"]:
        referral.decision = found
    masks, copy = list(found.masks.standing().order_by("pk")), sheet.publication
    context = {
        **_head(request, found),
        **papers,
        "covered": partial(opened, wanted=[one.wanted for one in masks]),
        # Files of before are withheld until they are made anew.
        "is_stale": copy is not None and any(one.made_at > copy.files_of for one in masks),
        "is_covered_since": bool(masks) and not _is_as_adopted(found, sheet.version),
        "concluding": {
            one.pk for one in papers["referrals"] if offered.may_conclude_now(one, request.user)
        },
        "does": does,
        "follow": follow_state(request.user, DECISION, found.pk),
        "ballots": list(
            Ballot.objects.visible_to(request.user)
            .of_thing(DECISION, found.pk)
            .select_related("commission")
            .lately()[:5]
        ),
        "channel": channel_of(found.pk),
        "linked_data": block(legislation(found)),
        "may_keep": may_keep(request.user, found),
        "mover": mover_of(found),
        "official": official,
        "offered": offered.acts_on(found, request.user),
        "pairs": pairs_of(sheet.texts),
        "places": list(found.places.order_by("sort_kk")),
        "publication": sheet.publication,
        "sheet": sheet,
        "undergoes": undergoes,
        "vote_outcomes": OUTCOMES,
        "versions": versions_of(found),
    }
    return render(request, "decisions/decision.html", context)


def _is_as_adopted(found: Decision, version: Version | None) -> bool:
    """Whether what everyone reads still has the hash that the record holds of the adoption."""
    day = found.adopted_on
    if day is None or version is None or not found.digest:
        return True
    return frozen_digest(found, version, day) == found.digest


def _head(request: HttpRequest, found: Decision) -> dict[str, Any]:
    state = found.state
    return {
        "decision": found,
        "inside": is_insider(request.user, found),
        "path": trail_to(found)[:1],
        "state": state,
        "state_words": STATES[state],
        "stations": stations_of(found),
        "tag_kind": tag_of(state),
    }


@held(15, ("since",))
def way(request: HttpRequest, number: int) -> HttpResponse:
    """The way of the matter alone, for the page that is open while it moves."""
    context = _head(request, decision_of(request, number))
    return page_or_fragment(request, "decisions/way.html", "decisions/_way.html", context)


@held(60)
def versions(request: HttpRequest, number: int) -> HttpResponse:
    """All versions of a text with their hashes."""
    found = decision_of(request, number)
    inside = is_insider(request.user, found)
    rows = Version.objects.filter(decision=found).order_by("-number")
    hashed = [(one, _hashes(one, inside)) for one in rows]
    context = {**_head(request, found), "path": trail_to(found), "versions": hashed}
    return render(request, "decisions/versions.html", context)


@held(60, ("with",))
def version(request: HttpRequest, number: int, version: int) -> HttpResponse:
    """A version, and what changed in it since another: the one before, or that of `?with=`."""
    found = decision_of(request, number)
    rows = {row.number: row for row in Version.objects.filter(decision=found).order_by("number")}
    if version not in rows:
        raise Http404
    base = _base(request, version, rows)
    prefix = "text" if is_insider(request.user, found) else "open"
    parts = [
        (lang, changed(_of(base, prefix, lang), _of(rows[version], prefix, lang)))
        for lang in LANGUAGES
        if _of(rows[version], prefix, lang) or _of(base, prefix, lang)
    ]
    context = {
        **_head(request, found),
        "base": base,
        "numbers": [one for one in rows if one != version],
        "parts": parts,
        "path": trail_to(found),
        "version": rows[version],
    }
    return render(request, "decisions/version.html", context)


def _base(request: HttpRequest, version: int, rows: dict[int, Version]) -> Version | None:
    asked = request.GET.get("with", "")
    if not asked:
        return rows.get(version - 1)
    if not (asked.isascii() and asked.isdigit() and len(asked) < 6) or int(asked) not in rows:
        raise Http404
    return rows[int(asked)]


def _hashes(version: Version, inside: bool) -> list[tuple[str, str]]:
    """The hash of each text there is, by the name of its language.

    One over covered words would let them be guessed: others have it over what they read.
    """
    return [
        (name, _of(version, "sha256", lang) if inside else sha256_of(_of(version, "open", lang)))
        for lang, name in _TONGUES
        if _of(version, "open", lang)
    ]


def _of(version: Version | None, prefix: str, lang: str) -> str:
    return getattr(version, f"{prefix}_{lang}") if version else ""


@held(60)
def parity(request: HttpRequest, number: int) -> HttpResponse:
    """Numbers, days and names in which the Kazakh and the Russian text differ, and why."""
    found = decision_of(request, number)
    sheet = text_of(found, request.user, None)
    version = sheet.version
    inside = version is not None and is_insider(request.user, found)
    # Others compare what they read: what is covered there is covered here.
    differ = differences_of(version) if version and inside else differences_in(sheet.texts)
    notes = notes_of(found)
    context = {
        **_head(request, found),
        "covered": partial(opened, wanted=found.masks.wanted()),
        "differs": DIFFERS,
        "inside": inside,
        "may_explain": may_explain_difference(request.user, found),
        "path": trail_to(found),
        "places": places_in(sheet.texts, reader_language()) if differ else {},
        "rows": [(one, notes.get(one.fingerprint)) for one in differ],
        "version": version,
    }
    return render(request, "decisions/parity.html", context)
