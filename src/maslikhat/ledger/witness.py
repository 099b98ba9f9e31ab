"""A witness: keeps the last signed head of a portal, and sees whether each new one continues it.

What it knows is a small file. It trusts the key it met first, or was given; another only when the
entry that brought it in stands under a head that the key before it has signed (docs/record.md).
"""

import base64
import binascii
import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from lxml import etree

from maslikhat.kit.disk import write_anew
from maslikhat.ledger import merkle
from maslikhat.ledger.canon import ORIGIN, key_hash
from maslikhat.ledger.keys import id_of_raw
from maslikhat.ledger.signing import KIND, ROTATION

ATOM = "{http://www.w3.org/2005/Atom}"
# Longer feeds and chains of keys are not followed in one round.
MOST_HEADS, MOST_KEYS = 200, 50

# What stands at a path below /api/v1/record/ of the portal; UnansweredError when it is silent.
Ask = Callable[[str], bytes]


class UnansweredError(Exception):
    """The portal could not be asked, or what it said cannot be read; nothing is proven by that."""


class ForkedError(Exception):
    """The portal shows another record than the one it signed before: what it says proves it."""

    def __init__(self, sentence: str, *notes: str) -> None:
        super().__init__(sentence)
        self.notes = notes


class Note(NamedTuple):
    """A signed head as it was received."""

    text: str
    content: bytes
    size: int
    root: bytes
    key_hash: bytes
    signature: bytes


class Trusted(NamedTuple):
    """A key that signs the heads over more than `after` leaves."""

    public: bytes
    after: int


class State(NamedTuple):
    """What a witness knows: the keys in their order, and the note of the last head it saw."""

    keys: tuple[Trusted, ...] = ()
    note: str = ""


def follow(ask: Ask, state: State, first_key: str = "") -> State:
    """One round: read the feed, check all that is new in it, and know the newest head.

    Raises ForkedError when the record is not the one that was known, UnansweredError when nothing
    can be said.
    """
    notes = sorted(_feed(ask("heads.atom")), key=lambda note: note.size)
    if not notes:
        raise UnansweredError("The portal has signed no head yet.")
    keys = state.keys or _first(ask, first_key)
    if first_key and id_of_raw(keys[0].public) != first_key:
        raise ForkedError(f"The first key is {id_of_raw(keys[0].public)} and not {first_key}.")
    known = note_of(state.note) if state.note else None
    newest = notes[-1]
    keys = _heirs(ask, keys, newest)
    for note in notes:
        if known is None or note.size >= known.size:
            _check_signature(note, keys)
    if known is not None:
        _check_same(known, notes)
        _check_continued(ask, known, newest)
    return State(keys, newest.text)


def note_of(text: str) -> Note:
    """A C2SP signed note with one signature, taken apart; UnansweredError when it is none."""
    try:
        body, line = text.split("\n\n")
        name, told = line.removeprefix("— ").removesuffix("\n").split(" ")
        origin, size, root, _at = body.split("\n")
        signature = base64.b64decode(told, validate=True)
        top = base64.b64decode(root, validate=True)
    except (ValueError, binascii.Error):
        raise UnansweredError("A head of the portal is no signed note.") from None
    is_number = size.isascii() and size.isdigit() and len(size) < 19
    is_ours = name == origin == ORIGIN and is_number and int(size) > 0
    if not is_ours or len(top) != merkle.HASH_BYTES or len(signature) != 68:
        raise UnansweredError("A head of the portal is no head of a record.")
    content = f"{body}\n".encode()
    return Note(text, content, int(size), top, signature[:4], signature[4:])


def load(path: Path) -> State:
    """What was known; nothing where there is no file yet. ValueError when it cannot be read."""
    if not path.exists():
        return State()
    told = json.loads(path.read_text(encoding="utf-8"))
    keys = tuple(Trusted(bytes.fromhex(key["public"]), key["after"]) for key in told["keys"])
    return State(keys, told["note"])


def save(path: Path, state: State) -> None:
    """Keep what is known; the file is on disk, whole, before the old one goes."""
    keys = [{"public": key.public.hex(), "after": key.after} for key in state.keys]
    told = json.dumps({"keys": keys, "note": state.note}, ensure_ascii=False, indent=1)
    write_anew(path, told.encode(), mode=0o644)


def _feed(content: bytes) -> list[Note]:
    """The notes of the feed; entities and addresses in it are not followed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        top = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise UnansweredError("The feed of heads is no Atom feed.") from None
    texts = [entry.findtext(f"{ATOM}summary") or "" for entry in top.iter(f"{ATOM}entry")]
    return [note_of(text) for text in texts[:MOST_HEADS]]


def _told(ask: Ask, path: str) -> dict[str, Any]:
    try:
        told = json.loads(ask(path))
    except (ValueError, RecursionError):
        raise UnansweredError(f"{path} is answered with what is no JSON.") from None
    if not isinstance(told, dict):
        raise UnansweredError(f"{path} is answered with something else.")
    return told


def _told_keys(ask: Ask) -> list[dict[str, Any]]:
    listed = _told(ask, "keys").get("keys")
    if not isinstance(listed, list) or not 0 < len(listed) <= MOST_KEYS:
        raise UnansweredError("The portal tells no keys.")
    return listed


def _first(ask: Ask, first_key: str) -> tuple[Trusted, ...]:
    """The key to begin with: the one that was given, or the first that the portal tells."""
    for told in _told_keys(ask):
        public = _raw(told)
        if not first_key or id_of_raw(public) == first_key:
            return (Trusted(public, 0),)
    raise ForkedError(f"The key {first_key} is not among those of the portal.")


def _heirs(ask: Ask, keys: tuple[Trusted, ...], newest: Note) -> tuple[Trusted, ...]:
    """The keys with those that have taken over since, as far as the newest head needs them."""
    if newest.key_hash == key_hash(keys[-1].public):
        return keys
    told = _told_keys(ask)
    publics = [_raw(key) for key in told]
    if keys[-1].public not in publics:
        raise ForkedError("The key that signed before is no longer among those of the portal.")
    for key in told[publics.index(keys[-1].public) + 1 :]:
        keys = (*keys, _heir(ask, keys, key))
    return keys


def _heir(ask: Ask, keys: tuple[Trusted, ...], told: dict[str, Any]) -> Trusted:
    """A key that the one before it has signed in."""
    public = _raw(told)
    try:
        entry = int(told["entry"])
        proof = _told(ask, f"proof/{entry}")
        index, content = int(proof["index"]), str(proof["bytes"]).encode("ascii")
        over = _told(ask, f"heads?after={index}")["heads"][0]
        handed = note_of(str(over["note"]))
        proof = _told(ask, f"proof/{entry}?size={handed.size}")
        path = [bytes.fromhex(step) for step in proof["path"]]
        values = json.loads(content)
        said = [*values[4:6], values[8]]
    except (LookupError, OverflowError, RecursionError, TypeError, ValueError):
        raise UnansweredError("The entry that brings in a key cannot be read.") from None
    leaf = merkle.leaf_hash(content)
    if said != [ROTATION, KIND, sha256(public).hexdigest()] or not merkle.is_included(
        leaf, index, handed.size, path, handed.root
    ):
        sentence = f"No entry of the record brings in the key {id_of_raw(public)}."
        raise ForkedError(sentence, handed.text)
    _check_signature(handed, keys)
    return Trusted(public, handed.size)


def _check_signature(note: Note, keys: tuple[Trusted, ...]) -> None:
    """The head is signed by the key whose turn it was."""
    turn = [key for key in keys if key.after < note.size][-1]
    try:
        if note.key_hash != key_hash(turn.public):
            raise InvalidSignature
        Ed25519PublicKey.from_public_bytes(turn.public).verify(note.signature, note.content)
    except InvalidSignature:
        sentence = f"The head over {note.size} is not signed by the key {id_of_raw(turn.public)}."
        raise ForkedError(sentence, note.text) from None


def _check_same(known: Note, notes: list[Note]) -> None:
    """Of one size there is one root, and the record has not become shorter."""
    for note in notes:
        if note.size == known.size and note.root != known.root:
            raise ForkedError(
                f"Two heads over {note.size} entries are signed, with different roots.",
                known.text,
                note.text,
            )
    if notes[-1].size < known.size:
        raise ForkedError(
            f"The record had {known.size} entries and now has {notes[-1].size}.",
            known.text,
            notes[-1].text,
        )


def _check_continued(ask: Ask, known: Note, newest: Note) -> None:
    """The newest head stands over all that the known one stood over."""
    told = _told(ask, f"consistency?first={known.size}&second={newest.size}")
    try:
        path = [bytes.fromhex(step) for step in told["path"]]
    except (KeyError, TypeError, ValueError):
        raise ForkedError(
            f"The portal does not prove that {newest.size} entries begin with the {known.size}"
            " that were known.",
            known.text,
            newest.text,
        ) from None
    if not merkle.is_consistent(known.size, newest.size, path, known.root, newest.root):
        raise ForkedError(
            f"The record over {newest.size} entries is not the one that had {known.size}.",
            known.text,
            newest.text,
        )


def _raw(told: dict[str, Any]) -> bytes:
    try:
        public = bytes.fromhex(told["public"])
    except (KeyError, TypeError, ValueError):
        public = b""
    if len(public) != 32:
        raise UnansweredError("A key of the portal cannot be read.")
    return public
