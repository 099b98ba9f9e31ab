"""The names of the months, and a day in full, in each language. No Django."""

import datetime as dt

# In the form that follows a day's number; CLDR agrees for kk and ru.
_NAMES = {
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "en": "January February March April May June July August September October November December",
}
MONTHS_BY_LANGUAGE = {lang: names.split() for lang, names in _NAMES.items()}


def day_in_full(value: dt.date, lang: str) -> str:
    """«2026 жылғы 22 қараша», «22 ноября 2026 года», "22 November 2026"."""
    month = MONTHS_BY_LANGUAGE[lang][value.month - 1]
    if lang == "kk":
        return f"{value.year}\xa0жылғы {value.day}\xa0{month}"
    if lang == "ru":
        # "г." would end a sentence with two full stops.
        return f"{value.day}\xa0{month} {value.year}\xa0года"
    return f"{value.day}\xa0{month} {value.year}"
