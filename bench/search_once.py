"""One building and asking of an index of so many posts; prints JSON (see bench.search)."""

import datetime as dt
import json
import random
import sys
import time
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path

import django

django.setup()

from maslikhat.kit.bulk import insert_rows  # noqa: E402
from maslikhat.kit.transactions import writing  # noqa: E402
from maslikhat.search import shelf  # noqa: E402
from maslikhat.search.asking import Asked, find  # noqa: E402
from maslikhat.search.follower import BIG_BATCH, rebuild  # noqa: E402
from maslikhat.search.models import Entry  # noqa: E402
from maslikhat.search.question import parse  # noqa: E402
from maslikhat.search.shown import shown  # noqa: E402

KIND = "post"
COLUMNS = [str(field.column) for field in Entry._meta.concrete_fields if not field.primary_key]
WORDS_A_POST = 40
NOUNS = 20_000
SYLLABLES = ("қа", "ла", "бе", "рі", "су", "то", "мен", "жол", "дас", "кө", "ше", "ай", "ұл", "тық")
ENDINGS = ("", "", "", "дың", "ға", "да", "лар", "ларды", "ы", "ында", "лық")
ROOMS = 200
TOKENS = frozenset({"public", *(f"room:{number}" for number in range(20))})
chance = random.Random(7)


def vocabulary() -> list[str]:
    """Made-up nouns, the most frequent first, none twice."""
    nouns: dict[str, None] = {}
    while len(nouns) < NOUNS:
        nouns["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4)))] = None
    return list(nouns)


def rows(posts: int, nouns: list[str]) -> Iterator[tuple[object, ...]]:
    """Posts of WORDS_A_POST words as rows of the table; one in fifty is in a closed room."""
    weights = [1 / (rank + 10) for rank in range(len(nouns))]
    pool = [noun + chance.choice(ENDINGS) for noun in chance.choices(nouns, weights, k=2_000_000)]
    begin = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    for number in range(1, posts + 1):
        first = chance.randrange(len(pool) - WORDS_A_POST)
        text = " ".join(pool[first : first + WORDS_A_POST])
        audience = f"room:{number % ROOMS}" if number % 50 == 0 else "public"
        moment = str((begin + dt.timedelta(minutes=number)).replace(tzinfo=None))
        place = f"{10 + number % 20}0000000"
        yield (KIND, number, audience, "kk", "", "", "", text, "", "", "", place, "roads",
               moment, moment, False, number, "")  # fmt: skip


def fill(posts: int, nouns: list[str]) -> None:
    """The table of entries as the acts of so many posts would have left it."""
    made = rows(posts, nouns)
    while batch := list(islice(made, BIG_BATCH)):
        with writing():
            insert_rows(Entry, COLUMNS, batch)


def build() -> float:
    """Rows a second of making the index anew from the table, as `maslikhat reindex` does."""
    start = time.perf_counter()
    return rebuild() / (time.perf_counter() - start)


def ask(text: str, **filters: str) -> float:
    """Milliseconds of one question, to the page of results with its snippets."""
    start = time.perf_counter()
    shown(find(Asked(parse(text), **filters), TOKENS))  # type: ignore[arg-type]
    return (time.perf_counter() - start) * 1000


def asked(nouns: list[str]) -> dict[str, list[float]]:
    """Milliseconds by the kind of question."""
    common, middle = nouns[:10], nouns[10:2000]
    for word in common:
        ask(word)
    # The frequent words in turn, so that no run of them is of one word.
    times = {"ten frequent words": [ask(word) for _ in range(10) for word in common]}
    times["a word"] = [ask(chance.choice(middle) + "ға") for _ in range(200)]
    times["two words"] = [ask(" ".join(chance.sample(middle, 2))) for _ in range(100)]
    times["a question"] = [ask(" ".join(chance.sample(middle, 5))) for _ in range(50)]
    times["without a word"] = [
        ask(f"{a} -{b}") for a, b in zip(middle, middle[50:100], strict=False)
    ]
    times["a place"] = [ask(word, place="110000000") for word in middle[:50]]
    times["a phrase"] = [ask(f'"{a} {b}"') for a, b in pairwise(middle[:51])]
    return times


def main() -> None:
    """Build, ask, print."""
    posts, nouns = int(sys.argv[1]), vocabulary()
    fill(posts, nouns)
    rate = build()
    size = sum(file.stat().st_size for file in Path(shelf.folder()).rglob("*") if file.is_file())
    times = asked(nouns)
    every = sorted(ms for some in times.values() for ms in some)
    frequent = sorted(times["ten frequent words"])
    slowest = max(times, key=lambda kind: max(times[kind]))
    found = {
        "posts": posts, "rows_per_second": rate, "megabytes": size / 2**20,
        "p50": every[len(every) // 2], "p99": every[len(every) * 99 // 100],
        "frequent_p50": frequent[len(frequent) // 2],
        "frequent_p99": frequent[len(frequent) * 99 // 100],
        "slowest": max(times[slowest]), "slowest_kind": slowest,
    }  # fmt: skip
    print(json.dumps(found))
    for kind, some in times.items():
        print(f"{kind}: {sorted(some)[len(some) // 2]:.1f} ms", file=sys.stderr)


if __name__ == "__main__":
    main()
