"""Follow the record of a portal from outside, and say loudly when it is no longer the same.

It needs no database and no account: it reads the portal's public feed of signed heads. What it
knows is in the file of --state; whoever keeps that file keeps the portal honest.
"""

import argparse
import datetime as dt
import json
import sys
import time
import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlsplit

from django.utils import timezone

from maslikhat.kit.refusals import Refused
from maslikhat.ledger import witness

TIMEOUT, LARGEST = 20, 4 * 1024 * 1024
SHORTEST, USUAL, LONGEST = 10, 60, 3600


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whom to follow, and where to keep what is known."""
    parser.add_argument("url", metavar="URL", help="the portal, such as https://maslikhat.example")
    parser.add_argument("--state", type=Path, required=True, metavar="FILE", help="what is known")
    parser.add_argument("--key", metavar="ID", default="", help="the key that signed first")
    parser.add_argument("--once", action="store_true", help="look once, and end")
    parser.add_argument(
        "--every", type=int, default=USUAL, metavar="SECONDS", help=f"at least {SHORTEST}"
    )


def run(options: argparse.Namespace) -> int:
    """0 when all is as it was, 1 when the record forked, 3 when the portal could not be asked."""
    try:
        parts = urlsplit(options.url)
        is_address = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        is_address = False
    if not is_address:
        raise Refused(f"{options.url} is no address of a portal: https://…")
    base = f"{options.url.rstrip('/')}/api/v1/record/"
    wait = every = max(options.every, SHORTEST)
    while True:
        status = _look(base, options.state, options.key)
        if options.once or status == 1:
            return status
        # A portal that is away is left alone longer and longer.
        wait = every if status == 0 else min(wait * 2, LONGEST)
        time.sleep(wait)


def _look(base: str, path: Path, first_key: str) -> int:
    try:
        before = witness.load(path)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refused(f"{path} cannot be read: {error}. Put it right, or choose another.") from None
    try:
        after = witness.follow(lambda asked: _ask(base + asked), before, first_key)
    except witness.UnansweredError as error:
        print(f"{_now()} Nothing can be said: {error}", file=sys.stderr, flush=True)
        return 3
    except witness.ForkedError as forked:
        _shout(path, forked)
        return 1
    try:
        witness.save(path, after)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error}.") from None
    if after.note != before.note:
        note = witness.note_of(after.note)
        print(f"{_now()} {note.size} entries, root {note.root.hex()}: continued.", flush=True)
    return 0


def _shout(path: Path, forked: witness.ForkedError) -> None:
    """Say it, and keep what proves it beside what was known, which stays as it was."""
    print("*" * 72, file=sys.stderr)
    print(f"THE RECORD OF THIS PORTAL IS NOT WHAT IT WAS. {forked}", file=sys.stderr)
    for note in forked.notes:
        print(f"\n{note}", file=sys.stderr)
    evidence = path.with_name(f"{path.name}.forked.json")
    told = {"at": _now(), "what": str(forked), "notes": forked.notes}
    try:
        evidence.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError as error:
        raise Refused(f"{evidence} cannot be written: {error}. Keep what is said above.") from None
    print(f"What was signed is kept in {evidence}. Publish it.", file=sys.stderr)
    print("*" * 72, file=sys.stderr, flush=True)


def _ask(url: str) -> bytes:
    request = urllib.request.Request(url, headers={"User-Agent": "maslikhat-witness"})  # noqa: S310 - http(s), see run
    try:
        content = _answer(request)
    except urllib.error.HTTPError as error:
        raise witness.UnansweredError(f"{url} is answered with {error.code}.") from None
    except (OSError, ValueError, HTTPException) as error:
        raise witness.UnansweredError(f"{url} is not answered: {error}.") from None
    if len(content) > LARGEST:
        raise witness.UnansweredError(f"{url} is answered with too much.")
    return content


def _answer(request: urllib.request.Request) -> bytes:
    """What comes back; where the portal says no in words of its own, that is an answer too."""
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            content: bytes = answer.read(LARGEST + 1)
            return content
    except urllib.error.HTTPError as error:
        if error.code < 500 and error.headers.get_content_type() == "application/json":
            return error.read(LARGEST + 1)
        raise


def _now() -> str:
    return timezone.now().astimezone(dt.UTC).isoformat(timespec="seconds")
