"""What may be written, and what Markdown from strangers becomes."""

import pytest

from maslikhat.dialogue.texts import beginning, clean_body, clean_title, words_of
from maslikhat.kit.markdown import to_html
from maslikhat.kit.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "title",
    [
        "",
        "ab",
        "  a  b ",
        "я" * 201,
        "\u200b\u200b\u200b\u200b",
        "\u2060\u200d\ufeff\u00ad",
        "\u3164\u3164\u3164",
        "\u0301\u0301\u0301",
        "price \u202edlog",
        "price \u2066dlog",
        "two\nlines",
        "bell\x07 rings",
        "nul\x00 byte",
        "lone \ud800 half",
        "line\u2028separator",
    ],
)
def test_a_title_that_hides_or_turns_text_is_refused(title: str) -> None:
    with pytest.raises(Refused):
        clean_title(title)


def test_a_title_keeps_kazakh_letters_and_loses_spare_spaces() -> None:
    assert clean_title("  Су   мен\tжол".replace("\t", " ")) == "Су мен жол"
    assert clean_title("я" * 200) == "я" * 200


@pytest.mark.parametrize(
    "body", ["", " \n\t ", "\u200b", "я" * 20_001, "a\x00b", "a\x1bb", "a\u202eb", "a\ud800"]
)
def test_a_body_that_is_empty_endless_or_no_text_is_refused(body: str) -> None:
    with pytest.raises(Refused):
        clean_body(body)


def test_a_body_keeps_lines_and_tabs() -> None:
    assert clean_body("a\r\n\tb\rc\n") == "a\n\tb\nc"
    assert len(clean_body("я" * 20_000)) == 20_000


def test_a_post_is_called_by_its_own_words_and_not_by_those_it_quotes() -> None:
    html = to_html("> **A. B.**\n>\n> > Ескі\n>\n> Сұрақ\n\nЖауап <b>\n\n> тағы\n\nСоңы")
    assert beginning(html) == "Жауап <b> Соңы"
    assert words_of(html) == ("Жауап <b> Соңы", "A. B. Ескі Сұрақ тағы")
    assert beginning(to_html("[Сіз](/kk/), **иә**, `не`?\n- бір\n- екі")) == "Сіз, иә, не? бір екі"
    assert beginning(to_html("> Тек дәйексөз")) == "Тек дәйексөз"
