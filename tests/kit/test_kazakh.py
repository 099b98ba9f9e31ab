"""The order of the Kazakh alphabet."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from maslikhat.kit.kazakh import sort_key
from maslikhat.kit.keys import KeyField

# СТ РК 1048: the order in which a Kazakh dictionary stands.
ORDER = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
LATIN = "abcdefghijklmnopqrstuvwxyz"
words = st.text(" 0123456789" + LATIN + ORDER, max_size=12).map(lambda text: " ".join(text.split()))


def rank(text: str) -> list[int]:
    """Where a word stands, said another way: a space, digits, Latin, Cyrillic."""
    return [(" 0123456789" + LATIN + ORDER).index(letter) for letter in text]


@pytest.mark.parametrize(
    ("before", "after"),
    list(zip("агкноуұхыәғқңөүі", "әғқңөұүһібдлопфь", strict=True)),
)
def test_a_kazakh_letter_stands_after_its_like(before: str, after: str) -> None:
    assert sort_key(before) < sort_key(after)
    assert sort_key(before + "я") < sort_key(after + "а")


@given(words, words)
def test_keys_stand_as_the_alphabet_does(one: str, other: str) -> None:
    assert (sort_key(one) < sort_key(other)) is (rank(one) < rank(other))
    assert (sort_key(one) == sort_key(other)) is (one == other)


@given(words)
def test_case_does_not_count(text: str) -> None:
    assert sort_key(text.upper()) == sort_key(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("и\u0306", "й"),
        ("е\u0308", "ё"),
        ("Ко\u0301кшетау", "Кокшетау"),
        ("Café", "cafe"),
        ("ўзен", "узен"),
        ("Сарыарқа — 2", "сарыарқа 2"),
        ("  Ақ \t тау ", "ақ тау"),
        ("Нұр-Сұлтан", "нұр сұлтан"),
    ],
)
def test_what_is_read_alike_stands_together(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


@given(st.text(max_size=300), st.integers(1, 260))
def test_a_key_fits_its_column(text: str, length: int) -> None:
    key = sort_key(text, length)
    assert len(key) <= length
    assert sort_key(text, 10_000).startswith(key)
    assert "\x00" not in key


@pytest.mark.django_db
def test_both_databases_order_keys_as_python_does() -> None:
    names = [f"{a}{b}" for a in ORDER + LATIN + "0 9" for b in ("", "а", "ә", " а", "z", "Я", "1")]
    keys = {sort_key(name) for name in names}
    kind = KeyField(max_length=255).db_parameters(connection)
    collation = f' COLLATE "{kind["collation"]}"' if kind.get("collation") else ""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE kit_tried (key varchar(255){collation})")
        cursor.executemany("INSERT INTO kit_tried VALUES (%s)", [(key,) for key in keys])
        cursor.execute("SELECT key FROM kit_tried ORDER BY key")
        assert [key for (key,) in cursor.fetchall()] == sorted(keys)
    assert collation == (' COLLATE "C"' if connection.vendor == "postgresql" else "")
