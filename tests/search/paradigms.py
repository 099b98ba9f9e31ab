"""The declension of Kazakh nouns by the school grammar: number, possession, case.

Written apart from `search.kazakh`, in the unfolded alphabet and in the other direction, so that the
two can be set against each other.
"""

# Nouns on which the stripper was tried while it was written.
_KNOWN = """
    адам айып аймақ акция ақша ақпарат алаң алаяқ алғыс алма аптека арыз асхана ата атау
    аула ауа ауру аурухана аялдама әдіс әйел әлеует әріптес бала балық баға база байланыс
    баспа бастама басқарма баян бөгет бөлім бұлақ білім билік бірлестік болашақ газ гүл дала
    дауыс дәрі дене депо дерек жалақы жарық жаттығу жауап жем жер жеңіс жиналыс жоба жоспар
    журнал жүк жүйе жылу зал заң зауыт зейнетақы зертхана ине инвестор кадр канал кәріз
    келісім кесте көлем көше көпір көкөніс күн күрес күш қауіп қор қоғам қоршау құбыр құжат
    құрылыс қызмет қыстақ лагерь мал мамандық маңыз мерзім мектеп мәдениет мәслихат мәлімет
    міндет мұрағат музей мұнай мүдде нан нәтиже нысан оқушы орман ояну өзен өкіл өнім өрт
    өтініш пайыз палата парк пікір процесс рұқсат сала салық сапа сауал саябақ сессия спорт
    стадион сот субсидия сұрақ сыбайлас талап тамақ тарату тарих тас театр теміржол тендер
    топ төлем тұрақ тұрғын түсім тіл ұйым ұсыныс үлес фонд халық хат шағым шара шарт шекара
    шығын ыдыс электр энергия этап
"""
# Nouns that were set aside and tried afterwards.
_SET_ASIDE = """
    азамат айналым алқа апат аралық арна ауысым әлем бақ балабақша банк белдеу бөлме буын
    бұрыш ғимарат дамба дауыл диқан доктор дүкен егін жайылым жанармай жасақ жаяу жазба
    жекешелендіру жиын жолаушы зерттеу іс кафедра кеме кітапхана көктем көмір кредит қабат
    қалдық қамқорлық қарт қойма қоныс құдық лицей маусым мейрам мекеме мешіт мүлік мүше
    нарық норма ойын округ өкілдік өнер өсімдік пәтер пішен полиция пошта реформа ресурс
    сайлаушы салмақ сенім серіктестік совхоз сүт сыйлық табыс тақырып тасқын тауар теңіз
    топырақ тротуар түтін тұз ұлт ұрпақ үкімет үміт фермер химия цех шаруа шахта шөп ынта
    ырыс экспорт явка ярмарка
"""
KNOWN, SET_ASIDE = _KNOWN.split(), _SET_ASIDE.split()
BACK, FRONT = "аоұуыяёю", "әеөүіиэ"
VOWELS = "аәоөұүыіеиюя"
VOICELESS = "пткқсшхфчцщбвгд"


def is_back(word: str) -> bool:
    """Whether the last vowel is a back one."""
    return next((letter in BACK for letter in reversed(word) if letter in BACK + FRONT), True)


def _either(word: str, back: str, front: str) -> str:
    return word + (back if is_back(word) else front)


def plural(word: str) -> str:
    """көше → көшелер, аудан → аудандар."""
    first = "т" if word[-1] in VOICELESS else "д" if word[-1] in "лмнңзж" else "л"
    return _either(word, f"{first}ар", f"{first}ер")


def owned(word: str) -> str:
    """Of the third person: қала → қаласы, мектеп → мектебі."""
    if word[-1] in VOWELS:
        return _either(word, "сы", "сі")
    voiced = {"п": "б", "қ": "ғ", "к": "г"}
    return _either(word, "ы", "і") if word[-1] not in voiced else _either(
        word[:-1] + voiced[word[-1]], "ы", "і"
    )  # fmt: skip


def cases(word: str, *, is_owned: bool) -> list[str]:
    """The word in its seven cases, and what is in it: қалада → қаладағы."""
    last = word[-1]
    of = "н" if last in VOWELS + "мнң" else "т" if last in VOICELESS else "д"
    him = "н" if last in VOWELS else "т" if last in VOICELESS else "д"
    to = ("қа", "ке") if last in VOICELESS else ("ға", "ге")
    at = "т" if last in VOICELESS else "д"
    off = "т" if last in VOICELESS else "н" if last in "мнң" else "д"
    along = "пен" if last in VOICELESS else "бен" if last in "зж" else "мен"
    there = _either(word, f"{at}а", f"{at}е")
    found = [
        word, _either(word, f"{of}ың", f"{of}ің"), _either(word, f"{him}ы", f"{him}і"),
        _either(word, *to), there, _either(word, f"{off}ан", f"{off}ен"), word + along,
        _either(there, "ғы", "гі"),
    ]  # fmt: skip
    if is_owned:
        there = _either(word, "нда", "нде")
        found[2:6] = [
            f"{word}н", _either(word, "на", "не"), there, _either(word, "нан", "нен"),
        ]  # fmt: skip
        found[7] = _either(there, "ғы", "гі")
    return found


def paradigm(noun: str) -> list[str]:
    """The noun in both numbers, owned and not, in every case: 32 forms."""
    return [
        form
        for one in (noun, plural(noun))
        for form in cases(one, is_owned=False) + cases(owned(one), is_owned=True)
    ]
