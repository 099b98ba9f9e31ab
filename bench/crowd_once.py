"""One portal, one process: writers let in, posts counted, or the dialogue filled; as JSON."""

import datetime as dt
import json
import sys
import uuid
from collections.abc import Iterator
from itertools import cycle

import django

django.setup()

from django.db import connection, connections, models  # noqa: E402 - after the settings
from django.test import RequestFactory  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone, translation  # noqa: E402

from bench.pages_once import queries  # noqa: E402
from maslikhat.accounts.actions import begin_session  # noqa: E402
from maslikhat.accounts.models import User  # noqa: E402
from maslikhat.accounts.sessions import SessionStore  # noqa: E402
from maslikhat.demo.cast import speaker  # noqa: E402
from maslikhat.dialogue import actions  # noqa: E402
from maslikhat.dialogue.models import Post, RoomRef, Topic  # noqa: E402
from maslikhat.kit.bulk import insert_rows, reserve_ids  # noqa: E402
from maslikhat.kit.transactions import writing  # noqa: E402
from maslikhat.registry.models import Mandate  # noqa: E402

TOPICS, POSTS_A_TOPIC = 1_000, 100
POSTS = 20
TITLE = "A topic of twenty posts"
TEXT = "The roads of the district were **repaired** in spring; what did it cost elsewhere?"


def enter(many: int) -> dict[str, object]:
    """Sessions of so many deputies, the topics they write in, and the page that is measured."""
    operator = User.objects.get(username="operator")
    silent = Mandate.objects.on().filter(person__user=None).order_by("pk")
    cookies, users = [], []
    for mandate in silent.select_related("person")[:many]:
        request = RequestFactory().get("/")
        request.session = SessionStore()
        users.append(speaker(mandate.person, by=operator))
        begin_session(request, users[-1], by=users[-1])
        request.session.save()
        cookies.append(request.session.session_key)
    rooms = Topic.objects.filter(room__kind="national", closed_at=None)
    topics = list(rooms.values_list("pk", flat=True))
    return {"cookies": cookies, "topics": topics, "page": _address(_twenty(users))}


def _twenty(users: list[User]) -> Topic:
    moment, speakers = timezone.now() - dt.timedelta(days=3), cycle(users[:POSTS])
    said = {"by": next(speakers), "body": TEXT, "language": "en", "at": moment}
    topic = actions.start_topic(RoomRef.of(), title=TITLE, **said)  # type: ignore[arg-type]
    for number in range(1, POSTS):
        moment += dt.timedelta(minutes=20)
        body = f"{number}. {TEXT}"
        actions.reply(topic, by=next(speakers), body=body, language="en", at=moment)
    return topic


def _address(topic: Topic) -> str:
    with translation.override("en"):
        return reverse("dialogue:topic", args=[topic.pk])


def fill() -> dict[str, int]:
    """A thousand topics of a hundred posts each, as rows; then the queries of the page."""
    sample = Topic.objects.get(title=TITLE)
    post = sample.posts.order_by("pk")[0]
    mandates = list(Mandate.objects.on().values_list("pk", "person")[:500])
    with writing():
        topics, numbers = reserve_ids(Topic, TOPICS), reserve_ids(Post, TOPICS * POSTS_A_TOPIC)
        last = dict(zip(topics, numbers[POSTS_A_TOPIC - 1 :: POSTS_A_TOPIC], strict=True))
        insert_rows(Topic, _columns(Topic), (
            _row(sample, id=pk, title=f"Topic {pk}", last_post_id=last[pk],
                 post_count=POSTS_A_TOPIC)
            for pk in topics
        ))  # fmt: skip
        insert_rows(Post, _columns(Post), _posts(post, topics, numbers, mandates))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"queries": queries(_address(sample))}


def _posts(
    post: Post, topics: list[int], numbers: list[int], mandates: list[tuple[int, int]]
) -> Iterator[list[object]]:
    who = cycle(mandates)
    for place, pk in enumerate(numbers):
        mandate, person = next(who)
        yield _row(
            post, id=pk, topic_id=topics[place // POSTS_A_TOPIC], mandate_id=mandate,
            author_id=person, key=uuid.uuid4(),
        )  # fmt: skip


def _columns(model: type[models.Model]) -> list[str]:
    return [str(field.column) for field in model._meta.concrete_fields]


def _row(sample: models.Model, **changes: object) -> list[object]:
    """The columns of the sample as the driver takes them, some of them changed."""
    return [
        field.get_db_prep_save(
            changes.get(field.attname, getattr(sample, field.attname)), connection
        )
        for field in type(sample)._meta.concrete_fields
    ]


def kept() -> list[str]:
    """The texts of the writers that are in the database."""
    return list(Post.objects.filter(body__startswith="Crowd: ").values_list("body", flat=True))


WORDS = {"enter": lambda: enter(int(sys.argv[2])), "fill": fill, "kept": kept}
print(json.dumps(WORDS[sys.argv[1]]()))
connections.close_all()
