"""Kazakh and Russian words typed in Latin letters, as they may have been meant in Cyrillic."""

import itertools
import re

MOST = 12
# The longest first. Where there are several readings, each is tried.
_READINGS: dict[str, tuple[str, ...]] = {
    "shch": ("щ",), "sch": ("щ", "сх"),
    "dzh": ("дж",), "zh": ("ж",), "kh": ("х",), "gh": ("г",), "ch": ("ч",), "sh": ("ш", "сх"),
    "ts": ("ц",), "tz": ("ц",), "ph": ("ф",), "dj": ("дж",), "ng": ("нг", "н"),
    "yo": ("йо", "ё"), "jo": ("жо", "ё"), "yu": ("ю",), "iu": ("ю",), "ju": ("ю", "жу"),
    "iya": ("ия",), "ia": ("ия", "я"), "ya": ("я",), "ja": ("жа", "я"), "ye": ("е",),
    "je": ("же", "е"), "yy": ("ый",), "iy": ("ий",), "ii": ("ий",),
    "a": ("а",), "b": ("б",), "c": ("ц", "к", "с"), "d": ("д",), "e": ("е",), "f": ("ф",),
    "g": ("г",), "h": ("х",), "i": ("и",), "j": ("ж", "й"), "k": ("к",), "l": ("л",),
    "m": ("м",), "n": ("н",), "o": ("о",), "p": ("п",), "q": ("к",), "r": ("р",), "s": ("с",),
    "t": ("т",), "u": ("у",), "v": ("в",), "w": ("у", "в"), "x": ("кс", "х"), "z": ("з",),
    "ä": ("а",), "ö": ("о",), "ü": ("у",), "ū": ("у",), "ú": ("у",), "ý": ("у",), "ğ": ("г",),
    "ǵ": ("г",), "ñ": ("н",), "ń": ("н",), "ŋ": ("н",), "ş": ("ш",), "š": ("ш",), "ž": ("ж",),
    "č": ("ч",), "ç": ("ч",), "ı": ("ы",), "í": ("и",), "á": ("а",), "ó": ("о",), "ə": ("а",),
    "ı́": ("и",),
}  # fmt: skip
_PIECE = re.compile("|".join(sorted(map(re.escape, [*_READINGS, "y"]), key=len, reverse=True)))
_VOWELS = frozenset("aeiouäöüūúýəáóíı")


def cyrillic(word: str) -> list[str]:
    """How a plain Latin word may be meant, at most MOST readings, the likeliest first.

    "maslihat" → маслихат; "byudzhet", "biudjet" → бюджет; "Semei", "Semey" → семеи, семей. A word
    with a letter that is in no transliteration has no reading.
    """
    readings: list[tuple[str, ...]] = []
    place = 0
    for found in _PIECE.finditer(word):
        if found.start() != place:
            return []
        piece, place = found.group(), found.end()
        if piece == "y":
            # After a vowel й (Semey), else ы (voda: vody); in Kazakh і may be meant by either.
            before = word[found.start() - 1 : found.start()]
            readings.append(("й",) if before in _VOWELS and before else ("ы",))
        else:
            readings.append(_READINGS[piece])
    if place != len(word) or not readings:
        return []
    return ["".join(one) for one in itertools.islice(_likeliest(readings), MOST)]


def _likeliest(readings: list[tuple[str, ...]]) -> "itertools.product[tuple[str, ...]]":
    """Every way to choose, beginning with the first of each."""
    # Long words with many ambiguous letters would have thousands: only the first four doubt.
    doubts = 0
    bounded = []
    for choices in readings:
        is_doubtful = len(choices) > 1
        doubts += is_doubtful
        bounded.append(choices if not is_doubtful or doubts <= 4 else choices[:1])
    return itertools.product(*bounded)
