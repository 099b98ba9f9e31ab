"""Names out of the classifier's short forms, their English and their keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maslikhat.places import names


@pytest.mark.parametrize(
    ("kk", "ru", "full_kk", "full_ru", "english"),
    [
        ("Қараауыл а.о.", "Карааульский с.о.", "Қараауыл ауылдық округі",
         "Карааульский сельский округ", "Karaauyl Rural District"),
        ("Қараауыл а.", "с.Карааул", "Қараауыл ауылы", "село Карааул", "Karaauyl village"),
        ("Ақмырза\xa0 а.о.", "с.о. Акмырза", "Ақмырза ауылдық округі",
         "сельский округ Акмырза", "Akmyrza Rural District"),
        ("Рахмет Тоғысбаев атын.а.", "с.им.Рахмет Тогысбаева", "Рахмет Тоғысбаев атындағы ауылы",
         "село имени Рахмет Тогысбаева", "Rakhmet Togysbaev village"),
        ("Семей қ.", "г.Семей", "Семей қаласы", "город Семей", "Semei"),
        ("Шаған к.", "п.Чаган", "Шаған кенті", "посёлок Чаган", "Shagan settlement"),
        ("Тайтөбе а.ә.", "с.а.Тайтобе", "Тайтөбе а.ә.", "с.а. Тайтобе", "Taitobe Administration"),
        ("Жаңабаз қыстауы", "зимовка Жанабаз", "Жаңабаз қыстауы", "зимовка Жанабаз",
         "Zhanabaz winter camp"),
        ("Лагерь", "Лагерь", "Лагерь", "Лагерь", "Lager"),
    ],
)  # fmt: skip
def test_short_forms_are_written_in_full(
    kk: str, ru: str, full_kk: str, full_ru: str, english: str
) -> None:
    written = names.in_full(kk, ru)
    assert (written.kk, written.ru, written.en) == (full_kk, full_ru, english)


@pytest.mark.parametrize(
    ("kk", "ru", "people_write"),
    [
        ("Семей Қ.Ә.", "Семей Г.А.", ("Семей қаласы", "город Семей")),
        ("Астана қ.", "г.Астана", ("Астана қаласы", "город Астана")),
        ("Абай ауданы", "Абайский район", ("Абай ауданы", "Абайский район")),
        ("Ғабит Мүсірепов атын.ауданы", "Район им.Габита Мусрепова",
         ("Ғабит Мүсірепов атындағы ауданы", "район имени Габита Мусрепова")),
    ],
)  # fmt: skip
def test_cities_are_not_called_administrations(
    kk: str, ru: str, people_write: tuple[str, str]
) -> None:
    assert names.of_second_level(kk, ru) == people_write


@pytest.mark.parametrize(
    "typed",
    [
        "Көкпекті",
        "көкпекті",
        "КӨКПЕКТІ",
        "кокпекти",
        "кокпекты",
        "Kokpekti",
        "kökpekti",
        "көкпекти",
    ],
)
def test_one_place_has_one_key_however_it_is_typed(typed: str) -> None:
    assert names.fold(typed) == "kokpekti"


@given(st.text(max_size=60))
def test_a_key_is_stable_and_holds_no_spare_blanks(text: str) -> None:
    key = names.fold(text)
    assert key == " ".join(key.split())
    assert names.fold(text.upper()) == names.fold(text.upper().casefold())


# The signs of the classifier's forms, in any order, between words and whatever else is typed.
_signs = [
    "а.", "а.о.", "қ.", "к.", "ст.", "рзд.", "уч.", "қыстауы", "атын.", "с.", "с.о.", "г.", "п.",
    "зимовка", "им.", "Қ.Ә.", "Г.А.", ".",
]  # fmt: skip
_typed = st.lists(st.sampled_from(_signs) | st.text(max_size=12), max_size=5)


@given(_typed, _typed)
def test_no_name_breaks_the_reading_of_forms(kk: list[str], ru: list[str]) -> None:
    """Whatever is typed, a name in full holds the bare name and no spare blank, and is not lost."""
    typed = " ".join(kk), " ".join(ru)
    found = names.in_full(*typed)
    pairs = ((found.kk, found.bare_kk, typed[0]), (found.ru, found.bare_ru, typed[1]))
    for full, bare, short in pairs:
        assert bare in full and bool(bare) == bool(short.split())
        assert full == " ".join(full.split()) and bare == " ".join(bare.split())
    for full, short in zip(names.of_second_level(*typed), typed, strict=True):
        assert bool(full.strip()) == bool(short.split())
