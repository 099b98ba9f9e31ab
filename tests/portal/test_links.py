"""A link keeps the day of the page it stands on; what has ended is shown on its last day."""

import datetime as dt
import re
from typing import Any

import pytest

from maslikhat.kit.days import today
from maslikhat.registry import actions
from maslikhat.registry.models import Council
from tests.portal.reading import LANGUAGES, lines, page, words
from tests.registry.cast import Cast, row, with_seats
from tests.registry.test_mandates import LATER, commission_of, faction_of

DAY = LATER
# Pages that know of days.
DATED = re.compile(r"/en/(councils|deputies|commissions|groups|bodies|places)/")


def links(html: str) -> list[str]:
    """The addresses of the links of a page that lead to pages that know of days."""
    main = html.split("<main")[1].split("</main>")[0]
    return [to for to in re.findall(r'<a [^>]*?href="([^"]+)"', main) if DATED.match(to)]


def pages(cast: Cast) -> dict[str, int]:
    """Each page with a day, and how many such links it has at least."""
    commission, group = commission_of(cast), faction_of(cast)
    for place, position in ((2, "chair"), (3, "member")):
        actions.join_commission(
            commission, cast.mandate(place), by=cast.clerk, position=position, from_day=DAY
        )
    code, body = cast.council.code, cast.body
    actions.found_body(
        body.unit, by=cast.operator, kind="department", parent=body, name_kk="Бөлім",
        name_ru="Отдел", from_day=DAY,
    )  # fmt: skip
    return {
        "councils/": 200,
        f"councils/{code}/": 7,
        f"councils/{code}/commissions/": 5,
        # The convocation and the heads there lead to their own first days.
        f"councils/{code}/history/": 4,
        "councils/550000000/history/": 14,
        "deputies/": 10,
        f"commissions/{commission.pk}/": 4,
        f"groups/{group.pk}/": 4,
        f"bodies/{body.pk}/": 3,
    }


def test_every_link_keeps_the_day(cast: Cast) -> None:
    for name, least in pages(cast).items():
        found = links(page(f"/en/{name}?on={DAY}"))
        assert len(found) >= least, (name, found)
        is_history = "history" in name
        lost = [
            to
            for to in found
            if f"on={DAY}" not in to
            and not (is_history and re.search(r"\?on=2023-0(3-28|4-10)$", to))
        ]
        assert not lost, (name, lost[:5])


def test_a_head_of_the_history_opens_as_of_that_time(cast: Cast) -> None:
    person, first = cast.person(1), dt.date(2023, 4, 10)
    cast.council.headships.all().delete()
    for begun, ended in ((dt.date(2016, 3, 29), dt.date(2020, 1, 9)), (first, None)):
        cast.council.headships.create(person=person, from_day=begun, to_day=ended)
    history = links(page(f"/en/councils/{cast.council.code}/history/"))
    heads = [to for to in history if "/deputies/" in to]
    assert heads == [f"/en/deputies/{person.pk}/?on={day}" for day in (first, "2016-03-29")]
    led = [to for to in links(page(f"/en/deputies/{person.pk}/")) if "?on=" in to]
    assert led == [f"/en/councils/{cast.council.code}/?on={day}" for day in (first, "2016-03-29")]
    # Before the first mandate that the portal has, the page says so and is no refusal.
    assert "Former deputy" in page(heads[1])
    assert "Former deputy" not in page(heads[0])


def test_today_needs_no_day(cast: Cast) -> None:
    for name in pages(cast):
        assert not [to for to in links(page(f"/en/{name}")) if f"on={today()}" in to], name


def ended_commission(cast: Cast) -> Any:
    commission = commission_of(cast)
    for place in (2, 3):
        actions.join_commission(
            commission, cast.mandate(place), by=cast.clerk, position="member", from_day=LATER
        )
    end = LATER + dt.timedelta(days=10)
    return actions.end_commission(commission, by=cast.clerk, to_day=end)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_ended_commission_shows_its_last_day_and_lets_another_be_chosen(
    cast: Cast, lang: str
) -> None:
    commission = ended_commission(cast)
    last = commission.to_day - dt.timedelta(days=1)
    html = page(f"/{lang}/commissions/{commission.pk}/")
    assert len(lines(html)) == 2
    assert html.count('class="note"') == 1
    assert f'name="on" type="date" min="1994-01-01" max="{today()}" value="{last}"' in html
    # Who asks for a day gets that day.
    assert lines(page(f"/{lang}/commissions/{commission.pk}/?on={commission.to_day}")) == []
    assert len(lines(page(f"/{lang}/commissions/{commission.pk}/?on={LATER}"))) == 2


def test_a_commission_that_goes_on_shows_today(cast: Cast) -> None:
    commission = commission_of(cast)
    html = page(f"/en/commissions/{commission.pk}/")
    assert f'value="{today()}"' in html
    assert 'class="note"' not in html


def test_an_ended_chamber_shows_its_last_day(cast: Cast) -> None:
    mazhilis = with_seats("mazhilis", 3, by=cast.operator)
    rows = [row(place, constituency=place, surname_ru=f"Сенов{place}") for place in (1, 2)]
    actions.import_deputies(mazhilis, rows, by=cast.operator, digest="0" * 64)
    council = Council.objects.get(code="mazhilis")
    mazhilis.mandates.update(to_day=council.to_day, end_reason="council_ended")
    mazhilis.to_day = council.to_day
    mazhilis.save()
    html = page("/en/councils/mazhilis/")
    assert len(lines(html)) == 2
    assert 'value="2026-06-30"' in html
    assert "ceased to exist on 1 July 2026" in words(html).replace("\xa0", " ")
    assert lines(page("/en/councils/mazhilis/?on=2026-07-01")) == []


def test_where_nobody_is_known_no_deputies_are_counted(cast: Cast) -> None:
    address = f"/en/councils/{cast.council.code}/"
    assert "5 deputies" in words(page(f"{address}?on={LATER}"))
    assert "0 deputies" not in words(page(f"{address}?on=2020-09-22"))


def test_no_way_above_a_page_leads_to_the_page_itself(cast: Cast) -> None:
    for path in pages(cast):
        above = page(f"/en/{path}?on={DAY.isoformat()}").partition('class="crumbs')[2]
        above = above.partition("</nav>")[0]
        assert f'href="/en/{path}' not in above, path


def test_a_council_shows_what_happens_before_who_sits(cast: Cast) -> None:
    html = page(f"/en/councils/{cast.council.code}/?on={DAY.isoformat()}")
    parts = re.findall(r'<article class="card" id="(\w+)">', html)
    assert parts.index("sittings") < parts.index("decisions") < parts.index("deputies")
    assert f'href="/en/councils/{cast.council.code}/?on={DAY.isoformat()}#deputies"' in html
