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
from maslikhat.sittings.added import added_said
from maslikhat.sittings.gathered import Gathered
from maslikhat.sittings.models import Item, Sitting, Speech, SpeechKind
from maslikhat.sittings.models import Part as Took
from maslikhat.sittings.noticed import noticed
from maslikhat.sittings.presences import Movement, Movements, Span, movements_of, split
from maslikhat.sittings.shown import ItemRow
from maslikhat.sittings.titles import title_of
from maslikhat.sittings.typed import typed
from maslikhat.sittings.voted import as_voted, by_alphabet, came_to, doors_voted, first_small, moved

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


# What was decided, in the words of protocols; what a commission adopts is a resolution.
DECIDED = {
    Item.Outcome.ADOPTED.value: gettext_lazy("Decided: to adopt."),
    Item.Outcome.NOT_ADOPTED.value: gettext_lazy("Decided: not adopted."),
    Item.Outcome.ELECTED.value: gettext_lazy("Decided: the election has taken place."),
    Item.Outcome.NOT_ELECTED.value: gettext_lazy("Decided: nobody is elected."),
    Item.Outcome.NOTED.value: gettext_lazy("The item is taken note of."),
    Item.Outcome.HEARD.value: gettext_lazy("The report is heard."),
    Item.Outcome.SENT_BACK.value: gettext_lazy("The item is sent back to the commission."),
    Item.Outcome.POSTPONED.value: gettext_lazy("The item is postponed."),
    Item.Outcome.WITHDRAWN.value: gettext_lazy("The item is taken off the agenda."),
}
RESOLVED = {
    Item.Outcome.ADOPTED.value: gettext_lazy("Resolved: to adopt."),
    Item.Outcome.NOT_ADOPTED.value: gettext_lazy("Resolved: not adopted."),
}
REPORTS = {SpeechKind.REPORT.value, SpeechKind.CO_REPORT.value}


class Part(NamedTuple):
    """A part of the minutes: its heading and its sentences."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Drawn:
    """The minutes in one language: what everyone reads, and what happened behind closed doors."""

    parts: tuple[Part, ...]
    closed: tuple[Part, ...]


def drawn(found: Gathered, lang: str) -> Drawn:
    """The minutes in a language, from what was gathered for them.

    Of a sitting that is closed as a whole all is told together: nobody else reads any of it.
    """
    sitting, agenda = found.sitting, found.agenda
    with override(lang):
        votes = came_to(found.votes)
        told = movements_of(sitting, found.presences)
        within, behind = split(told, _shut_spans(sitting, agenda))
        parts = [_head(found), _attendance(found, within), _agenda(sitting, agenda)]
        closed = [Part(_("Attendance"), tuple(_moved_about(behind)))] if any(behind[1:]) else []
        for row in agenda:
            if row.item.called_at is None and row.item.done_at is None:
                continue
            part = _item(row, found.speeches.get(row.item.pk, []), votes)
            if _is_apart(row.item, sitting):
                closed.append(part)
                heading = f"{row.item.number}. {_('An item behind closed doors')}"
                part = Part(heading, _openly(row, votes))
            parts.append(part)
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


def _shut_spans(sitting: Sitting, agenda: Sequence[ItemRow]) -> list[Span]:
    """From when until when items were considered behind closed doors."""
    return [
        (row.item.called_at, row.item.done_at)
        for row in agenda
        if row.item.called_at is not None and _is_apart(row.item, sitting)
    ]


def _agenda(sitting: Sitting, agenda: Sequence[ItemRow]) -> Part:
    titles = []
    for row in agenda:
        is_open = not _is_apart(row.item, sitting)
        title = _title(row) if is_open else _("An item behind closed doors")
        added = added_said(row.item, is_open=is_open)
        titles.append(f"{row.item.number}. {title}" + (f". {added}" if added else ""))
    return Part(_("Agenda"), tuple(titles))


def _head(found: Gathered) -> Part:
    sitting = found.sitting
    assert sitting.opened_at is not None
    told = [said(sitting.council, "name").text, words.moment(sitting.starts_at)]
    if sitting.commission is not None:
        told.insert(1, said(sitting.commission, "name").text)
    if sitting.session is not None:
        number = sitting.session.convocation.number
        told.insert(1, _("convocation %(number)s") % {"number": number})
    hall = said(sitting, "hall").text
    sentences = [", ".join([*told, *([hall] if hall else [])]) + "."]
    opened = {"time": words.hour(sitting.opened_at)}
    sentences.append(_("Opened at %(time)s.") % opened)
    sentences.append(_presided(found))
    sentences += noticed(sitting)
    if sitting.is_brought_over:
        sentences.append(_entered(sitting, found.entered_by))
    for recess in found.recesses:
        assert recess.ended_at is not None
        ends = {"begun": words.hour(recess.begun_at), "ended": words.hour(recess.ended_at)}
        sentences.append(_("Break from %(begun)s to %(ended)s.") % ends)
    if sitting.closed_at is not None:
        sentences.append(_("Closed at %(time)s.") % {"time": words.hour(sitting.closed_at)})
    return Part(title_of(sitting).text, tuple(sentences))


def _presided(found: Gathered) -> str:
    """Who presided: the chair, another in place of the chair, or who opens a first session."""
    sitting, head = found.sitting, found.head
    if sitting.presided_by is None:
        return str(_("Opened by the chair of the territorial election commission."))
    told = {"name": sitting.presided_by.full_name()}
    if found.chair_id in {None, sitting.presided_by_id}:
        if head is not None and head.person.pk == sitting.presided_by_id and head.title().text:
            told["name"] += f", {first_small(head.title().text)}"
        return _("Presided by: %(name)s.") % told
    return _("Presided by: %(name)s, in place of the chair.") % told


def _entered(sitting: Sitting, user: User | None) -> str:
    """That the sitting was entered from its papers later, by whom and when."""
    day = sitting.made_at.astimezone(ALMATY).date()
    told = {"day": words.moment(sitting.made_at)}
    if is_clerk(user, sitting.council, day):
        return _("Entered from the papers of the sitting on %(day)s by the apparatus.") % told
    if is_chair(user, sitting.council, day):
        return _("Entered from the papers of the sitting on %(day)s by the chair.") % told
    return _("Entered from the papers of the sitting on %(day)s by who led it.") % told


def _moved_about(told: Movements) -> list[str]:
    """Who came later, went out or left, and when."""
    rows = (
        (_("Came later"), told.came), (_("Away for a time"), told.away),
        (_("Left before the end"), told.left),
    )  # fmt: skip
    sentences = []
    for label, movements in rows:
        if movements:
            names = "; ".join(f"{one.name} ({_when(one)})" for one in movements)
            sentences.append(f"{label}: {names}.")
    return sentences


def _when(one: Movement) -> str:
    return "–".join(words.hour(at) for at in (one.left_at, one.came_at) if at is not None)


def _numbers(sitting: Sitting, at_opening: int) -> list[str]:
    """How many were elected and how many were there, in the order of protocols."""
    if sitting.seats is None or sitting.quorum_needed is None:
        return []
    elected = _("Deputies elected: %(filled)s. Seats: %(seats)s.")
    if sitting.commission_id is not None:
        elected = _("Members of the commission: %(filled)s.")
    told = {"seats": sitting.seats, "filled": sitting.filled}
    there = _("There at the opening: %(count)s. Needed for a quorum: %(needed)s.")
    if at_opening >= sitting.quorum_needed:
        there = _("There at the opening: %(count)s. Quorum: %(needed)s; there was a quorum.")
    return [elected % told, there % {"count": at_opening, "needed": sitting.quorum_needed}]


def _attendance(found: Gathered, told: Movements) -> Part:
    sitting = found.sitting
    sentences = _numbers(sitting, told.at_opening)
    for _label, rows in found.there.parts:
        names = ", ".join(by_alphabet(row.mandate.person for row in rows))
        assert rows[0].attendance is not None, "a part is of those of whom it was noted"
        sentences.append(f"{TOOK_PART[rows[0].attendance.part]} ({len(rows)}): {names}.")
    sentences += _moved_about(told)
    invited = [one.strip(" ;") for one in said(sitting, "invited").text.splitlines()]
    if any(invited):
        names = "; ".join(filter(None, invited))
        sentences.append(_("Invited persons: %(names)s.") % {"names": names.rstrip(".")})
    return Part(_("Attendance"), tuple(sentences))


def _title(row: ItemRow) -> str:
    return said(row.item, "title").text


def _openly(row: ItemRow, votes: dict[int, list[str]]) -> tuple[str, ...]:
    """What everyone reads of an item behind closed doors."""
    if row.item.called_at is None:
        return (_("It was not considered at this sitting."),)
    if row.is_voted_open:
        return (*doors_voted(row, votes), *([_came_to(row.item)] if row.item.outcome else []))
    return (*doors_voted(row, votes), _("Considered behind closed doors."))


def _item(row: ItemRow, speeches: Sequence[Speech], votes: dict[int, list[str]]) -> Part:
    item = row.item
    sentences = _heard(row, speeches)
    if item.signatures:
        sentences.append(_("Raised by deputies: %(count)s.") % {"count": item.signatures})
    if row.rule is not None:
        sentences.append(row.rule.text)
    for recusal in row.recusals:
        told = {"name": recusal.person.full_name(), "because": typed(recusal.because)}
        sentences.append(_("Took no part: %(name)s (%(because)s).") % told)
    others = [_spoke(one) for one in speeches if one.kind not in REPORTS]
    if others:
        sentences.append(_("Spoke: %(names)s.") % {"names": "; ".join(others)})
    if row.candidates:
        names = ", ".join(one.called().text for one in row.candidates)
        sentences.append(_("Candidates: %(names)s.") % {"names": names})
    motions = as_voted(row.motions)
    sentences += [one for motion in motions for one in moved(motion, votes, _title(row))]
    if item.outcome:
        sentences.append(_came_to(item))
    return Part(f"{item.number}. {_title(row)}", tuple(sentences))


def _heard(row: ItemRow, speeches: Sequence[Speech]) -> list[str]:
    """Who reported: those who had the floor for it, else those whom the agenda names."""
    if row.item.called_at is None:
        return [_("It was not considered at this sitting.")]
    names = [_spoke(one) for one in speeches if one.kind in REPORTS]
    names = names or [reports(one) for one in row.rapporteurs]
    return [_("Heard: %(names)s.") % {"names": "; ".join(names)}] if names else []


def _came_to(item: Item) -> str:
    """What was decided; with the number of the decision where it has got one."""
    decision = item.decision
    is_council = item.sitting.commission_id is None
    if item.outcome == Item.Outcome.ADOPTED and is_council and decision and decision.adopted_on:
        told = {"number": decision.number, "day": words.day(decision.adopted_on)}
        return _("Decided: to adopt decision No. %(number)s of %(day)s.") % told
    found = DECIDED if is_council else {**DECIDED, **RESOLVED}
    return str(found[item.outcome])


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
    kind = first_small(speech.get_kind_display())
    return f"{name} ({kind}), {words.hour(speech.begun_at)}, {lasted}"
