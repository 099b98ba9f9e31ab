"""Who counts hands or papers: two deputies are appointed, and one is replaced by another."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.refusals import Refused
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.registry.guards import proper_text
from maslikhat.registry.models import Person
from maslikhat.voting import heard, permissions
from maslikhat.voting.electing import attending_at
from maslikhat.voting.locks import locked
from maslikhat.voting.models import Ballot, Teller
from maslikhat.voting.refusals import BOTH_AGREE, cannot_count, not_in_this_state, not_led, seen
from maslikhat.voting.tellers import TELLERS, counted

LONGEST_REASON = 255


@atomic
def appoint_tellers(ballot: Ballot, *, by: User, tellers: Sequence[Person]) -> Ballot:
    """Name the two deputies who count hands or papers; both are named in the result."""
    ballot = locked(ballot.pk)
    seen(ballot, by)
    if not permissions.may_appoint_tellers(by, ballot):
        raise not_led() if ballot.is_draft else not_in_this_state(ballot)
    persons = {person.pk for person in tellers}
    if len(persons) != TELLERS:
        raise Refused(_("Choose two different deputies."), status=422)
    if ballot.electors.filter(person__in=persons).count() != TELLERS:
        raise Refused(_("The tellers are chosen from the electors of this vote."), status=422)
    _refuse_who_cannot_count(ballot, tellers)
    ballot.tellers.all().delete()
    for place, person in enumerate(tellers, 1):
        Teller.objects.create(ballot=ballot, person=person, place=place)
    heard.prepared(ballot)
    record(by, "voting.appoint_tellers", ballot)
    return ballot


@atomic
def replace_teller(
    ballot: Ballot, *, by: User, teller: Person, instead: Person, because: str
) -> Ballot:
    """Another deputy counts in the place of a teller who cannot, for a reason that is shown.

    Only before either has entered a count, or after the two have differed: who has entered one
    is not taken out of it. What was counted before stays as it was entered.
    """
    ballot = locked(ballot.pk)
    seen(ballot, by)
    if not permissions.may_replace_teller(by, ballot):
        raise not_led() if ballot.is_open else not_in_this_state(ballot)
    _refuse_while_counting(ballot)
    old = ballot.tellers.counting().filter(person=teller).first()
    if old is None:
        raise Refused(_("Choose one of the two tellers of this vote."), status=422)
    if ballot.tellers.counting().filter(person=instead).exists():
        raise Refused(_("Choose a deputy who is not a teller of this vote already."), status=422)
    if not ballot.electors.voting().filter(person=instead).exists():
        raise Refused(
            _("The new teller is chosen from those who are present and not recused."), status=422
        )
    _refuse_who_cannot_count(ballot, [instead])
    reason = proper_text(" ".join(because.split()))
    if not 3 <= len(reason) <= LONGEST_REASON:
        raise Refused(_("Say in 3 to 255 characters why the teller is replaced."), status=422)
    old.replaced_because = reason
    old.save(update_fields=["replaced_because"])
    Teller.objects.create(ballot=ballot, person=instead, place=old.place)
    heard.counted(ballot)
    record(by, "voting.replace_teller", ballot)
    return ballot


def _refuse_who_cannot_count(ballot: Ballot, tellers: Sequence[Person]) -> None:
    attending = attending_at(ballot)
    if attending is None:
        return
    names = [person.short_name() for person in tellers if person.pk not in attending.may_count]
    if names:
        raise cannot_count(", ".join(names))


def _refuse_while_counting(ballot: Ballot) -> None:
    state = counted(ballot)
    if state.agreed is not None:
        raise Refused(BOTH_AGREE)
    if state.entered:
        raise Refused(
            _(
                "A teller has entered a count. Wait for the other one: when the two differ, a"
                " teller can be replaced. Or cancel the vote and hold it again."
            )
        )
