"""Kazakh endings taken off: plural, possessive, case, personal and a few that make adjectives.

It works on folded words (`letters.folded`), so that what is typed without the Kazakh layout comes
to the same stem. Folding hides part of the harmony of vowels: и may have been ы, і or й, and о, у
and the а of a first syllable may have been front. Where the letters still tell, the harmony of
vowels and the kinship of consonants must hold, or the ending is none. The order of endings is that
of the grammar: stem, making, plural, possessive, case, personal.
"""

from typing import NamedTuple

LENGTH = 6
ROUNDS = 4
_VOWELS = frozenset("аеиоу")
_GLIDE_AFTER = frozenset("аео")
_VOICELESS = frozenset("пткшсхфчбвгд")  # б в г д end loans alone and are said voiceless
_NASAL = frozenset("мн")
# Two letters that are nouns by themselves: water, country, man, meat, horse, moon, bow, dog …
_SHORT = frozenset(
    {"су", "ел", "ер", "ет", "ат", "ои", "ог", "от", "ит", "ас"}
    | {"ан", "ак", "ок", "оз", "уи", "аи", "из", "ис", "ир", "ун"}
)
# Where -си follows a vowel the с may be the stem's own: кеңес-і, but мәселе-сі.
_IN_S = ("кенес", "карас", "талас", "палас", "егес", "курес", "улес", "елес", "птес", "ндес")
# The и of these is their own: қаржы-сы, not қаржыс-ы.
_IN_I = ("каржи", "жалаки", "дари")
# The same of н before -и: аудан-ы, but қала-ны; of д: фонд-ы; of ш, which is else -шы: өтініш-і.
_IN_N = frozenset(
    {"аудан", "орман", "заман", "казан", "орган", "мекен", "дукен", "маидан", "жан", "кан"}
    | {"баиан", "нисан", "озен", "алан", "маман", "уран", "емен"}
)
_IN_D = frozenset({"фонд"})
_IN_SH = frozenset({"агаш", "куш"})
# The only ending that is front after back vowels too: қала-мен.
_WITH = frozenset(("мен", "бен", "пен", "менен", "бенен", "пенен"))
# The vowel that the bare word has and drops before an ending: халық, халқы.
_DROPPED = {"халк": "халик", "орн": "орин", "ерк": "ерик", "мурн": "мурин", "карн": "карин"}


class _Endings(NamedTuple):
    """Endings with the sounds after which each may stand; by last letter how long they may be."""

    after: dict[str, frozenset[str]]
    lengths: dict[str, tuple[int, ...]]


def _endings(table: str) -> _Endings:
    """A group of endings from lines `sounds:ending ending`."""
    found: dict[str, set[str]] = {}
    for line in table.split("\n"):
        after, _, letters = line.strip().partition(":")
        for ending in letters.split():
            found.setdefault(ending, set()).update(after)
    lengths: dict[str, set[int]] = {}
    for ending in found:
        lengths.setdefault(ending[-1], set()).add(len(ending))
    return _Endings(
        {ending: frozenset(after) for ending, after in found.items()},
        {last: tuple(sorted(some, reverse=True)) for last, some in lengths.items()},
    )


# V a vowel, P an и (it may be the possessive's), S a voiceless consonant, N м and н, Z any other.
_PERSONAL = _endings(
    """N:биз
    S:пиз
    VZNSP:сиздар сиздер синдар синдер"""
)
_CASE = _endings(
    """VNP:нин
    VZNP:дин ди га ге да де дан ден
    S:тин ти ка ке та те тан тен
    VP:ни
    P:на не н нан нен нда нде ндаги ндеги
    N:нан нен
    VZNP:даги деги дики
    S:таги теги тики
    VP:ники
    VZNP:мен менен
    NZ:бен бенен
    S:пен пенен
    VZNSP:ша ше"""
)
_OWNED = _endings(
    """VP:си миз низ
    ZNS:и имиз иниз"""
)
_PLURAL = _endings(
    """VP:лар лер
    Z:лар лер дар дер
    N:дар дер
    S:тар тер"""
)
_MAKING = _endings(
    """VP:лик ли
    Z:лик дик ли ди
    N:дик ди
    S:тик ти
    VZNSP:сиз ши шилик"""
)
_VERBAL = _endings(
    """VZNP:ган ген
    S:кан кен
    VP:атин етин иатин
    ZNS:ип атин етин ина ине у
    VZNSP:са се иди"""
)


def strip(word: str) -> str:
    """The folded word without its endings: "калаларимиздан" → "кала"."""
    stem, before = word, ""
    for _round in range(ROUNDS):
        if stem == before:
            break
        before = stem
        for group in (_PERSONAL, _CASE, _OWNED, _PLURAL, _MAKING):
            stem = _without(stem, group)
        stem = _voiceless(stem)
    stem = _without(stem, _VERBAL)
    # сайлау, сайлай: the same verb.
    is_glide = len(stem) > 4 and stem[-1] in "иу" and stem[-2] in _VOWELS
    stem = _voiceless(stem[:-1] if is_glide else stem)
    return _DROPPED.get(stem, stem)


def cut(stem: str) -> str:
    """The first six letters of a stem, which is what is looked for."""
    return stem[:LENGTH]


def _without(word: str, group: _Endings) -> str:
    """The word without the longest ending of the group that may stand there."""
    for length in group.lengths.get(word[-1:], ()):
        ending, stem = word[-length:], word[:-length]
        after = group.after.get(ending)
        if after is None or _is_the_stems_own(ending, stem):
            continue
        if group is _MAKING and len(stem) == 3:
            continue  # қалдық, балық and сиық are words of their own: қал, ба and сиы are not meant
        if _is_stem(stem) and _sound(stem) in after and _harmonise(stem, ending):
            return _voiceless(stem) if group is _OWNED else stem
    return word


def _is_the_stems_own(ending: str, stem: str) -> bool:
    """Whether the ending begins within the stem: облыс-ы, кеңес-і, аудан-ы, фонд-ы."""
    if ending == "си":
        is_in_i = stem.endswith("и") and not stem.endswith(("ши", *_IN_I))
        return is_in_i or f"{stem}с".endswith(_IN_S)
    if ending == "и":
        return stem.endswith("ш") and not (stem.endswith("иш") or stem in _IN_SH)
    if ending in {"ди", "дин"}:
        return f"{stem}д" in _IN_D
    return ending in {"ни", "нин"} and f"{stem}н" in _IN_N


def _is_stem(stem: str) -> bool:
    """Whether so much is left that it can be a word: three letters with a vowel, or a short one."""
    if len(stem) < 3:
        return stem in _SHORT
    return not _VOWELS.isdisjoint(stem)


def _sound(stem: str) -> str:
    """What the stem ends in: V a vowel, P an и, S voiceless, N nasal, Z another consonant.

    A folded у was ұ, ү or the consonant у (су, тау, салу), and an и after a vowel was й (үй).
    """
    last = stem[-1]
    if last == "и":
        # After уу and ии it is the possessive's: жөндеу-і, мұнай-ы.
        is_glide = stem[-2:-1] in _GLIDE_AFTER or stem in {"уи", "ии"}
        return "Z" if is_glide else "P"
    if last == "у":
        return "Z"
    if last in _VOWELS:
        return "V"
    if last in _NASAL:
        return "N"
    return "S" if last in _VOICELESS else "Z"


def _harmonise(stem: str, ending: str) -> bool:
    """Whether front follows front and back follows back, as far as folded letters tell."""
    is_front = "е" in ending and ending not in _WITH
    if not is_front and "а" not in ending:
        return True
    vowels = [letter for letter in stem if letter in _VOWELS]
    if vowels[-1] == "е":
        return is_front
    # An а of the first syllable may have been ә; later ones are back.
    return not (vowels[-1] == "а" and len(vowels) > 1 and is_front)


def _voiceless(stem: str) -> str:
    """кітабы → кітап, көлігі → көлік: the last consonant as it is in the bare word."""
    if stem.endswith("б"):
        return stem[:-1] + "п"
    return stem[:-1] + "к" if stem.endswith("г") else stem
