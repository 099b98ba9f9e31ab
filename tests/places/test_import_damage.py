"""A classifier that is damaged is refused by row and reason, and then nothing has changed."""

from collections.abc import Callable

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from maslikhat.kit.refusals import Refused
from maslikhat.places import classifier
from maslikhat.places.models import FindKey, Unit
from tests.places.imports import everything, take
from tests.places.samples import HEADER, Rows, as_csv, as_xlsx
from tests.places.samples import classifier as good_rows

pytestmark = pytest.mark.django_db
Damage = Callable[[Rows], bytes]


def cell(kato: str, column: str, value: str) -> Damage:
    """Another value in one cell."""
    place = HEADER.index(column)

    def damage(rows: Rows) -> bytes:
        for row in rows:
            if row[0] == kato:
                row[place] = value
        return as_csv(rows)

    return damage


def without(*katos: str) -> Damage:
    """Some rows left out."""
    return lambda rows: as_csv([row for row in rows if row[0] not in katos])


def few(rows: Rows) -> Rows:
    """The rows without the lower units of Abai, Akmola and Aktobe."""
    return [row for row in rows if row[0] > "2" or row[2] == "oblast"]


BAD_FILES: list[tuple[str, Damage, str]] = [
    ("empty", lambda rows: b"", "The file is empty"),
    ("blank", lambda rows: b" \n\n ", "The file is empty"),
    ("header alone", lambda rows: as_csv([]), "no rows"),
    ("other columns", lambda rows: as_csv(rows, ["code", *HEADER[1:]]), "Row 1: the columns"),
    ("not UTF-8", lambda rows: as_csv(rows).decode().encode("cp1251", "replace"), "Row 2: not "),
    ("a picture", lambda rows: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not text"),
    ("cut mid-row", lambda rows: as_csv(rows)[:9000].rsplit(b",", 1)[0] + b"\n", "columns instead"),
    ("cut mid-line", lambda rows: as_csv(rows).rsplit(b",", 1)[0], "columns instead"),
    ("cut mid-letter", lambda rows: as_csv(rows)[:-2], "not text in UTF-8"),
    ("cut at a row", lambda rows: as_csv(rows[:100]), "After row 101: "),
    ("a region gone", without("790000000"), "the unit above 791110000 is not in the file"),
    ("too many gone", lambda rows: as_csv(few(rows)), "units that the portal knows are missing"),
    ("letters in a code", cell("103200000", "kato", "10320000О"), "“10320000О” is not nine digits"),
    ("a short code", cell("103200000", "kato", "10320000"), "is not nine digits"),
    ("an Arabic digit", cell("103200000", "kato", "10320000٣"), "is not nine digits"),
    ("a code twice", cell("103400000", "kato", "103200000"), "is in row "),
    ("an unknown level", cell("103200000", "level", "planet"), "the level “planet” is unknown"),
    ("another level", cell("103200000", "level", "settlement"), "is not of this level"),
    ("no Kazakh name", cell("103200000", "name_kk", ""), "a name is missing"),
    ("no Russian name", cell("103200000", "name_ru", " - "), "a name is missing"),
    ("a long name", cell("103200000", "name_ru", "я" * 101), "longer than 100"),
    ("a NUL", cell("103200000", "name_ru", "я\x00я"), "not text"),
    ("no unit above", without("103200000"), "the unit above 103230000 is not in the file"),
    ("an open quote", lambda rows: as_csv(rows) + b'"999\n', "Row "),
    ("a broken workbook", lambda rows: as_xlsx(rows)[:-500], "damaged"),
    ("a workbook of something else", lambda rows: as_xlsx(rows, above=40), "Row 1: the columns"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("damage", "reason"), [b[1:] for b in BAD_FILES], ids=[b[0] for b in BAD_FILES]
)
def test_a_bad_file_is_refused_by_row_and_reason_and_nothing_changes(
    damage: Damage, reason: str
) -> None:
    before = everything(), FindKey.objects.count()
    with pytest.raises(Refused) as refusal:
        take(damage(good_rows()))
    assert reason in str(refusal.value)
    assert 400 <= refusal.value.status < 500
    assert (everything(), FindKey.objects.count()) == before


@given(content=st.binary(max_size=400))
@settings(max_examples=300)
def test_no_bytes_raise_anything_but_a_refusal(content: bytes) -> None:
    for start in (b"", ",".join(HEADER).encode() + b"\n"):
        with pytest.raises(Refused):
            classifier.read(start + content)


@given(
    at=st.integers(0, 254),
    column=st.integers(0, 5),
    value=st.one_of(
        st.text(max_size=12), st.sampled_from(["710000000", "district", "г.Семей", ""])
    ),
    cut=st.integers(0, 40),
)
@settings(max_examples=80)
def test_random_damage_is_taken_in_whole_or_refused_whole(
    at: int, column: int, value: str, cut: int
) -> None:
    rows = good_rows()
    rows[at][column] = value
    content = as_csv(rows)
    before = everything()
    with transaction.atomic():
        try:
            result = take(content[: len(content) - cut] if cut > 30 else content)
        except Refused:
            assert everything() == before
        else:
            counted = result.added + result.renamed + result.unchanged + result.moved
            assert counted >= result.rows
            assert Unit.objects.count() == 249 + result.added
        transaction.set_rollback(True)
