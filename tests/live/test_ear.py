"""The ear: what has failed is begun anew."""

import psycopg
import pytest
from pytest_django.plugin import DjangoDbBlocker

from maslikhat.live import herald
from maslikhat.live.ear import Ear
from tests.conftest import KIND


@pytest.mark.both
@pytest.mark.skipif(KIND != "postgresql", reason="a file of SQLite tells nobody")
def test_an_ear_that_was_refused_listens_at_the_next_try(
    django_db_blocker: DjangoDbBlocker, monkeypatch: pytest.MonkeyPatch
) -> None:
    ear = Ear()
    with django_db_blocker.unblock():
        monkeypatch.setattr(herald, "NAME", "no name")
        with pytest.raises(psycopg.Error):
            ear.listen()
        monkeypatch.undo()
        ear.listen()
        ear.wait(0)
    ear.close()
