"""Votes of a rehearsal, decided by the rules in force and told by the real sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from maslikhat.kit.languages import LANGUAGES
from maslikhat.kit.refusals import refuse_unless
from maslikhat.sittings.kinds import decided_by
from maslikhat.sittings.models import Motion
from maslikhat.sittings.rehearsal import cast
from maslikhat.voting import refusals as votes
from maslikhat.voting import tally
from maslikhat.voting.electing import FEWEST_SECRET
from maslikhat.voting.models import Ballot, Mode, Option, State, VotingRule
from maslikhat.voting.sentences import option_name, sentence
from maslikhat.voting.shown import ElectorRow, OptionRow

# Those by which the rehearsal decides.
RULES = ("majority_of_total", "majority_of_present", "closed_sitting")
CHOICES = (Option.Kind.FOR.value, Option.Kind.AGAINST.value, Option.Kind.ABSTAIN.value)


def roll(there: int) -> tally.Roll:
    """The numbers of the invented body."""
    return tally.Roll(cast.SEATS, cast.FILLED, there)


@dataclass(frozen=True)
class Poll:
    """A vote: who was there, who stood aside, what each chose, and the result once it is closed."""

    key: str
    rule: str
    mode: str
    present: frozenset[int]
    recused: frozenset[int]
    votes: Mapping[int, str] = field(default_factory=dict)
    result: tally.Result | None = None

    @property
    def voting(self) -> frozenset[int]:
        """Who may vote: present and not recused."""
        return self.present - self.recused

    def number(self, choice: str) -> int:
        """How many chose this."""
        return sum(one == choice for one in self.votes.values())


@dataclass(frozen=True)
class Book:
    """The rules of voting in force: as rows, and exactly as of the day."""

    rules: Mapping[str, VotingRule]
    exact: Mapping[str, tally.Rule]

    def open(self, key: str, present: frozenset[int], recused: frozenset[int]) -> Poll:
        """A vote of those who are there; Refused as the real one would be."""
        number, move = cast.MOVES[key]
        kind = cast.AGENDA[number - 1].kind
        usual = decided_by(kind, is_commission=False, motion=Motion.Kind(move.kind))
        there = roll(len(present))
        rule = self.exact[usual.rule]
        poll = Poll(key, usual.rule, move.mode or usual.mode, present, recused & present)
        if not tally.has_quorum(rule, there):
            raise votes.no_quorum(rule, there)
        voting = len(poll.voting)
        refuse_unless(voting > 0, votes.NOBODY_MAY_VOTE)
        refuse_unless(
            poll.mode != Mode.SECRET or voting >= FEWEST_SECRET,
            votes.TOO_FEW_FOR_A_SECRET,
        )
        return poll

    def counted(self, poll: Poll) -> Poll:
        """The vote with its result."""
        chair = poll.votes.get(cast.CHAIR)
        sides = {"for": True, "against": False}
        result = tally.decide(
            self.exact[poll.rule],
            roll(len(poll.present)),
            votes_for=poll.number("for"),
            against=poll.number("against"),
            abstained=poll.number("abstain"),
            chair_is_for=sides.get(chair or "") if poll.mode == Mode.OPEN else None,
        )
        return replace(poll, result=result)

    def ballot(self, poll: Poll) -> Ballot:
        """The same as no table has it, with the sentence of its result once it has one."""
        there, exact = roll(len(poll.present)), self.exact[poll.rule]
        made = Ballot(
            mode=poll.mode,
            rule=self.rules[poll.rule],
            state=State.OPEN,
            seats=there.seats,
            filled=there.filled,
            present=there.present,
            counts_vacancies=there.counts_vacancies,
            quorum_needed=tally.quorum_needed(exact, there),
            share=str(exact.share),
            quorum_share=str(exact.quorum_share),
            **{f"motion_{lang}": cast.MOVES[poll.key][1].texts[lang] for lang in LANGUAGES},
        )
        if poll.result is None:
            return made
        made.state, made.outcome = State.CLOSED, poll.result.outcome.value
        made.needed, made.voted, made.spoiled = poll.result.needed, len(poll.votes), 0
        made.by_casting_vote = poll.result.by_casting_vote
        options = options_of(poll)
        for lang in LANGUAGES:
            text = sentence(
                made, options, poll.result, tellers=(), recused=len(poll.recused), lang=lang
            )
            setattr(made, f"sentence_{lang}", text)
        return made


def options_of(poll: Poll) -> list[Option]:
    """For, against, abstained, each with what it got."""
    return [
        Option(pk=place, place=place, kind=kind, votes=poll.number(kind))
        for place, kind in enumerate(CHOICES, 1)
    ]


def option_rows(poll: Poll, electors: Sequence[ElectorRow]) -> list[OptionRow]:
    """The choices as the page of a vote has them; who chose what only of a vote by name."""
    rows, given = [], len(poll.votes)
    for option in options_of(poll):
        share = round(100 * (option.votes or 0) / given) if given else 0
        row = OptionRow(option, option_name(option), share)
        if poll.mode == Mode.OPEN:
            row.electors += [one for one in electors if poll.votes.get(one.pk) == option.kind]
        rows.append(row)
    return rows


def elector_rows(poll: Poll, lang: str) -> list[ElectorRow]:
    """The deputies as the page of a vote has them."""
    because = _("Recused because of an own interest")
    return [
        ElectorRow(
            pk=seat,
            mandate_id=seat,
            person_id=seat,
            name=cast.name_of(seat, lang),
            party="",
            is_chair=seat == cast.CHAIR,
            is_present=seat in poll.present,
            recused_because=because if seat in poll.recused else "",
            has_voted=seat in poll.votes,
        )
        for seat in range(1, cast.FILLED + 1)
    ]


def book_now() -> Book:
    """The rules of the law that are in force today; five queries at most."""
    rules = {row.key: row for row in VotingRule.objects.on().filter(key__in=RULES)}
    return Book(rules, {key: rules[key].as_of() for key in RULES})
