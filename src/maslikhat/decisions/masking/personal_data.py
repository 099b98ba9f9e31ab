"""Personal data in a text that is about to be published: found, shown to a person, and masked.

Found are individual identification numbers, numbers of passports and identity cards, private
telephones and mail, bank cards and accounts, home addresses, and days of birth (Law 94-V; a year of
birth may stay). Not masked are business identification numbers, numbers of decisions, codes of the
budget classification, sums, accounts with the treasury, addresses at gov.kz and in the documents of
bodies, and the telephones that `official` names: those in the register of councils. What looks like
an address of an office has neither a flat nor a word of living there.

The finding is a proposal: a person confirms the list before the copy is published.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from maslikhat.decisions.parity.written_days import days_in


class Private(StrEnum):
    """What kind of personal data it is."""

    IIN = "iin"
    DOCUMENT = "document"
    PHONE = "phone"
    EMAIL = "email"
    CARD = "card"
    ACCOUNT = "account"
    ADDRESS = "address"
    BIRTH_DAY = "birth_day"
    # These only a person sees: no rule finds them.
    NAME = "name"
    HEALTH = "health"
    OTHER = "other"


class Span(NamedTuple):
    """Where personal data stand in a text (`text[start:end]`), and their kind."""

    start: int
    end: int
    kind: Private


# The same for all, so that it says nothing of what it hides, not even its length.
MASK = "[•••]"
# Letters around a number in which a word may say what it is.
NEAR = 40

# Signs that show nothing: they stand within a number, and it is read all the same.
UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_NOT_PLAIN = re.compile(rf"[{UNSEEN}]|(?![0-9])\d")

# In a form one digit stands in each square.
_IIN = re.compile(r"(?<![\w.,/-])(?:\d{6}[ \u00a0-]?\d{6}|\d(?:[ \u00a0]\d){11})(?![\w/-]|[.,]\d)")
_SAYS_IIN = re.compile(r"(?<!\w)(?:ИИН|ЖСН|IIN)(?!\w)", re.IGNORECASE)
_SAYS_OTHER = re.compile(
    r"(?<!\w)(?:БИН|БСН|BIN|код\w*|бағдарлама\w*|программ\w*|КБК|БСК|тіркеу|регистрац\w*)(?!\w)",
    re.IGNORECASE,
)
_EMAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}",
    re.ASCII,
)
_PHONE = re.compile(
    r"(?<![\w+.,/-])(?:\+\s?7|8)[\s\u00a0-]?\(?\d{3,5}\)?[\s\u00a0-]?\d{1,3}(?:[\s\u00a0-]?\d{2}){1,2}"
    r"(?:[\s\u00a0-]?\d)?(?![\w/]|[.,-]\d)"
)
_SHORT_PHONE = re.compile(
    r"(?<!\w)(?:тел|телефон\w*|ұялы|моб)\.?(?:[ :№\u00a0]|тел\.?){1,8}"
    r"(?P<number>\d[\d \u00a0()-]{4,18}\d)",
    re.IGNORECASE,
)
_CARD = re.compile(r"(?<![\w.,/-])\d{4}([ \u00a0-]?)\d{4}\1\d{4}\1\d{4}(?![\w/-]|[.,]\d)")
_ACCOUNT = re.compile(r"(?<!\w)KZ\d{2}(?:[ \u00a0]?[0-9A-Z]){16}(?!\w)", re.IGNORECASE)
# The Committee of the Treasury: accounts of State bodies (the bank's code is digits 5 to 7).
TREASURY = "070"
_MONEY = re.compile(r"[\s\u00a0]{0,2}(?:тенге|теңге|тг|₸|тыс|мың|млн|млрд)", re.IGNORECASE)

# An identity card has nine digits, a passport N and eight; the word stands before or behind.
_DOCUMENT = re.compile(
    r"(?<!\w)(?:удостоверени\w{1,3}\s{1,2}личности|уд\.?\s?личн\w{0,5}\.?|жеке\s{1,2}(?:бас\s{1,2})?куәлі\w{1,8}"
    r"|паспорт\w{0,8}|төлқұжат\w{0,8})(?!\w)[^\n;\d]{0,30}?(?P<behind>(?:(?<!\w)[NН]\s?)?\d{7,9})(?![\w/-]|[.,]\d)"
    r"|(?<![\w.,/-])(?P<before>(?:[NН]\s?)?\d{8,9})[ \u00a0]{1,2}(?:нөмірлі[ \u00a0])?"
    r"(?:жеке\s{1,2}(?:бас\s{1,2})?куәлі|төлқұжат|удостоверени\w{1,3}\s{1,2}личности)",
    re.IGNORECASE,
)
_HOUSE = r"(?:№\s?)?\d{1,4}(?:[/-]\d{1,3})?\s?[А-Яа-яA-Za-zӘә]?(?!\w)"
_HOUSE_RU = rf"(?:дом|д\.|үй|строение)\s{{0,2}}{_HOUSE}"
_HOUSE_KK = r"(?:№\s?)?\d{1,4}(?:[/-]\d{1,3})?\s?[а-яА-Я]?\s{0,2}-?\s{0,2}(?:үй\w{0,6})"
_FLAT = (
    r"(?:кв\.|квартира|пәтер|п\.)\s{0,2}(?:№\s?)?\d{1,4}"
    r"|(?:№\s?)?\d{1,4}\s{0,2}-?\s{0,2}(?:пәтер\w{0,6}|кв(?!\w))"
)
_STREET_WORD = (
    r"ул\.|улиц[аеуы]|пр\.|просп\.|проспект\w?|пр-т|мкр\.?|микрорайон\w?|пер\.|переулок|переулке"
    r"|бульвар\w?|көш\.|көшесі\w{0,4}|даңғылы\w{0,4}|шағын\s?ауданы?\w{0,4}|тұйығы\w{0,4}|ш\.а\."
    r"|к-сі\w{0,4}|к-ci\w{0,4}|д-лы\w{0,4}|ш/а"
)
# A town, a street without a word that says so, house and flat: г.Павлодар, Абая, 5-7
_TOWN = r"[А-ЯӘҒҚҢӨҰҮҺІ][\w-]{1,30}"
_BARE_ADDRESS = re.compile(
    rf"(?<!\w)(?:(?:г\.|гор\.|город|с\.|село|пос\.|қ\.)\s{{0,2}}{_TOWN}|{_TOWN}\s{{1,2}}(?:қ\.|қаласы|ауылы|кенті))"
    r"\s?,\s{0,2}[А-ЯӘҒҚҢӨҰҮҺІ][\w.]{0,25}(?:[ -][\w.]{1,25}){0,3}\s?,\s{0,2}"
    r"\d{1,4}[А-Яа-я]?(?:/\d{1,3})?(?P<flat>\s?-\s?\d{1,4})?(?![\w/]|[.,-]\d)"
)
_ADDRESS = re.compile(
    # ул. Абая, д. 5, кв. 7; мкр. Самал 2
    rf"(?<!\w)(?:(?:{_STREET_WORD})\s{{0,2}}[^,;\n|]{{1,50}}?"
    # Абай көшесі
    rf"|(?:[А-ЯӘҒҚҢӨҰҮҺІA-Z][\w.-]{{0,30}}\s{{1,2}}){{1,4}}(?:{_STREET_WORD}))"
    rf"\s?,?\s{{0,2}}(?:(?P<marked>{_HOUSE_RU}|{_HOUSE_KK})|{_HOUSE}(?:,\s{{0,2}}{_HOUSE})?)"
    rf"(?P<flat>\s?,?\s{{0,2}}(?:{_FLAT}))?"
)
_LIVES = re.compile(
    r"(?<!\w)(?:прожив\w*|зарегистрирован\w*|место жительства|домашн\w*|тұрат\w*|тұрғын\w*"
    r"|тұрғылықты|мекенжай\w*)(?!\w)",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"(?<!\w)(?:туған\w*|туылған\w*|рожд\w*|родив\w*|родил\w*|г\.\s?р\.|ж\.\s?т\.)", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[;\n]|[.]\s+(?=[А-ЯӘҒҚҢӨҰҮҺІA-Z])")
_BIRTH_YEAR_ONLY = re.compile(r"\d{4}-\d{2}")


def personal_data(text: str, *, official: Collection[str] = ()) -> list[Span]:
    """The personal data in a text, in reading order, none within another.

    `official` are telephones and mail addresses that bodies publish themselves, written in any way.
    """
    known = {_bare(contact) for contact in official}
    read, places = _as_read(text)
    found = [
        *_iins(read),
        *_documents(read),
        *_emails(read, known),
        *_accounts(read),
        *_cards(read),
        *_phones(read, known),
        *_addresses(read),
        *_birth_days(read),
    ]
    return apart([Span(places[one.start], places[one.end - 1] + 1, one.kind) for one in found])


def _as_read(text: str) -> tuple[str, Sequence[int]]:
    """The text without the signs that show nothing, its digits plain, and where each sign stood."""
    if _NOT_PLAIN.search(text) is None:
        return text, range(len(text))
    places = [place for place, sign in enumerate(text) if sign not in UNSEEN]
    return "".join(_plain(text[place]) for place in places), places


def _plain(sign: str) -> str:
    return str(unicodedata.decimal(sign)) if sign.isdecimal() else sign


def masked(text: str, spans: Sequence[Span], mark: str = MASK) -> str:
    """The text with the mark in place of each span; spans that overlap are masked as one."""
    pieces, at = [], 0
    for span in sorted(spans):
        assert 0 <= span.start <= span.end <= len(text), span
        if span.start >= at:
            pieces += [text[at : span.start], mark]
        at = max(at, span.end)
    return "".join([*pieces, text[at:]])


def covered(text: str) -> str:
    """The text with all personal data that is found in it masked."""
    return masked(text, personal_data(text))


def is_iin(digits: str) -> bool:
    """Whether twelve digits are an individual's number: a day, a century, the check digit.

    A business has 4, 5 or 6 where an individual has the first digit of the day of birth.
    """
    if len(digits) != 12 or not digits.isascii() or not digits.isdigit():
        return False
    month, day = int(digits[2:4]), int(digits[4:6])
    if not (1 <= month <= 12 and 1 <= day <= 31 and digits[6] <= "6"):
        return False
    numbers = [int(digit) for digit in digits]
    for weights in (range(1, 12), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)):
        rest = sum(w * n for w, n in zip(weights, numbers, strict=False)) % 11
        if rest < 10:
            return rest == numbers[11]
    return False


def _iins(text: str) -> Iterator[Span]:
    """By the check digit, or by a word that says so: one mistyped is still somebody's, and what is
    said to be one in one place is one in all."""
    places = [(match, re.sub(r"\D", "", match[0])) for match in _IIN.finditer(text)]
    known = {digits for match, digits in places if _is_said_iin(text, match.start(), digits)}
    for match, digits in places:
        if digits in known:
            yield Span(match.start(), match.end(), Private.IIN)


def _is_said_iin(text: str, start: int, digits: str) -> bool:
    told, is_business = _said_before(text, start), digits[4] in "456"
    return told == "iin" or (told != "other" and not is_business and is_iin(digits))


def _said_before(text: str, start: int) -> str:
    """Which word stands nearest before a number: of an individual's number, of another, none."""
    before = text[max(0, start - NEAR) : start]
    last = {"": -1, "iin": _last(_SAYS_IIN, before), "other": _last(_SAYS_OTHER, before)}
    return max(last, key=lambda told: last[told])


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _documents(text: str) -> Iterator[Span]:
    """Numbers of passports and identity cards beside a word that says so."""
    for match in _DOCUMENT.finditer(text):
        group = "behind" if match["behind"] else "before"
        yield Span(*match.span(group), Private.DOCUMENT)


def _emails(text: str, known: set[str]) -> Iterator[Span]:
    for match in _EMAIL.finditer(text):
        address = match[0].lower()
        is_of_state = address.endswith((".gov.kz", "@gov.kz"))
        if not is_of_state and _bare(address) not in known:
            yield Span(match.start(), match.end(), Private.EMAIL)


def _accounts(text: str) -> Iterator[Span]:
    for match in _ACCOUNT.finditer(text):
        if re.sub(r"\s", "", match[0])[4:7] != TREASURY:
            yield Span(match.start(), match.end(), Private.ACCOUNT)


def _cards(text: str) -> Iterator[Span]:
    """Sixteen digits whose check digit (ISO/IEC 7812, Luhn) is right."""
    for match in _CARD.finditer(text):
        digits = [int(digit) for digit in re.sub(r"\D", "", match[0])]
        total = sum(sum(divmod(2 * digit, 10)) for digit in digits[::2]) + sum(digits[1::2])
        if total % 10 == 0 and digits[0]:
            yield Span(match.start(), match.end(), Private.CARD)


def _phones(text: str, known: set[str]) -> Iterator[Span]:
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        is_sum = bool(_MONEY.match(text, match.end()))
        if len(digits) == 11 and not is_sum and _bare(match[0]) not in known:
            yield Span(match.start(), match.end(), Private.PHONE)
    for match in _SHORT_PHONE.finditer(text):
        digits = re.sub(r"\D", "", match["number"])
        if 5 <= len(digits) <= 11 and _bare(match["number"]) not in known:
            yield Span(*match.span("number"), Private.PHONE)


def _bare(contact: str) -> str:
    """A telephone as its last ten digits, a mail address in small letters."""
    if "@" in contact:
        return contact.strip().lower()
    return re.sub(r"\D", "", contact)[-10:]


def _addresses(text: str) -> Iterator[Span]:
    """A street with a flat or a house called so; another only beside a word of living there."""
    for match in _ADDRESS.finditer(text):
        near = text[max(0, match.start() - 2 * NEAR) : match.start()]
        if match["flat"] or match["marked"] or _LIVES.search(near):
            yield Span(match.start(), match.end(), Private.ADDRESS)
    for match in _BARE_ADDRESS.finditer(text):
        near = text[max(0, match.start() - 2 * NEAR) : match.start()]
        if match["flat"] or _LIVES.search(near):
            yield Span(match.start(), match.end(), Private.ADDRESS)


def _birth_days(text: str) -> Iterator[Span]:
    for day in days_in(text):
        before = text[max(0, day.start - NEAR) : day.start]
        after = text[day.end : day.end + NEAR // 2]
        # The word of another sentence says nothing of this day.
        near = f"{_SENTENCE_END.split(before)[-1]}¶{_SENTENCE_END.split(after)[0]}"
        if not _BIRTH_YEAR_ONLY.fullmatch(day.value) and _BORN.search(near):
            yield Span(day.start, day.end, Private.BIRTH_DAY)


def apart(spans: list[Span]) -> list[Span]:
    """In reading order; of two that overlap the one that begins first, or is longer."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not found or span.start >= found[-1].end:
            found.append(span)
        elif span.end > found[-1].end:
            found[-1] = found[-1]._replace(end=span.end)
    return found
