"""The record as a file: lines of JSON, written from the database and checked without one.

The format is told in docs/record.md, so that others can check it by programs of their own.
"""

import datetime as dt
import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from json.encoder import encode_basestring_ascii as quoted
from pathlib import Path
from typing import IO, Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from maslikhat.kit.refusals import Refused
from maslikhat.ledger import merkle, opened
from maslikhat.ledger.canon import ORIGIN, EntryRow, entry_bytes, time_text
from maslikhat.ledger.checking import Checker, SignedHead, Walked
from maslikhat.ledger.keys import id_of
from maslikhat.ledger.proofs import signers
from maslikhat.ledger.signing import KIND, ROTATION
from maslikhat.ledger.verify import BATCH, heads_upto, leaves_upto, sealed_leaves

FORMAT = "maslikhat-record-export/1"
# No line of ours is a tenth as long; a longer one is not held in memory.
LONGEST = 16_384
GZIP = b"\x1f\x8b"
# What JSON of another shape than ours makes its reading raise.
MISMADE = (AttributeError, LookupError, OverflowError, RecursionError, TypeError, ValueError)

Progress = Callable[[int], object]
Row = tuple[int, int, bytes, EntryRow | None]


class Written(NamedTuple):
    """What an export holds, and of how many entries it shows the hash alone."""

    leaves: int
    heads: int
    shut: int


def write(path: Path, *, is_whole: bool, progress: Progress = lambda leaves: None) -> Written:
    """Write the sealed record to a file that appears whole or not at all.

    Entries of what is not open to everyone are given as hashes alone, unless `is_whole`.
    """
    fresh = path.with_name(f".{path.name}.part")
    try:
        # Neither name nor time of the file in it: the same record gives the same bytes.
        with fresh.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed:
            written = _write(_Lines(packed), is_whole=is_whole, progress=progress)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return written


class _Lines:
    """Writes lines, and knows the SHA-256 of all it has written."""

    def __init__(self, file: gzip.GzipFile) -> None:
        self.file, self.digest = file, sha256()

    def write(self, lines: str) -> None:
        content = lines.encode("ascii")
        self.digest.update(content)
        self.file.write(content)


def _write(file: _Lines, *, is_whole: bool, progress: Progress) -> Written:
    size, walked = sealed_leaves(), Walked()
    told = {"format": FORMAT, "origin": ORIGIN, "size": size, "whole": is_whole}
    file.write(json.dumps(told) + "\n")
    for signer in signers():
        file.write(json.dumps({"key": signer.key_id, "public": signer.public.hex()}) + "\n")
    heads, count, shut, leaves = heads_upto(size), 0, 0, 0
    head = next(heads, None)
    for batch in _batches(leaves_upto(size, walked, progress)):
        shown = _shown(batch, is_whole=is_whole)
        lines = []
        for index, entry, stored, row in batch:
            content = ""
            if row is not None and entry in shown:
                content = f',"bytes":{quoted(entry_bytes(row).decode("ascii"))}'
            shut += not content
            lines.append(f'{{"leaf":{index},"entry":{entry},"hash":"{stored.hex()}"{content}}}\n')
            leaves = index + 1
            while head is not None and head.size <= leaves:
                lines.append(json.dumps(_told(head)) + "\n")
                head, count = next(heads, None), count + 1
        file.write("".join(lines))
    if leaves != size:
        raise Refused("The record is not whole. See what is wrong with: maslikhat verify")
    end = {"end": leaves, "heads": count, "sha256": file.digest.hexdigest()}
    file.write(json.dumps(end) + "\n")
    return Written(leaves, count, shut)


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def _shown(batch: list[Row], *, is_whole: bool) -> set[int]:
    """The entries of the batch whose bytes are given."""
    if is_whole:
        return {entry for _index, entry, _stored, _row in batch}
    return set(opened.opened((row for *_rest, row in batch if row), "en"))


def _told(head: SignedHead) -> dict[str, object]:
    return {
        "head": head.size,
        "root": head.root.hex(),
        "at": time_text(head.at),
        "key": head.key_id,
        "signature": head.signature.hex(),
    }


@dataclass
class Read:
    """What the check of a file saw: as a walk, and the keys that signed, the first one first."""

    walked: Walked
    size: int = 0
    last_head: int = 0
    is_over: bool = False
    is_whole: bool = False
    shut: int = 0
    keys: dict[str, Ed25519PublicKey] = field(default_factory=dict)
    first_key: str = ""
    # Of all lines before the one that is looked at.
    sha256: str = ""


class _BrokenError(Exception):
    """A line that is not of the format."""


def check(path: Path, progress: Progress = lambda leaves: None) -> Read:
    """Check a file from its first line to its last; OSError when it cannot be opened."""
    keys: dict[str, Ed25519PublicKey] = {}
    checker = Checker(lambda key_id: keys[key_id])
    read = Read(checker.walked, keys=keys)
    number = 0
    with _open(path) as file:
        try:
            for number, line in enumerate(_lines(file, read), start=1):
                _take(line, number, read, checker)
                if not number % BATCH:
                    progress(BATCH)
            if not read.is_over:
                raise _BrokenError("the file ends before its end")
        except (_BrokenError, OSError, EOFError, zlib.error) as broken:
            read.walked.find(f"after line {number}: the file is damaged: {broken}")
    read.first_key = checker.first
    return read


def _open(path: Path) -> IO[bytes]:
    with path.open("rb") as file:
        is_packed = file.read(2) == GZIP
    return gzip.open(path, "rb") if is_packed else path.open("rb")  # type: ignore[return-value]


def _lines(file: IO[bytes], read: Read) -> Iterator[dict[str, Any]]:
    digest = sha256()
    while line := file.readline(LONGEST):
        try:
            told = json.loads(line)
        except (ValueError, RecursionError):
            raise _BrokenError("the next line is no JSON") from None
        if not isinstance(told, dict) or not line.endswith(b"\n"):
            raise _BrokenError("the next line is not of this format")
        if "end" in told:
            read.sha256 = digest.hexdigest()
        digest.update(line)
        yield told


def _take(line: dict[str, Any], number: int, read: Read, checker: Checker) -> None:
    """One line, by the word it begins with."""
    word = next(iter(line), "")
    if read.is_over or (number == 1) != (word == "format") or word not in TAKE:
        raise _BrokenError("a line stands where none of its kind may")
    take, members = TAKE[word]
    if line.keys() not in members:
        raise _BrokenError(f"the next line is not made of {', '.join(sorted(members[0]))}")
    try:
        take(line, read, checker)
    except MISMADE as error:
        raise _BrokenError(f"the next line is not of this format: {error}") from None


def _take_format(line: dict[str, Any], read: Read, checker: Checker) -> None:
    if line["format"] != FORMAT or line["origin"] != ORIGIN:
        raise ValueError("it is another format")
    read.size, read.is_whole = int(line["size"]), bool(line["whole"])


def _take_key(line: dict[str, Any], read: Read, checker: Checker) -> None:
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(line["public"]))
    if id_of(key) != line["key"]:
        raise ValueError(f"{line['key']} is not the id of its key")
    read.keys[line["key"]] = key


def _take_leaf(line: dict[str, Any], read: Read, checker: Checker) -> None:
    index, entry, stored = line["leaf"], int(line["entry"]), bytes.fromhex(line["hash"])
    if index != checker.walked.leaves or len(stored) != merkle.HASH_BYTES:
        raise ValueError(f"leaf {checker.walked.leaves} should be here")
    content: str | None = line.get("bytes")
    if content is None:
        if read.is_whole:
            raise ValueError("the bytes of the entry are missing")
        read.shut += 1
        checker.leaf(index, entry, stored, stored)
        return
    if not content.startswith((f"[1,{entry},", f"[2,{entry},")):
        checker.walked.find(f"entry {entry}: the bytes given for it are of another")
    computed = merkle.leaf_hash(content.encode("ascii"))
    checker.leaf(index, entry, stored, computed)
    if ROTATION in content and stored == computed:
        values = json.loads(content)
        if values[4:6] == [ROTATION, KIND]:
            checker.rotation(values[8])


def _take_head(line: dict[str, Any], read: Read, checker: Checker) -> None:
    size, at = line["head"], dt.datetime.fromisoformat(line["at"])
    if size != checker.walked.leaves:
        raise ValueError(f"the head over {size} leaves does not stand behind them")
    if time_text(at) != line["at"]:
        raise ValueError(f"{line['at']} is not written as the record writes times")
    checker.head(
        SignedHead(
            name=f"head over {size}",
            size=size,
            root=bytes.fromhex(line["root"]),
            at=at,
            signature=bytes.fromhex(line["signature"]),
            key_id=line["key"],
        )
    )
    read.last_head = size


def _take_end(line: dict[str, Any], read: Read, checker: Checker) -> None:
    walked = checker.walked
    if (line["end"], line["heads"]) != (walked.leaves, walked.heads) or read.size != walked.leaves:
        raise ValueError("leaves or heads are missing")
    if line["sha256"] != read.sha256:
        walked.find("sha256: the lines are not all as they were written")
    if read.last_head != walked.leaves:
        walked.find(f"leaf {read.last_head}: it stands under no head")
    read.is_over = True


LEAF = ("leaf", "entry", "hash", "bytes")
# The first member of a line → what takes it, and the members that it may have.
TAKE = {
    "format": (_take_format, [{"format", "origin", "size", "whole"}]),
    "key": (_take_key, [{"key", "public"}]),
    "leaf": (_take_leaf, [{*LEAF}, {*LEAF[:3]}]),
    "head": (_take_head, [{"head", "root", "at", "key", "signature"}]),
    "end": (_take_end, [{"end", "heads", "sha256"}]),
}
