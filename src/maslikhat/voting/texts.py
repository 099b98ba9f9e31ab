"""The words of a ballot: its question and the names of candidates, checked."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from maslikhat.kit.languages import LANGUAGES
from maslikhat.kit.refusals import Refused
from maslikhat.registry.guards import proper_name, proper_text

LONGEST_MOTION = 2_000
LONGEST_NAME = 255


def clean_motion(text: str) -> str:
    """The question as it will stand; refused (422) when it is too long."""
    motion = proper_text(text)
    if len(motion) > LONGEST_MOTION:
        raise Refused(_("A question has at most 2,000 characters."), status=422)
    return motion


def clean_candidate(names: Mapping[str, str]) -> dict[str, str]:
    """The name of a candidate by language; refused (422) when there is none."""
    found = {lang: proper_name(names.get(lang, "")) for lang in LANGUAGES}
    if not (found["kk"] or found["ru"]) or any(len(n) > LONGEST_NAME for n in found.values()):
        raise Refused(_("Name each candidate in Kazakh or Russian, shortly."), status=422)
    return found
