"""Numbers in words, in Kazakh and Russian, are the numbers that were spelled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maslikhat.decisions.parity.numerals import spelled_in, value_of

KK_UNITS = ["", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз"]
KK_TENS = [
    "", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан",
]  # fmt: skip
RU_UNITS = ["", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"]
RU_TEENS = [
    "десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать",
    "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать",
]  # fmt: skip
RU_TENS = [
    "", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят",
    "девяносто",
]  # fmt: skip
RU_HUNDREDS = [
    "", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот",
    "девятьсот",
]  # fmt: skip


def kazakh(number: int) -> str:
    """As the rules of the language spell it; one hundred is «бір жүз», as amounts are written."""
    words = []
    for scale, name in ((10**9, "миллиард"), (10**6, "миллион"), (1000, "мың"), (100, "жүз")):
        above, number = divmod(number, scale)
        if above:
            words += [kazakh(above), name]
    return " ".join(filter(None, [*words, KK_TENS[number // 10], KK_UNITS[number % 10]]))


def russian(number: int) -> str:
    """In the nominative; scales take the form that their number asks for."""
    words = []
    for scale, forms in (
        (10**9, ("миллиард", "миллиарда", "миллиардов")),
        (10**6, ("миллион", "миллиона", "миллионов")),
        (1000, ("тысяча", "тысячи", "тысяч")),
    ):
        above, number = divmod(number, scale)
        if above:
            spelled = russian(above)
            if scale == 1000:
                spelled = spelled.replace("один", "одна", -1) if above % 10 == 1 else spelled
                spelled = spelled[:-3] + "две" if spelled.endswith("два") else spelled
            last = 0 if above % 10 == 1 and above % 100 != 11 else 1
            last = 2 if above % 10 not in (1, 2, 3, 4) or 10 < above % 100 < 20 else last
            words += [spelled.replace("однанадцать", "одиннадцать"), forms[last]]
    hundreds, rest = divmod(number, 100)
    words.append(RU_HUNDREDS[hundreds])
    if 10 <= rest < 20:
        words.append(RU_TEENS[rest - 10])
    else:
        words += [RU_TENS[rest // 10], RU_UNITS[rest % 10]]
    return " ".join(filter(None, words))


NUMBERS = st.one_of(st.integers(1, 999), st.integers(1, 10**6), st.integers(1, 10**12 - 1))


@given(NUMBERS)
def test_a_number_in_words_is_the_number(number: int) -> None:
    assert value_of(kazakh(number), "kk") == number
    assert value_of(russian(number), "ru") == number


@given(st.lists(NUMBERS, min_size=1, max_size=4))
def test_numbers_parted_by_other_words_stay_apart(numbers: list[int]) -> None:
    kk = " адам, ".join(map(kazakh, numbers))
    ru = " человек, ".join(map(russian, numbers))
    assert [found.value for found in spelled_in(kk, "kk")] == numbers
    assert [found.value for found in spelled_in(ru, "ru")] == numbers


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("жүз елу мыңнан", "kk", 150_000), ("жүз елу", "kk", 150), ("мың", "kk", 1000),
        ("елу мың теңгеге".removesuffix(" теңгеге"), "kk", 50_000), ("жиырма бесінші", "kk", 25),
        ("он екіге", "kk", 12), ("екі миллионға", "kk", 2_000_000), ("бесеуі", "kk", 5),
        ("ста пятидесяти тысяч", "ru", 150_000), ("двухсот", "ru", 200), ("сорока", "ru", 40),
        ("девяноста девяти", "ru", 99), ("двадцать первого", "ru", 21), ("тысяча", "ru", 1000),
        ("пятью", "ru", 5), ("шестидесяти", "ru", 60), ("восемьюдесятью", "ru", 80),
        ("один миллион двести тысяч", "ru", 1_200_000), ("трех тысяч", "ru", 3000),
        ("үшін", "kk", None), ("оның", "kk", None), ("жүзеге", "kk", None), ("бірге", "kk", None),
        ("семью", "ru", None), ("стол", "ru", None), ("вторник", "ru", None), ("", "ru", None),
    ],
)  # fmt: skip
def test_cases_and_words_that_only_look_like_numbers(
    text: str, lang: str, value: int | None
) -> None:
    assert value_of(text, lang) == value
