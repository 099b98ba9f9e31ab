"""Files: those on their way or not posted yet, and those that belong to a post."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from maslikhat.accounts.models import User
from maslikhat.dialogue.models.posts import Post
from maslikhat.kit.uploads import LARGEST
from maslikhat.registry.standing import Visitor

NAME_MOST = 160


class UploadQuerySet(models.QuerySet["Upload"]):
    """Questions about uploads."""

    def of(self, user: User) -> Self:
        """Those of one person; nobody else is ever shown them."""
        return self.filter(user=user)

    def whole(self) -> Self:
        """Those that have arrived and passed the checks."""
        return self.exclude(sha256="")


class Upload(models.Model):
    """A file that comes in parts, or has arrived and waits for its post; its sender's alone.

    `size` is what was announced and `received` what has arrived, in bytes; the hash, the type by
    content and `kept_size`, without what a camera adds, are known when it is whole.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=NAME_MOST)
    size = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)
    sha256 = models.CharField(max_length=64, default="", blank=True, db_index=True)
    media_type = models.CharField(max_length=100, default="", blank=True)
    kept_size = models.PositiveBigIntegerField(default=0)
    objects: ClassVar[UploadQuerySet] = UploadQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(name="upload_of_user", fields=["user", "made_at"])]
        constraints = [
            models.CheckConstraint(
                name="upload_is_of_a_size_that_is_taken", condition=Q(size__range=(1, LARGEST))
            ),
            models.CheckConstraint(
                name="upload_receives_no_more_than_its_size",
                condition=Q(received__lte=F("size")),
            ),
        ]

    @property
    def is_whole(self) -> bool:
        """Whether it has arrived and passed the checks."""
        return bool(self.sha256)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Questions about attachments."""

    def visible_to(self, user: Visitor | None) -> Self:
        """Those of the posts that this reader may see and whose text stands."""
        posts = Post.objects.visible_to(user).standing()
        return self.filter(post__in=posts.values("pk"))


class Attachment(models.Model):
    """A file of a post; when the text is taken away its name goes and its hash stays."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=NAME_MOST, default="", blank=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    # The number of the user who sent it; no foreign key, as on the record.
    by = models.BigIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[AttachmentQuerySet] = AttachmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(name="attachment_by", fields=["by", "made_at"])]
