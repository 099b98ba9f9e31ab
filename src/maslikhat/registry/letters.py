"""The letter that brings an invitation to an office in a body; in Kazakh and in Russian."""

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from maslikhat.kit.days import ALMATY
from maslikhat.kit.formats import words
from maslikhat.kit.installation import is_demo
from maslikhat.kit.languages import said
from maslikhat.registry.models import Invitation


def send_invitation(invitation: Invitation, code: str) -> bool:
    """Whether the letter has left; called when the act has been kept, never within it."""
    parts = [_told(invitation, code, lang) for lang in ("kk", "ru")]
    letter = EmailMessage(
        subject=parts[0][0],
        body="\n\n---\n\n".join(text for _subject, text in parts),
        to=[invitation.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        return letter.send() == 1
    except (OSError, SMTPException):
        return False


def _told(invitation: Invitation, code: str, lang: str) -> tuple[str, str]:
    assert invitation.body is not None, "the database says so"
    with translation.override(lang):
        link = settings.PUBLIC_URL + reverse("registry:join_link", args=[code])
        until = words.day(invitation.expires_at.astimezone(ALMATY).date())
        lines = [
            _("Demonstration: persons and amounts are invented") if is_demo() else "",
            said(invitation.body, "name", lang).text,
            _("You are invited to answer letters of deputies for this body on the portal."),
            _("Open the link and press “Enter”. No password is needed:"),
            link,
            _("Good once, until %(day)s. Give it to nobody.") % {"day": until},
        ]
        subject = _("Your office on the portal of the maslikhats")
        return subject, "\n".join(filter(None, lines))
