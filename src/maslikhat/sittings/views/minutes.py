"""The minutes: read in both official languages, put right, approved, taken as files."""

from functools import partial
from itertools import pairwise
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maslikhat.accounts.acting import actor
from maslikhat.decisions.masking.masks import opened
from maslikhat.kit.answers import posted
from maslikhat.kit.covering import Cover
from maslikhat.kit.days import today
from maslikhat.kit.differences import changes, nearby
from maslikhat.kit.doors import signed_in
from maslikhat.kit.downloads import download
from maslikhat.kit.languages import reader_language
from maslikhat.kit.links import number_asked
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.registry.views.guided import Guide, guided
from maslikhat.sittings import actions, permissions
from maslikhat.sittings.actions.minuting import Wanted
from maslikhat.sittings.covering import is_stale, wanted_in
from maslikhat.sittings.drafting import texts_of
from maslikhat.sittings.forms.minutes import MinutesForm
from maslikhat.sittings.gathered import gathered
from maslikhat.sittings.guards import refuse_approved
from maslikhat.sittings.minutes import OFFICIAL, Part, as_parts, drawn
from maslikhat.sittings.models import Minutes, MinutesVersion, Sitting
from maslikhat.sittings.titles import title_of
from maslikhat.sittings.views.asked import sitting_of, trail_to

FORM = ["GET", "HEAD", "POST"]
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_safe
def minutes(request: HttpRequest, number: int) -> HttpResponse:
    """The minutes of a sitting that has begun; in English also a translation without force."""
    sitting = sitting_of(request, number)
    if sitting.opened_at is None:
        raise Http404
    found = Minutes.objects.filter(sitting=sitting).select_related("approved_by").first()
    latest = found.versions.latest("number") if found else None
    inside = permissions.is_insider(request.user, sitting)
    if found is not None:
        found.sitting = sitting
    stale = found is not None and latest is not None and is_stale(found, latest)
    context: dict[str, Any] = {
        "files": list(OFFICIAL) if found and found.approved_at else [],
        "is_stale": stale,
        "may_renew": stale
        and found is not None
        and permissions.may_renew_minutes(request.user, found),
        "is_late": found is not None and found.approved_at is None and found.due_on < today(),
        "latest": latest,
        "may_approve": False,
        "may_edit": False,
        "minutes": found,
        "sitting": sitting,
        "texts": _texts(sitting, latest, inside=inside),
        "title": title_of(sitting),
        "trail": trail_to(sitting),
    }
    if found is not None and found.approved_at is None:
        context["may_approve"] = permissions.may_approve_minutes(request.user, found)
        context["may_edit"] = permissions.may_edit_minutes(request.user, found)
    return render(request, "sittings/minutes.html", context)


def _texts(
    sitting: Sitting, version: MinutesVersion | None, *, inside: bool
) -> list[tuple[str, list[Part], list[Part]]]:
    """The open and the closed parts by language; English from the data alone."""
    texts = []
    covered = partial(opened, wanted=[] if inside else wanted_in(sitting))
    for lang in OFFICIAL if version is not None else ():
        text, closed = getattr(version, f"text_{lang}"), getattr(version, f"closed_{lang}")
        shown = text if inside else covered(text)
        texts.append((lang, as_parts(shown), as_parts(closed) if inside else []))
    languages = dict.fromkeys([*OFFICIAL, reader_language()])
    from_data = [lang for lang in languages if version is None or lang not in OFFICIAL]
    if from_data:
        found = gathered(sitting)
        for lang in from_data:
            now = drawn(found, lang)
            parts = list(now.parts) if inside else [_covered(part, covered) for part in now.parts]
            texts.append((lang, parts, list(now.closed) if inside else []))
    return texts


def _covered(part: Part, covered: Cover) -> Part:
    """A part as everyone else reads it."""
    return Part(covered(part.heading), tuple(map(covered, part.sentences)))


@require_safe
def minutes_changes(request: HttpRequest, number: int) -> HttpResponse:
    """What was changed in the minutes from version to version, the latest first."""
    sitting = sitting_of(request, number)
    found = get_object_or_404(Minutes, sitting=sitting)
    inside = permissions.is_insider(request.user, sitting)
    rows = list(found.versions.all())
    covered = None if inside else partial(opened, wanted=wanted_in(sitting))
    steps = [(after, _changed(before, after, covered)) for before, after in pairwise(rows)]
    context = {
        "inside": inside,
        "steps": steps[::-1],
        "title": title_of(sitting),
        "trail": [
            *trail_to(sitting),
            (reverse("sittings:minutes", args=[sitting.pk]), _("Minutes")),
        ],
    }
    return render(request, "sittings/minutes_changes.html", context)


def _changed(
    before: MinutesVersion, after: MinutesVersion, covered: Cover | None
) -> list[tuple[str, list[Any]]]:
    """The changed texts of a version by language, as this reader may see them."""
    found = []
    for name in ("text", "closed") if covered is None else ("text",):
        for lang in OFFICIAL:
            was, became = (getattr(one, f"{name}_{lang}") for one in (before, after))
            if covered is not None:
                was, became = covered(was), covered(became)
            if was != became:
                found.append((lang, nearby(changes(was, became))))
    return found


@require_http_methods(FORM)
@signed_in
def edit_minutes(request: HttpRequest, number: int) -> HttpResponse:
    """Put the minutes right; `?anew` offers them as the data tell them now."""
    sitting = sitting_of(request, number)
    found = get_object_or_404(Minutes, sitting=sitting)
    found.sitting = sitting
    if not permissions.may_edit_minutes(request.user, found):
        raise Hidden()
    refuse_approved(found)
    latest = found.versions.latest("number")
    texts = texts_of(sitting) if "anew" in request.GET else None
    form = MinutesForm(posted(request), version=latest, texts=texts)
    guide = Guide(
        title=_("To put the minutes right"),
        button=_("Keep as a new version"),
        done=_("The new version is kept."),
        explained=_(
            "A line that begins with # is a heading, every other line a paragraph. "
            "Everyone sees what was changed."
        ),
        back=reverse("sittings:minutes", args=[sitting.pk]),
        trail=trail_to(sitting),
        extra={"section": "sittings"},
    )
    return guided(
        request,
        form,
        guide,
        lambda _cleaned: actions.edit_minutes(found, by=actor(request), **form.asked()),
    )


@require_POST
@signed_in
def approve_minutes(request: HttpRequest, number: int) -> HttpResponse:
    """Approve the version that was read."""
    sitting = sitting_of(request, number)
    found = get_object_or_404(Minutes, sitting=sitting)
    found.sitting = sitting
    if not permissions.may_approve_minutes(request.user, found):
        raise Hidden()
    read = number_asked(request.POST.get("version", ""))
    version = MinutesVersion.objects.filter(minutes=found, number=read).first()
    if version is None:
        raise Refused(_("Read the minutes first, then approve them."), status=422)
    version.minutes = found
    actions.approve_minutes(found, by=actor(request), version=Wanted(version, actor(request)))
    messages.success(request, _("The minutes are approved and published."))
    return HttpResponseRedirect(reverse("sittings:minutes", args=[sitting.pk]))


@require_POST
@signed_in
def renew_minutes(request: HttpRequest, number: int) -> HttpResponse:
    """Make the files of approved minutes anew, with words of decisions covered."""
    sitting = sitting_of(request, number)
    found = get_object_or_404(Minutes, sitting=sitting, approved_at__isnull=False)
    found.sitting = sitting
    if not permissions.may_renew_minutes(request.user, found):
        raise Hidden()
    version = found.versions.latest("number")
    version.minutes = found
    actions.renew_minutes(found, by=actor(request), version=Wanted(version, actor(request)))
    messages.success(request, _("The files are made anew; their hashes are on the public record."))
    return HttpResponseRedirect(reverse("sittings:minutes", args=[sitting.pk]))


@require_safe
def minutes_file(request: HttpRequest, number: int, lang: str, kind: str) -> HttpResponseBase:
    """The approved minutes as a file, byte for byte what the record holds the hash of."""
    sitting = sitting_of(request, number)
    found = get_object_or_404(Minutes, sitting=sitting, approved_at__isnull=False)
    if lang not in OFFICIAL or kind not in TYPES:
        raise Http404
    found.sitting = sitting
    if is_stale(found, found.versions.latest("number")):
        raise Refused(
            _("Words of these minutes were covered since. Read them on their page until then."),
            status=404,
        )
    return download(
        getattr(found, f"{kind}_{lang}"),
        f"minutes-{number}-{lang}.{kind}",
        TYPES[kind],
        is_private=not sitting.is_public,
    )
