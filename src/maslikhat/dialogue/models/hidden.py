"""What hidden posts say: kept apart, so that whatever reads posts finds no text to show."""

from django.db import models

from maslikhat.dialogue.models.posts import Post


class HiddenText(models.Model):
    """A version of a hidden post, by its number; the last bears the HTML as well."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="hidden_texts")
    number = models.PositiveSmallIntegerField()
    body = models.TextField()
    html = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="hidden_text_once", fields=["post", "number"]),
        ]
