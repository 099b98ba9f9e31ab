"""What minutes tell: each sitting of these tests is held otherwise."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from maslikhat.kit.days import ALMATY
from maslikhat.kit.kazakh import sort_key
from maslikhat.sittings import actions
from maslikhat.sittings.gathered import gathered
from maslikhat.sittings.minutes import Part, as_parts, as_text, drawn
from maslikhat.sittings.models import Sitting
from maslikhat.sittings.voted import by_alphabet
from maslikhat.voting import actions as voting
from tests.sittings.cast import in_days, mandate_of, near, opened, plan, put, shut
from tests.voting.cast import FOR, MOTION, Cast, browser


def test_a_commission_resolves_and_a_report_is_heard(cast: Cast) -> None:
    sitting = actions.plan_sitting(cast.commission, by=cast.clerk, starts_at=in_days(1))
    put(cast, sitting, "Есеп")
    sitting = near(actions.convene(sitting, by=cast.clerk))
    for place in (1, 2, 3, 4):
        told = {"mandate": mandate_of(cast, place), "part": "present"}
        actions.mark_attendance(sitting, by=cast.clerk, **told)
    sitting = actions.open_sitting(sitting, by=cast.clerk)
    item = actions.call_item(sitting.items.get(), by=cast.clerk)
    speech = actions.ask_floor(item, by=cast.clerk, kind="report", name="Асанов Асан")
    actions.end_speech(actions.give_floor(speech, by=cast.clerk), by=cast.clerk)
    motion = actions.move(item, by=cast.clerk, kind="main", texts={"kk": "Есеп", "ru": "Есеп"})
    ballot = actions.put_to_vote(motion, by=cast.clerk)
    for place in (1, 2, 3, 4):
        voting.cast(ballot, by=cast.deputies[place], option=1, key=uuid.uuid4())
    voting.close_ballot(ballot, by=cast.clerk)
    actions.end_item(item, by=cast.clerk, outcome="adopted")
    kazakh, russian = (as_text(drawn(gathered(sitting), lang).parts) for lang in ("kk", "ru"))
    assert "ТЫҢДАЛДЫ: Асанов Асан (баяндама), " in kazakh
    assert "ҚАУЛЫ ЕТТІ: қабылдансын." in kazakh
    assert "СЛУШАЛИ: Асанов Асан (доклад), " in russian
    assert "ПОСТАНОВИЛИ: принять." in russian
    assert "как в повестке дня" in russian


def test_minutes_tell_when_notice_was_given_and_who_was_invited(cast: Cast) -> None:
    sitting = opened(cast)
    Sitting.objects.filter(pk=sitting.pk).update(
        starts_at=at(2026, 12, 1, 0, 30), convened_at=at(2026, 11, 20, 23, 30),
        materials_at=at(2026, 11, 30, 23, 59), convened_although="Сметаны нақтылау керек",
    )  # fmt: skip
    address, clerk = f"/ru/sittings/{sitting.pk}/invited/", browser(cast.clerk)
    one = {"invited_ru": "Асанов А., аким района"}
    assert clerk.post(address, one).status_code == 422
    told = {**one, "invited_kk": "Асанов А., аудан әкімі\nОмаров О., прокурор"}
    assert clerk.post(address, told).status_code == 302
    assert (
        "Асанов А., аким района" in Client().get(address.removesuffix("invited/")).content.decode()
    )
    sitting.refresh_from_db()
    kazakh, russian = (as_text(drawn(gathered(sitting), lang).parts) for lang in ("kk", "ru"))
    assert "отырыстан 11 күн бұрын" in kazakh
    assert "Шақырылғандар: Асанов А., аудан әкімі; Омаров О., прокурор." in kazakh
    assert "20 ноября 2026 года, за 11 дней до заседания" in russian
    assert "за 1 день до заседания" in russian
    assert "Сметаны нақтылау керек [на казахском языке]" in russian
    assert "Сметаны нақтылау керек [" not in kazakh
    assert "Приглашённые: Асанов А., аким района." in russian
    actions.close_sitting(sitting, by=cast.chair, postponing=True)
    assert clerk.post(address, {"invited_kk": "", "invited_ru": ""}).status_code == 302


def at(*told: int) -> dt.datetime:
    """A moment in Kazakhstan."""
    return dt.datetime(*told, tzinfo=ALMATY)  # type: ignore[misc, arg-type]


def test_who_went_out_behind_closed_doors_is_told_there_alone(cast: Cast) -> None:
    sitting = opened(cast, there=19, items=("Ашық мәселе", "Құпия мәселе"))
    first, second = sitting.items.in_order()
    actions.call_item(first, by=cast.chair)
    actions.check_out(sitting, by=cast.deputies[7])
    actions.end_item(first, by=cast.chair, outcome="noted")
    shut(cast, actions.call_item(second, by=cast.chair))
    actions.check_out(sitting, by=cast.deputies[8])
    actions.end_item(second, by=cast.chair, outcome="noted")
    now = drawn(gathered(actions.close_sitting(sitting, by=cast.chair)), "en")
    left = [
        [line for line in as_text(parts).splitlines() if line.startswith("Left before the end")]
        for parts in (now.parts, now.closed)
    ]
    assert [len(some) for some in left] == [1, 1]
    assert ("Deputy07" in left[0][0], "Deputy08" in left[0][0]) == (True, False)
    assert "Deputy08" in left[1][0]


def test_names_stand_by_the_alphabet_of_the_language(cast: Cast) -> None:
    persons = [deputy.person for deputy in cast.deputies[:4]]
    for person, name in zip(persons, ("Шәріпов", "Қасымов", "Үсенова", "Есенов"), strict=True):
        person.surname_kk, person.sort_kk = name, sort_key(name)
    with override("kk"):
        told = [name.split()[0] for name in by_alphabet(persons)]
    assert told == ["Есенов", "Қасымов", "Үсенова", "Шәріпов"]


def test_the_regulations_say_how_soon_they_are_out(cast: Cast) -> None:
    from maslikhat.sittings.floor import DEFAULTS

    actions.set_floor_rules(
        cast.council, by=cast.clerk, seconds=DEFAULTS, basis="п. 40", minutes_days=1
    )
    sitting = actions.close_sitting(opened(cast), by=cast.chair, postponing=True)
    assert (sitting.minutes.due_on - timezone.localdate()).days <= 7


def test_text_and_parts_are_the_same() -> None:
    parts = [Part("Head", ("One.", "Two.")), Part("Next", ())]
    assert as_parts(as_text(parts)) == parts
    assert as_parts("No heading\n# H\n\n  a  \n") == [Part("", ("No heading",)), Part("H", ("a",))]


def test_words_of_people_make_no_headings() -> None:
    text = as_text([Part("# Head", ("Moved:\n# Approved by all", "# The end"))])
    assert as_parts(text) == [Part("Head", ("Moved: # Approved by all", "The end"))]


def test_before_the_sitting_there_are_none(cast: Cast) -> None:
    sitting = plan(cast)
    assert browser(cast.clerk).get(f"/en/sittings/{sitting.pk}/minutes/").status_code == 404
    assert Client().get(f"/en/sittings/{sitting.pk}/minutes/").status_code == 404


@pytest.mark.once
@pytest.mark.parametrize("rounds", [1, 2])
def test_minutes_ask_as_often_of_thirty_votes_as_of_one(cast: Cast, rounds: int) -> None:
    sitting = opened(cast, items=("Мәселе",))
    item = actions.call_item(sitting.items.get(), by=cast.chair)

    def asked() -> int:
        found = Sitting.objects.with_names().get(pk=sitting.pk)
        with CaptureQueriesContext(connection) as captured:
            drawn(gathered(found), "en")
        return len(captured)

    def decide() -> None:
        motion = actions.move(item, by=cast.clerk, kind="procedure", texts=MOTION)
        ballot = actions.put_to_vote(motion, by=cast.chair)
        for _round in range(rounds - 1):
            voting.cancel_ballot(ballot, by=cast.chair, because="The link was down")
            ballot = voting.hold_again(ballot, by=cast.chair)
            voting.open_ballot(ballot, by=cast.chair)
        cast.vote(ballot, [FOR])
        voting.close_ballot(ballot, by=cast.chair)

    decide()
    of_one = asked()
    for _vote in range(29):
        decide()
    assert (asked(), of_one <= 13) == (of_one, True)


def test_minutes_are_asked_for_once_and_drawn_in_each_language(cast: Cast) -> None:
    sitting = opened(cast)
    for item in sitting.items.in_order():
        actions.call_item(item, by=cast.chair)
        actions.end_item(item, by=cast.chair, outcome="noted")
    with CaptureQueriesContext(connection) as captured:
        closed = actions.close_sitting(sitting, by=cast.chair)
    asked = [one["sql"] for one in captured if one["sql"].startswith("SELECT")]
    assert len(set(asked)) == len(asked)
    found = gathered(closed)
    with CaptureQueriesContext(connection) as captured:
        texts = [as_text(drawn(found, lang).parts) for lang in ("kk", "ru")]
    version = closed.minutes.versions.get()
    assert (texts, len(captured)) == ([version.text_kk, version.text_ru], 0)


def test_a_vote_that_was_called_off_is_told_with_its_reason_before_the_next(cast: Cast) -> None:
    sitting = opened(cast, items=("Мәселе",))
    item = actions.call_item(sitting.items.get(), by=cast.chair)
    motion = actions.move(item, by=cast.clerk, kind="main", texts=MOTION)
    ballot = actions.put_to_vote(motion, by=cast.chair)
    voting.cancel_ballot(ballot, by=cast.chair, because="Байланыс үзілді")
    again = voting.open_ballot(voting.hold_again(ballot, by=cast.chair), by=cast.chair)
    cast.vote(again, [FOR] * 13)
    voting.close_ballot(again, by=cast.chair)
    kazakh, russian = (as_text(drawn(gathered(sitting), lang).parts) for lang in ("kk", "ru"))
    for told, off, voted in (
        (kazakh, "Дауыс беру тоқтатылды. Себебі: Байланыс үзілді", "ДАУЫС БЕРДІ ("),
        (russian, "Голосование отменено. Причина: Байланыс үзілді", "ГОЛОСОВАЛИ ("),
    ):
        assert (told.count(off), told.count(voted)) == (1, 1)
        assert told.index(off) < told.index(voted)


def test_minutes_tell_what_was_as_it_went_and_name_who_gave_no_vote(cast: Cast) -> None:
    sitting = opened(cast, items=("Мәселе",))
    item = actions.call_item(sitting.items.get(), by=cast.chair)
    main = actions.move(item, by=cast.clerk, kind="main", texts=MOTION)
    amendment = {"kk": "Түзету мәтіні", "ru": "Текст поправки"}
    first = actions.move(item, by=cast.deputies[4], kind="amendment", texts=amendment)
    for motion in (first, main):
        ballot = actions.put_to_vote(motion, by=cast.chair)
        cast.vote(ballot, [FOR] * 13)
        voting.close_ballot(ballot, by=cast.chair)
    text = as_text(drawn(gathered(sitting), "ru").parts)
    assert text.index("Текст поправки") < text.index(MOTION["ru"])
    silent = ", ".join(sorted(deputy.person.full_name("ru") for deputy in cast.deputies[13:17]))
    assert text.count(f"Не голосовали (4): {silent}.") == 2
    assert "Присутствовали в зале (17): " in text
    assert "Председательствующий: " in text
    assert "(а)" not in text
