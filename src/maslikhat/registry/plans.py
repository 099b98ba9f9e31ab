"""What a list of deputies would change in a convocation, and what stands against it."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.languages import LANGUAGES
from maslikhat.registry import questions
from maslikhat.registry.imports import DeputyRow, RowError
from maslikhat.registry.models import (
    Constituency,
    Convocation,
    Mandate,
    Party,
    Person,
)
from maslikhat.registry.permissions import is_operator

NO_PARTY = {
    "",
    "-",
    "самовыдвижение",
    "самовыдвиженец",
    "өзін-өзі ұсыну",
    "өзін-өзі ұсынған",
    "self-nominated",
    "independent",
}
Identity = tuple[str, str, str, str]


@dataclass(frozen=True)
class Planned:
    """A row that will be entered: the person when already known, and the seat."""

    row: DeputyRow
    person: Person | None
    constituency: Constituency | None
    party: Party | None
    from_day: dt.date


@dataclass
class Plan:
    """What will be entered, how many rows are there already, and what is wrong."""

    entered: list[Planned] = field(default_factory=list)
    same: int = 0
    errors: list[RowError] = field(default_factory=list)

    def refuse(self, row: DeputyRow, column: str, sentence: str) -> None:
        """Note what stands against a row."""
        self.errors.append(RowError(row.line, column, sentence))


class Known:
    """What the register knows that a list must fit: six queries, whatever the list's length."""

    def __init__(self, convocation: Convocation, rows: Sequence[DeputyRow]) -> None:
        council = convocation.council
        self.convocation = convocation
        self.parties = _party_words(questions.parties())
        self.constituencies = {
            one.number: one for one in questions.constituencies_of(council.pk, convocation.from_day)
        }
        self.seats = questions.seats_of(council.pk)
        mandates = questions.mandates_of(council.pk)
        self.persons: dict[Identity, list[Person]] = defaultdict(list)
        self.mandates: dict[int, list[Mandate]] = defaultdict(list)
        self.here: list[Mandate] = mandates
        people = {mandate.person_id: mandate.person for mandate in mandates}
        numbers = {row.person_id for row in rows if row.person_id} - set(people)
        # Whoever takes in an account of another council could then restore its access.
        self.strangers = numbers
        people |= {person.pk: person for person in Person.objects.filter(pk__in=numbers)}
        self.people = people
        for person in people.values():
            for identity in identities(person):
                self.persons[identity].append(person)
        # Also those in other councils: a deputy sits in one maslikhat only.
        held = Mandate.objects.filter(person__in=list(people))
        for mandate in held:
            self.mandates[mandate.person_id].append(mandate)

    def meets(self, mandate: Mandate, from_day: dt.date) -> bool:
        """Whether a mandate holds on a day of one that begins in this convocation on `from_day`."""
        end = self.convocation.to_day
        return (mandate.to_day is None or mandate.to_day > from_day) and (
            end is None or mandate.from_day < end
        )


def identities(person: Person | DeputyRow) -> list[Identity]:
    """The names by which a person is recognised, one for each language that has one."""
    found = []
    for lang in LANGUAGES:
        parts = [getattr(person, f"{part}_{lang}") for part in ("surname", "given", "patronymic")]
        if parts[0] and parts[1]:
            surname, given, patronymic = (part.casefold() for part in parts)
            found.append((lang, surname, given, patronymic))
    return found


def plan(convocation: Convocation, rows: Sequence[DeputyRow], *, by: User) -> Plan:
    """What entering these rows would do when `by` does it; nothing is written."""
    known, made = Known(convocation, rows), Plan()
    seen: dict[Identity, list[DeputyRow]] = defaultdict(list)
    for row in rows:
        if _stands_twice(row, seen):
            made.refuse(row, "surname_kk", _("This person stands in the file twice."))
            continue
        person, sentence = _recognised(row, known, by)
        if sentence:
            made.refuse(row, "person_id", sentence)
            continue
        _plan_row(row, person, known, made)
    _refuse_taken(known, made)
    _refuse_overfull(known, made)
    return made


def _plan_row(row: DeputyRow, person: Person | None, known: Known, made: Plan) -> None:
    party = known.parties.get(_word(row.party), ...)
    if party is ...:
        made.refuse(row, "party", _("There is no party of this name or code."))
        return
    from_day = row.from_day or known.convocation.from_day
    constituency = known.constituencies.get(row.constituency or 0)
    if row.constituency is not None and (
        constituency is None or not constituency.holds_on(from_day)
    ):
        made.refuse(row, "constituency", _("The maslikhat has no constituency of this number."))
        return
    if constituency is None and party is None:
        made.refuse(row, "party", _("Give the constituency, or the party of the list."))
        return
    planned = Planned(row, person, constituency, party, from_day)
    if _is_there(planned, known):
        made.same += 1
    elif not known.convocation.holds_on(from_day):
        made.refuse(row, "from_day", _("The convocation does not hold on this day."))
    elif person is not None and any(
        known.meets(one, from_day) for one in known.mandates[person.pk]
    ):
        sentence = _("This person holds another mandate; end that one first.")
        made.refuse(row, "surname_kk", sentence)
    else:
        made.entered.append(planned)


def _party_words(parties: Iterable[Party]) -> "dict[str, Party | None]":
    words: dict[str, Party | None] = dict.fromkeys(NO_PARTY)
    for party in parties:
        words[_word(party.code)] = party
        for lang in LANGUAGES:
            for field_name in ("name", "short"):
                name = _word(getattr(party, f"{field_name}_{lang}"))
                if name:
                    words[name] = party
    return words


def _word(text: str) -> str:
    return " ".join(text.translate(str.maketrans("", "", "«»“”\"'")).casefold().split())


def _stands_twice(row: DeputyRow, seen: dict[Identity, list[DeputyRow]]) -> bool:
    """Whether an earlier row is of the same person; the year of birth tells namesakes apart."""
    earlier = [other for identity in identities(row) for other in seen[identity]]
    for identity in identities(row):
        seen[identity].append(row)
    return any(
        None in (other.birth_year, row.birth_year) or other.birth_year == row.birth_year
        for other in earlier
    )


def _recognised(row: DeputyRow, known: Known, by: User) -> tuple[Person | None, str]:
    """The person of the register that a row means, or why that cannot be told."""
    if row.person_id is not None:
        person = known.people.get(row.person_id)
        if person is None or not set(identities(row)) & set(identities(person)):
            return None, _("The register has no person of this number and name.")
        if person.pk in known.strangers and not is_operator(by):
            return None, _("This person sat elsewhere: only the operator enters such a one.")
        return person, ""
    candidates = {
        person.pk: person
        for identity in identities(row)
        for person in known.persons.get(identity, [])
        if None in (person.birth_year, row.birth_year) or person.birth_year == row.birth_year
    }
    if len(candidates) > 1:
        return None, _("Several persons bear this name. Give the year of birth or the number.")
    return next(iter(candidates.values()), None), ""


def _is_there(planned: Planned, known: Known) -> bool:
    """Whether the register has this very mandate, held or ended since."""
    if planned.person is None:
        return False
    return any(
        mandate.convocation_id == known.convocation.pk
        and mandate.constituency_id == (planned.constituency.pk if planned.constituency else None)
        and mandate.party_id == (planned.party.pk if planned.party else None)
        and (planned.row.from_day is None or mandate.from_day == planned.from_day)
        for mandate in known.mandates[planned.person.pk]
    )


def _refuse_taken(known: Known, made: Plan) -> None:
    """Refuse rows whose constituency has a deputy, in the register or in the file."""
    held: dict[int, list[Mandate]] = defaultdict(list)
    for mandate in known.here:
        if mandate.constituency_id:
            held[mandate.constituency_id].append(mandate)
    wanted: Counter[int] = Counter()
    for planned in made.entered:
        constituency = planned.constituency
        if constituency is None:
            continue
        wanted[constituency.pk] += 1
        if wanted[constituency.pk] > 1:
            sentence = _("This constituency stands in the file twice.")
            made.refuse(planned.row, "constituency", sentence)
        elif any(known.meets(one, planned.from_day) for one in held[constituency.pk]):
            made.refuse(planned.row, "constituency", _("This constituency has a deputy."))


def _refuse_overfull(known: Known, made: Plan) -> None:
    """Refuse the first row for which no seat is left; where the seats are not known, none is."""
    end = known.convocation.to_day or dt.date.max
    # Not the days on which seats change: fewer seats are set for the convocation to come, which
    # may not be opened yet when the list of the one before is entered.
    changes = [mandate.from_day for mandate in known.here]
    first = min((planned.from_day for planned in made.entered), default=end)
    days = {planned.from_day for planned in made.entered}
    for day in sorted(days | {day for day in changes if first <= day < end}):
        number = next((seats.number for seats in known.seats if seats.holds_on(day)), None)
        if number is None:
            continue
        taken = sum(mandate.holds_on(day) for mandate in known.here)
        rows = [planned.row for planned in made.entered if planned.from_day <= day]
        if rows and taken + len(rows) > number:
            sentence = _("The maslikhat has %(number)s seats: this row is one too many.")
            place = min(max(0, number - taken), len(rows) - 1)
            made.refuse(rows[place], "", sentence % {"number": number})
            return
