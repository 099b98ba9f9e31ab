"""The store of sessions: rows that bear who, where and since when, under a hash of the key."""

import datetime as dt
import hashlib
from collections.abc import Collection
from contextvars import ContextVar
from typing import Any

from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import DatabaseError, IntegrityError
from django.utils import timezone

from maslikhat.accounts.models import Session, User
from maslikhat.kit.prepared import PreparedThings
from maslikhat.kit.transactions import attempt, writing

MARK = "mark"
# Asked with every request of who has signed in; the user comes with it.
_sessions = PreparedThings(lambda key: Session.objects.filter(pk=key).select_related("user"))
# Whose the session is that was read last, for the question that follows at once.
owner: ContextVar[User | None] = ContextVar("owner", default=None)
# Sessions looked up in one query.
BATCH = 500


def hashed(key: str) -> str:
    """What the table keeps of a cookie's key: 160 bits of its SHA-256, in hex."""
    return hashlib.sha256(key.encode()).hexdigest()[:40]


def standing(keys: Collection[str]) -> set[str]:
    """Those of the cookies' keys whose sessions are signed in and have not ended."""
    asked, found = {hashed(key): key for key in keys}, set()
    numbers = sorted(asked)
    for begin in range(0, len(numbers), BATCH):
        some = numbers[begin : begin + BATCH]
        rows = Session.objects.filter(
            pk__in=some, user__is_active=True, expire_date__gt=timezone.now()
        )
        found |= {asked[row] for row in rows.values_list("pk", flat=True)}
    return found


class SessionStore(DatabaseStore):
    """Django's database store (its page "Extending database-backed session engines").

    Synchronous only: the asynchronous methods would look for keys that are not hashed and find
    nobody.
    """

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        row = None
        if self.session_key:
            found = _sessions(hashed(self.session_key))
            row = found[0] if found and found[0].expire_date > timezone.now() else None
        if row is None:
            self._session_key = None
        owner.set(row.user if row else None)
        return row

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(pk=hashed(session_key)).exists()

    def get_expiry_date(self, **kwargs: Any) -> dt.datetime:
        """A signed-in session ends when its mark says, whatever is done in it meanwhile."""
        mark = self.get(MARK)
        return dt.datetime.fromisoformat(mark["until"]) if mark else super().get_expiry_date()

    def get_expiry_age(self, **kwargs: Any) -> int:
        return max(0, int((self.get_expiry_date() - timezone.now()).total_seconds()))

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        mark = data.get(MARK, {})
        return Session(
            session_key=hashed(self._get_or_create_session_key()),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            user_id=data.get("_auth_user_id"),
            made_at=dt.datetime.fromisoformat(mark["made_at"]) if mark else timezone.now(),
            device=mark.get("device", ""),
            network=mark.get("network", ""),
        )

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            self.create()
            return
        row = self.create_model_instance(self._get_session(no_load=must_create))  # type: ignore[attr-defined]
        try:
            # A key that is taken is made anew within the same act.
            with attempt():
                row.save(force_insert=must_create, force_update=not must_create)
        except IntegrityError:
            if must_create:
                raise CreateError from None
            raise
        except DatabaseError:
            # The row is gone: the session was ended elsewhere and must not rise again.
            if not must_create:
                raise UpdateError from None
            raise

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            with writing():
                Session.objects.filter(pk=hashed(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        with writing():
            Session.objects.filter(expire_date__lt=timezone.now()).delete()
