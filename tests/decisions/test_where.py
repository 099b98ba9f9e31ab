"""Where the two official texts differ is told in words that a reader finds in them."""

import re

import pytest
from django.test import Client

from maslikhat.decisions import actions
from maslikhat.decisions.versions import Texts
from tests.decisions.cast import TEXTS, Cast

pytestmark = pytest.mark.django_db
ANNEX_KK = "Шешімге қосымша\n\n1-тарау. Тізім\n\n1. Екпелер:\n\n| Терек | 340 |"
ANNEX_RU = "Приложение к решению\n\nГлава 1. Перечень\n\n1. Насаждения:\n\n| Тополь | 430 |"


@pytest.mark.parametrize(
    ("lang", "places"),
    [
        ("kk", ["2-тармақ, 1)", "Қосымша, 1-тарау, 1-тармақ, кесте"]),
        ("ru", ["Пункт 2, 1)", "Приложение, глава 1, пункт 1, таблица"]),
        ("en", ["Point 2, 1)", "Annex, 1-тарау, point 1, table"]),
    ],
)
def test_where_the_languages_differ_is_said_in_words(
    cast: Cast, lang: str, places: list[str]
) -> None:
    uneven = Texts(
        f"{TEXTS.kk}\n1) 10 ағаш;\n\n{ANNEX_KK}", f"{TEXTS.ru}\n1) 12 деревьев;\n\n{ANNEX_RU}"
    )
    made = actions.table(cast.draft(texts=uneven), by=cast.chair)
    text = Client().get(f"/{lang}/decisions/{made.pk}/parity/").content.decode()
    assert re.findall(r'#[\w-]+">([^<]+)</a></td>', text) == places
