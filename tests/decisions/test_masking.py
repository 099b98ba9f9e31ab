"""Personal data are found in a text before it is published, and what is public stays."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maslikhat.decisions.masking.personal_data import (
    MASK,
    Private,
    Span,
    is_iin,
    masked,
    personal_data,
)

# Invented, with a right check digit.
IIN = "850101300015"


def found(text: str, *official: str) -> list[tuple[str, str]]:
    return [(s.kind.value, text[s.start : s.end]) for s in personal_data(text, official=official)]


@pytest.mark.parametrize(
    ("text", "kind", "private"),
    [
        (f"азамат (ЖСН {IIN}) ұсынылсын", "iin", IIN),
        (f"ИИН: {IIN}.", "iin", IIN),
        (f"гражданин {IIN}, житель", "iin", IIN),
        ("ИИН 850101 300015", "iin", "850101 300015"),
        ("ИИН 850101300016", "iin", "850101300016"),
        # As forms and copied pages have it: with signs that show nothing, wide, one in each square.
        ("нөмірі \u200b8501\u200b0130\u00ad0015 болған", "iin", "8501\u200b0130\u00ad0015"),
        ("азамат ８５０１０１３０００１５", "iin", "８５０１０１３０００１５"),
        ("ИИН 8 5 0 1 0 1 3 0 0 0 1 5", "iin", "8 5 0 1 0 1 3 0 0 0 1 5"),
        ("тел. 8 701 234 56 78", "phone", "8 701 234 56 78"),
        ("+7 (701) 234-56-78", "phone", "+7 (701) 234-56-78"),
        ("+77012345678", "phone", "+77012345678"),
        ("8(71837)5-43-21", "phone", "8(71837)5-43-21"),
        ("ұялы тел.: 87012345678", "phone", "87012345678"),
        ("телефон: 52-34-12", "phone", "52-34-12"),
        ("aigul.s+1@mail.kz.", "email", "aigul.s+1@mail.kz"),
        ("карта 4400 4300 1234 5671", "card", "4400 4300 1234 5671"),
        ("карта 4400430012345671", "card", "4400430012345671"),
        ("шот KZ86125KZT5004100100", "account", "KZ86125KZT5004100100"),
        ("счёт KZ86 125K ZT50 0410 0100", "account", "KZ86 125K ZT50 0410 0100"),
        ("Абай көшесі, 5-үй", "address", "Абай көшесі, 5-үй"),
        ("Бауыржан Момышұлы көшесі, 12/1 үй, 7-пәтер", "address",
         "Бауыржан Момышұлы көшесі, 12/1 үй, 7-пәтер"),
        ("ул. Абая, д. 5, кв. 7", "address", "ул. Абая, д. 5, кв. 7"),
        ("улица Абая, дом 5 А", "address", "улица Абая, дом 5 А"),
        ("мкр. Самал-2, 33, кв. 15", "address", "мкр. Самал-2, 33, кв. 15"),
        ("пр. Н. Назарбаева, 77, квартира 12", "address", "пр. Н. Назарбаева, 77, квартира 12"),
        ("проживающая по адресу: ул. Сатпаева, 12", "address", "ул. Сатпаева, 12"),
        ("тұрғылықты мекенжайы: Абай көшесі 12", "address", "Абай көшесі 12"),
        ("Абай к-сі 5 үй, 7 пәтер", "address", "Абай к-сі 5 үй, 7 пәтер"),
        ("г.Павлодар, Абая, 5-7", "address", "г.Павлодар, Абая, 5-7"),
        ("г. Павлодар, Ак. Сатпаева, 12/1 - 7", "address", "г. Павлодар, Ак. Сатпаева, 12/1 - 7"),
        ("Павлодар қ., Абай, 5-7 тұрғыны", "address", "Павлодар қ., Абай, 5-7"),
        ("проживает: г.Павлодар, Абая, 5", "address", "г.Павлодар, Абая, 5"),
        ("удостоверение личности № 045123456", "document", "045123456"),
        ("удостоверения личности номер 045123456 выдано МВД", "document", "045123456"),
        ("жеке куәлігі № 045123456", "document", "045123456"),
        ("№ 045123456 жеке куәлік", "document", "045123456"),
        ("паспорт N12345678", "document", "N12345678"),
        ("төлқұжаты: N 12345678", "document", "N 12345678"),
        ("05.05.1985 г.р.", "birth_day", "05.05.1985"),
        ("дата рождения: 5 мая 1985 года", "birth_day", "5 мая 1985 года"),
        ("1985 жылғы 5 мамырда туған", "birth_day", "1985 жылғы 5 мамырда"),
        ("1985 ж. 5 мамыр ж.т.", "birth_day", "1985 ж. 5 мамыр"),
        ("родился 05.05.1985 в селе", "birth_day", "05.05.1985"),
    ],
)  # fmt: skip
def test_what_is_private_is_found(text: str, kind: str, private: str) -> None:
    assert [one for one in found(text) if one[0] != "phone" or kind == "phone"] == [(kind, private)]


@pytest.mark.parametrize(
    "text",
    [
        "БСН 990440000385", "БИН 990440000385", "ұйым 990440000385",
        "код 105316", "бағдарлама коды 123456789012", f"код программы {IIN}",
        "122 001 015 111", "7 251 634 500 123 теңге", "850 101 300 015 тенге",
        "решение № 31-17", "№ 850101300015-VIII", "№ 8С-54-1 шешім", "№ 8 701 теңге",
        "87012345678 тенге", "8 701 234 567 тенге", "2025 жылғы 25 желтоқсандағы № 18-175",
        "с 1 января 2026 года", "1985 года рождения", "1985 жылы туған",
        "аппарат: maslikhat@akmola.gov.kz", "здание по ул. Абая, 12",
        "Абай көшесі, 12 ғимаратында", "Абай көшесін жөндеу", "ремонт ул. Абая – 5 млн тенге",
        "казначейство KZ92070101KSN0000000", "KZ4312 код", "1234 5678 9012 3456",
        "0000 0000 0000 0000", "код 4400 4300 1234 5678",
        "Принято 01.02.2026. Рождение детей поддержать", "ст. 5, п. 7", "1-тармақ, 5-үйме",
        "г.Павлодар, Абая, 12", "город Павлодар, Экибастуз, 5 млн тенге",
        "паспорт объекта от 01.02.2026 № 12", "решение № 045123456", "паспорт дороги, 12 км",
        "с. Железинка, Пункт 5-7.1",
    ],
)  # fmt: skip
def test_what_is_public_stays(text: str) -> None:
    assert found(text) == []


def test_telephones_and_mail_that_bodies_publish_stay() -> None:
    text = "Анықтама: 8 (7172) 55-12-34, apparat@maslikhat.kz; жеке: +7 701 234 56 78"
    assert found(text, "+7 7172 551234", "Apparat@maslikhat.kz") == [("phone", "+7 701 234 56 78")]
    assert len(found(text)) == 3


def test_the_check_digit_and_the_shape_of_an_individuals_number() -> None:
    assert is_iin(IIN)
    assert not is_iin("850101300016")
    assert not is_iin("851301300015")
    assert not is_iin("85010130001")
    assert not is_iin("990440000385")
    assert not is_iin("٨٥٠١٠١٣٠٠٠١٥")


def test_nearly_every_mistyped_digit_is_noticed() -> None:
    typed = [
        IIN[:place] + digit + IIN[place + 1 :]
        for place in range(12)
        for digit in "0123456789"
        if digit != IIN[place]
    ]
    # The eleventh digit has the weight 11 of 11: a slip in it passes, as the formula is made.
    assert sum(map(is_iin, typed)) <= len(typed) // 10


def test_what_is_said_to_be_a_persons_number_once_is_one_wherever_it_stands() -> None:
    mistyped = "850101300016"
    text = f"{mistyped}; ЖСН {mistyped}"
    copy = masked(text, personal_data(text))
    assert copy == f"{MASK}; ЖСН {MASK}"
    assert personal_data(f"{mistyped}; БСН {mistyped}") == []


def test_a_masked_text_has_the_same_mark_for_all_and_keeps_the_rest() -> None:
    text = f"Марапатталсын: А. Ахметов (ЖСН {IIN}, тел. 8 701 234 56 78), № 31-17."
    copy = masked(text, personal_data(text))
    assert copy == f"Марапатталсын: А. Ахметов (ЖСН {MASK}, тел. {MASK}), № 31-17."
    assert personal_data(copy) == []


def test_a_person_may_take_from_the_list_and_add_to_it() -> None:
    text = "Анар, 8 701 234 56 78"
    assert masked(text, []) == text
    assert masked(text, [Span(0, 4, Private.ADDRESS), Span(2, 5, Private.PHONE)]).startswith(MASK)
    assert masked("abcdef", [Span(0, 3, Private.IIN), Span(2, 4, Private.IIN)], "#") == "#ef"


@given(st.text(alphabet="0123456789 .-+@()KZабулд,кв\nтел", max_size=200))
def test_spans_are_apart_and_within_the_text(text: str) -> None:
    spans = personal_data(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    copy = masked(text, spans)
    assert copy.count(MASK) >= len(spans)


@given(st.text(max_size=40), st.text(max_size=40))
def test_an_individuals_number_never_survives_beside_anything(before: str, after: str) -> None:
    text = f"{before} ЖСН {IIN} {after}"
    assert IIN not in masked(text, personal_data(text))


@pytest.mark.parametrize(
    "piece",
    ["1", "1 ", "8 ", "+7", "a@", "a.", "a@a.", "ул. ", "Абай ", "А. ", "KZ12 ", "көшесі ", "тел ",
     "1234 ", "туған 1.1.2000 ", "ИИН "],
)  # fmt: skip
def test_a_hundred_kilobytes_of_anything_are_searched_within_seconds(piece: str) -> None:
    text = piece * (100_000 // len(piece.encode()))
    begun = time.process_time()
    personal_data(text)
    assert time.process_time() - begun < 5
