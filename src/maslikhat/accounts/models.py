"""A user: who signs in. Who that is in the country, the registry knows."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone


class UserManager(BaseUserManager["User"]):
    """Finds users by the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)

    def signing_in_as(self, typed: str) -> "User | None":
        """The open account with this sign-in number, or with this confirmed e-mail address.

        An address that nobody has confirmed may be somebody else's: it finds no one.
        """
        typed = typed.strip().lower()
        known = Q(username=typed)
        if "@" in typed:
            known = Q(emailaddress__email=typed, emailaddress__verified=True)
        return self.filter(known, is_active=True).first()


class User(AbstractBaseUser):
    """Someone who may sign in. E-mail is never required: a clerk can hand over a printed code.

    `username` is lower case: a word, or the eight digits of a sign-in number.
    """

    username = models.CharField(max_length=64, unique=True)
    email = models.EmailField(max_length=254, null=True, blank=True)  # noqa: DJ001 - several may have none
    language = models.CharField(max_length=2, default="kk")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                condition=Q(email__isnull=False) & ~Q(email=""),
            ),
            models.UniqueConstraint(Lower("username"), name="user_username_unique_in_any_case"),
            models.CheckConstraint(
                name="user_language_is_spoken_here", condition=Q(language__in=["kk", "ru", "en"])
            ),
        ]

    def __str__(self) -> str:
        return self.username


class SessionQuerySet(models.QuerySet["Session"]):
    """Questions about sessions."""

    def of(self, user: User) -> "SessionQuerySet":
        """Where this person is signed in now, the newest first."""
        return self.filter(user=user, expire_date__gt=timezone.now()).order_by("-made_at")


# mypy cannot see through `from_queryset` of a manager whose `model` is set by Django.
class SessionManager(BaseSessionManager["Session"]):
    """Reaches the questions of SessionQuerySet."""

    def get_queryset(self) -> SessionQuerySet:
        return SessionQuerySet(self.model, using=self._db)

    def of(self, user: User) -> SessionQuerySet:
        return self.get_queryset().of(user)


class Session(AbstractBaseSession):
    """One browser's visit; `user` is empty until someone signs in there.

    `session_key` is a hash of the key in the browser's cookie: a copy of the table opens no
    session, and the hash can stand in an address.
    """

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="sessions")
    made_at = models.DateTimeField(default=timezone.now)
    device = models.CharField(max_length=64, default="")
    network = models.CharField(max_length=43, default="")

    objects: ClassVar[SessionManager] = SessionManager()


class Counter(models.Model):
    """How often something was tried: a row of Django's database cache (settings.CACHES)."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)
