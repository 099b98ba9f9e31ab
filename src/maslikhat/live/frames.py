"""Events as they travel: the text/event-stream of the HTML standard, section 9.2."""

import json
from typing import Final

from maslikhat.live.tail import Happened

# A browser of its own accord comes back after this; ours waits longer each time.
RETRY_MILLISECONDS: Final = 2000


def opening(resume: int) -> bytes:
    """The first words of a stream: when to come back, and from where."""
    return b"retry: %d\nid: %d\n\n" % (RETRY_MILLISECONDS, resume)


def event(happened: Happened, audience: int) -> bytes:
    """An event: its number `n`, the channel `on`, `ref`, and `of` how many streams it goes to here.

    The id is not the event's number but where to go on from after a break.
    """
    told = {"n": happened.number, "on": happened.channel, "ref": happened.ref, "of": audience}
    words = json.dumps(told, separators=(",", ":"))
    return b"id: %d\ndata: %s\n\n" % (happened.resume, words.encode())


def anew(resume: int) -> bytes:
    """Too much was missed to be told one by one: everything is to be fetched anew."""
    return b"id: %d\nevent: anew\ndata: {}\n\n" % resume


def over(because: str, audience: int) -> bytes:
    """The last words of a stream whose token is void: ask the page for a new one."""
    words = json.dumps({"because": because, "of": audience}, separators=(",", ":"))
    return b"event: over\ndata: %s\n\n" % words.encode()


def beat(resume: int) -> bytes:
    """A sign of life that no page sees; it moves on from where to go on after a break."""
    return b":\nid: %d\n\n" % resume
