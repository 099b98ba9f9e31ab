"""Search: milliseconds a question and rows a second, over posts made up here.

    .venv/bin/python -m bench.search            # 1,000,000 posts
    .venv/bin/python -m bench.search 100000

The table of entries is filled first, not measured; the index is made from it as `maslikhat reindex`
does. A question goes the whole way of its page: index, table and snippets. Words fall as in speech
(Zipf), so the ten most frequent of them stand in most posts.
"""

import json
import os
import subprocess
import sys
import tempfile
from typing import NamedTuple

POSTS = 1_000_000


class Measured(NamedTuple):
    """What was measured; times in milliseconds."""

    posts: int
    rows_per_second: float
    megabytes: float
    p50: float
    p99: float
    # Of the ten most frequent words alone.
    frequent_p50: float
    frequent_p99: float
    slowest: float
    slowest_kind: str


def measure(posts: int = POSTS) -> Measured:
    """Build and ask in a process of its own, on an empty portal in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="maslikhat-bench-") as folder:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "maslikhat.settings",
            "MASLIKHAT_VAR": folder,
            "MASLIKHAT_DATABASE_URL": "",
        }
        migrate = [sys.executable, "-m", "django", "migrate", "-v0"]
        subprocess.run(migrate, check=True, env=environment)
        told = subprocess.run(
            [sys.executable, "-m", "bench.search_once", str(posts)],
            check=True, stdout=subprocess.PIPE, text=True, env=environment,
        ).stdout  # fmt: skip
    return Measured(**json.loads(told))


def main() -> None:
    """Measure and print."""
    found = measure(int(sys.argv[1]) if len(sys.argv) > 1 else POSTS)
    print(f"{found.posts:,} posts, {found.rows_per_second:,.0f} rows/s, {found.megabytes:,.0f} MB")
    print(f"all questions:     p50 {found.p50:6.1f} ms  p99 {found.p99:6.1f} ms")
    print(f"ten frequent words: p50 {found.frequent_p50:5.1f} ms  p99 {found.frequent_p99:6.1f} ms")
    print(f"slowest: {found.slowest:.1f} ms ({found.slowest_kind})")


if __name__ == "__main__":
    main()
