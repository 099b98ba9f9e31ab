"""What the register calls the councils of the country."""

import pytest

from maslikhat.registry.reference import russian_genitive


@pytest.mark.parametrize(
    ("name", "genitive"),
    [
        ("Акмолинская область", "Акмолинской области"),
        ("область Абай", "области Абай"),
        ("Жарминский район", "Жарминского района"),
        ("район Ақсуат", "района Ақсуат"),
        ("город Астана", "города Астаны"),
        ("город Степногорск", "города Степногорска"),
        ("город Рудный", "города Рудного"),
        ("город Алматы", "города Алматы"),
        ("город Семей", "города Семей"),
    ],
)
def test_russian_says_of_which_unit_a_council_is(name: str, genitive: str) -> None:
    assert russian_genitive(name) == genitive
