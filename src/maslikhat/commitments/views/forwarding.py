"""The pages of referrals between levels: the list, one with its way, the letter, the answers."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maslikhat.accounts.acting import actor
from maslikhat.commitments import actions, permissions
from maslikhat.commitments.forms import forwarding as forms
from maslikhat.commitments.forwarding import telling
from maslikhat.commitments.forwarding.senders import ABOUT, Referred, referred, senders_for
from maslikhat.commitments.models import Forwarding, Taken
from maslikhat.commitments.taking import taken_of
from maslikhat.dialogue.models import Topic
from maslikhat.kit import ways
from maslikhat.kit.answers import held, part_of, posted
from maslikhat.kit.days import today
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import Said, reader_language
from maslikhat.kit.refusals import Hidden
from maslikhat.notices.lists import follow_state
from maslikhat.registry.models import Council
from maslikhat.registry.views.guided import Guide, guided

FORM = ["GET", "HEAD", "POST"]
STATES = ("overdue", "owed", "returned", "refused")
A_PAGE = 20


def trail() -> list[tuple[str, str]]:
    """The way to the list."""
    return [
        (reverse("commitments:commitments"), _("Follow-up")),
        (reverse("commitments:forwardings"), _("Referrals to another level")),
    ]


@held(15, ("state", "council", "page"))
def forwardings(request: HttpRequest) -> HttpResponse:
    """What councils referred to another level: all, those of one council, overdue ones."""
    state, code = request.GET.get("state", ""), request.GET.get("council", "")
    if state and state not in STATES:
        raise BadRequest("state")
    council = get_object_or_404(Council, code=code) if code else None
    rows = Forwarding.objects.with_all()
    if council is not None:
        rows = rows.between([council.pk])
    if state == "overdue":
        rows = rows.overdue().order_by("owed_on", "pk")
    elif state == "owed":
        rows = rows.waiting().order_by("owed_on", "pk")
    else:
        rows = (rows.filter(state=state) if state else rows).lately()
    context = {
        "council": council,
        "filters": [
            ("", _("All")),
            ("overdue", _("Overdue")),
            ("owed", _("Word is awaited")),
            ("returned", _("Word came back")),
            ("refused", _("Not taken on")),
        ],
        "page": part_of(request, rows, A_PAGE),
        "path": trail()[:1],
        "query": f"council={code}&" if code else "",
        "state": state,
        "today": today(),
    }
    return render(request, "commitments/forwardings.html", context)


def _found(number: int) -> Forwarding:
    return get_object_or_404(Forwarding.objects.with_all(), pk=number)


@held(15)
def forwarding(request: HttpRequest, number: int) -> HttpResponse:
    """One referral: the letter, the word that came back, the way of the matter in both councils."""
    found = _found(number)
    lang = reader_language()
    may_be_discussed = found.state == Forwarding.State.TAKEN and found.became_id is None
    may_discuss = may_be_discussed and permissions.may_discuss_forwarded(request.user, found)
    context = {
        "awaits_deputy": may_be_discussed
        and not may_discuss
        and permissions.may_receive(request.user, found),
        "days_overdue": found.days_overdue(today()),
        "follow": follow_state(request.user, telling.FORWARDING, found.pk),
        "forwarding": found,
        "may_blank": permissions.may_blank(request.user),
        "may_discuss": may_discuss,
        "offered": _offered(request, found),
        "path": trail(),
        "stations": ways.way_of(("forwarding", found.pk), request.user, lang),
        "taken": taken_of(Taken.Kind.FORWARDING, [found.pk]).get(found.pk),
        "topic": _source_topic(request, found),
    }
    return render(request, "commitments/forwarding.html", context)


def _source_topic(request: HttpRequest, found: Forwarding) -> Topic | None:
    """The topic that was referred, where the reader may still read it."""
    if found.topic_id is None:
        return None
    return Topic.objects.visible_to(request.user).filter(pk=found.topic_id).first()


def _offered(request: HttpRequest, found: Forwarding) -> list[tuple[str, str]]:
    """What this reader may do with it now: addresses and words."""
    user, state, named = request.user, Forwarding.State, []
    if permissions.may_receive(user, found):
        if found.state == state.SENT:
            named.append(("receive", _("Enter the incoming number")))
        if found.state in (state.SENT, state.RECEIVED):
            named += [("take_on", _("Take it on")), ("turn_down", _("Do not take it on"))]
        if found.state == state.TAKEN:
            named.append(("report_back", _("Write back what came of it")))
    if permissions.may_recall(user, found) and found.state in (state.SENT, state.RECEIVED):
        named.append(("recall", _("Take it back")))
    offered = [(reverse(f"commitments:{name}", args=[found.pk]), words) for name, words in named]
    if found.state == state.TAKEN and permissions.may_ask(user, found.to_council):
        begin = f"{reverse('commitments:begin')}?forwarding={found.pk}"
        offered.append((begin, _("Ask a body about it")))
    return offered


@require_http_methods(FORM)
@signed_in
def forward(request: HttpRequest) -> HttpResponse:
    """Refer a commitment, a topic or a joint inquiry to a council of another level."""
    named = [name for name in ABOUT if request.GET.get(name)]
    if len(named) != 1:
        raise BadRequest("about")
    matter, senders = referred(named[0], request.GET[named[0]]), senders_for(request.user)
    if matter is None or not senders:
        raise Hidden()
    form = forms.ForwardForm(
        posted(request),
        initial={"title": matter.title, "language": matter.language},
        senders=senders,
    )
    guide = Guide(
        title=_("Refer to another level"),
        button=_("Refer"),
        done=_("It is sent; the other council has been told."),
        explained=_("No council is above another: it takes the matter on, or says why not. What"
                    " comes of it there will stand on this matter's page."),
        back=_page_of(named[0], matter),
        trail=[*trail(), (_page_of(named[0], matter), Said(matter.title, matter.language))],
        extra={"section": "commitments", "keeps_typed": True},
    )  # fmt: skip
    made: list[Forwarding] = []

    def act(told: dict[str, Any]) -> None:
        made.append(actions.forward(matter, by=actor(request), **form.told()))

    answer = guided(request, form, guide, act)
    return HttpResponseRedirect(telling.address_of(made[0].pk)) if made else answer


def _page_of(kind: str, matter: Referred) -> str:
    page = "dialogue:topic" if kind == "topic" else f"commitments:{kind}"
    return reverse(page, args=[matter.pk])


def _acted(
    request: HttpRequest,
    number: int,
    act: str,
    form: type[Form],
    *states: str,
    title: str,
    button: str,
    done: str,
) -> HttpResponse:
    """The page of one answer: who may and when, then the form, then the act."""
    found = _found(number)
    may: Callable[..., bool] = getattr(permissions, f"may_{act}")
    if not may(request.user, found) or found.state not in states:
        raise Hidden()
    guide = Guide(
        title=title,
        button=button,
        done=done,
        back=telling.address_of(found.pk),
        trail=[*trail(), (telling.address_of(found.pk), Said(found.title, found.language))],
        extra={
            "section": "commitments",
            "keeps_typed": True,
            "forwarding": found,
            "listed": "commitments/_forwarded.html",
        },
    )
    given = form(posted(request), initial={"language": found.language})
    do: Callable[..., object] = getattr(actions, act)
    return guided(request, given, guide, lambda told: do(found, by=actor(request), **told))


@require_http_methods(FORM)
@signed_in
def receive(request: HttpRequest, number: int) -> HttpResponse:
    """Register the letter of another level."""
    return _acted(
        request, number, "receive", forms.ReceiveForm, "sent",
        title=_("Incoming number"),
        button=_("Enter the incoming number"),
        done=_("The letter is registered."),
    )  # fmt: skip


@require_http_methods(FORM)
@signed_in
def take_on(request: HttpRequest, number: int) -> HttpResponse:
    """Take the matter on."""
    return _acted(
        request, number, "take_on", forms.TakeOnForm, "sent", "received",
        title=_("Take it on"),
        button=_("Take it on"),
        done=_("It is taken on. Open a topic with it, or ask a body about it."),
    )  # fmt: skip


@require_http_methods(FORM)
@signed_in
def turn_down(request: HttpRequest, number: int) -> HttpResponse:
    """Say why it is not taken on."""
    return _acted(
        request, number, "turn_down", forms.TurnDownForm, "sent", "received",
        title=_("Do not take it on"),
        button=_("Send"),
        done=_("The reason stands on the page; who sent it has been told."),
    )  # fmt: skip


@require_http_methods(FORM)
@signed_in
def report_back(request: HttpRequest, number: int) -> HttpResponse:
    """Write back what came of it."""
    return _acted(
        request, number, "report_back", forms.ReportBackForm, "taken",
        title=_("Write back what came of it"),
        button=_("Send"),
        done=_("The word is sent; it stands where the matter began."),
    )  # fmt: skip


@require_POST
@signed_in
def discuss_forwarded(request: HttpRequest, number: int) -> HttpResponse:
    """Open a topic with it in the own council's room."""
    found = _found(number)
    if not permissions.may_discuss_forwarded(request.user, found):
        raise Hidden()
    topic = actions.discuss_forwarded(found, by=actor(request))
    messages.success(request, _("The topic is open. From here it can go on an agenda."))
    return HttpResponseRedirect(reverse("dialogue:topic", args=[topic.pk]))


@require_http_methods(FORM)
@signed_in
def recall(request: HttpRequest, number: int) -> HttpResponse:
    """Take it back while it has not been taken on."""
    return _acted(
        request, number, "recall", forms.NothingForm, "sent", "received",
        title=_("Take it back"),
        button=_("Take it back"),
        done=_("It is taken back; the other council has been told."),
    )  # fmt: skip
