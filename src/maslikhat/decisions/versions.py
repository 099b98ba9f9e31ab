"""A text on its way to be a version: cleaned, hashed, and masked for who is not of the council."""

import datetime as dt
import json
from typing import NamedTuple

from django.utils.translation import gettext as _

from maslikhat.decisions.guards import TEXT_MOST
from maslikhat.decisions.masking.masks import spans_of
from maslikhat.decisions.masking.personal_data import Span, masked, personal_data
from maslikhat.decisions.models import Decision, Version
from maslikhat.kit.languages import LANGUAGES
from maslikhat.kit.refusals import refuse_unless
from maslikhat.kit.texts import sha256_of, words


class Texts(NamedTuple):
    """A text in Kazakh and Russian, and a translation without force in English; any may wait."""

    kk: str = ""
    ru: str = ""
    en: str = ""


class Worked(NamedTuple):
    """Texts as a version keeps them: clean, and where personal data were found in each."""

    texts: Texts
    found: tuple[tuple[Span, ...], ...]


def worked(texts: Texts | Worked) -> Worked:
    """The texts made ready before the act's transaction; refused (422) when they are no texts."""
    if isinstance(texts, Worked):
        return texts
    clean = Texts(*(words(text, TEXT_MOST) for text in texts))
    return Worked(clean, tuple(tuple(personal_data(text)) for text in clean))


def add_version(
    decision: Decision, texts: Texts | Worked, *, by: int, base: int | None, note: str
) -> Version:
    """The next version, under the lock of its decision; refused when there is a newer than `base`.

    A text that says what the latest says is refused too: there is nothing new in it.
    """
    ready = worked(texts)
    refuse_unless(
        bool(ready.texts.kk or ready.texts.ru),
        _("Write the text in Kazakh or in Russian first."),
        status=422,
    )
    latest = Version.objects.latest_of(decision)
    number = latest.number if latest else 0
    refuse_unless(
        base is None or base == number,
        _("Someone has written a newer version meanwhile. Open it, and write yours anew."),
    )
    same = latest and ready.texts == Texts(latest.text_kk, latest.text_ru, latest.text_en)
    refuse_unless(not same, _("The text is as it was: change it first."))
    fields: dict[str, str] = {}
    wanted = decision.masks.wanted()
    for lang, found in zip(LANGUAGES, ready.found, strict=True):
        text = getattr(ready.texts, lang)
        fields |= {
            f"text_{lang}": text,
            f"open_{lang}": masked(text, spans_of(found, text, wanted)),
            f"sha256_{lang}": sha256_of(text) if text else "",
        }
    return Version.objects.create(decision=decision, number=number + 1, note=note, by=by, **fields)


def frozen_digest(decision: Decision, version: Version, day: dt.date) -> str:
    """SHA-256 in hex of what was adopted, so that the record says which text it was.

    Over a JSON array in UTF-8 without white space: ``["decision/v2", council, number, day,
    title_kk, title_ru, sha256_kk, sha256_ru]``, the day as 2026-01-31, the hashes those of the
    texts in both official languages as everyone reads them: a hash over personal data would let
    them be guessed.
    """
    told = [
        "decision/v2",
        decision.council.code,
        decision.number,
        day.isoformat(),
        decision.title_kk,
        decision.title_ru,
        *(sha256_of(text) if text else "" for text in (version.open_kk, version.open_ru)),
    ]
    return sha256_of(json.dumps(told, ensure_ascii=False, separators=(",", ":")))
