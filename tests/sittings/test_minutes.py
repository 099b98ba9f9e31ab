"""The minutes as the data tell them: in both languages, nothing of closed doors to strangers."""

import pytest
from django.test import Client

from maslikhat.sittings import actions
from maslikhat.sittings.minutes import drawn
from maslikhat.voting import actions as voting
from tests.sittings.cast import mandate_of, opened, plan
from tests.voting.cast import FOR, MOTION, Cast, browser


@pytest.fixture
def told(cast: Cast) -> dict[str, str]:
    """A sitting with a speech, a vote, an excused deputy and an item behind closed doors."""
    sitting = opened(cast, items=("Ашық мәселе", "Құпия мәселе"))
    first, second = sitting.items.in_order()
    actions.mark_attendance(
        sitting, by=cast.clerk, mandate=mandate_of(cast, 20), part="excused", reason="illness"
    )
    actions.recuse(first, by=cast.clerk, mandate=mandate_of(cast, 5), because="Own land")
    actions.call_item(first, by=cast.chair)
    speech = actions.ask_floor(first, by=cast.deputies[3], kind="debate")
    actions.give_floor(speech, by=cast.chair)
    actions.end_speech(speech, by=cast.chair)
    motion = actions.move(first, by=cast.clerk, kind="main", texts=MOTION)
    ballot = actions.put_to_vote(motion, by=cast.chair)
    cast.vote(ballot, [FOR] * 5 + [0] + [FOR] * 9)
    voting.close_ballot(ballot, by=cast.chair)
    actions.end_item(first, by=cast.chair, outcome="adopted")
    actions.call_item(second, by=cast.chair)
    actions.close_doors(second, by=cast.chair)
    actions.end_item(second, by=cast.chair, outcome="noted")
    actions.close_sitting(sitting, by=cast.chair)
    sitting.refresh_from_db()
    return {
        f"{part} {lang}": "\n".join(
            line for one in drawn(sitting, cast.users[part], lang) for line in _lines(one)
        )
        for part in ("deputy", "citizen")
        for lang in ("kk", "ru", "en")
    } | {"number": str(sitting.pk)}


def _lines(part: object) -> list[str]:
    return [part.heading, *part.sentences]  # type: ignore[attr-defined]


def test_they_tell_attendance_speeches_votes_and_results(told: dict[str, str]) -> None:
    english = told["citizen en"]
    assert "Seats: 25. Deputies: 23. Needed for a quorum: 17." in english
    assert "Present (17): " in english
    assert "Excused for a good reason (1): Deputy20 Тест." in english
    assert "Debate: Deputy03 Тест, " in english
    assert "Took no part: Deputy05 Тест (Own land)." in english
    assert "Adopted. For: 14." in english
    assert "Result: Adopted." in english


def test_both_official_languages_have_their_own_words(told: dict[str, str]) -> None:
    kazakh, russian = told["citizen kk"], told["citizen ru"]
    assert MOTION["kk"] in kazakh
    assert MOTION["ru"] in russian
    assert "Большинство голосов от общего числа депутатов" in russian
    assert len({told["citizen kk"], told["citizen ru"], told["citizen en"]}) == 3


def test_a_stranger_reads_nothing_of_what_was_behind_closed_doors(told: dict[str, str]) -> None:
    for lang in ("kk", "ru", "en"):
        assert "Құпия" not in told[f"citizen {lang}"]
    assert "Құпия мәселе" in told["deputy kk"]
    page = Client().get(f"/kk/sittings/{told['number']}/minutes/").content.decode()
    assert "Ашық мәселе" in page
    assert "Құпия" not in page


def test_before_the_sitting_there_are_none(cast: Cast) -> None:
    sitting = plan(cast)
    assert browser(cast.clerk).get(f"/en/sittings/{sitting.pk}/minutes/").status_code == 404
    assert Client().get(f"/en/sittings/{sitting.pk}/minutes/").status_code == 404
