"""Folding, endings and transliteration, by tables."""

import pytest

from maslikhat.search import kazakh, latin
from maslikhat.search.letters import folded, plain, words_of
from maslikhat.search.stems import beginnings, forms, stem
from tests.search.paradigms import KNOWN, SET_ASIDE, paradigm

# Each line: one noun in the cases, persons and numbers that people write.
_NOUNS = """қала қаланың қалаға қаласында қалаларымыздан қалалық қалалар қаласының қаладағы
су судың суға сумен суын суы
кітап кітабы кітаптар кітаптың кітабында
көлік көлігі көліктер көлікке
мектеп мектебі мектептерге мектептің мектепте мектебінің
бюджет бюджеттік бюджеті бюджетіне бюджеттің бюджеттен
ауыл ауылдағы ауылдың ауылдар ауылымыз ауылына
мәселе мәселелерді мәселесі мәселенің мәселесін
маслихат маслихатқа маслихаттың маслихаттар маслихатының
жол жолдар жолды жолы жолдың жолға жолын
жөндеу жөндеуге жөндеуін
халық халықтың халқы халыққа
комиссия комиссиясы комиссияның комиссияға комиссиясына
аудан ауданы аудандық ауданның ауданда аудандар
емхана емханада емханасы емхананың
тұрғын тұрғындар тұрғындардың тұрғынның
облыс облысы облысының облыстар облыстық
орталық орталығы орталықтар орталығында
әкім әкімдік әкімі әкімдер әкімнің әкімдігі
кеңес кеңесі кеңеске кеңестің
жұмыс жұмысы жұмыстар жұмысқа жұмысының
қаржы қаржысы қаржыны қаржылық қаржыға
денсаулық денсаулығы денсаулыққа
дәрігер дәрігерлер дәрігерді дәрігердің
көше көшесі көшелер көшені көшеде
үй үйі үйлер үйдің үйде
тәртіп тәртібі тәртіпке
мұғалім мұғалімдер мұғалімге мұғалімі
депутат депутаты депутаттар депутаттың
сайлау сайлауы сайлауда сайлаудың сайлайды
шешім шешімі шешімдер шешімнің
көмек көмегі көмекке көмектің"""

NOUNS = _NOUNS.splitlines()


@pytest.mark.parametrize("line", NOUNS)
def test_a_noun_has_one_stem_in_all_its_endings(line: str) -> None:
    assert len({stem(word, "kk") for word in line.split()}) == 1


@pytest.mark.parametrize("nouns", [KNOWN, SET_ASIDE])
def test_all_forms_of_many_nouns_come_to_one_stem(nouns: list[str]) -> None:
    forms_of = {noun: paradigm(noun) for noun in nouns}
    apart = {
        form: stem(form, "kk")
        for noun, several in forms_of.items()
        for form in several
        if stem(form, "kk") != stem(noun, "kk")
    }
    assert len(nouns) > 90
    assert len(apart) < 0.01 * sum(map(len, forms_of.values())), apart


def test_different_nouns_have_different_stems() -> None:
    stems = [stem(line.split()[0], "kk") for line in NOUNS]
    assert len(set(stems)) == len(stems)


@pytest.mark.parametrize(
    ("word", "whole"),
    [
        ("балада", "бала"),  # back after back
        ("баладе", "баладе"),  # front after back is no ending
        ("мектепта", "мектепта"),
        ("жолтар", "жолтар"),  # т stands after the voiceless alone
        ("ат", "ат"),  # nothing would be left
        ("ба", "ба"),
        ("қалдық", "калдик"),  # no ending that makes words after three letters: not қал-дық
        ("қалдықтардың", "калдик"),
    ],
)
def test_harmony_and_kinship_must_hold(word: str, whole: str) -> None:
    assert kazakh.strip(folded(word)) == whole


@pytest.mark.parametrize("word", ["ы", "и", "н", "ндарының", "ааааа", "бббб", "", "2024", "ъь"])
def test_no_word_is_too_odd(word: str) -> None:
    assert isinstance(kazakh.strip(folded(plain(word))), str)
    assert isinstance(forms(word), frozenset)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("әкім", "аким"), ("өзен", "озен"), ("ұлт", "улт"), ("үкімет", "укимет"),
        ("қала", "кала"), ("ғылым", "гылым"), ("таңертең", "танертен"), ("бөлімі", "болими"),
        ("бөлімі", "болымы"), ("гауһар", "гаухар"), ("ЁЛКА", "елка"), ("бiлiм", "білім"),
    ],
)  # fmt: skip
def test_typing_without_the_kazakh_layout(written: str, typed: str) -> None:
    assert stem(written, "kk") in forms(typed)


@pytest.mark.parametrize(
    ("written", "language", "typed"),
    [
        ("мәслихаттың", "kk", "maslihat"), ("маслихата", "ru", "maslikhat"),
        ("Семей", "kk", "Semei"), ("Семей", "ru", "Semey"), ("бюджеттік", "kk", "byudzhet"),
        ("бюджета", "ru", "biudzhet"), ("бюджета", "ru", "biudjet"), ("жолдар", "kk", "zhol"),
        ("жолдар", "kk", "jol"), ("дороги", "ru", "dorogi"), ("отходов", "ru", "otkhody"),
        ("Алматы", "kk", "Almaty"), ("Шымкент", "kk", "Şymkent"), ("Қостанай", "kk", "Qostanai"),
        ("Қостанай", "kk", "Kostanay"), ("экологии", "ru", "ekologiya"), ("қаржы", "kk", "qarjy"),
        ("аудандық", "kk", "audan"), ("Өскемен", "kk", "Öskemen"), ("район", "ru", "raion"),
        ("района", "ru", "rayon"), ("Жаңаөзен", "kk", "Zhanaozen"), ("мусор", "ru", "musor"),
        ("қоқыс", "kk", "qoqys"), ("көшелер", "kk", "koshe"), ("щебень", "ru", "shcheben"),
        ("Ахметов", "ru", "Akhmetov"), ("чиновник", "ru", "chinovnik"),
    ],
)  # fmt: skip
def test_latin_letters_find_the_cyrillic(written: str, language: str, typed: str) -> None:
    assert stem(written, language) in forms(typed)


@pytest.mark.parametrize(
    ("text", "typed"), [("отходов", "отходы"), ("roads", "road"), ("Budgets", "budget")]
)
def test_russian_and_english_are_stemmed(text: str, typed: str) -> None:
    assert stem(text, "ru" if text[0] == "о" else "en") in forms(typed)


def test_readings_are_few_however_long_the_word() -> None:
    assert len(latin.cyrillic("jcxwh" * 12)) <= latin.MOST
    assert latin.cyrillic("naïve") == []


def test_words_know_their_places() -> None:
    text = "«Өзін-өзі» 2-бап, об'ект_x"
    words = list(words_of(text))
    assert [word.text for word in words] == ["Өзін", "өзі", "2", "бап", "об'ект", "x"]
    assert all(text[word.start : word.end] == word.text for word in words)


def test_beginnings_fold() -> None:
    assert "семе" in beginnings("Seme")
    assert "акм" in beginnings("ақм")
