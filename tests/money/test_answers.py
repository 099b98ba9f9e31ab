"""The answer returns to the figure: asked of it, answered beside it, and what changed since."""

import datetime as dt
import re
from typing import Any

import pytest

from maslikhat.commitments import actions as letters
from maslikhat.commitments.begun import begun_with
from maslikhat.commitments.models import Commitment, Joint
from maslikhat.kit.days import today
from maslikhat.money import answers
from maslikhat.money.models import BudgetWarning, Line, Version
from maslikhat.money.warnings.watching import look
from maslikhat.registry import actions as registry
from maslikhat.registry.models import Body
from tests.money.regions import REGION, Region, make_region
from tests.money.samples import DECISION, as_csv, changed
from tests.money.test_import import take
from tests.money.test_pages import page
from tests.registry.cast import SINCE, browser
from tests.serving import queries
from tests.worker import drain

pytestmark = pytest.mark.django_db


@pytest.fixture
def region(db: None) -> Region:
    return make_region()


@pytest.fixture
def akimat(region: Region) -> Body:
    """The akimat of the district, which its maslikhat asks."""
    unit = region.cast.council.unit
    assert unit is not None
    found = Body.objects.filter(unit=unit, kind="akimat").first()
    return found or registry.found_body(
        unit, by=region.cast.operator, kind="akimat", name_kk="Әкімдік", name_ru="Акимат",
        from_day=SINCE,
    )  # fmt: skip


def version(region: Region, rows: Any = DECISION, day: dt.date = dt.date(2026, 2, 1)) -> Version:
    """A budget of the district."""
    return take(region.cast, as_csv(rows), year=2026, day=day)


def payment(of: Version) -> Line:
    return of.lines.get(part="receipts", code="4.01.1")


def send(region: Region, akimat: Body, about: str, **other: Any) -> Commitment:
    """A recommendation of the maslikhat with what the address names."""
    begun = begun_with({"about": about}, region.cast.chair)
    told = {"title": "Сұрақ", "text": "Неге?", "language": "kk", **other}
    return letters.send(
        region.cast.council, by=region.cast.chair, kind="recommendation", author="council",
        addressee=akimat, source="conference",
        about=begun.about, **told,
    )  # fmt: skip


def test_a_letter_keeps_the_figure_it_was_begun_with(region: Region, akimat: Body) -> None:
    line = payment(version(region))
    deputy = browser(region.cast.deputy)
    begin = deputy.get(f"/en/commitments/begin/?kind=inquiry&about=line-{line.pk}")
    address = begin["Location"]
    form = deputy.get(address).content.decode()
    assert "4.01.1 Плата за негативное воздействие" in form
    assert "approved: 500.0" in form
    author = re.search(r'value="(deputy:\d+)"', form)
    assert author is not None
    told = {
        "author": author[1], "addressee": akimat.pk, "language": "kk", "title": "Төлем",
        "text": "Неге?", "source": "own",
    }  # fmt: skip
    answer = deputy.post(address, told)
    assert answer.status_code == 302, answer.content.decode()
    assert Commitment.objects.get().about == f"line-{line.pk}"


@pytest.mark.parametrize("about", ["line-x", "line-01", "line", "budget-", "no-1", "line-1-1"])
def test_what_is_no_figure_is_a_bad_request(region: Region, about: str) -> None:
    answer = browser(region.cast.deputy).get(f"/en/commitments/begin/?about={about}")
    assert answer.status_code == 400


def test_what_does_not_exist_keeps_nothing(region: Region, akimat: Body) -> None:
    for about in ("line-999999", "budget-999999", "warning-999999", "environment-999999"):
        assert begun_with({"about": about}, region.cast.deputy).about == ""
    assert send(region, akimat, "line-999999").about == ""


def test_a_row_lists_what_was_asked_of_it_in_any_version_and_what_changed(
    region: Region, akimat: Body
) -> None:
    first = version(region)
    line = payment(first)
    letter = send(region, akimat, f"line-{line.pk}")
    address = f"/en/money/versions/{first.pk}/rows/{line.sheet}-{line.row}/"
    text = page(None, address)
    assert "Asked, answered, changed" in text
    assert f'href="/en/commitments/{letter.pk}/' in text
    assert "The figure has not changed since." in text
    letters.answer(
        letter, by=region.cast.clerk, text="Түсім <жоспарланды>", language="kk",
        signed="Ә. Б.", office="head", number="1",
    )  # fmt: skip
    text = page(None, address)
    assert "The body explains" in text
    assert "Түсім &lt;жоспарланды&gt;" in text
    assert "answered" in text
    # Another version says another amount: the letter stands beside that too.
    Commitment.objects.update(sent_on=dt.date(2026, 2, 2), answered_on=None, answer_due_on=None, answer_days=None, state="sent")  # noqa: E501 # fmt: skip
    rows = DECISION
    for row, amount in ((6, "1 600,5"), (10, "600"), (11, "600"), (12, "600"), (28, "300,2")):
        rows = changed(rows, row, 6, amount)
    second = version(region, rows, dt.date(2026, 3, 1))
    now = payment(second)
    text = page(None, f"/en/money/versions/{second.pk}/rows/{now.sheet}-{now.row}/")
    assert "500.0 before, now 600.0 thousand tenge" in text
    assert f'href="/en/money/versions/{second.pk}/"' in text
    assert "Сұрақ" not in page(None, f"/en/money/versions/{second.pk}/")


def test_a_version_a_region_and_a_warning_list_their_own(region: Region, akimat: Body) -> None:
    of = version(region)
    send(region, akimat, f"budget-{of.pk}", title="Бюджет туралы")
    text = page(None, f"/en/money/versions/{of.pk}/")
    assert "Бюджет туралы" in text
    send(region, akimat, f"environment-{region.council.pk}", title="Экология туралы")
    text = page(None, f"/en/money/environment/{REGION}/")
    assert "Экология туралы" in text
    assert "Бюджет туралы" not in text

    for year, money in ((2022, 10), (2023, 10), (2024, 10)):
        region.budget(year, money)
    region.measure(plan := region.plan(today().year, 2025), 1, 1, 1)
    region.approved(plan)
    look(today())
    warning = BudgetWarning.objects.get(rule__key="plan_below_duty")
    # In its grace it is nobody's to ask about.
    assert begun_with({"about": f"warning-{warning.pk}"}, region.cast.deputy).about == ""
    BudgetWarning.objects.update(public_on=today())
    send(region, akimat, f"warning-{warning.pk}", title="Ескерту туралы")
    text = page(None, f"/en/money/warnings/{warning.pk}/")
    assert "Ескерту туралы" in text
    assert "The figure has not changed since." in text


def test_a_letter_leads_back_to_its_figure(region: Region, akimat: Body) -> None:
    of = version(region)
    line = payment(of)
    figures = {
        f"line-{line.pk}": f"/en/money/versions/{of.pk}/rows/{line.sheet}-{line.row}/",
        f"budget-{of.pk}": f"/en/money/versions/{of.pk}/",
        f"environment-{region.council.pk}": f"/en/money/environment/{REGION}/",
    }
    for about, address in figures.items():
        made = send(region, akimat, about)
        text = page(None, f"/en/commitments/{made.pk}/")
        assert f'<a href="{address}">The figure it is about</a>' in text
    plain = send(region, akimat, "")
    assert "The figure it is about" not in page(None, f"/en/commitments/{plain.pk}/")
    # What is gone leads nowhere, and nothing breaks.
    Commitment.objects.filter(pk=plain.pk).update(about="line-999999")
    assert "The figure it is about" not in page(None, f"/en/commitments/{plain.pk}/")


def test_a_deputy_asks_of_every_figure_and_a_visitor_has_a_letter_ready(region: Region) -> None:
    of = version(region)
    line = payment(of)
    row = f"/en/money/versions/{of.pk}/rows/{line.sheet}-{line.row}/"
    for address, about in ((row, f"line-{line.pk}"), (f"/en/money/versions/{of.pk}/", f"budget-{of.pk}")):  # noqa: E501 # fmt: skip
        assert f"about={about}" in page(region.cast.deputy, address)
        text = page(None, address)
        assert f"about={about}" not in text
        word, _dash, number = about.partition("-")
        assert f'href="/en/money/questions/{word}/{number}/">Ask about these figures' in text


def test_a_row_asks_as_often_whatever_the_number_of_letters(region: Region, akimat: Body) -> None:
    of = version(region)
    line = payment(of)
    send(region, akimat, f"line-{line.pk}")
    row = f"/en/money/versions/{of.pk}/rows/{line.sheet}-{line.row}/"
    before = queries(browser(None), row)
    for number in range(5):
        made = send(region, akimat, f"line-{line.pk}", title=f"{number}")
        letters.answer(
            made,
            by=region.cast.clerk,
            text="x",
            language="kk",
            signed="Ә. Б.",
            office="head",
            number="1",
        )
    assert queries(browser(None), row) == before
    assert len(answers.about_line(line)) == 6


def test_a_joint_inquiry_keeps_the_figure_and_its_letters_stand_beside_it(
    region: Region, akimat: Body
) -> None:
    of = version(region)
    line = payment(of)
    row = f"/en/money/versions/{of.pk}/rows/{line.sheet}-{line.row}/"
    begin = f"/en/commitments/joint/draft/?about=line-{line.pk}"
    assert f'href="{begin}"' in page(region.cast.deputy, row)
    assert begin not in page(region.cast.clerk, row)
    deputy = browser(region.cast.deputy)
    assert "4.01.1 Плата за негативное воздействие" in deputy.get(begin).content.decode()
    told = {"language": "kk", "title": "Бірлескен", "text": "Неге?"}
    assert deputy.post(begin, told).status_code == 302
    joint = Joint.objects.get()
    assert joint.about == f"line-{line.pk}"
    assert f'<a href="{row}">The figure it is about</a>' in page(
        region.cast.deputy, f"/en/commitments/joint/{joint.pk}/"
    )
    letters.address_joint(joint, by=region.cast.deputy, bodies=[akimat])
    letters.send_joint(joint, by=region.cast.deputy)
    drain()
    assert "Бірлескен" in page(None, row)
    assert deputy.get("/en/commitments/joint/draft/?about=line-x").status_code == 400
