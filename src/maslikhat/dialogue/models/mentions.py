"""Whom a post names: deputies, commissions and councils, by links to their pages."""

from django.db import models
from django.db.models import Q

from maslikhat.dialogue.models.posts import Post
from maslikhat.registry.models import Commission, Council, Person


class Mention(models.Model):
    """A deputy, commission or council that a post has named, be it before an edit.

    It stays when an edit takes the name out: who was told once is not told again.
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="mentions")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="mentions")
    commission = models.ForeignKey(Commission, models.CASCADE, null=True, related_name="mentions")
    council = models.ForeignKey(Council, models.CASCADE, null=True, related_name="mentions")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="mention_names_one",
                condition=Q(person__isnull=False, commission__isnull=True, council__isnull=True)
                | Q(person__isnull=True, commission__isnull=False, council__isnull=True)
                | Q(person__isnull=True, commission__isnull=True, council__isnull=False),
            ),
            models.UniqueConstraint(name="mention_once_a_person", fields=["post", "person"]),
            models.UniqueConstraint(
                name="mention_once_a_commission", fields=["post", "commission"]
            ),
            models.UniqueConstraint(name="mention_once_a_council", fields=["post", "council"]),
        ]

    @property
    def named(self) -> tuple[str, int]:
        """Its column and the number in it."""
        columns = ("person_id", "commission_id", "council_id")
        return next((name, number) for name in columns if (number := getattr(self, name)))
