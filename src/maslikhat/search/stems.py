"""From words to what is looked for: the stem of a word in a text, the forms of one in a question.

A text is stemmed in its language. A question has none: each of its words is looked for as it would
be stemmed in Kazakh, in Russian and, in Latin letters, in English and in every reading as a
transliteration.
"""

from functools import lru_cache

from snowballstemmer import stemmer

from maslikhat.search import kazakh, latin
from maslikhat.search.letters import KAZAKH_ONLY, bare, folded, is_latin, plain, single, written

_RUSSIAN, _ENGLISH = stemmer("russian"), stemmer("english")
# Words that are in most texts and in most questions, and say nothing about what is asked.
_SAY_NOTHING = """
    және мен бен пен менен да де та те ма ме ба бе па пе үшін туралы бойынша арқылы дейін кейін бұл
    осы сол ол мұнда қандай қалай қашан қанша неге не кім қайда қайдан неше неліктен бар жоқ екен
    болады бола керек бізде біздің сіздер сіз біз олар өз ғой ше
    и в во на с со к ко у о об от до по за из не ни что как где когда кто какой какая какие сколько
    почему ли или а но же бы это этот эта для при так нас есть быть
    the a an of in on at to for from by with and or is are was were be what how when where who why
    which do does did our we you it this that
"""
STOP_WORDS = frozenset(folded(word) for word in _SAY_NOTHING.split())


@lru_cache(maxsize=60_000)
def stem(word: str, language: str) -> str:
    """The stem of one word of a text in kk, ru or en; "" when nothing of it can be looked for."""
    text = plain(word)
    if text.isdigit():
        return text
    if is_latin(text):
        return _english(text)
    if language != "kk" and not KAZAKH_ONLY.intersection(text):
        return _russian(text)
    return _kazakh(text)


@lru_cache(maxsize=20_000)
def forms(word: str) -> frozenset[str]:
    """Every stem under which a text may have the word that somebody has typed."""
    text = plain(word)
    if text.isdigit():
        return frozenset({text})
    if is_latin(text):
        found = {_english(text)}
        for reading in latin.cyrillic(text):
            found |= _cyrillic_forms(reading)
    else:
        found = _cyrillic_forms(text)
    return frozenset(found - {""})


def stems_of(text: str, language: str) -> list[str]:
    """The stems of a text in their order, for the index; a word without one holds its place."""
    return [stem(word, language) or "_" for word in written(text)]


def starts_of(text: str) -> list[str]:
    """The words of a title as suggestions look for their beginnings: folded, not stemmed."""
    return [start(word) for word in written(text)]


@lru_cache(maxsize=50_000)
def start(word: str) -> str:
    """One word of a title, folded whole."""
    text = plain(word)
    return single(bare(text) if is_latin(text) else folded(text))


def beginnings(word: str) -> frozenset[str]:
    """How the word somebody is typing may begin in a title."""
    text = plain(word)
    found = {start(word)}
    if is_latin(text):
        found |= {single(folded(reading)) for reading in latin.cyrillic(text)}
    return frozenset(found - {""})


def is_stop_word(word: str) -> bool:
    """Whether the word says nothing about what is asked."""
    return folded(plain(word)) in STOP_WORDS


def _cyrillic_forms(text: str) -> set[str]:
    whole = kazakh.strip(folded(text))
    # The whole Kazakh stem too: маслихатқа finds маслихата, which Russian does not cut.
    return {_kazakh(text), single(whole), _russian(text)}


def _kazakh(text: str) -> str:
    return kazakh.cut(single(kazakh.strip(folded(text))))


def _russian(text: str) -> str:
    return single(folded(str(_RUSSIAN.stemWord(text.replace("ё", "е")))))


def _english(text: str) -> str:
    return str(_ENGLISH.stemWord(bare(text)))
