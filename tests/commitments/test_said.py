"""What pages of commitments say openly: the language of a text, a region, who sets a day, the rest
of a list."""

import pytest

from maslikhat.commitments.clocks import legal_due
from maslikhat.commitments.course import Kind
from maslikhat.commitments.waiting import MOST
from maslikhat.kit.days import today
from maslikhat.kit.formats.words import day
from maslikhat.norms.calendar import Calendar
from tests.commitments.cast import Cast
from tests.commitments.test_joint import HOME, draft, page, sent

pytestmark = pytest.mark.django_db


def test_an_event_says_in_which_language_it_is_and_its_letters_are(cast: Cast) -> None:
    made = cast.conference()
    address = f"commitments/events/{made.pk}/"
    told = page(None, f"/en/{address}")
    assert '<span lang="ru">Конференция по экологии</span>' in told
    assert "<small>The text is in Russian</small>" in told
    assert 'Language of the minutes and of the letters</dt><dd lang="ru">Русский</dd>' in told
    assert "Текст на русском" not in page(None, f"/ru/{address}")


def test_a_letter_says_in_which_language_it_is(cast: Cast) -> None:
    made = cast.send()
    assert "<small>The text is in Russian</small>" in page(None, f"/en/commitments/{made.pk}/")
    joint = sent(cast)
    assert f"<small>The text is in {'Russian' if joint.language == 'ru' else 'Kazakh'}" in page(
        None, f"{HOME}{joint.pk}/"
    )


def test_the_law_on_public_councils_is_not_said_to_set_the_day_of_others(cast: Cast) -> None:
    made = cast.conference()
    told = page(cast.chair, f"/en/commitments/events/{made.pk}/recommend/")
    assert "The law sets no day for such a recommendation." in told
    form = page(cast.chair, f"/en/commitments/send/{cast.council.code}/recommendation/")
    assert "Only for a recommendation of a public council does the law set a day" in form


def test_a_joint_inquiry_names_the_region_of_each_body(cast: Cast) -> None:
    unit = cast.council.unit
    assert unit is not None
    assert unit.parent is not None
    made = sent(cast)
    row = f"<br><small>{unit.parent.name_en}</small></th>"
    assert row in page(None, f"{HOME}{made.pk}/")
    assert f",{unit.parent.name_en}," in page(None, f"{HOME}{made.pk}/answers.csv")


def test_before_it_is_sent_its_author_reads_to_how_many_and_until_when(cast: Cast) -> None:
    made = draft(cast)
    told = page(cast.deputy, f"{HOME}{made.pk}/send/")
    due = legal_due(Kind.INQUIRY, "own", today(), Calendar())
    assert due is not None
    assert f"Bodies chosen: {made.addressed.count()}." in told
    assert f"Sent today, the answer is due on {day(due.day)}." in told


def test_maslikhats_of_one_name_are_told_apart_where_one_is_chosen(cast: Cast) -> None:
    made = cast.send(Kind.RECOMMENDATION)
    told = page(cast.chair, f"/en/commitments/referrals/forward/?commitment={made.pk}")
    unit = cast.other.unit
    assert unit is not None
    assert unit.parent is not None
    assert f">{cast.other.name_en} · {unit.parent.name_en}</option>" in told


def test_the_desk_leads_to_all_that_a_body_owes(cast: Cast) -> None:
    whole = f"/en/commitments/?state=owed&amp;body={cast.body.pk}"
    for number in range(MOST):
        cast.send(title=f"Мост {number}")
    assert whole not in page(cast.official, "/en/desk/")
    cast.send(title="Ещё один мост")
    assert f'<a href="{whole}">All that is owed</a>' in page(cast.official, "/en/desk/")
