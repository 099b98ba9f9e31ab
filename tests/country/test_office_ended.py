"""The stream of a closed room ends when an act of the registry ends the office that opened it.

From end to end: the portal is served by its own command, the pages and the act are asked over HTTP.
"""

import json
from collections.abc import Iterator
from contextlib import ExitStack, closing

import httpx
import pytest

from tests.country.conftest import PLAIN, served
from tests.country.test_killed import TOKEN, run
from tests.live.reader import Reader, eventually

pytestmark = pytest.mark.both

PREPARE = """
import json
import django
django.setup()
from django.urls import reverse
from django.utils import translation
from maslikhat.demo.cast import REGION, user_of
from maslikhat.dialogue import actions
from maslikhat.dialogue.models import RoomRef
from maslikhat.registry.models import Council, Mandate

translation.activate("en")
council = Council.objects.get(code=REGION)
topic = actions.start_topic(RoomRef.of(council, is_closed=True), by=user_of("chair"),
    title="Behind the door", body="Among ourselves.", language="en")
mandate = Mandate.objects.on().get(person__user=user_of("deputy-regional"))
print(json.dumps({
    "topic": reverse("dialogue:topic", args=[topic.pk]),
    "reply": reverse("dialogue:reply", args=[topic.pk]),
    "mandate": reverse("registry:end_mandate", args=[REGION, mandate.pk]),
}))
"""


class Someone:
    """One of the nine in a browser of their own, and the streams of the pages they open."""

    def __init__(self, address: str, role: str) -> None:
        self.port = httpx.URL(address).port or 80
        token = {"csrftoken": TOKEN}
        entered = httpx.post(
            f"{address}/demo/enter/{role}/",
            data={"csrfmiddlewaretoken": TOKEN},
            cookies=token,
            verify=PLAIN,
        )
        self.readers: list[Reader] = []
        self.session = entered.cookies["sessionid"]
        cookie = f"sessionid={self.session}; csrftoken={TOKEN}"
        self.http = httpx.Client(base_url=address, headers={"Cookie": cookie}, verify=PLAIN)

    def close(self) -> None:
        """Put the browser away, and the streams of its pages."""
        self.http.close()
        for reader in self.readers:
            reader.close()

    def post(self, to: str, **form: str) -> httpx.Response:
        """Send a form."""
        return self.http.post(to, data={"csrfmiddlewaretoken": TOKEN, **form})

    def listening(self, to: str) -> Reader:
        """The stream of a page that is open."""
        page = self.http.get(to)
        assert page.status_code == 200, (to, page.status_code)
        token = page.text.partition('data-live="')[2].partition('"')[0]
        reader = Reader(self.port, token, cookie=f"sessionid={self.session}").go_on()
        self.readers.append(reader)
        return reader


@pytest.fixture(scope="module")
def portal() -> Iterator[tuple[str, dict[str, str]]]:
    """A portal of its own with a topic in a closed room, and the addresses of what is done."""
    place = served("office-ended")
    with place as address:
        yield address, json.loads(run(place.environment, "-c", PREPARE).splitlines()[-1])


def test_a_stream_ends_with_the_mandate_that_opened_it(
    portal: tuple[str, dict[str, str]],
) -> None:
    address, to = portal
    with ExitStack() as browsers:
        deputy, chair, clerk = (
            browsers.enter_context(closing(Someone(address, role)))
            for role in ("deputy-regional", "chair", "clerk")
        )
        end_while_reading(to, deputy, chair, clerk)


def end_while_reading(to: dict[str, str], deputy: Someone, chair: Someone, clerk: Someone) -> None:
    """The clerk ends the deputy's mandate while both others have the topic open."""
    leaving, staying = deputy.listening(to["topic"]), chair.listening(to["topic"])
    assert (leaving.status, staying.status) == (200, 200)
    assert chair.post(to["reply"], body="First.", language="en").status_code in {200, 302}
    assert leaving.refs(1) and staying.refs(1)

    page = clerk.http.get(to["mandate"]).text
    day = page.partition('name="to_day"')[2].partition('value="')[2].partition('"')[0]
    ended = clerk.post(to["mandate"], reason="resigned", to_day=day)
    assert ended.status_code == 302, ended.text

    assert leaving.until(lambda: not leaving.is_open)
    assert leaving.over is not None
    heard = len(leaving.heard)
    # The page that is still open gets no further stream, and asks anew: there is no such topic.
    assert leaving.go_on().status == 403
    assert deputy.http.get(to["topic"]).status_code == 404
    assert chair.post(to["reply"], body="After it.", language="en").status_code in {200, 302}
    assert staying.is_open and eventually(lambda: len(staying.heard) >= 2)
    assert len(leaving.heard) == heard
