"""What is told in an act is found, by those it is for, and no more once it is taken away."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from maslikhat.kit.transactions import writing
from maslikhat.search import actions, asking
from maslikhat.search.asking import Asked, Found, find
from maslikhat.search.follower import catch_up
from maslikhat.search.models import Entry
from maslikhat.search.question import parse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty")]
PUBLIC = frozenset({"public"})


def ask(text: str, tokens: frozenset[str] = PUBLIC, **filters: object) -> Found:
    return find(Asked(parse(text), **filters), tokens)  # type: ignore[arg-type]


def numbers(found: Found) -> list[int]:
    return sorted(entry.number for entry in found.entries)


def tell(number: int, title: str, text: str = "", language: str = "kk", **more: object) -> None:
    with writing():
        actions.index("topic", number, title=title, text=text, language=language, **more)  # type: ignore[arg-type]


def test_a_word_is_found_in_another_case() -> None:
    tell(1, "Қала бюджеті", "Қаланың бюджетін талқылау")
    tell(2, "Ауыл жолдары", "Жолды жөндеу керек")
    catch_up()
    assert numbers(ask("бюджетке")) == [1]
    assert numbers(ask("жолдарды")) == [2]
    assert ask("бюджет").count == 1


def test_of_what_is_alike_in_every_word_the_newest_comes_first() -> None:
    now = timezone.now()
    for year in (2, 4, 1, 3):
        moment = now - dt.timedelta(days=365 * year)
        tell(year, "Бюджет", "облыс", moment=moment)
    tell(9, "Бюджет", "бюджет", moment=now - dt.timedelta(days=4000))
    catch_up()
    asked, order = Asked(parse("бюджет")), [9, 1, 2, 3, 4]
    assert [one.number for one in find(asked, PUBLIC).entries] == order
    pages = [find(asked, PUBLIC, offset=at, limit=2).entries for at in (0, 2, 4)]
    assert [one.number for page in pages for one in page] == order
    assert find(asked, PUBLIC, limit=2).count == 5


@pytest.mark.parametrize(
    "typed", ["бөлімі", "болими", "болымы", "bolimi", "бөлiмi", "БӨЛІМІ", "bölimi"]
)
def test_the_kazakh_layout_is_not_needed(typed: str) -> None:
    tell(1, "Экономика бөлімінің есебі")
    catch_up()
    assert numbers(ask(typed)) == [1]


def test_a_phrase_stands_together() -> None:
    tell(1, "а", "қаланың бюджеті бекітілді")
    tell(2, "б", "бюджеті бар қала")
    catch_up()
    assert numbers(ask('"қала бюджеті"')) == [1]
    assert numbers(ask("қала бюджеті")) == [1, 2]


def test_a_minus_leaves_out() -> None:
    tell(1, "су құбыры", "ауыл")
    tell(2, "су құбыры", "қала")
    catch_up()
    assert numbers(ask("су -қалада")) == [1]
    assert numbers(ask('су -"су құбыры"')) == []


def test_what_is_closed_is_in_no_count_for_others() -> None:
    tell(1, "құпия сөз", audience="room:17")
    tell(2, "ашық сөз")
    catch_up()
    assert (numbers(ask("сөз")), ask("сөз").count) == ([2], 1)
    assert numbers(ask("сөз", PUBLIC | {"room:17"})) == [1, 2]
    assert numbers(ask("сөз", PUBLIC | {"room:18"})) == [2]
    assert numbers(ask("сөз", frozenset({"room:17"}))) == [1]


def test_closing_acts_before_the_index_knows() -> None:
    for number in (1, 2, 3):
        tell(number, "құпия сөз")
    catch_up()
    assert ask("сөз").count == 3
    for number in (1, 2):
        tell(number, "құпия сөз", audience="room:17")
    found = ask("сөз")
    assert (numbers(found), found.count) == ([3], 1)
    catch_up()
    assert (numbers(ask("сөз")), ask("сөз").count) == ([3], 1)
    assert ask("сөз", PUBLIC | {"room:17"}).count == 3


def test_what_is_forgotten_is_found_no_more_and_leaves_no_words() -> None:
    tell(1, "құпия сөз", "мәтін")
    catch_up()
    with writing():
        actions.forget("topic", 1)
    assert ask("сөз").count == 0
    catch_up()
    assert ask("сөз").count == 0
    left = Entry.objects.get(number=1)
    assert (left.is_gone, left.title_kk, left.text_kk) == (True, "", "")
    tell(1, "құпия сөз", "мәтін")
    catch_up()
    assert ask("сөз").count == 1


def test_told_alike_again_nothing_changes() -> None:
    moment = timezone.now()
    tell(1, "сөз", moment=moment)
    before = Entry.objects.get().changed
    tell(1, "сөз", moment=moment)
    assert Entry.objects.get().changed == before
    tell(1, "басқа", moment=moment)
    assert Entry.objects.get().changed > before


def test_filters_narrow() -> None:
    tell(1, "жол", place="101000000", rubric="roads", moment=timezone.now())
    tell(2, "жол", place="103200000", language="ru")
    tell(3, "жол", place="350000000")
    catch_up()
    assert numbers(ask("жол", place="100000000")) == [1, 2]
    assert numbers(ask("жол", place="101000000")) == [1]
    assert numbers(ask("жол", rubric="roads")) == [1]
    assert numbers(ask("жол", language="ru")) == [2]
    assert numbers(ask("жол", kind="person")) == []
    assert numbers(ask("", place="350000000")) == [3]


def test_without_all_words_some_are_found_and_it_is_said() -> None:
    tell(1, "Ауыз су сапасы")
    catch_up()
    found = ask("су тарифі")
    assert (numbers(found), found.is_loose) == ([1], True)
    assert ask("су сапасы").is_loose is False


def test_far_behind_nothing_is_counted_and_nothing_closed_is_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for number in range(5):
        tell(number, "сөз")
    catch_up()
    monkeypatch.setattr(asking, "MOST_PENDING", 2)
    for number in range(4):
        tell(number, "сөз", audience="room:17")
    found = ask("сөз")
    assert (numbers(found), found.count) == ([4], None)
    page = Client().get("/en/search/", {"q": "сөз"})
    assert page.status_code == 200
    assert "found</h2>" not in page.content.decode()
