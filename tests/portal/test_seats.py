"""The seats of a council, party by party."""

import datetime as dt

from maslikhat.portal.views.councils import seat_parts
from maslikhat.registry.models.people import Name
from maslikhat.registry.rosters import Sitting


def of_parties(*parties: tuple[int, str] | None) -> list[Sitting]:
    """Deputies of these parties, given by number and by name in the language of the page."""
    convocation = ("VIII", dt.date(2023, 3, 31))
    return [Sitting(n, Name(), party, None, convocation) for n, party in enumerate(parties)]


def parties_of(sitting: list[Sitting]) -> list[tuple[str, int, str]]:
    """The first three parts of six seats: words, number, colour."""
    return [tuple(part) for part in seat_parts(sitting, 6, is_known=True)[:3]]


def test_the_colours_of_parties_of_one_size_are_the_same_in_every_language() -> None:
    in_kazakh = of_parties((3, "Аманат"), (1, "Ақ жол"), (2, "Respublica"), (3, "Аманат"), None)
    assert parties_of(in_kazakh) == [
        ("Аманат", 2, "k0"),
        ("Ақ жол", 1, "k1"),
        ("Respublica", 1, "k2"),
    ]
    in_english = of_parties((3, "Amanat"), (1, "Aq Jol"), (2, "Respublica"), (3, "Amanat"), None)
    assert parties_of(in_english) == [
        ("Amanat", 2, "k0"),
        ("Aq Jol", 1, "k1"),
        ("Respublica", 1, "k2"),
    ]
