"""Letters that go to a phone: by whoever chose so, and by nobody while no messenger is named."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from maslikhat.accounts.models import User
from maslikhat.notices import actions, messengers
from tests.notices.things import reply
from tests.worker import drain

pytestmark = pytest.mark.django_db


def test_a_messenger_takes_the_letters_of_who_chose_it(
    aigul: User, serik: User, dana: User, topic: int, settings: Any
) -> None:
    actions.arrange(by=aigul, rhythm="daily", channel="messenger")
    reply(topic, dana, "By mail", directly=[aigul.pk])
    drain()
    assert len(mail.outbox) == 1, "there is no messenger: it goes by mail"
    settings.MESSENGER = "file"
    messengers.chosen.cache_clear()
    try:
        reply(topic, dana, "By phone", directly=[aigul.pk, serik.pk])
        drain()
        [path] = (settings.VAR / "messages").glob(f"{aigul.pk}-*.txt")
        assert "By phone" in path.read_text()
        assert [letter.to for letter in mail.outbox[1:]] == [[serik.email]]
        answer = Client()
        answer.force_login(aigul)
        assert 'name="channel"' in answer.get("/en/notices/settings/").content.decode()
        settings.MESSENGER = "nowhere.at.All"
        messengers.chosen.cache_clear()
        with pytest.raises(SystemExit, match="MASLIKHAT_MESSENGER"):
            messengers.chosen()
    finally:
        settings.MESSENGER = "off"
        messengers.chosen.cache_clear()
