"""The minutes of a sitting as its data tell them: attendance, floor, motions, votes, results.

Nothing here is typed by anybody. What happened behind closed doors is told apart.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from maslikhat.accounts.models import User
from maslikhat.kit.days import ALMATY
from maslikhat.kit.formats import words
from maslikhat.kit.languages import said
from maslikhat.registry.permissions import is_chair, is_clerk
from maslikhat.sittings.attendance import body_of
from maslikhat.sittings.models import Item, Motion, Sitting, Speech
from maslikhat.sittings.models import Part as Took
from maslikhat.sittings.presences import Movement, movements_of
from maslikhat.sittings.rounds import rounds_of
from maslikhat.sittings.shown import ItemRow, all_of, there_at
from maslikhat.sittings.titles import title_of
from maslikhat.voting.models import Ballot, Elector, Mode, Vote
from maslikhat.voting.sentences import choice_name

# The minutes are official in both; English is a translation without force.
OFFICIAL = ("kk", "ru")
HEADING = "# "
# How it is said of a sitting that has ended.
TOOK_PART = {
    Took.PRESENT.value: gettext_lazy("Were present in the hall"),
    Took.REMOTE.value: gettext_lazy("Took part remotely"),
    Took.EXCUSED.value: gettext_lazy("Were absent for a good reason"),
    Took.DUTY_TRIP.value: gettext_lazy("Were on a duty trip"),
    Took.NOT_ENTITLED.value: gettext_lazy("Were not entitled to take part"),
    Took.TECHNICAL.value: gettext_lazy("Could not take part for a technical failure of the link"),
    Took.ABSENT.value: gettext_lazy("Were absent without good reason"),
}


class Part(NamedTuple):
    """A part of the minutes: its heading and its sentences."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Drawn:
    """The minutes in one language: what everyone reads, and what happened behind closed doors."""

    parts: tuple[Part, ...]
    closed: tuple[Part, ...]


def drawn(sitting: Sitting, lang: str) -> Drawn:
    """The minutes in a language; nineteen queries at most, whatever was decided.

    Of a sitting that is closed as a whole all is told together: nobody else reads any of it.
    """
    with override(lang):
        agenda = all_of(sitting)
        spoken = Speech.objects.filter(sitting=sitting).given().select_related("mandate__person")
        speeches: dict[int, list[Speech]] = {}
        for speech in spoken:
            speeches.setdefault(speech.item_id, []).append(speech)
        votes = _votes(row.motions for row in agenda)
        parts, closed = [_head(sitting), _attendance(sitting), _agenda(sitting, agenda)], []
        for row in agenda:
            if row.item.called_at is None and row.item.done_at is None:
                continue
            told = _item(row, speeches.get(row.item.pk, []), votes)
            if _is_apart(row.item, sitting):
                closed.append(told)
                heading = f"{row.item.number}. {_('An item behind closed doors')}"
                told = Part(heading, _openly(row, votes))
            parts.append(told)
        return Drawn(tuple(parts), tuple(closed))


def as_text(parts: Iterable[Part]) -> str:
    """The parts as they are kept and edited: headings after "# ", a paragraph a line."""
    rows = ([HEADING + _line(part.heading), *map(_line, part.sentences)] for part in parts)
    return "\n\n".join("\n".join(some) for some in rows)


def as_parts(text: str) -> list[Part]:
    """The parts of a text; what stands before the first heading is a part without one."""
    parts: list[Part] = []
    heading, sentences = "", list[str]()
    for row in [*text.splitlines(), HEADING]:
        if row.startswith(HEADING):
            if heading or sentences:
                parts.append(Part(heading, tuple(sentences)))
            heading, sentences = row.removeprefix(HEADING).strip(), []
        elif row.strip():
            sentences.append(row.strip())
    return parts


def _line(words: str) -> str:
    """Words of people on one line, none of which makes a heading."""
    return " ".join(words.split()).lstrip("# ")


def _is_apart(item: Item, sitting: Sitting) -> bool:
    return item.is_closed_to_public and not sitting.is_closed_to_public


def _agenda(sitting: Sitting, agenda: Sequence[ItemRow]) -> Part:
    titles = []
    for row in agenda:
        title = _title(row)
        if _is_apart(row.item, sitting):
            title = _("An item behind closed doors")
        titles.append(f"{row.item.number}. {title}")
    return Part(_("Agenda"), tuple(titles))


def _head(sitting: Sitting) -> Part:
    assert sitting.opened_at is not None
    told = [said(sitting.council, "name").text, words.moment(sitting.starts_at)]
    if sitting.commission is not None:
        told.insert(1, said(sitting.commission, "name").text)
    hall = said(sitting, "hall").text
    sentences = [", ".join([*told, *([hall] if hall else [])]) + "."]
    opened = {"time": words.hour(sitting.opened_at)}
    sentences.append(_("Opened at %(time)s.") % opened)
    sentences.append(_presided(sitting))
    if sitting.is_brought_over:
        sentences.append(_entered(sitting))
    for recess in sitting.recesses.filter(ended_at__isnull=False):
        assert recess.ended_at is not None
        ends = {"begun": words.hour(recess.begun_at), "ended": words.hour(recess.ended_at)}
        sentences.append(_("Break from %(begun)s to %(ended)s.") % ends)
    if sitting.closed_at is not None:
        sentences.append(_("Closed at %(time)s.") % {"time": words.hour(sitting.closed_at)})
    return Part(title_of(sitting).text, tuple(sentences))


def _presided(sitting: Sitting) -> str:
    """Who presided: the chair, another in place of the chair, or who opens a first session."""
    if sitting.presided_by is None:
        return str(_("Opened by the chair of the territorial election commission."))
    told = {"name": sitting.presided_by.full_name()}
    if body_of(sitting).chair_id in {None, sitting.presided_by_id}:
        return _("Presided by: %(name)s.") % told
    return _("Presided by: %(name)s, in place of the chair.") % told


def _entered(sitting: Sitting) -> str:
    """That the sitting was entered from its papers later, by whom and when."""
    user, day = (
        User.objects.filter(pk=sitting.by).first(),
        sitting.made_at.astimezone(ALMATY).date(),
    )
    told = {"day": words.moment(sitting.made_at)}
    if is_clerk(user, sitting.council, day):
        return _("Entered from the papers of the sitting on %(day)s by the apparatus.") % told
    if is_chair(user, sitting.council, day):
        return _("Entered from the papers of the sitting on %(day)s by the chair.") % told
    return _("Entered from the papers of the sitting on %(day)s by who led it.") % told


def _moved_about(sitting: Sitting) -> list[str]:
    """How many were there when the sitting was opened, and who came, went out or left, when."""
    told = movements_of(sitting)
    rows = (
        (_("Came later"), told.came), (_("Away for a time"), told.away),
        (_("Left before the end"), told.left),
    )  # fmt: skip
    sentences = [_("There at the opening: %(count)s.") % {"count": told.at_opening}]
    for label, movements in rows:
        if movements:
            names = "; ".join(f"{one.name} ({_when(one)})" for one in movements)
            sentences.append(f"{label}: {names}.")
    return sentences


def _when(one: Movement) -> str:
    return "–".join(words.hour(at) for at in (one.left_at, one.came_at) if at is not None)


def _attendance(sitting: Sitting) -> Part:
    there = there_at(sitting)
    sentences = []
    if sitting.seats is not None and sitting.quorum_needed is not None:
        numbers = {
            "seats": sitting.seats,
            "filled": sitting.filled,
            "needed": sitting.quorum_needed,
        }
        sentences.append(
            _("Seats: %(seats)s. Deputies: %(filled)s. Needed for a quorum: %(needed)s.") % numbers
        )
    for _label, rows in there.parts:
        names = ", ".join(row.mandate.person.full_name() for row in rows)
        assert rows[0].attendance is not None, "a part is of those of whom it was noted"
        sentences.append(f"{TOOK_PART[rows[0].attendance.part]} ({len(rows)}): {names}.")
    sentences += _moved_about(sitting)
    return Part(_("Attendance"), tuple(sentences))


def _title(row: ItemRow) -> str:
    return said(row.item, "title").text


def _openly(row: ItemRow, votes: dict[int, list[str]]) -> tuple[str, ...]:
    """What everyone reads of an item behind closed doors."""
    if row.item.called_at is None:
        return (_("It was not considered at this sitting."),)
    return (*_shut(row, votes), _("Considered behind closed doors."))


def _item(row: ItemRow, speeches: Sequence[Speech], votes: dict[int, list[str]]) -> Part:
    item, sentences = row.item, []
    if item.called_at is None:
        sentences.append(_("It was not considered at this sitting."))
    elif row.rapporteurs:
        names = "; ".join(reports(one) for one in row.rapporteurs)
        sentences.append(_("Reported: %(names)s.") % {"names": names})
    if item.signatures:
        sentences.append(_("Raised by deputies: %(count)s.") % {"count": item.signatures})
    if row.rule is not None:
        sentences.append(row.rule.text)
    for recusal in row.recusals:
        told = {"name": recusal.person.full_name(), "because": recusal.because}
        sentences.append(_("Took no part: %(name)s (%(because)s).") % told)
    sentences += [_spoke(speech) for speech in speeches]
    if row.candidates:
        names = ", ".join(one.called().text for one in row.candidates)
        sentences.append(_("Candidates: %(names)s.") % {"names": names})
    sentences += [one for motion in _as_voted(row.motions) for one in _moved(motion, votes)]
    if item.outcome:
        sentences.append(_("Result: %(outcome)s.") % {"outcome": Item.Outcome(item.outcome).label})
    return Part(f"{item.number}. {_title(row)}", tuple(sentences))


def _as_voted(motions: Sequence[Motion]) -> list[Motion]:
    """The motions in the order in which they were voted on, then those that were not."""
    return sorted(motions, key=_voted_at)


def _voted_at(motion: Motion) -> tuple[bool, float, int]:
    opened = motion.ballot.opened_at if motion.ballot is not None else None
    return (opened is None, opened.timestamp() if opened else 0.0, motion.place)


def _votes(motions: Iterable[Sequence[Motion]]) -> dict[int, list[str]]:
    """What the vote on each motion came to, by its number: every round of it; two queries."""
    rounds = rounds_of([one.ballot for some in motions for one in some if one.ballot is not None])
    names = _by_name([one for way in rounds.values() for one in way])
    return {
        number: [
            sentence
            for one in way
            for sentence in (said(one, "sentence").text, *names.get(one.pk, ()))
        ]
        for number, way in rounds.items()
    }


def _by_name(ballots: Iterable[Ballot]) -> dict[int, list[str]]:
    """Of each closed vote by name its choices with those who chose them, and who chose nothing;
    two queries."""
    open_ones = [one.pk for one in ballots if one.mode == Mode.OPEN]
    given = Vote.objects.counted().filter(elector__ballot__in=open_ones)
    rows = given.select_related("option__ballot", "elector__person").order_by("option__place", "pk")
    names: dict[int, dict[str, list[str]]] = {}
    for vote in rows:
        chosen = names.setdefault(vote.option.ballot_id, {})
        choice = choice_name(vote.option.ballot, vote.option)
        chosen.setdefault(choice, []).append(vote.elector.person.full_name())
    silent = Elector.objects.filter(ballot__in=open_ones, has_voted=False).voting()
    for elector in silent.select_related("person").order_by("pk"):
        chosen = names.setdefault(elector.ballot_id, {})
        chosen.setdefault(_("Gave no vote"), []).append(elector.person.full_name())
    return {
        ballot: [
            f"{choice} ({len(who)}): {', '.join(sorted(who))}." for choice, who in told.items()
        ]
        for ballot, told in names.items()
    }


def reports(one: object) -> str:
    """Who reports: the deputy, or the name with the office."""
    mandate = getattr(one, "mandate", None)
    if mandate is not None:
        return str(mandate.person.full_name())
    office = said(one, "office").text
    return f"{getattr(one, 'name', '')}, {office}" if office else str(getattr(one, "name", ""))


def _spoke(speech: Speech) -> str:
    assert speech.begun_at is not None
    assert speech.ended_at is not None
    name = speech.mandate.person.full_name() if speech.mandate else speech.name
    minutes = max(1, round((speech.ended_at - speech.begun_at).total_seconds() / 60))
    lasted = ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    return f"{speech.get_kind_display()}: {name}, {words.hour(speech.begun_at)}, {lasted}."


def _shut(row: ItemRow, votes: dict[int, list[str]]) -> list[str]:
    """How the doors were closed, which was voted on openly: who proposed it, why, the vote."""
    found = []
    for motion in row.motions:
        if motion.kind == Motion.Kind.DOORS and motion.ballot_id is not None:
            found += _moved(motion, votes)
    return found


def _moved(motion: Motion, votes: dict[int, list[str]]) -> list[str]:
    mover = f" ({motion.mover.person.full_name()})" if motion.mover else ""
    if motion.proposed_by:
        proposer = Motion.Proposer(motion.proposed_by).label
        mover = " " + _("(proposed by: %(name)s)") % {"name": proposer}
    text = said(motion, "text").text
    came_to = votes[motion.ballot_id] if motion.ballot_id is not None else []
    return [f"{motion.get_kind_display()}{mover}: {text}", *came_to]
