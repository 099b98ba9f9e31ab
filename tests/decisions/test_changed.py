"""What changed between versions is drawn as the text is: words, and tables cell by cell."""

import re

import pytest
from django.test import Client

from maslikhat.decisions import actions
from maslikhat.decisions.changed import Block, changed
from maslikhat.decisions.models import Decision
from maslikhat.decisions.versions import Texts
from tests.decisions.cast import TEXTS, Cast

TABLE = "| Атауы | Сомасы |\n|---|---|\n| Су | 10 |\n| Жол | 20 |"


def drawn(block: Block) -> list[list[str]]:
    """The cells of a table, what was taken out in brackets, what was put in between strokes."""
    signs = {"same": "{}", "out": "[{}]", "in": "/{}/"}
    return [
        ["".join(signs[kind].format(text) for kind, text in cell if text).strip() for cell in row]
        for row in block.rows
    ]


def test_a_changed_cell_is_marked_in_its_table() -> None:
    before, after = (f"1. Бекітілсін:\n{table}\n2. Күшіне енеді." for table in
                     (TABLE, TABLE.replace("20", "25")))  # fmt: skip
    words, table, end = changed(before, after)
    assert not words.rows and not end.rows
    assert drawn(table) == [["Атауы", "Сомасы"], ["Су", "10"], ["Жол", "[20]/25/"]]


def test_a_row_and_an_empty_cell_keep_their_places() -> None:
    (table,) = changed(TABLE, f"{TABLE}\n| Мектеп | |")
    assert drawn(table)[:3] == [["Атауы", "Сомасы"], ["Су", "10"], ["Жол", "20"]]
    assert [cell.strip("/ ") for cell in drawn(table)[3]] == ["Мектеп", ""]


def test_words_are_all_there_and_a_first_version_is_drawn_alike() -> None:
    text = "1. Бір.\n2. Екі | үш."
    (block,) = changed("", text)
    assert "".join(piece.text for piece in block.words) == text
    assert [cell.strip("/ ") for cell in drawn(changed("", TABLE)[0])[1]] == ["Су", "10"]


@pytest.mark.django_db
def test_the_page_draws_a_table(cast: Cast, tabled: Decision) -> None:
    actions.revise(tabled, by=cast.clerk, texts=Texts(f"{TEXTS.kk}\n{TABLE}", TEXTS.ru))
    new = Texts(f"{TEXTS.kk}\n{TABLE.replace('20', '<b>')}", TEXTS.ru)
    actions.revise(tabled, by=cast.clerk, texts=new)
    address = f"/en/decisions/{tabled.pk}/versions/3/"
    page = Client().get(address).content.decode()
    found = re.search(r"<table>(.*?)</table>", page, re.S)
    assert found is not None
    assert "<td>Су</td>" in re.sub(r"\s*(</?td>)\s*", r"\1", found[1])
    assert "<del>20</del>" in found[1] and "<ins>&lt;b&gt;</ins>" in found[1]
    assert "|" not in found[1]
