"""Work of another process on a copy of a portal: `python -m tests.search.work WHAT`.

`write` tells of things and follows them until it is killed; `compare` says what the index lacks or
has too many; `follow` measures; `late` shows that what is committed late is not left out.
"""

import itertools
import sys
import threading
import time

import django

django.setup()

from django.db import connections  # noqa: E402
from tantivy import Query  # noqa: E402

from maslikhat.kit.transactions import writing  # noqa: E402
from maslikhat.search import actions, follower, shelf  # noqa: E402
from maslikhat.search.asking import Asked, find, reader  # noqa: E402
from maslikhat.search.models import Entry  # noqa: E402
from maslikhat.search.question import parse  # noqa: E402
from maslikhat.search.volume import SCHEMA  # noqa: E402

PUBLIC = frozenset({"public"})


def tell(number: int, title: str) -> None:
    """One thing, in a transaction of its own."""
    with writing():
        actions.index("topic", number, title=title, language="kk")


def write() -> None:
    """Tell, change and take away without end, with the follower beside."""
    threading.Thread(target=follower.run, args=(threading.Event(),), daemon=True).start()
    follower.PERIOD_SECONDS = 0.01
    for turn in itertools.count():
        number = turn % 200
        tell(number, f"сөз {turn}")
        if turn % 7 == 0:
            with writing():
                actions.forget("topic", (number + 50) % 200)
        if turn == 100:
            print("under way", flush=True)


def compare() -> None:
    """Follow to the end, then print the numbers that stand in one place alone."""
    follower.catch_up()
    snapshot = reader.snapshot()
    hits = snapshot.searcher.search(Query.all_query(), 100_000).hits
    values = snapshot.searcher.fast_field_values("entry", [place for _score, place in hits])
    indexed = [value for value in values if value is not None]
    standing = dict(Entry.objects.standing().values_list("pk", "title_kk"))
    wrong = set(indexed) ^ set(standing)
    wrong |= {
        pk
        for pk, title in standing.items()
        if title.startswith("сөз ")
        and pk
        not in {
            entry.pk
            for entry in find(Asked(parse(f'"{title}"'), kind="topic"), PUBLIC, limit=50).entries
        }
    }
    marks = snapshot.searcher.search(Query.term_query(SCHEMA, "key", "~", "basic"), 5).hits
    print(len(standing), len(indexed) - len(set(indexed)), len(wrong), len(marks))


def late() -> None:
    """A transaction draws its number first and commits last; the follower waits for its number."""
    drawn, go = threading.Event(), threading.Event()

    def slow() -> None:
        with writing():
            actions.index("topic", 901, title="кешіккен", language="kk")
            drawn.set()
            go.wait(20)
        connections.close_all()

    indexer = follower.Indexer()
    indexer.follow()
    other = threading.Thread(target=slow)
    other.start()
    drawn.wait(20)
    tell(902, "ерте")
    indexer.follow()
    indexer.follow()
    before = find(Asked(parse("ерте")), PUBLIC).count
    go.set()
    other.join()
    indexer.follow()
    indexer.follow()
    after = [find(Asked(parse(word)), PUBLIC).count for word in ("ерте", "кешіккен")]
    follow_up = indexer.follow()
    indexer.close()
    print(before, *after, follow_up)


def follow() -> None:
    """Print the seconds from a commit to its being found, five times, and whether the end came."""
    stop = threading.Event()
    background = threading.Thread(target=follower.run, args=(stop,))
    background.start()
    while shelf.current() is None:
        time.sleep(0.05)
    for turn in range(5):
        tell(turn, f"сөз{turn}")
        begin = time.monotonic()
        while find(Asked(parse(f"сөз{turn}")), PUBLIC).count != 1:
            time.sleep(0.02)
        print(time.monotonic() - begin)
    stop.set()
    background.join(10)
    print(background.is_alive())


if __name__ == "__main__":
    {"write": write, "compare": compare, "late": late, "follow": follow}[sys.argv[1]]()
