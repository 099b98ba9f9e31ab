"""The names of the months in each language. No Django."""

# In the form that follows a day's number; CLDR agrees for kk and ru.
_NAMES = {
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "en": "January February March April May June July August September October November December",
}
MONTHS_BY_LANGUAGE = {lang: names.split() for lang, names in _NAMES.items()}
