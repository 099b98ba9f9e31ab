"""Where letters go."""

from pathlib import Path

import pytest

from maslikhat.kit.env import BadSetting
from maslikhat.kit.mail import Mail, out_of

SMTP = "django.core.mail.backends.smtp.EmailBackend"
FOLDER = Path("/var/mail")


@pytest.mark.parametrize(
    ("value", "way"),
    [
        ("smtp://mail.kz", Mail(SMTP, host="mail.kz", port=25)),
        (
            "smtp://portal:a%2Fb@mail.kz",
            Mail(SMTP, host="mail.kz", port=587, user="portal", password="a/b", starttls=True),
        ),
        ("smtps://mail.kz", Mail(SMTP, host="mail.kz", port=465, tls=True)),
        ("smtp://mail.kz:2525", Mail(SMTP, host="mail.kz", port=2525)),
        ("", Mail("django.core.mail.backends.filebased.EmailBackend", folder="/var/mail")),
    ],
)
def test_one_setting_names_the_way_of_letters(
    monkeypatch: pytest.MonkeyPatch, value: str, way: Mail
) -> None:
    monkeypatch.setenv("MASLIKHAT_MAIL_URL", value)
    assert out_of("MAIL_URL", FOLDER) == way


@pytest.mark.parametrize(
    "value",
    ["mail.kz", "http://mail.kz", "smtp://", "smtp://mail.kz:x", "smpts://mail.kz:465"],
)
def test_a_bad_way_refuses_to_start(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("MASLIKHAT_MAIL_URL", value)
    with pytest.raises(BadSetting):
        out_of("MAIL_URL", FOLDER)
