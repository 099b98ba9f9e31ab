"""A guided act: a form, a sentence beside it, an answer; the same for every act."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from maslikhat.kit.languages import said
from maslikhat.kit.lines import Trail
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.registry.models import Council
from maslikhat.registry.permissions import may_manage


@dataclass
class Guide:
    """What a guided page says: title, explanation, the button's words, what is said when done."""

    title: str
    button: str
    done: str
    explained: str = ""
    back: str = ""
    # The way to a page that belongs to no council.
    trail: Trail = ()
    method: str = "post"
    extra: dict[str, Any] = field(default_factory=dict)


def managed(request: HttpRequest, code: str) -> Council:
    """The council, when its papers are this person's to keep; else as if there were none."""
    council = get_object_or_404(Council.objects.select_related("unit"), code=code)
    if not may_manage(request.user, council):
        raise Hidden()
    return council


def guided(
    request: HttpRequest,
    form: Form,
    guide: Guide,
    act: Callable[[dict[str, Any]], object],
    *,
    council: Council | None = None,
) -> HttpResponse:
    """Show the form; on POST do the act and go back, or say in the form why not."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                act(form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = refusal.status
            else:
                messages.success(request, guide.done)
                return HttpResponseRedirect(_back(guide, council))
    return guide_page(request, form, guide, council=council, status=status)


def guide_page(
    request: HttpRequest,
    form: Form,
    guide: Guide,
    *,
    council: Council | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a guided act as it stands."""
    context = {
        "back": _back(guide, council),
        "council": council,
        "form": form,
        "guide": guide,
        "name": said(council, "name") if council else None,
        "section": "councils" if council else "desk",
    }
    return render(request, "registry/guided.html", {**context, **guide.extra}, status=status)


def _back(guide: Guide, council: Council | None) -> str:
    if guide.back or council is None:
        return guide.back
    return reverse("registry:manage", args=[council.code])
