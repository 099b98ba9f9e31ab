"""The keys that sign the record's heads: Ed25519, made here, readable by their owner alone.

The first key is made when there is none. Another takes over by an act on the record
(`actions.rotate_key`): the key before it signs the first head over that entry, and the new one all
that follow. Public keys stay for ever.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.conf import settings

from maslikhat.kit.disk import write_once


def private_path(key_id: str = "") -> Path:
    """The file of a signing key (PKCS #8, PEM, 0600): of the first key, or of one made later."""
    return Path(settings.KEYS) / (f"record-{key_id}.pem" if key_id else "record.pem")


def public_path(key_id: str) -> Path:
    """The file of a public key (SubjectPublicKeyInfo, PEM); old ones stay when the key changes."""
    return Path(settings.KEYS) / f"record-{key_id}.pub.pem"


def signing_key(key_id: str = "") -> Ed25519PrivateKey:
    """The private key of this id; without one the first key of the portal, made if there is none.

    FileNotFoundError when the key of that id is not here: nothing may be signed by another.
    """
    path = private_path(key_id)
    if key_id and not path.exists():
        path = private_path()
    elif not key_id and not path.exists():
        _write_private(path, Ed25519PrivateKey.generate())
    if not path.exists():
        raise _missing(key_id)
    key = load_pem_private_key(path.read_bytes(), None)
    assert isinstance(key, Ed25519PrivateKey), f"{path} is no Ed25519 key"
    if key_id and id_of(key.public_key()) != key_id:
        raise _missing(key_id)
    _write_public(key.public_key())
    return key


def new_key() -> bytes:
    """Make a key that is to take over; it is on disk. The 32 bytes of its public half."""
    fresh = Ed25519PrivateKey.generate()
    public = fresh.public_key()
    _write_private(private_path(id_of(public)), fresh)
    _write_public(public)
    return public.public_bytes_raw()


def id_of(public: Ed25519PublicKey) -> str:
    """The first 16 hex digits of SHA-256 over the 32 bytes of the public key."""
    return id_of_raw(public.public_bytes_raw())


def id_of_raw(public: bytes) -> str:
    """The same of the 32 bytes themselves."""
    return sha256(public).hexdigest()[:16]


def public_key(key_id: str) -> Ed25519PublicKey:
    """The public key of this id; KeyError when it is not here."""
    return _public_key(public_path(key_id))


@cache
def _public_key(path: Path) -> Ed25519PublicKey:
    if not path.exists():
        raise KeyError(path.name)
    key = load_pem_public_key(path.read_bytes())
    # The name is part of what a head says: a key under another's name is not here.
    if not isinstance(key, Ed25519PublicKey) or path != public_path(id_of(key)):
        raise KeyError(path.name)
    return key


def _write_private(path: Path, key: Ed25519PrivateKey) -> None:
    content = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_once(path, content, mode=0o600)


def _write_public(key: Ed25519PublicKey) -> None:
    path = public_path(id_of(key))
    if not path.exists():
        content = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        write_once(path, content, mode=0o644)


def _missing(key_id: str) -> FileNotFoundError:
    return FileNotFoundError(f"the key {key_id} that is to sign is not in {settings.KEYS}")
