"""The country in numbers on three days, on the demo's pages and for machines."""

import re
from html import unescape

import pytest
from django.test import Client

from maslikhat.commitments.models import Commitment
from maslikhat.sittings.models import Sitting

pytestmark = pytest.mark.django_db

# Day → regional, city and district maslikhats, all of them, seats; None: the demo's own number.
DAYS = {
    "2020-09-22": (17, 36, 163, 216, 3335),
    "2023-03-19": (20, 37, 166, 223, 3415),
    "": (20, 38, 170, 228, None),
}
NOT_KNOWN = {"kk": "дерек жоқ", "ru": "нет сведений", "en": "not known here"}


def read(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode()).replace("\xa0", " ")


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def cells(html: str) -> list[list[str]]:
    """The seats, the deputies and the vacant seats of each maslikhat of the table."""
    table = re.split('<table class="cards[^"]*">', html)[1].split("</table>")[0]
    return [
        [words(cell) for cell in re.findall(r'<td class="num"[^>]*>(.*?)</td>', line, re.S)]
        for line in table.split("<tr>")[2:]
    ]


def grouped(number: int, lang: str) -> str:
    return f"{number:,}".replace(",", "," if lang == "en" else " ")


@pytest.mark.parametrize("day", DAYS)
def test_machines_are_told_the_numbers_of_the_day(day: str) -> None:
    told = Client().get(f"/healthz?on={day}" if day else "/healthz").json()
    regional, city, district, total, seats = DAYS[day]
    counts = {"regional": regional, "city": city, "district": district, "total": total}
    assert told["councils"] == counts
    if seats:
        assert told["seats"] == seats


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_page_of_all_maslikhats_says_and_lists_them(lang: str, day: str) -> None:
    html = read(f"/{lang}/councils/" + (f"?on={day}" if day else ""))
    regional, city, district, total, seats = DAYS[day]
    rows = cells(html)
    assert len(rows) == total
    summed = sum(int(row[0]) for row in rows)
    sentence = words(html.split("<h1>")[1].split("</p>")[0])
    seats = seats or Client().get("/healthz").json()["seats"]
    assert summed == seats
    for number in (regional, city, district, total):
        assert re.search(rf"\b{number}\b", sentence), sentence
    assert grouped(seats, lang) in sentence


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_before_the_first_convocation_of_the_demo_no_seat_is_vacant(lang: str) -> None:
    unknown = f"— {NOT_KNOWN[lang]}"
    rows = cells(read(f"/{lang}/councils/?on=2020-09-22"))
    assert [row[1:] for row in rows] == [[unknown, unknown]] * 216
    html = read(f"/{lang}/councils/550000000/?on=2020-09-22")
    assert 'class="unknown"' in html
    assert 'class="vacant"' not in html


def test_between_two_convocations_those_of_the_seventh_are_counted() -> None:
    rows = cells(read("/en/councils/?on=2023-03-19"))
    known = [row for row in rows if not row[1].startswith("—")]
    # Seven maslikhats were founded after the seventh convocation had begun.
    assert len(rows) - len(known) == 223 - 216
    assert all(int(row[0]) - int(row[1]) == int(row[2]) or row[2] == "0" for row in known)


def test_today_the_first_page_counts_what_is_vacant() -> None:
    rows = cells(read("/en/councils/"))
    vacant = sum(int(row[2]) for row in rows)
    assert vacant > 0
    home = words(read("/en/"))
    assert f"seats; {grouped(vacant, 'en')} vacant" in home
    assert "Maslikhats 228" in home


def test_the_first_page_counts_what_goes_on_and_what_is_owed() -> None:
    home = words(read("/en/"))
    running = [one for one in Sitting.objects.public() if one.is_running]
    assert running
    assert f"In session now {len(running)} Follow" in home
    listed = (
        words(read("/en/commitments/?state=owed")),
        words(read("/en/commitments/?state=overdue")),
    )
    waiting, overdue = (re.search(r"(\d+) matters? found", page) for page in listed)
    assert waiting and overdue
    assert f"Awaited from bodies {waiting[1]} {overdue[1]} are overdue invented" in home


def test_the_parts_of_the_first_page_name_the_maslikhat_of_each_thing() -> None:
    for part in ("sittings", "decisions"):
        assert "Pavlodar" in read(f"/en/{part}/latest/"), part


def test_a_figure_was_asked_about_answered_and_changed() -> None:
    letter = Commitment.objects.get(about__startswith="measure-")
    page = words(read(f"/en/money/measures/{letter.about.removeprefix('measure-')}/"))
    assert "Asked, answered, changed Үлгі:" in page
    assert "The body explains" in page
    assert "Changed since:" in page
    assert "ойдан шығарылған" in page
