"""What a letter to a body is begun with: a topic, a post, a decision, an item, a figure."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.utils.functional import Promise

from maslikhat.commitments.course import Kind
from maslikhat.commitments.models import Author, Forwarding, Source
from maslikhat.commitments.models.commitments import TITLE_MOST
from maslikhat.commitments.models.commitments import Kind as Words
from maslikhat.commitments.permissions import OF_DEPUTIES, may_send
from maslikhat.decisions.models import Decision
from maslikhat.dialogue.models import Post, Topic
from maslikhat.kit.days import today
from maslikhat.kit.languages import reader_language, said
from maslikhat.kit.links import number_asked, number_named
from maslikhat.registry.models import Commission, Council, Mandate
from maslikhat.registry.permissions import is_chair, is_clerk
from maslikhat.registry.standing import Visitor, standing
from maslikhat.sittings.models import Item

EXCERPT_MOST = 4_000
PARAMS = ("kind", "topic", "post", "decision", "item", "forwarding", "about")


class Opening(NamedTuple):
    """The words a letter is begun with: a line, a text, its legal basis, the body to be asked, and
    the day, where the matter has one."""

    title: str
    text: str
    basis: str
    body: int | None
    due_on: dt.date | None = None


# The word of a matter of an upper room → its number and the reader's language → how a letter about
# it begins, or None where there is no such thing: `?about=environment-12`.
openings: dict[str, Callable[[int, str], Opening | None]] = {}
# The same words → number → the address of the matter's page, or "" where nobody finds it.
pages: dict[str, Callable[[int], str]] = {}


def page_of(about: str) -> str:
    """The page of the matter that a letter was begun with; "" where it has none."""
    word, _dash, number = about.rpartition("-")
    return pages[word](number_asked(number)) if word in pages else ""


class Begun(NamedTuple):
    """Where a letter comes from; each may be missing."""

    asked: Mapping[str, str]
    topic: Topic | None = None
    post: Post | None = None
    decision: Decision | None = None
    item: Item | None = None
    forwarding: Forwarding | None = None
    opening: Opening | None = None

    @property
    def about(self) -> str:
        """The matter of an upper room that the letter keeps; "" where there is none."""
        return self.asked["about"] if self.opening is not None else ""

    @property
    def query(self) -> str:
        """The same as the rest of an address, but for the kind, which stands in the path."""
        told = {name: self.asked[name] for name in PARAMS[1:] if self.asked[name]}
        return f"?{urlencode(told)}" if told else ""

    def initial(self, lang: str) -> dict[str, Any]:
        """What the form has before anything is typed: the words of the source, and its subject."""
        found: dict[str, Any] = {"language": lang}
        if self.topic is not None:
            post = self.post or self.topic.posts.visible_to(None).order_by("pk").first()
            found |= {
                "title": self.topic.title[:TITLE_MOST],
                "text": post.body[:EXCERPT_MOST] if post is not None else "",
                "language": post.language if post is not None else self.topic.language,
                "rubric": self.topic.rubric_id,
                "source": Source.DIALOGUE,
            }
        if self.item is not None:
            title = said(self.item, "title", lang)
            found |= {
                "title": title.text[:TITLE_MOST],
                "language": title.lang,
                "source": Source.COMMISSION if self.item.sitting.commission_id else Source.SESSION,
            }
        if self.decision is not None:
            title = said(self.decision, "title", lang)
            found |= {
                "title": title.text[:TITLE_MOST],
                "language": title.lang,
                "rubric": self.decision.rubric_id,
                "source": Source.DECISION,
            }
        if self.opening is not None:
            found |= {
                "title": self.opening.title[:TITLE_MOST],
                "text": self.opening.text[:EXCERPT_MOST],
                "basis": self.opening.basis,
                "language": lang,
                "addressee": self.opening.body,
            }
            if self.opening.due_on is not None:
                found["due_on"] = self.opening.due_on
        if self.forwarding is not None:
            found |= {
                "title": self.forwarding.title,
                "text": self.forwarding.text[:EXCERPT_MOST],
                "language": self.forwarding.language,
            }
        return found


def begun_with(params: Mapping[str, str], user: Visitor | None) -> Begun:
    """What an address names, as far as this reader sees it; what is no number is a 400."""
    asked = {name: params.get(name, "") for name in PARAMS}
    if asked["kind"] and asked["kind"] not in Words.values:
        raise BadRequest("kind")
    # A letter is everyone's: it is begun with the words of an open room alone.
    topic = _seen(Topic.objects.visible_to(None).exclude(title=""), asked["topic"])
    posts = Post.objects.visible_to(None).filter(topic=topic)
    return Begun(
        asked,
        topic=topic,
        post=_seen(posts, asked["post"]),
        item=_seen(Item.objects.visible_to(None).select_related("sitting"), asked["item"]),
        forwarding=_seen(Forwarding.objects.filter(state="taken"), asked["forwarding"]),
        decision=_seen(Decision.objects.visible_to(user).adopted(), asked["decision"]),
        opening=_opening(asked["about"]),
    )


def _opening(text: str) -> Opening | None:
    """How a letter about a matter of an upper room begins; what is no number is a 400."""
    if not text:
        return None
    word, _dash, digits = text.rpartition("-")
    number = number_named(digits, "about")
    # A number has one form alone: by it the letters of a matter are found again.
    if word not in openings or digits != str(number):
        raise BadRequest("about")
    return openings[word](number, reader_language())


def _seen(rows: QuerySet[Any], text: str) -> Any:
    if not text:
        return None
    return rows.filter(pk=number_named(text, "number")).first()


def kinds_for(user: Visitor, council: Council, begun: Begun) -> list[tuple[str, str | Promise]]:
    """With what this reader may ask a body in the council's, a commission's or the own name."""
    wanted = begun.asked["kind"]
    return [
        (kind.value, kind.label)
        for kind in Words
        if (not wanted or kind == wanted)
        and (kind != Words.TASK or begun.decision is not None)
        and _may_begin(user, council, Kind(kind.value))
    ]


def _may_begin(user: Visitor, council: Council, kind: Kind) -> bool:
    """Whether there is a name in which the reader may send this kind."""
    if is_clerk(user, council) or (kind not in OF_DEPUTIES and is_chair(user, council)):
        return True
    stands, day = standing(user), today()
    if stands.person_id is None:
        return False
    held = (
        Mandate.objects.on(day)
        .filter(convocation__council=council, person=stands.person_id)
        .first()
    )
    if held is not None and may_send(user, council, kind, Author.DEPUTY, held):
        return True
    led = Commission.objects.on(day).filter(council=council, members__mandate=held)
    return any(may_send(user, council, kind, Author.COMMISSION, one) for one in led)
