"""Working groups: deputies of several councils under one purpose, and who is in them since when."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from maslikhat.registry.models import Mandate, Person
from maslikhat.registry.standing import Visitor, standing


class GroupQuerySet(models.QuerySet["Group"]):
    """Questions about groups."""

    def visible_to(self, user: Visitor | None) -> Self:
        """Open groups, and the closed ones this reader is in or has been invited to."""
        is_open = Q(is_closed=False)
        person = standing(user).person_id
        if person is None:
            return self.filter(is_open)
        own = GroupMember.objects.open().filter(group=OuterRef("pk"), person=person)
        return self.filter(is_open | Q(Exists(own)))

    def standing(self) -> Self:
        """Those that have not ended."""
        return self.filter(ended_at__isnull=True)


class Group(models.Model):
    """A working group of deputies of any councils; a closed one is known to its own people alone.

    Its name and purpose are in one language at least. It is not a faction or a deputy group of a
    council: those are of the registry.
    """

    name_kk = models.CharField(max_length=200, default="", blank=True)
    name_ru = models.CharField(max_length=200, default="", blank=True)
    name_en = models.CharField(max_length=200, default="", blank=True)
    purpose_kk = models.TextField(default="", blank=True)
    purpose_ru = models.TextField(default="", blank=True)
    purpose_en = models.TextField(default="", blank=True)
    is_closed = models.BooleanField(default=False)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    # The form's own number: a form sent twice founds one group.
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    objects: ClassVar[GroupQuerySet] = GroupQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(name="work_group_once_a_form", fields=["made_by", "key"]),
            models.CheckConstraint(
                name="work_group_has_a_name",
                condition=~Q(name_kk="", name_ru="", name_en=""),
            ),
            models.CheckConstraint(
                name="work_group_has_a_purpose",
                condition=~Q(purpose_kk="", purpose_ru="", purpose_en=""),
            ),
            models.CheckConstraint(
                name="work_group_ends_after_it_begins",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("made_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"group {self.pk}"


class MemberQuerySet(models.QuerySet["GroupMember"]):
    """Questions about members, those invited and those who ask."""

    def open(self) -> Self:
        """Members, invitations and requests that stand."""
        return self.filter(ended_at__isnull=True)

    def present(self) -> Self:
        """Members of now."""
        return self.open().filter(joined_at__isnull=False)

    def waiting(self) -> Self:
        """Invitations and requests that nobody has answered."""
        return self.open().filter(joined_at__isnull=True)

    def leads(self) -> Self:
        """The members of now who lead."""
        return self.present().filter(role=GroupMember.Role.LEAD)

    def with_mandate(self) -> Self:
        """Those who hold a mandate today: the others read and write nothing."""
        seats = Mandate.objects.on().filter(person=OuterRef("person"))
        return self.filter(Exists(seats))


class GroupMember(models.Model):
    """A deputy in a group, from the invitation or the request to the end.

    Invited: `invited_by` says by whom. Asked to be let in: `invited_by` is empty. A member since
    `joined_at`; what ended without it was declined or taken back.
    """

    class Role(models.TextChoices):
        MEMBER = "member"
        LEAD = "lead"

    group = models.ForeignKey(Group, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=6, choices=Role.choices, default=Role.MEMBER)
    invited_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    joined_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    objects: ClassVar[MemberQuerySet] = MemberQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="work_group_member_once",
                fields=["person", "group"],
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="work_group_lead_is_a_member",
                condition=Q(role="member") | Q(role="lead", joined_at__isnull=False),
            ),
            models.CheckConstraint(
                name="work_group_member_in_order_of_time",
                condition=(Q(joined_at__isnull=True) | Q(joined_at__gte=F("made_at")))
                & (Q(ended_at__isnull=True) | Q(ended_at__gte=F("made_at"))),
            ),
        ]

    @property
    def is_invited(self) -> bool:
        """Whether an invitation waits for this deputy's answer."""
        return self._waits and self.invited_by_id is not None

    @property
    def is_asking(self) -> bool:
        """Whether this deputy waits to be let in."""
        return self._waits and self.invited_by_id is None

    @property
    def is_present(self) -> bool:
        """Whether this deputy is a member now."""
        return self.joined_at is not None and self.ended_at is None

    @property
    def _waits(self) -> bool:
        return self.joined_at is None and self.ended_at is None


def groups_of(person_id: int | None) -> models.QuerySet[GroupMember, int]:
    """The numbers of the groups this person is a member of now, as a subquery."""
    return GroupMember.objects.present().filter(person=person_id).values_list("group", flat=True)
