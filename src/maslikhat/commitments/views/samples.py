"""The templates of answers of a body: the list, one more, a change, an end."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maslikhat.accounts.acting import actor
from maslikhat.commitments import actions
from maslikhat.commitments.forms.desk import SampleForm
from maslikhat.commitments.models import Sample
from maslikhat.commitments.permissions import may_keep_sample
from maslikhat.commitments.samples import samples_of
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import said
from maslikhat.kit.refusals import Hidden
from maslikhat.registry.models import Body
from maslikhat.registry.views.guided import Guide, guided

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@signed_in
def samples(request: HttpRequest, number: int) -> HttpResponse:
    """The templates of the body, and one more."""
    body = get_object_or_404(Body, pk=number)
    if not may_keep_sample(request.user, body):
        raise Hidden()
    return _page(request, body, None)


@require_http_methods(FORM)
@signed_in
def edit_sample(request: HttpRequest, number: int) -> HttpResponse:
    """Change a template."""
    sample = _own(request, number)
    return _page(request, sample.body, sample)


@require_POST
@signed_in
def drop_sample(request: HttpRequest, number: int) -> HttpResponse:
    """Remove a template."""
    sample = _own(request, number)
    actions.drop_sample(sample, by=actor(request))
    messages.success(request, _("The template is removed."))
    return HttpResponseRedirect(reverse("commitments:samples", args=[sample.body_id]))


def _own(request: HttpRequest, number: int) -> Sample:
    """The template, when it is of the reader's body; else as if there were none."""
    sample = get_object_or_404(Sample.objects.select_related("body"), pk=number)
    if not may_keep_sample(request.user, sample.body):
        raise Hidden()
    return sample


def _page(request: HttpRequest, body: Body, sample: Sample | None) -> HttpResponse:
    texts = ("name", "text_kk", "text_ru", "text_en")
    initial = {name: getattr(sample, name) for name in texts} if sample is not None else {}
    listed = reverse("commitments:samples", args=[body.pk])
    guide = Guide(
        title=_("Templates of answers"),
        button=_("Save"),
        done=_("The template is kept; it stands above the form of an answer."),
        explained=_(
            "In the text {number}, {addressee}, {date} and {today} stand for the number and the"
            " day of the letter, for who asked, and for the day of the answer."
        ),
        back=listed,
        trail=[
            (reverse("portal:desk"), _("My desk")),
            (reverse("portal:body", args=[body.pk]), said(body, "name")),
        ],
        extra={
            "section": "desk",
            "keeps_typed": True,
            "listed": "commitments/_samples.html" if sample is None else "",
            "samples": samples_of(body),
        },
    )
    form = SampleForm(posted(request), initial=initial)
    return guided(
        request,
        form,
        guide,
        lambda cleaned: actions.keep_sample(body, by=actor(request), sample=sample, **cleaned),
    )
