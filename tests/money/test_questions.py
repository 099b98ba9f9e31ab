"""From a figure to a letter of anyone: the figure, the norm, the addressee and the clock in it."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from maslikhat.commitments.begun import begun_with
from maslikhat.kit.days import today
from maslikhat.kit.formats.words import day
from maslikhat.money import actions
from maslikhat.norms.calendar import Calendar
from maslikhat.norms.models import Norm
from tests.money.regions import Region, make_region
from tests.money.test_answers import payment, version
from tests.money.test_pages import page
from tests.registry.cast import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def region(db: None) -> Region:
    return make_region()


def test_an_appeal_has_figure_norm_addressee_and_clock(region: Region) -> None:
    measure = region.measure(region.plan(), 10, 20, 30)
    address = f"/en/money/questions/measure/{measure.pk}/"
    assert f'href="{address}">Ask about these figures' in page(
        None, f"/en/money/measures/{measure.pk}/"
    )
    text = page(None, address)
    for words in (
        "To: Управление природы",
        "1. A measure",
        "Thousands of tenge. Needed: 6.0; ",
        "Allotted: 6.0; Spent: ",
        "The norm of the figure: Environmental Code, art. 29.",
        "within 15 working days of the registration",
        "Administrative Procedural and Process-Related Code of 29 June 2020, art. 76",
        f"/en/money/measures/{measure.pk}/",
        "The portal sends nothing for you",
        "https://eotinish.kz/",
    ):
        assert words in text, words
    calendar = Calendar()
    due = calendar.add_working_days(calendar.add_working_days(today(), 1), 15)
    assert f"Sent today, it is owed by {day(due)} at the latest" in text


def test_a_letter_says_that_its_figures_were_withdrawn(region: Region) -> None:
    made = region.budget(2026, 10)
    address = f"/ru/money/questions/budget/{made.pk}/"
    assert "отозвана" not in page(None, address)
    actions.withdraw(made, by=region.clerk, reason="Не тот файл")
    text = page(None, address)
    assert "Эта версия отозвана как неверная: Не тот файл." in text
    assert "г.." not in text
    line = made.lines.first()
    assert "Не тот файл" in page(None, f"/ru/money/questions/line/{line.pk}/")


def test_the_clock_is_the_norm_of_the_day(region: Region) -> None:
    Norm.objects.filter(key="appeal_working_days").update(value="7")
    of = version(region)
    assert "within 7 working days" in page(None, f"/en/money/questions/budget/{of.pk}/")
    Norm.objects.filter(key="appeal_working_days").delete()
    assert "working days" not in page(None, f"/en/money/questions/budget/{of.pk}/")


def test_a_request_for_information_asks_for_the_documents(region: Region) -> None:
    line = payment(version(region))
    text = page(None, f"/en/money/questions/line/{line.pk}/?as=information")
    assert "4.01.1 Плата за негативное воздействие" in text
    assert "access to information, art. 11" in text
    assert "the documents by which it was set and changed" in text
    # The time of that law is not known here, and none is made up.
    assert "is not among the norms of the portal" in text


def test_a_letter_to_a_deputy_names_one_who_represents_the_place(region: Region) -> None:
    line = payment(version(region))
    address = f"/en/money/questions/line/{line.pk}/?as=deputy"
    person = region.cast.deputy.person
    text = page(None, address)
    assert "by an inquiry of a deputy" in text
    assert f'<option value="{person.pk}"' in text
    text = page(None, f"{address}&to={person.pk}")
    assert f"To the deputy: {person.full_name('en')}" in text
    assert "within 1 month" in text
    assert browser(None).get(f"{address}&to=999999").status_code == 404


def test_the_deputy_who_follows_the_letter_begins_an_inquiry_of_the_figure(
    region: Region,
) -> None:
    line = payment(version(region))
    text = page(region.cast.deputy, f"/en/money/questions/line/{line.pk}/")
    assert f"about=line-{line.pk}" in text
    measure = region.measure(region.plan(), 10)
    begun = begun_with({"about": f"measure-{measure.pk}"}, region.cast.deputy)
    assert begun.about == f"measure-{measure.pk}"
    assert begun.opening is not None
    assert begun.opening.basis == "Environmental Code, art. 29; Law No. 148, art. 21-1"
    assert region.body is not None
    assert begun.opening.body == region.body.pk


def test_the_letter_is_taken_along_as_it_was_changed_and_kept_nowhere(region: Region) -> None:
    address = f"/en/money/questions/environment/{region.council.pk}/"
    reader = browser(None)
    answer = reader.post(address, {"text": "Менің <хатым>", "form": "txt"})
    assert answer.content.decode() == "Менің <хатым>"
    assert 'filename="letter.txt"' in answer["Content-Disposition"]
    answer = reader.post(address, {"text": "Менің #хатым\n\n*Бір* $x$", "form": "pdf"})
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert answer["Cache-Control"] == "private, no-store"
    words = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "Whoever sends this letter has written it, not the portal." in words
    assert reader.post(address, {"text": "", "form": "pdf"}).status_code == 422


def test_very_many_letters_of_one_network_are_not_drawn(region: Region, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "paper": "2/5m/ip"}
    address = f"/en/money/questions/environment/{region.council.pk}/"
    forms = ("pdf", "txt", "pdf", "pdf", "txt")
    answers = [browser(None).post(address, {"text": "Хат", "form": form}) for form in forms]
    assert [one.status_code for one in answers] == [200, 200, 200, 429, 200]
    assert "Try again in 5 minutes or take the text" in answers[3].content.decode()


@pytest.mark.parametrize(
    "path", ["line/999999/", "nothing/1/", "warning/1/", "environment/1/?as=x", "budget/1/"]
)
def test_of_what_is_not_there_nobody_asks(region: Region, path: str) -> None:
    assert browser(None).get(f"/en/money/questions/{path}").status_code == 404
