"""The minutes: drawn in both languages as the sitting closes, put right, approved, published."""

import hashlib
import uuid
from io import BytesIO

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from docx import Document
from pypdf import PdfReader

from maslikhat.kit.kazakh import sort_key
from maslikhat.kit.refusals import Refused
from maslikhat.ledger.models import Entry
from maslikhat.sittings import actions
from maslikhat.sittings.actions.minuting import Wanted
from maslikhat.sittings.minutes import Part, as_parts, as_text, drawn
from maslikhat.sittings.models import Minutes, MinutesVersion, Sitting
from maslikhat.sittings.voted import by_alphabet
from maslikhat.voting import actions as voting
from tests.sittings.cast import in_days, mandate_of, near, opened, plan, put, shut
from tests.voting.cast import FOR, MOTION, Cast, browser


@pytest.fixture
def held(cast: Cast) -> Sitting:
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
    shut(cast, second)
    actions.end_item(second, by=cast.chair, outcome="noted")
    return actions.close_sitting(sitting, by=cast.chair, postponing=True)


@pytest.fixture
def told(held: Sitting) -> dict[str, str]:
    """What the data tell in each language, openly and behind closed doors."""
    found = {}
    for lang in ("kk", "ru", "en"):
        now = drawn(held, lang)
        found[lang], found[f"closed {lang}"] = as_text(now.parts), as_text(now.closed)
    return found


def edited(cast: Cast, held: Sitting, **changes: str) -> MinutesVersion:
    """The minutes with some of their texts changed by the clerk."""
    latest = held.minutes.versions.latest("number")
    names = ("text_kk", "text_ru", "closed_kk", "closed_ru")
    texts = {name: getattr(latest, name) for name in names} | changes
    return actions.edit_minutes(
        held.minutes, by=cast.clerk, texts=texts, base=latest.number, note="A name put right"
    )


def approved(cast: Cast, held: Sitting) -> Minutes:
    """The latest version approved by the chair."""
    version = held.minutes.versions.latest("number")
    wanted = Wanted(version, cast.chair)
    return actions.approve_minutes(held.minutes, by=cast.chair, version=wanted)


def page(held: Sitting, part: str = "", lang: str = "kk", by: Client | None = None) -> str:
    """The page of the minutes, or a part of it, as a visitor or a signed-in reader has it."""
    answer = (by or Client()).get(f"/{lang}/sittings/{held.pk}/minutes/{part}")
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.once
def test_they_tell_attendance_speeches_votes_and_results(told: dict[str, str]) -> None:
    english = told["en"]
    assert "Deputies elected: 23. Seats: 25." in english
    assert "There at the opening: 17. Quorum: 17; there was a quorum." in english
    assert "Were present in the hall (17): " in english
    assert "Were absent for a good reason (1): Deputy20 Тест." in english
    assert "Spoke: Deputy03 Тест (debate), " in english
    assert "Took no part: Deputy05 Тест (Own land)." in english
    assert "Voted (open, by name): Adopted. For: 14." in english
    assert "Decided: to adopt." in english


@pytest.mark.once
def test_both_official_languages_have_their_own_words(told: dict[str, str]) -> None:
    kazakh, russian = told["kk"], told["ru"]
    assert MOTION["kk"] in kazakh
    assert MOTION["ru"] in russian
    assert "Большинство голосов от общего числа депутатов" in russian
    for words, text in (
        (("Сайланған депутаттар: 23", "СӨЗ СӨЙЛЕДІ: ", "ДАУЫС БЕРДІ (", "ШЕШТІ: "), kazakh),
        (("Избрано депутатов: 23", "ВЫСТУПИЛИ: ", "ГОЛОСОВАЛИ (", "РЕШИЛИ: "), russian),
    ):
        assert [text.index(word) for word in words] == sorted(text.index(word) for word in words)
    assert len({told["kk"], told["ru"], told["en"]}) == 3


@pytest.mark.once
def test_they_name_who_voted_how(told: dict[str, str]) -> None:
    chose = next(line for line in told["en"].splitlines() if line.startswith("For (14): "))
    assert "Deputy00 Тест" in chose
    assert "Deputy05 Тест" not in chose


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
    kazakh, russian = (as_text(drawn(sitting, lang).parts) for lang in ("kk", "ru"))
    assert "ТЫҢДАЛДЫ: Асанов Асан (баяндама), " in kazakh
    assert "ҚАУЛЫ ЕТТІ: қабылдансын." in kazakh
    assert "СЛУШАЛИ: Асанов Асан (доклад), " in russian
    assert "ПОСТАНОВИЛИ: принять." in russian
    assert "как в повестке дня" in russian


def test_who_went_out_behind_closed_doors_is_told_there_alone(cast: Cast) -> None:
    sitting = opened(cast, there=19, items=("Ашық мәселе", "Құпия мәселе"))
    first, second = sitting.items.in_order()
    actions.call_item(first, by=cast.chair)
    actions.check_out(sitting, by=cast.deputies[7])
    actions.end_item(first, by=cast.chair, outcome="noted")
    shut(cast, actions.call_item(second, by=cast.chair))
    actions.check_out(sitting, by=cast.deputies[8])
    actions.end_item(second, by=cast.chair, outcome="noted")
    now = drawn(actions.close_sitting(sitting, by=cast.chair), "en")
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


def test_they_are_drafted_the_minute_the_sitting_closes(held: Sitting) -> None:
    version = held.minutes.versions.get()
    assert version.number == 1
    assert "Ашық мәселе" in version.text_kk
    assert held.minutes.due_on > timezone.localdate()
    assert held.minutes.approved_at is None
    assert "Ашық мәселе" in page(held)


@pytest.mark.once
def test_a_stranger_reads_nothing_of_what_was_behind_closed_doors(
    cast: Cast, held: Sitting, told: dict[str, str]
) -> None:
    for lang in ("kk", "ru", "en"):
        assert "Құпия" not in told[lang]
        assert "Құпия" not in page(held, lang=lang)
    assert "Құпия мәселе" in told["closed kk"]
    assert "Құпия мәселе" in page(held, by=browser(cast.deputies[0]))


def test_the_clerk_puts_them_right_and_everyone_sees_what_was_changed(
    cast: Cast, held: Sitting
) -> None:
    first = held.minutes.versions.get()
    edited(cast, held, text_ru=first.text_ru.replace("О", "Oб", 1) + "\nДобавлено.")
    assert "<ins>" in page(held, "changes/")
    assert "Добавлено." in page(held)
    assert "Құпия" not in page(held, "changes/")


def test_what_changed_behind_closed_doors_is_shown_to_the_own_people_alone(
    cast: Cast, held: Sitting
) -> None:
    edited(cast, held, closed_kk="# 2. Құпия мәселе\nЖаңа сөйлем.")
    assert "Жаңа сөйлем" not in page(held, "changes/")
    assert "Жаңа сөйлем" in page(held, "changes/", by=browser(cast.clerk))


def test_who_edits_an_older_version_is_told(cast: Cast, held: Sitting) -> None:
    edited(cast, held, text_kk="# Хаттама\nБіреу.")
    texts = {"text_kk": "# Хаттама\nЕкеу.", "text_ru": "# Протокол\nДва."}
    with pytest.raises(Refused, match="newer version"):
        actions.edit_minutes(held.minutes, by=cast.clerk, texts=texts, base=1, note="Late")


def test_a_version_never_changes(held: Sitting) -> None:
    rows = MinutesVersion.objects.filter(minutes=held.minutes)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(text_kk="# Басқа")
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.delete()


@pytest.mark.once
def test_approved_they_are_published_as_pdf_and_docx(cast: Cast, held: Sitting) -> None:
    found = approved(cast, held)
    for lang, word in (("kk", "ХАТТАМА"), ("ru", "ПРОТОКОЛ")):
        pdf = Client().get(f"/kk/sittings/{held.pk}/minutes/{lang}.pdf")
        content = b"".join(pdf)  # type: ignore[arg-type]
        read = PdfReader(BytesIO(content))
        assert read.trailer["/Root"]["/Lang"] == lang
        assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert word in read.pages[0].extract_text()
        assert hashlib.sha256(content).hexdigest() == getattr(found, f"pdf_{lang}")
        docx = Client().get(f"/kk/sittings/{held.pk}/minutes/{lang}.docx")
        text = "\n".join(one.text for one in Document(BytesIO(b"".join(docx))).paragraphs)  # type: ignore[arg-type]
        assert word in text
        assert "Құпия" not in text


def test_approved_they_change_no_more(cast: Cast, held: Sitting) -> None:
    approved(cast, held)
    with pytest.raises(Refused, match="approved"):
        edited(cast, held, text_kk="# Басқа\nСөз.")


def test_the_record_holds_the_hashes_of_the_files(cast: Cast, held: Sitting) -> None:
    found = approved(cast, held)
    entries = Entry.objects.filter(act="sittings.approve_minutes")
    assert {entry.digest for entry in entries} == {
        found.pdf_kk, found.pdf_ru, found.docx_kk, found.docx_ru,
    }  # fmt: skip


def test_nobody_is_marked_absent_once_the_minutes_are_approved(cast: Cast, held: Sitting) -> None:
    approved(cast, held)
    with pytest.raises(Refused, match="do not change any more"):
        actions.mark_attendance(held, by=cast.clerk, mandate=mandate_of(cast, 20), part="absent")


def test_what_was_read_is_what_is_approved(cast: Cast, held: Sitting) -> None:
    read = held.minutes.versions.get()
    edited(cast, held, text_kk="# Хаттама\nЖаңа.")
    with pytest.raises(Refused, match="newer version"):
        actions.approve_minutes(held.minutes, by=cast.chair, version=Wanted(read, cast.chair))
    answer = browser(cast.chair).post(f"/kk/sittings/{held.pk}/minutes/approve/", {"version": "1"})
    assert answer.status_code == 409


@pytest.mark.once
def test_personal_data_are_covered_for_outsiders_and_in_the_files(
    cast: Cast, held: Sitting
) -> None:
    edited(cast, held, text_ru="# Протокол\nПозвоните: 8 701 123 45 67.")
    assert "701" not in page(held)
    assert "701" in page(held, by=browser(cast.clerk))
    approved(cast, held)
    pdf = Client().get(f"/kk/sittings/{held.pk}/minutes/ru.pdf")
    read = PdfReader(BytesIO(b"".join(pdf)))  # type: ignore[arg-type]
    assert "701" not in read.pages[0].extract_text()


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
def test_the_form_refuses_approved_minutes_before_it_is_filled_in(
    cast: Cast, held: Sitting
) -> None:
    address = f"/en/sittings/{held.pk}/minutes/edit/"
    assert browser(cast.clerk).get(address).status_code == 200
    approved(cast, held)
    for answer in (browser(cast.clerk).get(address), browser(cast.clerk).post(address)):
        assert answer.status_code == 409
        assert "they do not change any more" in answer.content.decode()
    assert browser(cast.deputies[4]).get(address).status_code == 404


@pytest.mark.once
@pytest.mark.parametrize("rounds", [1, 2])
def test_minutes_ask_as_often_of_thirty_votes_as_of_one(cast: Cast, rounds: int) -> None:
    sitting = opened(cast, items=("Мәселе",))
    item = actions.call_item(sitting.items.get(), by=cast.chair)

    def asked() -> int:
        found = Sitting.objects.with_names().get(pk=sitting.pk)
        with CaptureQueriesContext(connection) as captured:
            drawn(found, "en")
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
    assert (asked(), of_one <= 20) == (of_one, True)


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
    text = as_text(drawn(sitting, "ru").parts)
    assert text.index("Текст поправки") < text.index(MOTION["ru"])
    silent = ", ".join(sorted(deputy.person.full_name("ru") for deputy in cast.deputies[13:17]))
    assert text.count(f"Не голосовали (4): {silent}.") == 2
    assert "Присутствовали в зале (17): " in text
    assert "Председательствующий: " in text
    assert "(а)" not in text
