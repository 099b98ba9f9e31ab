"""Names of places: from the classifier's short forms to words, keys and English. No Django."""

import re
import unicodedata
from typing import NamedTuple

from maslikhat.kit.kazakh import sort_key

# Romanisation by rule, without marks; unofficial.
_LATIN = {
    **dict(zip("аәбвгғдезийкқлмнңоөпрстуұүфһыіэ", "aabvggdeziikklmnnooprstuuufhyie", strict=True)),
    "ё": "yo", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu",
    "я": "ya", "ъ": "", "ь": "",
}  # fmt: skip
_ROMANISED = str.maketrans(
    {**_LATIN, **{letter.upper(): latin.capitalize() for letter, latin in _LATIN.items()}}
)

# What a name is found by: plain Latin letters, in which ә is a, қ and q are k, і, ы and y are i;
# the letters of the new Kazakh alphabet are known too.
_FOLDED = str.maketrans({
    **_LATIN,
    "ж": "j", "х": "h", "ы": "i", "y": "i", "ё": "e", "ю": "iu", "я": "ia",
    **dict(zip("qäğñöüūı", "kagnouui", strict=True)), "ş": "sh",
    **dict.fromkeys("«»\"'’ʼ-–—.,()/№\x00", " "),
})  # fmt: skip

# The classifier's ending in Kazakh → the words in full, and what English adds. An ending whose
# words in full are not certain (an administration: "а.ә.") stays as the classifier writes it.
_KAZAKH = {
    "а": ("ауылы", " village"),
    "ао": ("ауылдық округі", " Rural District"),
    "қ": ("қаласы", ""),
    "к": ("кенті", " settlement"),
    "ст": ("станциясы", " station"),
    "рзд": ("разъезі", " siding"),
    "уч": ("учаскесі", " site"),
    "аә": ("а.ә.", " Administration"),
    "кә": ("к.ә.", " Administration"),
    "қә": ("қ.ә.", " Administration"),
    "қыстауы": ("қыстауы", " winter camp"),
}
# The classifier's beginning or ending in Russian → the words in full.
_RUSSIAN = {
    "с": "село",
    "со": "сельский округ",
    "г": "город",
    "п": "посёлок",
    "ст": "станция",
    "рзд": "разъезд",
    "уч": "участок",
    "са": "с.а.",
    "па": "п.а.",
    "га": "г.а.",
    "ра": "р.а.",
    "зимовка": "зимовка",
}
# The two forms that most names have, which need no pattern.
_OFTEN_KK = {"а.": _KAZAKH["а"], "а.о.": _KAZAKH["ао"], "уч.": _KAZAKH["уч"]}
_OFTEN_KK["қыстауы"] = _KAZAKH["қыстауы"]
_FORM_KK = re.compile(r"^(.+?)(?<=[\s.])\s*(а\.\s?[оә]|[қк]\.\s?ә|а|қ|к|ст|рзд|уч|қыстауы)\.?$")
_FORM_RU = re.compile(r"^([српг]\.\s?а\.|с\.\s?о\.|(?:с|г|п|ст|рзд|уч)\.|зимовка )\s*(.+)$")
_FORM_RU_LAST = re.compile(r"^(.+?)\s+([спгр]\.\s?[оа])\.?$")
_NAMED_KK = re.compile(r"\s*атын\.?\s*$")
_NAMED_RU = re.compile(r"(?:^|\s)им\.\s*")
_NO_DOTS = str.maketrans("", "", ". ")
# Words of kind around a bare name, in names already written in full.
_KIND_KK = re.compile(r"\s+(облысы|ауданы|қаласы)$")
_KIND_RU = re.compile(r"^(область|район|город)\s+|\s+(область|район)$", re.IGNORECASE)


class Names(NamedTuple):
    """A place's names in full, and its bare name in each language, by which it is looked for."""

    kk: str
    ru: str
    en: str
    bare_kk: str
    bare_ru: str
    bare_en: str


def in_full(short_kk: str, short_ru: str) -> Names:
    """The names of a place of the lower levels out of the classifier's two short forms.

    "Қараауыл а.о.", "Карааульский с.о." → "Қараауыл ауылдық округі", "Карааульский сельский
    округ", "Karauyl Rural District". A form whose meaning is not certain stays as it is written.
    """
    full_kk, bare_kk, added = _kazakh(short_kk)
    full_ru, bare_ru = _russian(short_ru)
    bare_en = romanised(bare_kk)
    return Names(full_kk, full_ru, bare_en + added, bare_kk, bare_ru, bare_en)


def of_second_level(short_kk: str, short_ru: str) -> tuple[str, str]:
    """The classifier's names of a region, rayon or city, written as people write them.

    "Семей Қ.Ә.", "Семей Г.А." and "Астана қ.", "г.Астана" → "Семей қаласы", "город Семей".
    """
    kk, ru = " ".join(short_kk.split()), " ".join(short_ru.split())
    kk = re.sub(r"\s*(?:Қ\.\s?Ә|(?<=\s)қ)\.?$", " қаласы", kk)
    kk = re.sub(r"\s*атын\.\s*", " атындағы ", kk)
    ru = re.sub(r"^(.+?)\s*Г\.\s?А\.?$", r"город \1", ru)
    ru = re.sub(r"^г\.\s*", "город ", ru)
    ru = re.sub(r"\bим\.\s*", "имени ", ru)
    return kk, ru[:1].lower() + ru[1:] if ru.startswith("Район ") else ru


def bare(name_kk: str, name_ru: str) -> tuple[str, str]:
    """The names of a region, rayon or city without the word for what it is."""
    return _KIND_KK.sub("", name_kk), _KIND_RU.sub("", name_ru)


def sort_keys(name_kk: str, name_ru: str, name_en: str) -> dict[str, str]:
    """The keys by which a region, rayon or city is sorted, as columns `sort_kk`, `sort_ru`…"""
    return {
        "sort_kk": sort_key(name_kk, 160),
        # Russian says "район Ақсуат" and "Абайский район": both stand at their own letter.
        "sort_ru": sort_key(bare(name_kk, name_ru)[1], 160),
        "sort_en": sort_key(name_en, 160),
    }


def english(name_kk: str) -> str:
    """ "Ақсуат ауданы" → "Aksuat District": by rule, unofficial; see data/README.md."""
    stem = romanised(_NAMED_KK.sub("", _KIND_KK.sub("", name_kk).replace(" атындағы", "")))
    if name_kk.endswith(" облысы"):
        return f"{stem} Region"
    return f"{stem} District" if name_kk.endswith(" ауданы") else stem


def romanised(text: str) -> str:
    """Kazakh Cyrillic in plain Latin letters, letter by letter."""
    return text.translate(_ROMANISED)


def fold(text: str) -> str:
    """The key by which a name is found, in whatever alphabet and however it is typed.

    Case, hyphens and Kazakh letters do not count: "Қараауыл", "караауыл" and "Karaauyl" are one.
    """
    folded = unicodedata.normalize("NFC", text).casefold().translate(_FOLDED)
    if "h" in folded:
        folded = folded.replace("kh", "h").replace("zh", "j")
    return " ".join(folded.split())


def _kazakh(short: str) -> tuple[str, str, str]:
    """The full name, the bare name and the English word for the kind."""
    text = " ".join(short.split())
    stem, _blank, last = text.rpartition(" ")
    if last in _OFTEN_KK and "." not in stem and stem:
        words, added = _OFTEN_KK[last]
        return f"{stem} {words}", stem, added
    form = _FORM_KK.match(text)
    if not form:
        return text, text, ""
    words, added = _KAZAKH[form[2].translate(_NO_DOTS)]
    stem = form[1].rstrip()
    bare_name = _NAMED_KK.sub("", stem)
    if not bare_name:
        return text, text, ""
    named = f"{bare_name} атындағы" if bare_name != stem else stem
    return f"{named} {words}", bare_name, added


def _russian(short: str) -> tuple[str, str]:
    """The full name and the bare name."""
    text = " ".join(short.split())
    if text[:2] == "с." and "." not in text[2:] and text[2:]:
        stem = text[2:].lstrip()
        return f"село {stem}", stem
    last = _FORM_RU_LAST.match(text)
    if last:
        return f"{last[1]} {_RUSSIAN[last[2].translate(_NO_DOTS)]}", last[1]
    form = _FORM_RU.match(text)
    if not form:
        return text, text
    bare_name = " ".join(_NAMED_RU.sub(" ", form[2]).split())
    if not bare_name:
        return text, text
    named = f"имени {bare_name}" if bare_name != form[2] else bare_name
    return f"{_RUSSIAN[form[1].translate(_NO_DOTS)]} {named}", bare_name
