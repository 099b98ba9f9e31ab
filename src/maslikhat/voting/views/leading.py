"""Leading a vote: preparing, recusing, opening, closing, cancelling, holding it again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maslikhat.accounts.acting import actor
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import said
from maslikhat.kit.links import number_asked
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.registry.models import Council, Person
from maslikhat.voting import actions, permissions, shown
from maslikhat.voting.bodies import bodies_led_by
from maslikhat.voting.electing import place_of
from maslikhat.voting.forms import PrepareForm, RegulationsForm
from maslikhat.voting.refusals import not_a_teller, not_in_this_state
from maslikhat.voting.regulations import in_force
from maslikhat.voting.sentences import OUTCOMES
from maslikhat.voting.views.asked import back_to, ballot_of, elector_asked
from maslikhat.voting.views.reading import ballot_context, count_form_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def prepare(request: HttpRequest) -> HttpResponse:
    """Put a question to a council or a commission."""
    bodies = bodies_led_by(request.user)
    if not bodies:
        raise Hidden()
    initial = {"mode": "open", "body": request.GET.get("body", "")}
    form = PrepareForm(posted(request), bodies=bodies, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.prepare(form.council(), by=actor(request), **form.asked())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The vote is prepared. Open it when the time has come."))
            return back_to(made.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "voting/prepare.html", {"form": form}, status=status)


@require_POST
@signed_in
def recuse(request: HttpRequest, number: int) -> HttpResponse:
    """A deputy takes no part, for a reason."""
    elector = elector_asked(request, ballot_of(request, number))
    actions.recuse(elector, by=actor(request), because=request.POST.get("because", ""))
    return back_to(number)


@require_POST
@signed_in
def unrecuse(request: HttpRequest, number: int) -> HttpResponse:
    """A recusal is taken back."""
    actions.unrecuse(elector_asked(request, ballot_of(request, number)), by=actor(request))
    return back_to(number)


@require_POST
@signed_in
def appoint_tellers(request: HttpRequest, number: int) -> HttpResponse:
    """Name the two who count."""
    named = [number_asked(text) for text in request.POST.getlist("teller")[:2]]
    tellers = [get_object_or_404(Person, pk=person) for person in named]
    actions.appoint_tellers(ballot_of(request, number), by=actor(request), tellers=tellers)
    messages.success(request, _("The tellers are appointed."))
    return back_to(number)


@require_POST
@signed_in
def replace_teller(request: HttpRequest, number: int) -> HttpResponse:
    """Put another in the place of a teller."""
    found, because = ballot_of(request, number), request.POST.get("because", "")
    old, new = (
        get_object_or_404(Person, pk=number_asked(request.POST.get(name, "")))
        for name in ("teller", "instead")
    )
    actions.replace_teller(found, by=actor(request), teller=old, instead=new, because=because)
    messages.success(request, _("The teller is replaced."))
    return back_to(number)


@require_POST
@signed_in
def open_ballot(request: HttpRequest, number: int) -> HttpResponse:
    """Begin to take votes, with those present who are ticked."""
    present = [number_asked(text) for text in request.POST.getlist("present")[:500]]
    actions.open_ballot(ballot_of(request, number), by=actor(request), present=present)
    messages.success(request, _("Voting is open."))
    return back_to(number)


@require_POST
@signed_in
def give_papers(request: HttpRequest, number: int) -> HttpResponse:
    """Mark who has taken a ballot paper: all who are ticked, and nobody else."""
    to, had = (
        [number_asked(text) for text in request.POST.getlist(name)[:501]]
        for name in ("took", "had")
    )
    # The form always says what list it was made from, if only that nobody was on it: 0.
    seen = [person for person in had if person] if had else None
    actions.give_papers(ballot_of(request, number), by=actor(request), to=to, had=seen)
    messages.success(request, _("It is marked who took a paper."))
    return back_to(number)


@require_POST
@signed_in
def count(request: HttpRequest, number: int) -> HttpResponse:
    """Enter what a teller has counted."""
    found = ballot_of(request, number)
    if not permissions.may_count(request.user, found):
        raise not_a_teller() if found.is_open else not_in_this_state(found)
    form = count_form_of(found, shown.option_rows(found), request.POST)
    if not form.is_valid():
        context = ballot_context(request, found, count_form=form)
        return render(request, "voting/ballot.html", context, status=422)
    spoiled = form.cleaned_data.get("spoiled", 0)
    given = form.cleaned_data.get("given")
    actions.count(found, by=actor(request), numbers=form.numbers(), spoiled=spoiled, given=given)
    messages.success(request, _("Your count is entered."))
    return back_to(number)


@require_POST
@signed_in
def close_ballot(request: HttpRequest, number: int) -> HttpResponse:
    """Count, and freeze the result."""
    side = {"for": True, "against": False}.get(request.POST.get("chair", ""))
    closed = actions.close_ballot(ballot_of(request, number), by=actor(request), chair_is_for=side)
    place = place_of(closed)
    # Whoever leads a sitting goes on there, unless the vote itself is to go on.
    if place is None or closed.can_be_held_again:
        return back_to(number)
    messages.success(request, _("Counted: %(outcome)s.") % {"outcome": OUTCOMES[closed.outcome]})
    return HttpResponseRedirect(place.address)


@require_POST
@signed_in
def cancel_ballot(request: HttpRequest, number: int) -> HttpResponse:
    """End it without a result."""
    because = request.POST.get("because", "")
    actions.cancel_ballot(ballot_of(request, number), by=actor(request), because=because)
    messages.success(request, _("The vote is cancelled."))
    return back_to(number)


@require_POST
@signed_in
def hold_again(request: HttpRequest, number: int) -> HttpResponse:
    """A further round, or a cancelled vote anew."""
    found = ballot_of(request, number)
    again = actions.hold_again(found, by=actor(request), mode=request.POST.get("mode", ""))
    messages.success(request, _("The vote is prepared anew. Open it when the time has come."))
    return back_to(again.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def regulations(request: HttpRequest, code: str) -> HttpResponse:
    """What the regulations of a council say of its votes; who may, enters it."""
    council = get_object_or_404(Council, code=code)
    may_set = permissions.may_set_regulations(request.user, council)
    if request.method == "POST" and not may_set:
        raise Http404
    now = in_force(council)
    initial = {
        "counts_vacancies": "yes" if now.counts_vacancies else "no",
        "may_change": "yes" if now.may_change else "no",
        "basis": now.basis,
    }
    form = RegulationsForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.set_regulations(council, by=actor(request), **form.cleaned_data)
        messages.success(request, _("The regulations are entered and hold from today."))
        return HttpResponseRedirect(reverse("voting:set_regulations", args=[code]))
    context = {
        "council": council,
        "form": form if may_set else None,
        "name": said(council, "name"),
        "regulations": now,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "voting/regulations.html", context, status=status)
