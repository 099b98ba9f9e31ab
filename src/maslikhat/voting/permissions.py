"""Who may do what in a vote; each rule is one sentence."""

from maslikhat.kit.days import holds_on, today
from maslikhat.registry.models import Commission, CommissionMember, Council
from maslikhat.registry.permissions import is_chair, is_clerk, is_operator
from maslikhat.registry.standing import Visitor, standing
from maslikhat.voting.bodies import LEADERS
from maslikhat.voting.models import Ballot, Elector, Mode


def leads(user: Visitor | None, council: Council, commission: Commission | None = None) -> bool:
    """Chair and clerk lead the votes of a council; in a commission its chair and secretary too."""
    if is_chair(user, council) or is_clerk(user, council):
        return True
    person = standing(user).person_id
    if commission is None or person is None:
        return False
    day = today()
    places = CommissionMember.objects.on(day).filter(holds_on(day, "mandate__"))
    return places.filter(
        commission=commission, mandate__person=person, position__in=LEADERS
    ).exists()


def may_prepare(
    user: Visitor | None, council: Council, commission: Commission | None = None
) -> bool:
    """Who leads the votes of the body puts a question to it."""
    return leads(user, council, commission)


def may_recuse(user: Visitor | None, elector: Elector) -> bool:
    """Before the ballot is opened: the elector, or who leads it."""
    ballot = elector.ballot
    return ballot.is_draft and (
        _is(user, elector) or leads(user, ballot.council, ballot.commission)
    )


def may_unrecuse(user: Visitor | None, elector: Elector) -> bool:
    """Whoever may recuse may take it back, before the ballot is opened."""
    return may_recuse(user, elector)


def may_open_ballot(user: Visitor | None, ballot: Ballot) -> bool:
    """Who leads it, once."""
    return ballot.is_draft and leads(user, ballot.council, ballot.commission)


def may_cast(user: Visitor | None, elector: Elector) -> bool:
    """The elector alone, for nobody else, in an open ballot that was opened on the portal.

    A vote that comes within a day after closing is taken too: it is kept as late.
    """
    ballot = elector.ballot
    takes_votes = ballot.mode == Mode.OPEN and (ballot.is_open or ballot.takes_late)
    return takes_votes and elector.may_vote and _sits(user, elector)


def may_cast_secretly(user: Visitor | None, elector: Elector) -> bool:
    """The elector alone, once, while the secret ballot is open on the portal."""
    ballot = elector.ballot
    takes_votes = ballot.mode == Mode.SECRET and ballot.is_open and not elector.has_voted
    return takes_votes and elector.may_vote and _sits(user, elector)


def may_appoint_tellers(user: Visitor | None, ballot: Ballot) -> bool:
    """Who leads a ballot of hands or papers names the two who count, before it is opened."""
    is_counted = ballot.is_draft and ballot.is_counted_by_tellers
    return is_counted and leads(user, ballot.council, ballot.commission)


def may_count(user: Visitor | None, ballot: Ballot) -> bool:
    """The two tellers alone, while the ballot is open: deputies who were there when it opened."""
    person = standing(user).person_id
    if not ballot.is_open or person is None:
        return False
    is_teller = ballot.tellers.counting().filter(person=person).exists()
    own = ballot.electors.filter(person=person).first() if is_teller else None
    return own is not None and own.may_vote and ballot.council_id in standing(user).deputy_of


def may_give_papers(user: Visitor | None, ballot: Ballot) -> bool:
    """Who leads a ballot on papers, and its tellers, mark who came and took one; of one brought
    over without the list, who leads it, once."""
    if ballot.mode != Mode.PAPER or ballot.is_draft:
        return False
    is_leading = leads(user, ballot.council, ballot.commission)
    if ballot.is_open:
        return is_leading or may_count(user, ballot)
    return is_leading and lacks_list(ballot)


def lacks_list(ballot: Ballot) -> bool:
    """Whether papers were voted on and nobody marked who took one: so it may be brought over."""
    return ballot.is_closed and bool(ballot.voted) and not ballot.electors.took_part().exists()


def may_replace_teller(user: Visitor | None, ballot: Ballot) -> bool:
    """Who leads a ballot of hands or papers puts another in the place of a teller."""
    is_counted = ballot.is_open and ballot.is_counted_by_tellers
    return is_counted and leads(user, ballot.council, ballot.commission)


def may_enter_counts(user: Visitor | None, ballot: Ballot) -> bool:
    """Who leads a vote that is brought over enters from its papers what both tellers counted."""
    is_counted = ballot.is_open and ballot.is_counted_by_tellers
    return is_counted and leads(user, ballot.council, ballot.commission)


def may_close_ballot(user: Visitor | None, ballot: Ballot) -> bool:
    """Who leads it, while it is open."""
    return ballot.is_open and leads(user, ballot.council, ballot.commission)


def may_cancel_ballot(user: Visitor | None, ballot: Ballot) -> bool:
    """Who leads it, until it is closed."""
    is_under_way = ballot.is_draft or ballot.is_open
    return is_under_way and leads(user, ballot.council, ballot.commission)


def may_hold_again(user: Visitor | None, ballot: Ballot) -> bool:
    """Who leads it, when it was cancelled or its election has not ended."""
    return ballot.can_be_held_again and leads(user, ballot.council, ballot.commission)


def may_set_regulations(user: Visitor | None, council: Council) -> bool:
    """Chair and clerk enter what the regulations of their council say; the operator may too."""
    return is_chair(user, council) or is_clerk(user, council) or is_operator(user)


def _is(user: Visitor | None, elector: Elector) -> bool:
    return standing(user).person_id == elector.person_id


def _sits(user: Visitor | None, elector: Elector) -> bool:
    """Whether it is the elector, who still is a deputy of the council."""
    return _is(user, elector) and elector.ballot.council_id in standing(user).deputy_of
