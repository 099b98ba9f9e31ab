"""No overdue figure of what is invented stands without the mark on the same card (law 12)."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from lxml import html

from maslikhat.commitments.models import Commitment
from maslikhat.money.models import Version
from tests.country.conftest import Enter
from tests.country.test_pages import made

# What a page says depends on no database.
pytestmark = [pytest.mark.once, pytest.mark.django_db]
ROLES = ("visitor", "clerk", "chair", "deputy-regional", "official", "national")
LATE = re.compile(
    r"Overdue by \d+ day|\d+ (is|are) overdue|Overdue: \d+|overdue since|of them overdue"
)
# A page without any of these has none: it need not be taken apart.
MAY_BE_LATE = re.compile(rf"{LATE.pattern}|\blate\b|Overdue")
MARK = re.compile("invented", re.IGNORECASE)
MOST = 12


def unmarked(page: str) -> tuple[bool, list[str]]:
    """Whether a page has late figures, and those whose card does not say that they are invented."""
    if not MAY_BE_LATE.search(page):
        return False, []
    found, late = [], list(_late(html.fromstring(page)))
    for one in late:
        card = next(
            (up for up in one.iterancestors() if {"card", "stat"} & set(up.classes)),
            one.getparent(),
        )
        if not MARK.search(card.text_content()):
            found.append(" ".join(card.text_content().split())[:120])
    return bool(late), found


def _late(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """What says that a day is over: in words, as a column of a table, as a station of a way."""
    for one in tree.iter():
        if not isinstance(one.tag, str) or one.tag in {"script", "option", "title"}:
            continue
        if LATE.search(one.text or "") or "late" in one.classes or one.get("data-h") == "Overdue":
            yield one


def of_late_letters() -> list[str]:
    """The pages on which a late letter stands: its own, those of its steps, lists, its body."""
    rows = list(Commitment.objects.overdue().order_by("pk")[:MOST])
    assert rows, "the demo has letters whose day is over"
    joint = Commitment.objects.overdue().exclude(joint=None).first()
    assert joint is not None
    lists = ["state=overdue", "state=owed", f"body={joint.addressee_id}"]
    found = [f"/en/commitments/?{query}" for query in lists]
    found += [f"/en/commitments/figures/?by={by}" for by in ("region", "council", "body", "rubric")]
    found += [
        f"/en/commitments/joint/{joint.joint_id}/?state={one}" for one in ("", "overdue", "off")
    ]
    for row in rows:
        found += [
            f"/en/bodies/{row.addressee_id}/",
            f"/en/commitments/about/?council={row.council.code}",
            *(
                f"/en/commitments/{row.pk}/{step}"
                for step in ("", "course/", "answer/", "report_done/", "hand_over/", "withdraw/")
            ),
        ]
    return found


def answered(client: Client, addresses: list[str]) -> Iterator[tuple[str, str]]:
    """Each of these addresses that shows a page, and the page."""
    for address in addresses:
        answer = client.get(address)
        if answer.status_code == 200 and "html" in answer["Content-Type"]:
            yield address, answer.content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_each_late_figure_bears_the_mark_on_its_card(enter: Enter, role: str) -> None:
    shown = [*made(enter, role, "en").items(), *answered(enter(role), of_late_letters())]
    told = [(place, *unmarked(page)) for place, page in shown]
    assert sum(bears for _place, bears, _found in told) >= MOST
    assert [(place, found) for place, _bears, found in told if found] == []


def test_each_row_of_figures_bears_the_mark(enter: Enter) -> None:
    # On a phone a row stands alone, far below the words above the table.
    for by in ("region", "council", "body", "rubric"):
        told = enter("visitor").get("/en/commitments/figures/", {"by": by}).content.decode()
        late = html.fromstring(told).xpath('//td[@data-h="Overdue"][not(normalize-space()="0")]')
        assert late, by
        assert all(MARK.search(one.text_content()) for one in late), by


def test_each_picture_of_money_bears_the_mark_on_its_card(enter: Enter) -> None:
    # Whoever cuts a picture out takes the words beside it along.
    visitor, country = enter("visitor"), "/en/money/environment/"
    regions = re.findall(rf'href="({country}\d{{9}}/)', visitor.get(country).content.decode())
    budget = Version.objects.standing().lately()[0]
    for address in (country, regions[0], f"/en/money/versions/{budget.pk}/"):
        cards = html.fromstring(visitor.get(address).content.decode()).xpath(
            '//section[contains(@class, "card")]'
            '[.//svg[contains(@class, "chart") or @role="group"]]'
        )
        assert cards, address
        assert [
            one.text_content()[:80] for one in cards if not MARK.search(one.text_content())
        ] == []


def test_a_card_without_the_mark_is_found() -> None:
    said = '<div class="card"><span>Overdue by 3 days</span>{}</div>'
    assert unmarked(said.format("")) == (True, ["Overdue by 3 days"])
    assert unmarked(said.format("<i>invented</i>")) == (True, [])
    assert unmarked('<div class="card"><span>Over</span></div>') == (False, [])
    for late in ('<b class="on late">3</b>', '<td data-h="Overdue">3</td>'):
        assert unmarked(f'<div class="card">{late}</div>') == (True, ["3"])


def test_files_and_feeds_say_so_in_each_line_that_tells_of_lateness(enter: Enter) -> None:
    visitor = enter("visitor")
    joint = Commitment.objects.overdue().exclude(joint=None).values_list("joint", flat=True)[0]
    table_of = visitor.get(f"/en/commitments/joint/{joint}/answers.csv").content.decode()
    assert "Days overdue · invented" in table_of.splitlines()[0]
    for address in ("feed/?state=overdue", f"joint/{joint}/feed/"):
        told = visitor.get(f"/en/commitments/{address}").content.decode()
        entries = re.findall(r"<entry>.*?</entry>", told, re.S)
        assert entries
        assert all("invented" in one for one in entries)
    row = Commitment.objects.overdue().first()
    assert row is not None
    card = visitor.get("/en/cards/", {"to": f"/en/commitments/{row.pk}/"}).content.decode()
    assert re.search(r"Due [^<]*invented", card)
