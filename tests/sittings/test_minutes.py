"""The minutes: drawn in both languages as the sitting closes, put right, approved, published."""

import hashlib
from collections.abc import Callable
from copy import deepcopy
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from docx import Document
from pypdf import PdfReader

from maslikhat.kit.refusals import Refused
from maslikhat.ledger.models import Entry
from maslikhat.sittings import actions
from maslikhat.sittings.actions.minuting import Wanted
from maslikhat.sittings.gathered import gathered
from maslikhat.sittings.minutes import as_text, drawn
from maslikhat.sittings.models import Minutes, MinutesVersion, Sitting
from maslikhat.voting import actions as voting
from tests.sittings.cast import mandate_of, opened, shut
from tests.voting.cast import FOR, MOTION, Cast, browser


def hold(cast: Cast) -> tuple[Cast, Sitting]:
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
    return cast, actions.close_sitting(sitting, by=cast.chair, postponing=True)


@pytest.fixture(scope="module")
def over(company: Cast, staged: Callable[..., tuple[Cast, Sitting]]) -> tuple[Cast, Sitting]:
    """It is held once for all."""
    return staged(lambda: hold(company))


@pytest.fixture
def copied(over: tuple[Cast, Sitting], db: None) -> tuple[Cast, Sitting]:
    """The same, for one test."""
    return deepcopy(over)


@pytest.fixture
def cast(copied: tuple[Cast, Sitting]) -> Cast:
    """Who held it."""
    return copied[0]


@pytest.fixture
def held(copied: tuple[Cast, Sitting]) -> Sitting:
    """What they held."""
    return copied[1]


@pytest.fixture
def told(held: Sitting) -> dict[str, str]:
    """What the data tell in each language, openly and behind closed doors."""
    found = {}
    for lang in ("kk", "ru", "en"):
        now = drawn(gathered(held), lang)
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
    # Of what did not change only what is next to it.
    unchanged = max(first.text_ru.splitlines()[6:-6], key=len)
    assert unchanged in page(held)
    assert unchanged not in page(held, "changes/")
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
        docx = b"".join(Client().get(f"/kk/sittings/{held.pk}/minutes/{lang}.docx"))  # type: ignore[arg-type]
        text = "\n".join(one.text for one in Document(BytesIO(docx)).paragraphs)
        assert word in text
        assert "Құпия" not in text
        assert len(docx) < 15_000


@pytest.mark.once
def test_the_docx_has_the_styles_it_names_and_few_others(cast: Cast, held: Sitting) -> None:
    approved(cast, held)
    docx = b"".join(Client().get(f"/kk/sittings/{held.pk}/minutes/ru.docx"))  # type: ignore[arg-type]
    read = Document(BytesIO(docx))
    styles = read.styles.element
    kept = {one.styleId for one in styles.style_lst}
    told = set(styles.xpath("//w:basedOn/@w:val | //w:link/@w:val | //w:next/@w:val"))
    assert told | set(read.element.xpath("//w:pStyle/@w:val")) <= kept
    assert {one.style.name for one in read.paragraphs} == {"Normal", "Heading 1", "Heading 2"}
    assert len(kept) == 8


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


def test_who_leads_and_did_not_preside_is_told_who_approves(cast: Cast, held: Sitting) -> None:
    wanted = Wanted(held.minutes.versions.get(), cast.clerk)
    with pytest.raises(Refused, match="approved by who presided"):
        actions.approve_minutes(held.minutes, by=cast.clerk, version=wanted)


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
