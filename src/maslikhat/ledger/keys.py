"""The key that signs the record's heads: Ed25519, made once, readable by its owner alone."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
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


def private_path() -> Path:
    """The file of the signing key (PKCS #8, PEM, 0600)."""
    return Path(settings.KEYS) / "record.pem"


def public_path(key_id: str) -> Path:
    """The file of a public key (SubjectPublicKeyInfo, PEM); old ones stay when the key changes."""
    return Path(settings.KEYS) / f"record-{key_id}.pub.pem"


def signing_key() -> Ed25519PrivateKey:
    """The key of this portal; made, with its public half beside it, when there is none."""
    path = private_path()
    if not path.exists():
        fresh = Ed25519PrivateKey.generate()
        write_once(
            path, fresh.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), mode=0o600
        )
    key = load_pem_private_key(path.read_bytes(), None)
    assert isinstance(key, Ed25519PrivateKey), f"{path} is no Ed25519 key"
    public = key.public_key()
    beside = public_path(id_of(public))
    if not beside.exists():
        content = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        write_once(beside, content, mode=0o644)
    return key


def id_of(public: Ed25519PublicKey) -> str:
    """The first 16 hex digits of SHA-256 over the 32 bytes of the public key."""
    return sha256(public.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:16]


def is_signed(content: bytes, signature: bytes, key_id: str) -> bool:
    """Whether the signature over `content` holds; KeyError when the public key is not here."""
    try:
        _public_key(public_path(key_id)).verify(signature, content)
    except InvalidSignature:
        return False
    return True


@cache
def _public_key(path: Path) -> Ed25519PublicKey:
    if not path.exists():
        raise KeyError(path.name)
    key = load_pem_public_key(path.read_bytes())
    # The name is part of what a head says: a key under another's name is not here.
    if not isinstance(key, Ed25519PublicKey) or path != public_path(id_of(key)):
        raise KeyError(path.name)
    return key
