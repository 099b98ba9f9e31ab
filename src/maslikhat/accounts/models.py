"""A user: who signs in. Who that is in the country, the registry knows."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone


class UserManager(BaseUserManager["User"]):
    """Finds users by the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)


class User(AbstractBaseUser):
    """Someone who may sign in. E-mail is never required: a clerk can hand over a printed code."""

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
                name="user_email_unique",
                fields=["email"],
                condition=Q(email__isnull=False) & ~Q(email=""),
            )
        ]

    def __str__(self) -> str:
        return self.username
