"""Entries: what can be found, for whom, and in which order it changed; and searches people keep."""

from collections.abc import Collection
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from maslikhat.accounts.models import User
from maslikhat.kit.languages import LANGUAGES, Said, said

PUBLIC = "public"


class EntryQuerySet(models.QuerySet["Entry"]):
    """Questions about entries."""

    def standing(self) -> Self:
        """Those that can be found: not the marks of what was taken away."""
        return self.filter(is_gone=False)

    def readable_with(self, tokens: Collection[str]) -> Self:
        """Those for a reader with these audience tokens (law 8)."""
        return self.standing().filter(audience__in=list(tokens))

    def changed_after(self, change: int) -> Self:
        """What an index that has followed up to `change` does not know yet, in order."""
        return self.filter(changed__gt=change).order_by("changed")


class Entry(models.Model):
    """One thing that can be found, as the act that made or changed it has told.

    `kind` and `number` say what it is; there is no foreign key, for the rooms are above. One token
    says who may find it: ``public`` or ``room:17``. `language` is empty where the thing is named in
    all three. `slug` is what the address of the thing needs beside the number. `place` is a KATO,
    `rubric` a code, `moment` the time of the thing itself, `came_at` when it came in here.
    `changed` grows with every change and tells an index what is new to it; what was taken away
    stays as a mark without words, so that an index hears of it.
    """

    kind = models.CharField(max_length=20)
    number = models.BigIntegerField()
    audience = models.CharField(max_length=40)
    language = models.CharField(max_length=2, default="", blank=True)
    title_kk = models.CharField(max_length=300, default="", blank=True)
    title_ru = models.CharField(max_length=300, default="", blank=True)
    title_en = models.CharField(max_length=300, default="", blank=True)
    text_kk = models.TextField(default="", blank=True)
    text_ru = models.TextField(default="", blank=True)
    text_en = models.TextField(default="", blank=True)
    slug = models.CharField(max_length=64, default="", blank=True)
    place = models.CharField(max_length=9, default="", blank=True)
    rubric = models.CharField(max_length=40, default="", blank=True)
    moment = models.DateTimeField()
    came_at = models.DateTimeField(default=timezone.now)
    is_gone = models.BooleanField(default=False)
    changed = models.BigIntegerField(unique=True)
    # SHA-256 over all that was told: told again alike, nothing changes.
    digest = models.CharField(max_length=64)
    objects: ClassVar[EntryQuerySet] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(name="entry_once_a_thing", fields=["kind", "number"]),
            models.CheckConstraint(name="entry_has_an_audience", condition=~Q(audience="")),
            models.CheckConstraint(
                name="entry_language_is_spoken_here", condition=Q(language__in=["", *LANGUAGES])
            ),
            models.CheckConstraint(
                name="entry_gone_has_no_words",
                condition=Q(is_gone=False)
                | Q(title_kk="", title_ru="", title_en="", text_kk="", text_ru="", text_en=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    def title(self, lang: str | None = None) -> Said:
        """The title in the reader's language, or in the nearest it has."""
        return said(self, "title", lang)


class SavedSearch(models.Model):
    """A search somebody keeps, to ask it again and to be told what is new.

    `query` is the address's own, after the question mark, in one order: what is asked is asked
    anew each time with the tokens that the person has then.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_searches")
    query = models.CharField(max_length=1000)
    words = models.CharField(max_length=500, default="", blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="saved_search_once", fields=["user", "query"]),
            models.CheckConstraint(name="saved_search_asks_something", condition=~Q(query="")),
        ]

    def __str__(self) -> str:
        return self.query
