"""What a sitting is called: by its session or commission, with its day."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from maslikhat.kit.formats import words
from maslikhat.kit.languages import Said, reader_language, said
from maslikhat.sittings.models import Session, Sitting

_SESSIONS = {
    Session.Kind.ORDINARY: lambda number: _("Session %(number)s") % {"number": number},
    Session.Kind.EXTRAORDINARY: lambda number: (
        _("Extraordinary session %(number)s") % {"number": number}
    ),
    Session.Kind.FIRST: lambda number: _("First session"),
}


def session_title(session: Session) -> str:
    """What a session is called, in the reader's language."""
    return _SESSIONS[Session.Kind(session.kind)](session.number)


def title_of(sitting: Sitting, lang: str | None = None) -> Said:
    """What a sitting is called, with its day; the council stands beside it on every page."""
    if lang is None:
        return _titled(sitting)
    with override(lang):
        return _titled(sitting)


def _titled(sitting: Sitting) -> Said:
    day = words.day(sitting.day)
    if sitting.session is not None:
        return Said(f"{session_title(sitting.session)}, {day}", reader_language())
    assert sitting.commission is not None
    name = said(sitting.commission, "name")
    return Said(f"{name.text}, {day}", name.lang)
