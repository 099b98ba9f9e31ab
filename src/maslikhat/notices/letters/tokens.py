"""The links that stop letters: signed, the same in every letter, and good as long as the key is."""

from typing import NamedTuple, Self

from django.core.signing import BadSignature, Signer

DIGEST, DIRECT = "digest", "direct"


def _signer() -> Signer:
    """Of the portal whose settings hold now, whenever this was loaded."""
    return Signer(sep=".", salt="notices.unsubscribe")


class Unsubscription(NamedTuple):
    """Whose letters are to stop, and which: the digest, direct ones, or ``kind-number``."""

    user: int
    scope: str

    def token(self) -> str:
        """What stands in the address of the link."""
        return _signer().sign(f"{self.user}.{self.scope}")

    @classmethod
    def of(cls, token: str) -> Self | None:
        """What a link asks for; None when it was not made here."""
        try:
            user, _, scope = _signer().unsign(token).partition(".")
        except BadSignature:
            return None
        return cls(int(user), scope)

    @classmethod
    def from_thing(cls, user: int, kind: str, number: int) -> Self:
        """Letters about one followed thing."""
        return cls(user, f"{kind}-{number}")

    def thing(self) -> tuple[str, int]:
        """The followed thing whose letters are to stop."""
        kind, _, number = self.scope.rpartition("-")
        return kind, int(number)
