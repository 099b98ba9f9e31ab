"""The pages of the agenda: items, rapporteurs, papers."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maslikhat.accounts.acting import actor
from maslikhat.decisions.forms.masking import ClearForm, clearing
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.downloads import download
from maslikhat.kit.links import number_asked
from maslikhat.kit.refusals import Hidden
from maslikhat.sittings import actions, permissions
from maslikhat.sittings.forms.agenda import DocumentForm, DoorsForm, ItemForm, RapporteurForm
from maslikhat.sittings.models import Document, Item, Rapporteur
from maslikhat.sittings.views.asked import (
    acted,
    back_to,
    item_of,
    sitting_of,
)

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@signed_in
def put_item(request: HttpRequest, number: int) -> HttpResponse:
    """Put a question on the agenda."""
    sitting = sitting_of(request, number)
    if not permissions.may_put_item(request.user, sitting):
        raise Hidden()
    form = ItemForm(posted(request), sitting=sitting)
    return acted(
        request,
        sitting,
        form,
        lambda _cleaned: actions.put_item(sitting, by=actor(request), **form.asked()),
        title=_("A question for the agenda"),
        button=_("Put on the agenda"),
        done=_("The question is on the agenda."),
    )


@require_http_methods(FORM)
@signed_in
def edit_item(request: HttpRequest, number: int) -> HttpResponse:
    """Change an item that is still ahead."""
    item = item_of(request, number)
    if not permissions.may_edit_item(request.user, item):
        raise Hidden()
    form = ItemForm(posted(request), sitting=item.sitting, item=item)
    return acted(
        request,
        item.sitting,
        form,
        lambda _cleaned: actions.edit_item(item, by=actor(request), **form.asked()),
        title=_("Change the item"),
        button=_("Save"),
        done=_("Saved."),
    )


@require_POST
@signed_in
def move_item(request: HttpRequest, number: int) -> HttpResponse:
    """Move an item before another, or to the end."""
    item = item_of(request, number)
    before = request.POST.get("before", "")
    other = Item.objects.of(item.sitting).filter(pk=number_asked(before)).first()
    if before and other is None:
        raise Http404
    actions.move_item(item, by=actor(request), before=other)
    return back_to(item.sitting, "agenda")


@require_POST
@signed_in
def drop_item(request: HttpRequest, number: int) -> HttpResponse:
    """Take an item off the agenda."""
    item = item_of(request, number)
    actions.drop_item(item, by=actor(request))
    messages.success(request, _("The item is off the agenda."))
    return back_to(item.sitting, "agenda")


@require_POST
@signed_in
def close_doors(request: HttpRequest, number: int) -> HttpResponse:
    """Consider the item behind closed doors."""
    item = item_of(request, number)
    actions.close_doors(item, by=actor(request))
    messages.success(request, _("The doors are closed for this item."))
    return back_to(item.sitting, "agenda")


@require_POST
@signed_in
def open_doors(request: HttpRequest, number: int) -> HttpResponse:
    """Consider openly an item that was announced as closed."""
    item = item_of(request, number)
    actions.open_doors(item, by=actor(request))
    messages.success(request, _("The item is considered openly: everyone reads it now."))
    return back_to(item.sitting, "agenda")


@require_http_methods(FORM)
@signed_in
def move_doors(request: HttpRequest, number: int) -> HttpResponse:
    """Move that the item be considered behind closed doors."""
    item = item_of(request, number)
    if not permissions.may_move_doors(request.user, item):
        raise Hidden()
    return acted(
        request,
        item.sitting,
        DoorsForm(posted(request)),
        lambda cleaned: actions.move_doors(item, by=actor(request), **cleaned),
        title=_("Close the doors for an item"),
        button=_("Enter the motion"),
        done=_("The motion is there. Put it to the vote."),
        explained=_(
            "Item %(number)s. The majority of the deputies who are there decides; then you close "
            "the doors (Law 148, art. 11)."
        )
        % {"number": item.number},
    )


@require_http_methods(FORM)
@signed_in
def name_rapporteur(request: HttpRequest, number: int) -> HttpResponse:
    """Say who reports on an item."""
    item = item_of(request, number)
    if not permissions.may_name_rapporteur(request.user, item):
        raise Hidden()
    form = RapporteurForm(posted(request), sitting=item.sitting)
    return acted(
        request,
        item.sitting,
        form,
        lambda _cleaned: actions.name_rapporteur(item, by=actor(request), **form.asked()),
        title=_("Who reports"),
        button=_("Save"),
        done=_("Saved."),
        explained=item.called,
    )


@require_POST
@signed_in
def drop_rapporteur(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody does not report after all."""
    found = get_object_or_404(Rapporteur, pk=number)
    found.item = item_of(request, found.item_id)
    actions.drop_rapporteur(found, by=actor(request))
    return back_to(found.item.sitting, "agenda")


@require_http_methods(FORM)
@signed_in
def attach_document(request: HttpRequest, number: int) -> HttpResponse:
    """Put a paper to the sitting or to an item."""
    sitting = sitting_of(request, number)
    if not permissions.may_attach_document(request.user, sitting):
        raise Hidden()
    files = request.FILES if request.method == "POST" else None
    return acted(
        request,
        sitting,
        DocumentForm(posted(request), files, sitting=sitting),
        lambda cleaned: actions.attach_document(sitting, by=actor(request), **cleaned),
        title=_("A paper for the sitting"),
        button=_("Put the paper there"),
        done=_("The paper is there."),
    )


@require_POST
@signed_in
def close_document(request: HttpRequest, number: int) -> HttpResponse:
    """A paper is the council's own from now on."""
    found = _document(request, number)
    actions.close_document(found, by=actor(request))
    messages.success(request, _("Only the maslikhat's own people read the paper now."))
    return back_to(found.sitting, "agenda")


@require_http_methods(FORM)
@never_cache
@signed_in
def clear_document(request: HttpRequest, number: int) -> HttpResponse:
    """Say that what the portal found in a paper is no personal data; where it stands is shown."""
    found = _document(request, number)
    if not permissions.may_clear_document(request.user, found.sitting):
        raise Hidden()
    return acted(
        request,
        found.sitting,
        ClearForm(posted(request)),
        lambda cleaned: actions.clear_document(found, by=actor(request), **cleaned),
        **clearing(found, reverse("sittings:document", args=[found.pk])),
    )


@require_safe
def document(request: HttpRequest, number: int) -> HttpResponseBase:
    """A paper of a sitting, for those who may have it."""
    found = _document(request, number)
    is_for_all = Document.objects.visible_to(None).filter(pk=found.pk).exists()
    return download(found.sha256, found.name, found.media_type, is_private=not is_for_all)


def _document(request: HttpRequest, number: int) -> Document:
    rows = Document.objects.visible_to(request.user).select_related("sitting")
    return get_object_or_404(rows, pk=number)
