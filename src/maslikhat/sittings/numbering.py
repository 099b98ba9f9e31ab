"""The number of the next session of a council, as its last one is numbered."""

from maslikhat.registry.models import Convocation, Council
from maslikhat.sittings.models import Session

_ROMAN = (
    (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
ROMAN_MOST = 399


def next_number(council: Council) -> str:
    """One more than the last session of the open convocation has, in the same figures.

    Empty where that number is neither Arabic nor Roman, "1" where there was none; two queries.
    """
    convocation = Convocation.objects.on().filter(council=council).first()
    rows = Session.objects.filter(convocation=convocation).order_by("-pk")
    last = rows.values_list("number", flat=True).first() if convocation else None
    if last is None:
        return "1"
    if last.isascii() and last.isdigit():
        return str(int(last) + 1)
    number = from_roman(last)
    return as_roman(number + 1) if number else ""


def as_roman(number: int) -> str:
    """The number in Roman figures, from 1 to 399."""
    assert 1 <= number <= ROMAN_MOST, number
    told = ""
    for value, figure in _ROMAN:
        while number >= value:
            told, number = told + figure, number - value
    return told


def from_roman(text: str) -> int:
    """The number of Roman figures from I to CCCXCVIII; 0 of anything else."""
    return next((one for one in range(1, ROMAN_MOST) if as_roman(one) == text), 0)
