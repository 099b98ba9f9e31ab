"""The sealed box of a secret ballot: its choices as one text, encrypted under a key on disk.

The database, its journals, old versions of its rows and its backups hold only what is sealed. The
key lies beside it in a file (`KEYS/ballots/<number>.key`), made when the ballot is opened and
destroyed when it ends. It moves on with each vote and never back: whoever takes the file can open
what is sealed from then on, and nothing that was sealed before. See docs/secret-ballot.md.
"""

import fcntl
import hmac
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from maslikhat.kit.disk import destroy, write_anew

# A choice is the place of an option, or 0 where nobody has chosen yet.
WIDTH = 2
NONCE = 12
KEY = 32
VERSION = 8
# A key without a ballot is left by an opening that did not come to its end.
STALE_SECONDS = 3600


class KeyLostError(LookupError):
    """The key of a ballot is not there, or opens nothing: what was sealed cannot be read."""


def folder() -> Path:
    """Where the keys of open ballots lie; no backup takes them."""
    return Path(settings.KEYS) / "ballots"


def path_of(ballot: int) -> Path:
    """The file of a ballot's key: the version it has come to (8 bytes), and the key (32)."""
    return folder() / f"{ballot}.key"


def make_key(ballot: int) -> None:
    """A new key at version 0, on disk when this returns."""
    content = bytes(VERSION) + secrets.token_bytes(KEY)
    write_anew(path_of(ballot), content, mode=0o600)


def seal(ballot: int, version: int, choices: list[int]) -> bytes:
    """The choices in an order of chance, encrypted; KeyLostError without the key.

    What comes out has the same length for the same number of choices, whatever they are.
    """
    shuffled = list(choices)
    secrets.SystemRandom().shuffle(shuffled)
    plain = b"".join(choice.to_bytes(WIDTH, "big") for choice in shuffled)
    nonce = secrets.token_bytes(NONCE)
    key = _sealing_key(_chain(ballot, version))
    return nonce + AESGCM(key).encrypt(nonce, plain, _bound_to(ballot, version))


def unseal(ballot: int, version: int, sealed: bytes) -> list[int]:
    """The choices of this version; KeyLostError when the key is not there or opens nothing."""
    key = _sealing_key(_chain(ballot, version))
    try:
        plain = AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], _bound_to(ballot, version))
    except InvalidTag:
        raise KeyLostError(ballot) from None
    return [int.from_bytes(plain[at : at + WIDTH], "big") for at in range(0, len(plain), WIDTH)]


def move_on(ballot: int, version: int) -> None:
    """Bring the key to a version that is on disk: what was sealed before it opens no more.

    Called after commit, so that the file is never ahead of the database; one that is behind, as
    after a kill, is brought on when it is next used. The new key is written over the old one in the
    same block of the disk, and needs not be waited for: the old one opens what comes as well.
    """
    with suppress(KeyLostError), _alone(ballot, fcntl.LOCK_EX) as descriptor:
        at, _key = _content(ballot, descriptor)
        if at < version:
            key = _stepped(ballot, descriptor, version)
            os.pwrite(descriptor, version.to_bytes(VERSION, "big") + key, 0)


def destroy_key(ballot: int) -> None:
    """Overwrite and remove the key of a ballot that has ended."""
    with suppress(KeyLostError), _alone(ballot, fcntl.LOCK_EX):
        destroy(path_of(ballot))


def stale() -> list[int]:
    """The ballots of keys that nobody has touched for an hour."""
    until = time.time() - STALE_SECONDS
    files = folder().glob("*.key")
    return [int(file.stem) for file in files if file.stem.isdigit() and _touched(file) < until]


@contextmanager
def _alone(ballot: int, lock: int) -> Iterator[int]:
    """The open file of a key; nobody brings it on while it is read or destroyed."""
    try:
        descriptor = os.open(path_of(ballot), os.O_RDWR)
    except OSError:
        raise KeyLostError(ballot) from None
    try:
        fcntl.flock(descriptor, lock)
        # Destroyed while this one waited: the file has no name any more.
        if not os.fstat(descriptor).st_nlink:
            raise KeyLostError(ballot)
        yield descriptor
    finally:
        os.close(descriptor)


def _touched(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:
        return time.time()


def _chain(ballot: int, version: int) -> bytes:
    with _alone(ballot, fcntl.LOCK_SH) as descriptor:
        return _stepped(ballot, descriptor, version)


def _stepped(ballot: int, descriptor: int, version: int) -> bytes:
    """The key of a version, made of the one on disk: forward only."""
    at, key = _content(ballot, descriptor)
    if at > version:
        raise KeyLostError(ballot)
    for _step in range(version - at):
        key = hmac.digest(key, b"next", "sha256")
    return key


def _sealing_key(chain_key: bytes) -> bytes:
    return hmac.digest(chain_key, b"seal", "sha256")


def _bound_to(ballot: int, version: int) -> bytes:
    return f"maslikhat ballot {ballot} version {version}".encode()


def _content(ballot: int, descriptor: int) -> tuple[int, bytes]:
    content = os.pread(descriptor, VERSION + KEY + 1, 0)
    if len(content) != VERSION + KEY:
        raise KeyLostError(ballot)
    return int.from_bytes(content[:VERSION], "big"), content[VERSION:]
