"""The talk of the demo: each topic in its room, by deputies of different councils."""

import datetime as dt
from collections.abc import Iterator
from itertools import cycle
from random import Random

from django.db.models import Count
from django.utils import timezone

from maslikhat.accounts.models import User
from maslikhat.demo.cast import CITY, DISTRICT, REGION, speaker
from maslikhat.demo.examples import build_examples
from maslikhat.demo.gathering import build_gathering
from maslikhat.demo.peers import build_asking
from maslikhat.demo.talk import FIRST_REPLIES, TALKS, Talk
from maslikhat.dialogue import actions
from maslikhat.dialogue.models import Post, RoomRef, Topic, TopicKind
from maslikhat.places.models import Kind, Unit
from maslikhat.registry.models import Council, Level, Mandate, Person
from maslikhat.registry.models.people import MandateQuerySet
from maslikhat.rubrics.models import Rubric


def build_dialogue(*, by: User, random: Random) -> None:
    """Every talk in its room; posts lie hours apart, the last ones in the last days."""
    now = timezone.now().replace(microsecond=0)
    everyone = cycle(_speakers(random))
    for place, talk in enumerate(TALKS):
        for room, speakers in _rooms(talk, everyone):
            start = now - dt.timedelta(days=3 * (len(TALKS) - place) + random.random())
            _hold(talk, room, speakers, start, by=by, random=random)
    build_gathering()
    build_examples()
    build_asking(by=by)


def build_replies(*, by: User) -> None:
    """What was said last in the rooms of maslikhats has a first reply of a colleague."""
    rows = Topic.objects.filter(room__council__isnull=False).exclude(kind=TopicKind.ANNOUNCEMENT)
    alone = rows.annotate(said=Count("posts")).filter(said=1).select_related("room__council")
    for topic, words in zip(alone.order_by("pk"), cycle(FIRST_REPLIES), strict=False):
        council = topic.room.council
        assert council is not None, "the query asks for rooms of councils"
        colleagues = _of_council(council)
        colleague = next(one for one in colleagues if one.pk != topic.author_id)
        replier = speaker(colleague, by=by)
        actions.reply(topic, by=replier, body=words.text, language=words.lang)


def _hold(
    talk: Talk,
    room: RoomRef,
    speakers: Iterator[Person],
    start: dt.datetime,
    *,
    by: User,
    random: Random,
) -> None:
    first, *others = talk.posts
    asker = speaker(next(speakers), by=by)
    topic = actions.start_topic(
        room,
        by=asker,
        title=talk.title.text,
        body=first.text,
        language=first.lang,
        kind=talk.kind,
        rubric=Rubric.objects.get(code=talk.about) if talk.about else None,
        at=start,
    )
    replies, heard = [], {asker}
    for words in others:
        start += dt.timedelta(hours=random.uniform(1, 14))
        replier = speaker(next(speakers), by=by)
        replies.append(
            actions.reply(
                topic,
                by=replier,
                body=words.text,
                language=words.lang,
                at=min(start, timezone.now()),
            )
        )
        heard.add(replier)
    _thank(talk, replies, asker, heard)


def _thank(talk: Talk, replies: list[Post], asker: User, heard: set[User]) -> None:
    """Those who took part mark the first reply of another; every second question is answered."""
    said = [reply for reply in replies if reply.author != asker.person]
    for reply in said[:1]:
        for user in sorted(heard, key=lambda one: one.pk):
            if reply.author != user.person:
                actions.mark_useful(reply, by=user)
        if talk.kind == TopicKind.QUESTION and TALKS.index(talk) % 2 == 0:
            actions.accept(reply, by=asker)


def _rooms(talk: Talk, everyone: Iterator[Person]) -> Iterator[tuple[RoomRef, Iterator[Person]]]:
    """The rooms a talk is held in, each with those who may speak in it, one after another."""
    if talk.place == "national":
        yield RoomRef.of(), everyone
    elif talk.place == "rubric":
        yield RoomRef.of(Rubric.objects.get(code=talk.rubric)), everyone
    elif talk.place == "level":
        yield RoomRef.of(Level(talk.rubric)), _of_level(talk.rubric)
    elif talk.place == "region":
        for region in Unit.objects.filter(kind=Kind.REGION).order_by("kato")[:3]:
            yield RoomRef.of(region), _of_region(region)
    else:
        for council in Council.objects.filter(code__in=(REGION, CITY, DISTRICT)):
            yield RoomRef.of(council), _of_council(council)


def _speakers(random: Random) -> list[Person]:
    """Sixty deputies of the country who talk, the cast of the demo among them."""
    local = Mandate.objects.on().exclude(convocation__council__level=Level.NATIONAL)
    mandates = list(local.select_related("person__user").order_by("pk"))
    return [mandate.person for mandate in random.sample(mandates, 60)]


def _of_level(level: str) -> Iterator[Person]:
    return _first(Mandate.objects.on().filter(convocation__council__level=level))


def _of_region(region: Unit) -> Iterator[Person]:
    return _first(Mandate.objects.on().filter(convocation__council__unit__parent=region))


def _of_council(council: Council) -> Iterator[Person]:
    return _first(Mandate.objects.on().of(council))


def _first(mandates: MandateQuerySet) -> Iterator[Person]:
    first = mandates.select_related("person__user").order_by("pk")[:5]
    return cycle([mandate.person for mandate in first])
