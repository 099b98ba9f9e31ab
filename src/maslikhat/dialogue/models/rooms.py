"""Rooms: where deputies talk. A room is called after what it belongs to, and has no other name."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from maslikhat.dialogue.models.conversations import Conversation, conversations_of
from maslikhat.dialogue.models.groups import Group, groups_of
from maslikhat.dialogue.models.past import once_open_to
from maslikhat.kit.bulk import insert_new
from maslikhat.kit.days import holds_on, today
from maslikhat.places.models import Unit
from maslikhat.registry.models import Commission, CommissionMember, Council, Level
from maslikhat.registry.standing import Visitor, standing
from maslikhat.rubrics.models import Rubric


class Kind(models.TextChoices):
    """What a room belongs to."""

    NATIONAL = "national"
    LEVEL = "level"
    REGION = "region"
    RUBRIC = "rubric"
    COUNCIL = "council"
    COMMISSION = "commission"
    GROUP = "group"
    CONVERSATION = "conversation"


OWN = (Kind.COUNCIL, Kind.COMMISSION, Kind.GROUP)
# A conversation is in no list of rooms, and no address names its room.
LISTED = tuple(kind for kind in Kind.values if kind != Kind.CONVERSATION)
_NUMBERED = (Kind.RUBRIC, Kind.CONVERSATION, *OWN)
_KEYS = {
    Kind.LEVEL: rf"(?:{'|'.join(Level.values)})",
    Kind.REGION: r"[0-9]{9}",
    **dict.fromkeys(_NUMBERED, r"[0-9]{1,18}"),
}


Owner = Unit | Rubric | Council | Commission | Group | Conversation
_KIND_OF = {Council: Kind.COUNCIL, Commission: Kind.COMMISSION, Group: Kind.GROUP}


@dataclass(frozen=True)
class RoomRef:
    """A room by what it belongs to, whether or not anything has been said in it yet.

    `key` is the word of a level, the KATO of a region, the number of a rubric, council,
    commission, group or conversation, and empty for the whole country. Written
    ``council-17-closed`` in addresses.
    """

    kind: str
    key: str = ""
    is_closed: bool = False

    def __str__(self) -> str:
        words = [self.kind, self.key, "closed" if self.is_closed else ""]
        return "-".join(word for word in words if word)

    @classmethod
    def parse(cls, text: str) -> Self:
        """The room an address names; ValueError when it names none."""
        kind, _, rest = text.partition("-")
        key, _, closed = rest.partition("-")
        if kind not in LISTED or not re.fullmatch(_KEYS.get(Kind(kind), ""), key, re.ASCII):
            raise ValueError(text)
        ref = cls(kind, key, is_closed=closed == "closed" and kind in OWN)
        # One way to write each: no leading zeros, nothing after the last word.
        if str(ref) != text or (kind in _NUMBERED and str(int(key)) != key):
            raise ValueError(text)
        return ref

    @classmethod
    def of(
        cls,
        owner: Owner | Level | None = None,
        *,
        is_closed: bool = False,
    ) -> Self:
        """The room of a region, rubric, council, commission, group, conversation or level; of the
        country when None."""
        if owner is None:
            return cls(Kind.NATIONAL)
        if isinstance(owner, Level):
            return cls(Kind.LEVEL, owner.value)
        if isinstance(owner, Unit):
            return cls(Kind.REGION, owner.kato)
        if isinstance(owner, Rubric):
            return cls(Kind.RUBRIC, str(owner.pk))
        if isinstance(owner, Conversation):
            return cls(Kind.CONVERSATION, str(owner.pk), is_closed=True)
        return cls(_KIND_OF[type(owner)], str(owner.pk), is_closed=is_closed)

    def owner(self) -> Owner | None:
        """What the room belongs to; None for the country and a level, or when there is no such."""
        if self.kind == Kind.REGION:
            return Unit.objects.shown().regional().filter(kato=self.key).first()
        if self.kind == Kind.RUBRIC:
            return Rubric.objects.filter(pk=int(self.key)).first()
        if self.kind == Kind.GROUP:
            # A closed group has no room for all: that would betray that there is such a group.
            groups = Group.objects.filter(pk=int(self.key))
            return (groups if self.is_closed else groups.filter(is_closed=False)).first()
        if self.kind == Kind.COUNCIL:
            return Council.objects.filter(pk=int(self.key)).first()
        if self.kind == Kind.COMMISSION:
            return Commission.objects.filter(pk=int(self.key)).first()
        if self.kind == Kind.CONVERSATION:
            return Conversation.objects.filter(pk=int(self.key)).first()
        return None

    @property
    def is_real(self) -> bool:
        """Whether what it belongs to exists."""
        return self.kind in {Kind.NATIONAL, Kind.LEVEL} or self.owner() is not None

    @property
    def council_id(self) -> int | None:
        """The number of the council whose room it is."""
        return int(self.key) if self.kind == Kind.COUNCIL else None

    @property
    def commission_id(self) -> int | None:
        """The number of the commission whose room it is."""
        return int(self.key) if self.kind == Kind.COMMISSION else None

    @property
    def group_id(self) -> int | None:
        """The number of the group whose room it is."""
        return int(self.key) if self.kind == Kind.GROUP else None

    @property
    def conversation_id(self) -> int | None:
        """The number of the conversation whose room it is."""
        return int(self.key) if self.kind == Kind.CONVERSATION else None

    @property
    def is_over(self) -> bool:
        """Whether the group that has the room has ended: it is read, and nobody writes."""
        number = self.group_id
        if number is None:
            return False
        return Group.objects.filter(pk=number, ended_at__isnull=False).exists()

    @property
    def of_council(self) -> int | None:
        """The number of the council whose room it is, or whose commission has it."""
        return council_of(self.commission_id) if self.commission_id else self.council_id


def council_of(commission: int) -> int | None:
    """The number of the council whose commission this is; None when there is none."""
    found = Commission.objects.filter(pk=commission)
    return found.values_list("council", flat=True).first()


def commissions_of(person_id: int | None) -> models.QuerySet[CommissionMember, int]:
    """The numbers of the commissions in which this person sits today, as a subquery."""
    day = today()
    return (
        CommissionMember.objects.on(day)
        .filter(holds_on(day, "mandate__"), holds_on(day, "commission__"))
        .filter(mandate__person=person_id)
        .values_list("commission", flat=True)
    )


def open_to(user: Visitor | None, prefix: str = "") -> Q:
    """The condition that a room is open to this reader (law 8); `prefix` leads to the room.

    Public rooms are open to all. A closed one is open to the deputies of its council or
    commission and to the clerk of that council, to the members of its group, or to those who take
    part in its conversation.
    """
    public = Q(**{f"{prefix}is_closed": False})
    who = standing(user)
    if who.person_id is not None:
        public |= Q(**{f"{prefix}group__in": groups_of(who.person_id)})
        public |= Q(**{f"{prefix}conversation__in": conversations_of(who.person_id)})
    if not (who.deputy_of or who.clerk_of):
        return public
    own = Q(**{f"{prefix}council__in": who.deputy_of | who.clerk_of})
    own |= Q(**{f"{prefix}commission__council__in": who.clerk_of})
    own |= Q(**{f"{prefix}commission__in": commissions_of(who.person_id)})
    return public | own


class RoomQuerySet(models.QuerySet["Room"]):
    """Questions about rooms."""

    def visible_to(self, user: Visitor | None) -> Self:
        """Rooms this reader may enter."""
        return self.filter(open_to(user))

    def with_past_of(self, user: Visitor | None) -> Self:
        """Rooms this reader may enter, and closed ones left, to read what was there till then."""
        if not standing(user).former_of:
            return self.visible_to(user)
        past = Room.objects.filter(once_open_to(user, "", "topics__made_at"))
        return self.filter(open_to(user) | Q(pk__in=past.values("pk")))

    def listed(self) -> Self:
        """Those that lists of rooms show: conversations have a page of their own."""
        return self.exclude(kind=Kind.CONVERSATION)

    def of(self, ref: RoomRef) -> Self:
        """The room a reference means: one or none."""
        rooms = self.filter(kind=ref.kind, is_closed=ref.is_closed)
        if ref.kind == Kind.NATIONAL:
            return rooms
        field = {Kind.LEVEL: "level", Kind.REGION: "region__kato"}.get(Kind(ref.kind), ref.kind)
        return rooms.filter(**{field: ref.key})

    def made(self, ref: RoomRef) -> "Room | None":
        """The room a reference means, made when it is not there; None when nothing has it.

        Unique constraints keep two at once from making two.
        """
        room = self.of(ref).first()
        if room is not None:
            return room
        owner = ref.owner()
        owners: dict[str, Any] = {ref.kind: owner} if owner else {}
        if ref.kind == Kind.LEVEL:
            owners = {"level": ref.key}
        if not owners and ref.kind != Kind.NATIONAL:
            return None
        made = Room(kind=ref.kind, is_closed=ref.is_closed, **owners)
        return made if insert_new(made) else self.of(ref).get()

    def with_owner(self) -> Self:
        """Each with what it is called after, in the same query."""
        return self.select_related("region", "rubric", "council", "commission__council", "group")

    def about(self, rubric: Rubric) -> Self:
        """The rooms of a subject and of the narrower ones under it."""
        return self.filter(Q(rubric=rubric) | Q(rubric__parent=rubric))

    def in_region(self, region: Unit) -> Self:
        """The room of a region and those of the councils and commissions in it."""
        within = Q()
        for path in ("council__", "commission__council__"):
            within |= Q(**{f"{path}unit": region}) | Q(**{f"{path}unit__parent": region})
        return self.filter(Q(region=region) | within)


_OWNED = ("region", "rubric", "council", "commission", "group", "conversation")


def _belongs(kind: str) -> Q:
    """The condition that a room of this kind names exactly the one thing it belongs to."""
    fields = [k for k in _OWNED if k != kind]
    owner = Q(kind=kind, **{f"{field}__isnull": True for field in fields})
    if kind == Kind.LEVEL:
        return owner & Q(level__in=Level.values)
    owner &= Q(level="")
    return owner if kind == Kind.NATIONAL else owner & Q(**{f"{kind}__isnull": False})


class Room(models.Model):
    """A place to talk; it is made together with its first topic."""

    Kind = Kind

    kind = models.CharField(max_length=12, choices=Kind.choices)
    level = models.CharField(max_length=8, choices=Level.choices, default="", blank=True)
    region = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="rooms")
    rubric = models.ForeignKey(Rubric, models.PROTECT, null=True, related_name="rooms")
    council = models.ForeignKey(Council, models.PROTECT, null=True, related_name="rooms")
    commission = models.ForeignKey(Commission, models.PROTECT, null=True, related_name="rooms")
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="rooms")
    conversation = models.ForeignKey(Conversation, models.PROTECT, null=True, related_name="rooms")
    is_closed = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[RoomQuerySet] = RoomQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="room_belongs_to_one_thing",
                condition=_belongs("national")
                | _belongs("level")
                | _belongs("region")
                | _belongs("rubric")
                | _belongs("council")
                | _belongs("commission")
                | _belongs("group")
                | _belongs("conversation"),
            ),
            models.CheckConstraint(
                name="room_closed_only_where_it_has_people_of_its_own",
                condition=Q(is_closed=False) | Q(kind__in=(*OWN, Kind.CONVERSATION)),
            ),
            models.CheckConstraint(
                name="room_of_a_conversation_is_closed",
                condition=Q(is_closed=True) | ~Q(kind=Kind.CONVERSATION),
            ),
            models.UniqueConstraint(
                name="room_one_of_the_country", fields=["kind"], condition=Q(kind="national")
            ),
            models.UniqueConstraint(
                name="room_one_of_a_level", fields=["level"], condition=Q(kind="level")
            ),
            models.UniqueConstraint(name="room_one_of_a_region", fields=["region"]),
            models.UniqueConstraint(name="room_one_of_a_rubric", fields=["rubric"]),
            models.UniqueConstraint(name="room_one_of_a_council", fields=["council", "is_closed"]),
            models.UniqueConstraint(
                name="room_one_of_a_commission", fields=["commission", "is_closed"]
            ),
            models.UniqueConstraint(name="room_one_of_a_group", fields=["group", "is_closed"]),
            models.UniqueConstraint(name="room_one_of_a_conversation", fields=["conversation"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def ref(self) -> RoomRef:
        """The room by what it belongs to."""
        key: object = getattr(self, f"{self.kind}_id") if self.kind in _NUMBERED else self.level
        if self.region is not None:
            key = self.region.kato
        return RoomRef(self.kind, str(key), is_closed=self.is_closed)

    @property
    def of_council(self) -> int | None:
        """The number of the council whose room it is, or whose commission has it."""
        return self.commission.council_id if self.commission else self.council_id

    @property
    def is_over(self) -> bool:
        """Whether the group that has the room has ended: it is read, and nobody writes."""
        return self.group is not None and self.group.ended_at is not None
