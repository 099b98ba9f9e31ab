"""Who acts for a council or body, where a citizen lives, and the printed way in."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maslikhat.accounts.models import User
from maslikhat.kit.days import Dated
from maslikhat.places.models import Unit
from maslikhat.registry.codes import hashed, plain
from maslikhat.registry.models.bodies import Body
from maslikhat.registry.models.councils import Council
from maslikhat.registry.models.dated import DatedQuerySet
from maslikhat.registry.models.people import Person

NAME_MOST = 120


class Role(Dated):
    """A user's office; chair and deputy are no roles: they follow from the register."""

    class Kind(models.TextChoices):
        OPERATOR = "operator", _("Operator of the portal")
        CLERK = "clerk", _("Clerk of the council")
        OFFICIAL = "official", _("Official of the body")
        MODERATOR = "moderator", _("Moderator of the portal")

    class Rank(models.TextChoices):
        """What an official is within the body; it is the body's own."""

        HEAD = "head", _("Head of the body, or who acts for the head on the portal")
        REGISTRAR = "registrar", _("Registrar: enters letters and hands them out")
        EXECUTOR = "executor", _("Executor: answers what is handed over")

    user = models.ForeignKey(User, models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    council = models.ForeignKey(
        Council, models.CASCADE, null=True, blank=True, related_name="roles"
    )
    body = models.ForeignKey(Body, models.CASCADE, null=True, blank=True, related_name="roles")
    # Of an official alone: the place within the body, and the name by which the body knows the
    # person. It is shown within the body and to the operator, to nobody else.
    rank = models.CharField(max_length=9, choices=Rank.choices, default="", blank=True)
    name = models.CharField(max_length=NAME_MOST, default="", blank=True)
    position = models.CharField(max_length=NAME_MOST, default="", blank=True)
    objects: ClassVar[DatedQuerySet["Role"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="role_is_held_where_it_belongs",
                condition=Q(
                    kind__in=("operator", "moderator"), council__isnull=True, body__isnull=True
                )
                | Q(kind="clerk", council__isnull=False, body__isnull=True)
                | Q(kind="official", council__isnull=True, body__isnull=False),
            ),
            models.CheckConstraint(
                name="role_rank_is_of_an_official",
                condition=Q(kind="official", rank__in=("head", "registrar", "executor"))
                | (~Q(kind="official") & Q(rank="", name="", position="")),
            ),
            models.UniqueConstraint(
                name="role_once_operator",
                fields=["user"],
                condition=Q(to_day__isnull=True, kind="operator"),
            ),
            models.UniqueConstraint(
                name="role_once_clerk",
                fields=["user", "council"],
                condition=Q(to_day__isnull=True, kind="clerk"),
            ),
            models.UniqueConstraint(
                name="role_once_official",
                fields=["user", "body"],
                condition=Q(to_day__isnull=True, kind="official"),
            ),
            models.UniqueConstraint(
                name="role_once_moderator",
                fields=["user"],
                condition=Q(to_day__isnull=True, kind="moderator"),
            ),
        ]

    def called(self) -> str | Promise:
        """What an official is called within the body; whom it invites has a name, whom the operator
        appoints may have none."""
        return self.name or self.position or _("Official appointed by the operator, without a name")


class Residence(Dated):
    """The place where a citizen says they live; never shown to others."""

    user = models.ForeignKey(User, models.CASCADE, related_name="residences")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="residences")
    objects: ClassVar[DatedQuerySet["Residence"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                name="residence_one_open", fields=["user"], condition=Q(to_day__isnull=True)
            ),
        ]


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations."""

    def with_code(self, typed: str) -> Self:
        """The one whose code was typed, if any; two are never the same."""
        code = plain(typed)
        return self.filter(code_hash=hashed(code)) if code else self.none()

    def usable(self) -> Self:
        """Neither used nor revoked nor expired."""
        return self.filter(
            used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=timezone.now()
        )


class Invitation(models.Model):
    """A printed way in, good once and until a day; the portal keeps only the hash of its code."""

    class Purpose(models.TextChoices):
        JOIN = "join", _("First entry")
        RESTORE = "restore", _("Restoring access")
        OFFICE = "office", _("An office in a body")

    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    user = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    council = models.ForeignKey(
        Council, models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    # Of an office in a body: which one, and what its head calls the person.
    body = models.ForeignKey(
        Body, models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    rank = models.CharField(max_length=9, choices=Role.Rank.choices, default="", blank=True)
    name = models.CharField(max_length=NAME_MOST, default="", blank=True)
    position = models.CharField(max_length=NAME_MOST, default="", blank=True)
    # Where its letter went; forgotten once it is used or taken back.
    email = models.EmailField(max_length=254, default="", blank=True)
    purpose = models.CharField(max_length=7, choices=Purpose.choices)
    code_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="invitations_made")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    objects: ClassVar[InvitationQuerySet] = InvitationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="invitation_joins_a_person_or_restores_a_user",
                condition=Q(purpose="join", person__isnull=False, council__isnull=False)
                | Q(purpose="restore", user__isnull=False, council__isnull=False)
                | Q(
                    purpose="office",
                    person=None,
                    council=None,
                    body__isnull=False,
                    rank__in=("head", "registrar", "executor"),
                ),
            ),
            models.CheckConstraint(
                name="invitation_used_or_revoked_not_both",
                condition=Q(used_at__isnull=True) | Q(revoked_at__isnull=True),
            ),
        ]
