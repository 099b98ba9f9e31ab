"""Events that recommend: a session, a hearing, a conference, and the file of its protocol."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maslikhat.commitments.models.commitments import TITLE_MOST, Author, Source
from maslikhat.kit.languages import Said, said
from maslikhat.places.models import Unit
from maslikhat.registry.models import Commission, Council, Mandate
from maslikhat.rubrics.models import Rubric

ORGANISER_MOST = 300
# What can recommend, in the words by which a letter says where it was raised.
EVENTS = (
    Source.SESSION,
    Source.COMMISSION,
    Source.HEARING,
    Source.CONFERENCE,
    Source.ROUND_TABLE,
    Source.PUBLIC_COUNCIL,
    Source.ASSEMBLY,
)


class EventQuerySet(models.QuerySet["Event"]):
    """Questions about events; all are open to everyone."""

    def lately(self) -> Self:
        """The latest held first."""
        return self.order_by("-held_on", "-pk")

    def within(self, unit: Unit) -> Self:
        """Those held in a unit, or in one directly under it."""
        return self.filter(Q(place=unit) | Q(place__parent=unit))

    def with_all(self) -> Self:
        """With maslikhat, commission, place and subject at hand, in one query."""
        return self.select_related("council__unit", "commission", "place__parent", "rubric")


class Event(models.Model):
    """What was held on a day, and recommended; each recommendation is a commitment of its own."""

    kind = models.CharField(max_length=14, choices=[(one.value, one.label) for one in EVENTS])
    title_kk = models.CharField(max_length=TITLE_MOST, default="", blank=True)
    title_ru = models.CharField(max_length=TITLE_MOST, default="", blank=True)
    title_en = models.CharField(max_length=TITLE_MOST, default="", blank=True)
    held_on = models.DateField()
    place = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    # Follows up what was recommended; it held the event, where nobody else is named.
    council = models.ForeignKey(Council, models.PROTECT, related_name="events")
    commission = models.ForeignKey(
        Commission, models.PROTECT, null=True, blank=True, related_name="events"
    )
    # Who held it, where that is no maslikhat; in the language of the protocol.
    organiser = models.CharField(max_length=ORGANISER_MOST, default="", blank=True)
    # Of the protocol, and so of the letters.
    language = models.CharField(max_length=2)
    rubric = models.ForeignKey(Rubric, models.PROTECT, null=True, blank=True, related_name="events")
    # The protocol or resolution as it was signed; its name is empty while there is none, and once
    # it was taken away.
    protocol_name = models.CharField(max_length=160, default="", blank=True)
    protocol_sha256 = models.CharField(max_length=64, default="", blank=True, db_index=True)
    protocol_type = models.CharField(max_length=100, default="", blank=True)
    protocol_size = models.PositiveBigIntegerField(default=0)
    # The number of the user who entered it.
    by = models.BigIntegerField()
    # Of the form it was entered with: the same form sent again is the same event.
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    made_at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[EventQuerySet] = EventQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(name="event_lately", fields=["-held_on", "-id"])]
        constraints = [
            models.UniqueConstraint(name="event_once_a_form", fields=["by", "key"]),
            models.CheckConstraint(
                name="event_kind_is_known", condition=Q(kind__in=[one.value for one in EVENTS])
            ),
            models.CheckConstraint(
                name="event_has_a_title",
                condition=~Q(title_kk="") | ~Q(title_ru="") | ~Q(title_en=""),
            ),
            models.CheckConstraint(
                name="event_has_one_organiser", condition=Q(commission=None) | Q(organiser="")
            ),
        ]

    def __str__(self) -> str:
        return said(self, "title").text

    @property
    def sha256(self) -> str:
        """The hash of the protocol, by which it is found on the disk."""
        return self.protocol_sha256

    @property
    def file_called(self) -> str:
        """What the file of the protocol is called in the language of the page; "" where none is."""
        ending = self.protocol_name.rpartition(".")[2]
        return f"{_('Minutes')}.{ending}" if ending else ""

    @property
    def held_by(self) -> Said:
        """Who held it: named in words, a commission, or the maslikhat."""
        if self.organiser:
            return Said(self.organiser, self.language)
        return said(self.commission or self.council, "name")

    def speaks_in(self, author: str, in_name_of: Mandate | Commission | None) -> bool:
        """Whether what it recommends goes out in this name: the commission's that held it, else the
        maslikhat's; at an event of the national chamber also a deputy's own."""
        if self.commission_id is not None:
            return author == Author.COMMISSION and in_name_of == self.commission
        if author == Author.DEPUTY:
            return self.council.unit_id is None
        return author == Author.COUNCIL
