"""Commissions, factions and deputy groups of a council."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maslikhat.kit.days import Dated
from maslikhat.registry.models.councils import Convocation, Council, Party
from maslikhat.registry.models.dated import DatedQuerySet
from maslikhat.registry.models.people import Mandate
from maslikhat.rubrics.models import Rubric


class Commission(Dated):
    """A standing or temporary commission (Law 148, art. 12, 17)."""

    class Kind(models.TextChoices):
        STANDING = "standing", _("Standing commission")
        TEMPORARY = "temporary", _("Temporary commission")

    council = models.ForeignKey(Council, models.CASCADE, related_name="commissions")
    convocation = models.ForeignKey(Convocation, models.CASCADE, related_name="commissions")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    name_kk = models.CharField(max_length=255)
    name_ru = models.CharField(max_length=255)
    name_en = models.CharField(max_length=255, default="", blank=True)
    # What it deals with; while none are entered, its name is what tells (`registry.subjects`).
    subjects = models.ManyToManyField(Rubric, blank=True, related_name="commissions")
    objects: ClassVar[DatedQuerySet["Commission"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]


class CommissionMember(Dated):
    """A deputy in a commission."""

    class Position(models.TextChoices):
        CHAIR = "chair", _("Chair of the commission")
        DEPUTY_CHAIR = "deputy_chair", _("Deputy chair of the commission")
        SECRETARY = "secretary", _("Secretary of the commission")
        MEMBER = "member", _("Member of the commission")

    commission = models.ForeignKey(Commission, models.CASCADE, related_name="members")
    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="commission_places")
    position = models.CharField(max_length=12, choices=Position.choices, default=Position.MEMBER)
    objects: ClassVar[DatedQuerySet["CommissionMember"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                name="commission_member_once",
                fields=["commission", "mandate"],
                condition=Q(to_day__isnull=True),
            ),
            models.UniqueConstraint(
                name="commission_one_chair",
                fields=["commission"],
                condition=Q(to_day__isnull=True, position="chair"),
            ),
        ]


class Group(Dated):
    """A faction of one party or a deputy group (Law 148, art. 21-2)."""

    class Kind(models.TextChoices):
        FACTION = "faction", _("Faction")
        DEPUTY_GROUP = "deputy_group", _("Deputy group")

    council = models.ForeignKey(Council, models.CASCADE, related_name="groups")
    convocation = models.ForeignKey(Convocation, models.CASCADE, related_name="groups")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="groups")
    name_kk = models.CharField(max_length=255)
    name_ru = models.CharField(max_length=255)
    name_en = models.CharField(max_length=255, default="", blank=True)
    objects: ClassVar[DatedQuerySet["Group"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="group_faction_has_a_party",
                condition=Q(kind="faction", party__isnull=False)
                | Q(kind="deputy_group", party__isnull=True),
            ),
            models.UniqueConstraint(
                name="group_one_faction_a_party",
                fields=["convocation", "party"],
                condition=Q(to_day__isnull=True, kind="faction"),
            ),
        ]


class GroupMember(Dated):
    """A deputy in a faction or deputy group."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="members")
    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="group_places")
    is_leader = models.BooleanField(default=False)
    objects: ClassVar[DatedQuerySet["GroupMember"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                name="group_member_once",
                fields=["group", "mandate"],
                condition=Q(to_day__isnull=True),
            ),
            models.UniqueConstraint(
                name="group_one_leader",
                fields=["group"],
                condition=Q(to_day__isnull=True, is_leader=True),
            ),
        ]
