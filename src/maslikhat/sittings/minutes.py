"""The minutes of a sitting as its data tell them: attendance, floor, motions, votes, results.

Drawn anew each time until they can be edited and approved: nothing here is typed by anybody. What
happened behind closed doors is told apart, to the council's own people alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from maslikhat.kit.formats import words
from maslikhat.kit.languages import said
from maslikhat.registry.standing import Visitor
from maslikhat.sittings.models import Item, Motion, Sitting, Speech
from maslikhat.sittings.shown import ItemRow, agenda_of, there_at
from maslikhat.sittings.titles import title_of

# The minutes are official in both; English is a translation without force.
OFFICIAL = ("kk", "ru")


@dataclass(frozen=True)
class Part:
    """A part of the minutes: its heading and its sentences."""

    heading: str
    sentences: tuple[str, ...]


def drawn(sitting: Sitting, user: Visitor, lang: str) -> list[Part]:
    """The minutes in a language as this reader may see them; some ten queries."""
    with override(lang):
        agenda = agenda_of(sitting, user)
        numbers = [row.item.pk for row in agenda if row.title is not None]
        spoken = Speech.objects.filter(item__in=numbers).given().select_related("mandate__person")
        speeches: dict[int, list[Speech]] = {}
        for speech in spoken:
            speeches.setdefault(speech.item_id, []).append(speech)
        return [
            _head(sitting),
            _attendance(sitting),
            Part(_("Agenda"), tuple(f"{row.item.number}. {_title(row)}" for row in agenda)),
            *(_item(row, speeches.get(row.item.pk, [])) for row in agenda if row.item.called_at),
        ]


def _head(sitting: Sitting) -> Part:
    assert sitting.opened_at is not None
    told = [said(sitting.council, "name").text, words.moment(sitting.starts_at)]
    if sitting.commission is not None:
        told.insert(1, said(sitting.commission, "name").text)
    hall = said(sitting, "hall").text
    sentences = [", ".join([*told, *([hall] if hall else [])]) + "."]
    opened = {"time": words.clock(sitting.opened_at)}
    sentences.append(_("Opened at %(time)s.") % opened)
    if sitting.presided_by is not None:
        sentences.append(_("Presided by: %(name)s.") % {"name": sitting.presided_by.full_name()})
    for recess in sitting.recesses.filter(ended_at__isnull=False):
        assert recess.ended_at is not None
        ends = {"begun": words.clock(recess.begun_at), "ended": words.clock(recess.ended_at)}
        sentences.append(_("Break from %(begun)s to %(ended)s.") % ends)
    if sitting.closed_at is not None:
        sentences.append(_("Closed at %(time)s.") % {"time": words.clock(sitting.closed_at)})
    return Part(title_of(sitting).text, tuple(sentences))


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
    for label, rows in there.parts:
        names = ", ".join(row.mandate.person.full_name() for row in rows)
        sentences.append(f"{label} ({len(rows)}): {names}.")
    return Part(_("Attendance"), tuple(sentences))


def _title(row: ItemRow) -> str:
    if row.title is None:
        return _("An item behind closed doors")
    return said(row.item, "title").text


def _item(row: ItemRow, speeches: Sequence[Speech]) -> Part:
    item, sentences = row.item, []
    if row.title is None:
        return Part(f"{item.number}. {_title(row)}", (_("Considered behind closed doors."),))
    if row.rapporteurs:
        names = "; ".join(_reports(one) for one in row.rapporteurs)
        sentences.append(_("Reported: %(names)s.") % {"names": names})
    for recusal in row.recusals:
        told = {"name": recusal.person.full_name(), "because": recusal.because}
        sentences.append(_("Took no part: %(name)s (%(because)s).") % told)
    sentences += [_spoke(speech) for speech in speeches]
    sentences += [one for motion in row.motions for one in _moved(motion)]
    if item.outcome:
        sentences.append(_("Result: %(outcome)s.") % {"outcome": Item.Outcome(item.outcome).label})
    return Part(f"{item.number}. {_title(row)}", tuple(sentences))


def _reports(one: object) -> str:
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
    return f"{speech.get_kind_display()}: {name}, {words.clock(speech.begun_at)}, {lasted}."


def _moved(motion: Motion) -> list[str]:
    mover = f" ({motion.mover.person.full_name()})" if motion.mover else ""
    text = said(motion, "text").text
    found = [f"{motion.get_kind_display()}{mover}: {text}"]
    if motion.ballot is not None and motion.ballot.is_closed:
        found.append(said(motion.ballot, "sentence").text)
    return found
