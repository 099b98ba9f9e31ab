"""The pages on which a body is asked: which maslikhat and kind, then the letter."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from maslikhat.accounts.acting import actor
from maslikhat.commitments import actions
from maslikhat.commitments.begun import Begun, begun_with, kinds_for
from maslikhat.commitments.clocks import legal_due
from maslikhat.commitments.forms.asking import SendForm
from maslikhat.commitments.looking import counted_by, looked_at
from maslikhat.commitments.models.commitments import Kind
from maslikhat.commitments.permissions import may_ask
from maslikhat.kit.answers import posted
from maslikhat.kit.days import today
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import reader_language, said
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.norms.calendar import Calendar
from maslikhat.registry.models import Council
from maslikhat.registry.standing import standing

# What each kind is for, said to whoever chooses among them.
_FOR: dict[str, str | Promise] = {
    Kind.INQUIRY: gettext_lazy(
        "A question of a deputy to officials of the body, answered in writing."
    ),
    Kind.RECOMMENDATION: gettext_lazy(
        "What the maslikhat or a commission of it advises the body to do."
    ),
    Kind.TASK: gettext_lazy("What a decision of the maslikhat tells the body to do."),
    Kind.MANDATE: gettext_lazy("What voters entrusted to the deputy and the body is to carry out."),
    Kind.APPEAL: gettext_lazy("An appeal of a citizen to the deputy, for the body to answer."),
}


@require_safe
@signed_in
def begin(request: HttpRequest) -> HttpResponse:
    """In which of the own maslikhats, and with what, a body is asked; straight on if one fits."""
    begun = begun_with(request.GET, request.user)
    councils = Council.objects.filter(pk__in=standing(request.user).councils)
    ways = [
        (
            said(council, "name"),
            [
                (
                    reverse("commitments:send", args=[council.code, kind]) + begun.query,
                    label,
                    _FOR[kind],
                )
                for kind, label in kinds_for(request.user, council, begun)
            ],
        )
        for council in councils.in_order(reader_language())
    ]
    if not any(kinds for _name, kinds in ways):
        raise Hidden()
    only = [address for _name, kinds in ways for address, _label, _for in kinds]
    if len(only) == 1:
        return HttpResponseRedirect(only[0])
    return render(request, "commitments/begin.html", {"ways": ways, "begun": begun})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def send(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The letter to a body."""
    council = get_object_or_404(Council.objects.select_related("unit"), code=code)
    if kind not in Kind.values or not may_ask(request.user, council):
        raise Hidden()
    begun = begun_with(request.GET, request.user)
    form = SendForm(
        posted(request),
        request.FILES or None,
        initial=begun.initial(reader_language()),
        council=council,
        kind=kind,
        user=request.user,
    )
    if not form.rows or (kind == Kind.TASK and begun.decision is None):
        raise Hidden()
    status, page, more = 200, "commitments/send.html", dict[str, Any]()
    if request.method == "POST" and "change" not in request.POST:
        status = 422
        if form.is_valid():
            try:
                if "look" not in request.POST:
                    made = _sent(request, form, council, kind, begun)
                    return HttpResponseRedirect(reverse("commitments:commitment", args=[made.pk]))
                more = looked_at(form, council, kind)
                status, page = 200, "commitments/look.html"
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = refusal.status
    context = {
        "begun": begun,
        "council": council,
        "due": legal_due(kind, "", today(), Calendar()),
        "form": form,
        "kind": Kind(kind).label,
        "kind_word": kind,
        "norm": counted_by(kind),
        "path": [(reverse("commitments:commitments"), _("Follow-up"))],
        **more,
    }
    return render(request, page, context, status=status)


def _sent(request: HttpRequest, form: SendForm, council: Council, kind: str, begun: Begun) -> Any:
    told = dict(form.cleaned_data)
    told.pop("author")
    author, in_name_of = form.in_whose_name()
    return actions.send(
        council,
        by=actor(request),
        kind=kind,
        author=author,
        in_name_of=in_name_of,
        decision=begun.decision,
        topic=begun.topic,
        post=begun.post,
        item=begun.item,
        forwarding=begun.forwarding,
        about=begun.about,
        **told,
    )
