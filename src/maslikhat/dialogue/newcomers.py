"""The newcomer's path: what a newly elected deputy does first, derived from what is done."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import Exists, Min, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.dialogue.followed import ROOM
from maslikhat.dialogue.models import Newcomer, Post, Room, RoomRef, Topic, TopicKind
from maslikhat.kit.days import today
from maslikhat.notices.lists import FollowState
from maslikhat.notices.models import Follow
from maslikhat.registry.followed import COUNCIL
from maslikhat.registry.models import Council, Person
from maslikhat.registry.standing import Visitor, standing
from maslikhat.rubrics.followed import RUBRIC
from maslikhat.rubrics.models import Rubric

NEW_FOR = dt.timedelta(days=90)


class Step(NamedTuple):
    """One thing to do: where, what, and whether it is done."""

    address: str
    words: str
    is_done: bool


class Path(NamedTuple):
    """The steps of a newcomer, of which at least one is to be done."""

    steps: list[Step]

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(step.is_done for step in self.steps)


def path_of(user: Visitor) -> Path | None:
    """The path of a deputy who is new or has never posted; two queries, none for others.

    None once all is done or the deputy has put it aside.
    """
    who = standing(user)
    if not who.deputy_of or not isinstance(user, User):
        return None
    council = Council.objects.filter(pk__in=who.deputy_of).order_by("pk")[0]
    done = _done(user, council)
    is_new = done["first_day"] > today() - NEW_FOR or not done["posted"]
    steps = _steps(council, done)
    if done["dismissed"] or not is_new or all(step.is_done for step in steps):
        return None
    return Path(steps)


def _steps(council: Council, done: Mapping[str, Any]) -> list[Step]:
    room = str(RoomRef.of(council))
    start = reverse("dialogue:start")
    return [
        Step(
            reverse("account_email"),
            _("Confirm an address for letters, or add a passkey"),
            done["reachable"],
        ),
        Step(
            reverse("dialogue:newcomers"),
            _("Read what the portal is for and how deputies talk here"),
            done["read"],
        ),
        Step(
            reverse("portal:council", args=[council.code]),
            _("Follow your maslikhat"),
            done["council"],
        ),
        Step(
            reverse("dialogue:newcomers") + "#subjects",
            _("Follow the subjects you work on"),
            done["subjects"],
        ),
        Step(
            f"{start}?room={room}",
            _("Introduce yourself in the room of your maslikhat"),
            done["introduced"],
        ),
        Step(start, _("Ask your first question"), done["asked"]),
    ]


def _done(user: User, council: Council) -> Mapping[str, Any]:
    """What has been done, asked in one query."""
    rooms = Room.objects.filter(council=council).values("pk")
    addresses = EmailAddress.objects.filter(user=user, verified=True)
    keys = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    follows = Follow.objects.filter(user=user)
    own = Q(kind=COUNCIL, number=council.pk) | Q(kind=ROOM, number__in=rooms)
    guide = Newcomer.objects.filter(user=user)
    posts = Post.objects.filter(author=OuterRef("pk"))
    questions = Topic.objects.filter(author=OuterRef("pk"), kind=TopicKind.QUESTION)
    found = Person.objects.filter(user=user).annotate(
        first_day=Min("mandates__from_day"),
        reachable=Exists(addresses) | Exists(keys),
        read=Exists(guide.exclude(guide_read_at=None)),
        dismissed=Exists(guide.exclude(dismissed_at=None)),
        council=Exists(follows.filter(own)),
        subjects=Exists(follows.filter(kind=RUBRIC)),
        posted=Exists(posts),
        introduced=Exists(posts.filter(topic__room__in=rooms)),
        asked=Exists(questions),
    )
    row: Mapping[str, Any] = found.values(
        "first_day", "reachable", "read", "dismissed", "council", "subjects", "posted",
        "introduced", "asked",
    )[0]  # fmt: skip
    return row


class Subject(NamedTuple):
    """A subject on the guide, and how the reader follows it; None for who has not signed in."""

    rubric: Rubric
    follow: FollowState | None


def subjects_for(user: Visitor) -> list[Subject]:
    """The broad subjects in order, each with the state of following it; two queries at most."""
    rubrics = Rubric.objects.in_order().top()
    if not isinstance(user, User):
        return [Subject(rubric, None) for rubric in rubrics]
    modes = dict(Follow.objects.filter(user=user, kind=RUBRIC).values_list("number", "mode"))
    return [Subject(one, FollowState(RUBRIC, one.pk, modes.get(one.pk, ""))) for one in rubrics]


def has_read(user: Visitor) -> bool:
    """Whether there is nothing left to keep: the guide is read, or the reader is no deputy."""
    if not standing(user).deputy_of or not isinstance(user, User):
        return True
    return Newcomer.objects.filter(user=user).exclude(guide_read_at=None).exists()
