"""One portal, one process: the pages to be measured and the queries of each, as JSON.

A topic of fifty posts is made first, by the deputies who talk in the demo.
"""

import datetime as dt
import json
from itertools import cycle

import django

django.setup()

from django.db import connection, connections  # noqa: E402 - after the settings
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone, translation  # noqa: E402
from tests.serving import hearing  # noqa: E402

from maslikhat.accounts.models import User  # noqa: E402
from maslikhat.demo.cast import REGION  # noqa: E402
from maslikhat.dialogue import actions  # noqa: E402
from maslikhat.dialogue.models import RoomRef, Topic  # noqa: E402
from maslikhat.registry.models import Council  # noqa: E402

POSTS = 50
TEXT = "The roads of the district were **repaired** in spring; what did it cost elsewhere?\n\n" * 3


def long_topic() -> Topic:
    """A topic with a whole page of posts."""
    speakers = cycle(User.objects.filter(person__posts__isnull=False).distinct()[:20])
    moment = timezone.now() - dt.timedelta(days=3)
    said = {"by": next(speakers), "body": TEXT, "language": "en", "at": moment}
    topic = actions.start_topic(RoomRef.of(), title="Roads", **said)  # type: ignore[arg-type]
    for number in range(1, POSTS):
        moment += dt.timedelta(minutes=20)
        actions.reply(topic, by=next(speakers), body=f"{number}. {TEXT}", language="en", at=moment)
    return topic


def queries(path: str) -> int:
    """How many a page makes for a visitor when it is not held, in a process that serves."""
    client = Client(headers={"Host": "localhost"})
    client.get(path)
    with hearing(), CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200, path
    return len(captured)


def main() -> None:
    """Tell the paths, and of each page the queries."""
    fullest = Topic.objects.filter(room__is_closed=False).order_by("-post_count", "pk")[0]
    with translation.override("en"):
        pages = {
            "home": reverse("portal:home"),
            "council": reverse("portal:council", args=[REGION]),
            "topic": reverse("dialogue:topic", args=[fullest.pk]),
            "topic of 50 posts": reverse("dialogue:topic", args=[long_topic().pk]),
        }
    everything = []
    for lang in ("kk", "ru", "en"):
        with translation.override(lang):
            codes = Council.objects.values_list("code", flat=True)
            everything += [reverse("portal:council", args=[code]) for code in codes]
    told = {name: {"path": path, "queries": queries(path)} for name, path in pages.items()}
    print(json.dumps({"pages": told, "everything": everything}))
    connections.close_all()


if __name__ == "__main__":
    main()
