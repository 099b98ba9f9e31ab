"""The sentence of a result, with its numbers and the article, as it goes into the minutes."""

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maslikhat.kit.languages import said
from maslikhat.voting.models import Ballot, Mode, Option, Teller
from maslikhat.voting.tally import Base, Outcome, Result

OUTCOMES = {
    Outcome.ADOPTED.value: gettext_lazy("Adopted"),
    Outcome.NOT_ADOPTED.value: gettext_lazy("Not adopted"),
    Outcome.ELECTED.value: gettext_lazy("Elected"),
    Outcome.FURTHER_ROUND.value: gettext_lazy("A further round is needed"),
    Outcome.NOBODY_ELECTED.value: gettext_lazy("Nobody is elected"),
    Outcome.NO_QUORUM.value: gettext_lazy("No quorum"),
}


def sentence(
    ballot: Ballot,
    options: Sequence[Option],
    result: Result,
    *,
    tellers: Sequence[Teller],
    recused: int,
    given: int | None = None,
    lang: str,
) -> str:
    """The whole result in one paragraph of a language: kk, ru or en.

    Numbers stand after a colon, so that no language has to decline them. `given` is how many papers
    were given out, where that is known.
    """
    with translation.override(lang):
        parts = [
            _verdict(options, result, lang),
            _votes(ballot, options, lang, given),
            _roll(ballot, recused),
            _rule(ballot, result, lang),
        ]
        if result.by_casting_vote:
            parts.append(_("Votes were equal, and the vote of the chair decided."))
        if tellers:
            names = ", ".join(teller.person.short_name(lang) for teller in tellers)
            parts.append(_("Counted by: %(names)s.") % {"names": names})
        return " ".join(parts)


def option_name(option: Option, *, lang: str | None = None) -> str:
    """What a choice is called: the candidate, or for, against, abstained."""
    if option.kind == Option.Kind.CANDIDATE:
        return said(option, "name", lang).text
    return str(Option.Kind(option.kind).label)


def choice_name(ballot: Ballot, option: Option, *, lang: str | None = None) -> str:
    """What a choice of this ballot is called: in an election "against" is against all."""
    if ballot.is_election and option.kind == Option.Kind.AGAINST:
        return _("Against all candidates")
    return option_name(option, lang=lang)


def _verdict(options: Sequence[Option], result: Result, lang: str) -> str:
    words = str(OUTCOMES[result.outcome.value])
    names = [option_name(options[place], lang=lang) for place in result.chosen]
    return f"{words}: {', '.join(names)}." if names else f"{words}."


def _votes(ballot: Ballot, options: Sequence[Option], lang: str, given: int | None) -> str:
    """For: 12. Against: 3. …"""
    told = []
    for option in options:
        name = choice_name(ballot, option, lang=lang)
        told.append(_("%(name)s: %(number)d.") % {"name": name, "number": option.votes or 0})
    if ballot.mode == Mode.PAPER:
        told.append(_("Spoiled papers: %(number)d.") % {"number": ballot.spoiled or 0})
    if given is not None:
        numbers = {"given": given, "kept": given - (ballot.voted or 0)}
        told.append(_("Papers given out: %(given)d, not put into the box: %(kept)d.") % numbers)
    return " ".join(told)


def _roll(ballot: Ballot, recused: int) -> str:
    voted, present = ballot.voted or 0, ballot.present or 0
    numbers = {
        "seats": ballot.seats or 0,
        "filled": ballot.filled or 0,
        "total": ballot.total,
        "present": present,
        "quorum": ballot.quorum_needed or 0,
        "silent": present - recused - voted,
        "recused": recused,
    }
    if ballot.commission_id is not None:
        text = _("Members: %(total)d, present: %(present)d, quorum: %(quorum)d.")
    else:
        text = _(
            "Seats: %(seats)d, deputies: %(filled)d, total number: %(total)d, "
            "present: %(present)d, quorum: %(quorum)d."
        )
    more = _("Did not vote: %(silent)d, recused: %(recused)d.")
    return f"{text % numbers} {more % numbers}"


def _rule(ballot: Ballot, result: Result, lang: str) -> str:
    """What was needed, of what number, by which article."""
    of = {
        Base.TOTAL: _("of the total number of %(base)d"),
        Base.PRESENT: _("of the %(base)d present"),
        Base.CAST: _("of the %(base)d votes cast"),
    }[Base(ballot.rule.base)] % {"base": result.base}
    text = _("Needed: %(needed)d %(of)s (%(rule)s; %(law)s, article %(article)s).")
    if not ballot.rule.article:
        text = _("Needed: %(needed)d %(of)s (%(rule)s; by the council's regulations).")
    return text % {
        "needed": result.needed,
        "of": of,
        "rule": said(ballot.rule, "name", lang).text,
        "law": said(ballot.rule, "law", lang).text,
        "article": ballot.rule.article,
    }
