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


def name_of(sitting: Sitting) -> Said:
    """What a sitting is one of, in the reader's language: a session, or those of a commission."""
    if sitting.session is not None:
        return Said(session_title(sitting.session), reader_language())
    assert sitting.commission is not None
    return said(sitting.commission, "name")


def _titled(sitting: Sitting) -> Said:
    name = name_of(sitting)
    return Said(f"{name.text}, {words.day(sitting.day)}", name.lang)


def announced(sitting: Sitting, lang: str) -> Said:
    """What a notice calls a sitting: what it is, whose, on what day, at what hour and where."""
    title, hall = title_of(sitting, lang), said(sitting, "hall", lang).text
    council = said(sitting.council, "name", lang).text
    told = [f"{title.text}, {words.hour(sitting.starts_at)}", *([hall] if hall else []), council]
    return Said(" · ".join(told), title.lang)
