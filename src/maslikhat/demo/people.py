"""Rows of invented deputies for one convocation of one council."""

from collections.abc import Sequence
from random import Random

from maslikhat.demo.names import name
from maslikhat.registry.imports import DeputyRow
from maslikhat.registry.models import Person

# How the lists of 2023 and the self-nominated fall out, as weights; the parties are real, who
# sits for them is not.
PARTIES = {"amanat": 62, "auyl": 10, "aq-jol": 9, "respublica": 8, "qhp": 6, "jsdp": 3, "baitaq": 2}
PARTIES_2021 = {"amanat": 72, "auyl": 10, "aq-jol": 10, "qhp": 8}
SELF_NOMINATED = 0.3


def rows(
    *,
    listed: int,
    constituencies: Sequence[int],
    returning: Sequence[Person],
    random: Random,
    parties: dict[str, int],
) -> list[DeputyRow]:
    """`listed` deputies of party lists and one for each number of `constituencies`.

    The first of them are the persons `returning` from an earlier convocation.
    """
    again = list(returning)
    found = []
    for line, constituency in enumerate([*[None] * listed, *constituencies], 2):
        party = random.choices(list(parties), list(parties.values()))[0]
        if constituency is not None and random.random() < SELF_NOMINATED:
            party = ""
        person = again.pop() if again else None
        found.append(_row(line, random, person, constituency, party))
    return found


def _row(
    line: int, random: Random, person: Person | None, constituency: int | None, party: str
) -> DeputyRow:
    if person is not None:
        parts = {
            f"{part}_{lang}": getattr(person, f"{part}_{lang}")
            for part in ("surname", "given", "patronymic")
            for lang in ("kk", "ru", "en")
        }
        return DeputyRow(
            line=line,
            constituency=constituency,
            party=party,
            person_id=person.pk,
            birth_year=person.birth_year,
            **parts,
        )
    drawn = name(random)
    parts = {
        f"{part}_{lang}": getattr(getattr(drawn, part), lang)
        for part in ("surname", "given", "patronymic")
        for lang in ("kk", "ru", "en")
    }
    kk, ru, en = random.choice(RECEPTION)
    return DeputyRow(
        line=line,
        constituency=constituency,
        party=party,
        birth_year=random.randint(1955, 1998),
        reception_kk=kk,
        reception_ru=ru,
        reception_en=en,
        **parts,
    )


# Reception of citizens, in Kazakh, Russian and English.
RECEPTION = (
    ("сейсенбі, 10:00–12:00", "вторник, 10:00–12:00", "Tuesday, 10:00–12:00"),
    (
        "айдың бірінші сәрсенбісі, 15:00–17:00",
        "первая среда месяца, 15:00–17:00",
        "first Wednesday of the month, 15:00–17:00",
    ),
    ("бейсенбі, 16:00–18:00", "четверг, 16:00–18:00", "Thursday, 16:00–18:00"),
)
