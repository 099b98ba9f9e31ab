"""Where letters go: one setting, read into Django's own."""

from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from maslikhat.kit import env


class Mail(NamedTuple):
    """The way out for letters; `folder` is where they lie when no server is named."""

    backend: str
    folder: str = ""
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False


def out_of(name: str, folder: Path) -> Mail:
    """`smtp://user:word@host:587` (STARTTLS when it has a user) or `smtps://…:465`.

    An empty value writes each letter into a file of `folder`.
    """
    value = env.text(name)
    if not value:
        return Mail("django.core.mail.backends.filebased.EmailBackend", folder=str(folder))
    try:
        parts = urlsplit(value)
        usual = {"smtp": 587 if parts.username else 25, "smtps": 465}[parts.scheme]
        port = parts.port or usual
    except (KeyError, ValueError):
        raise env.BadSetting(name, "smtp://user:password@host:587 or smtps://host") from None
    if not parts.hostname:
        raise env.BadSetting(name, "smtp://user:password@host:587 or smtps://host")
    return Mail(
        "django.core.mail.backends.smtp.EmailBackend",
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parts.scheme == "smtp" and bool(parts.username),
        tls=parts.scheme == "smtps",
    )
