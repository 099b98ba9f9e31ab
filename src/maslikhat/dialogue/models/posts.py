"""Topics and posts: what is said, by whom, in which language, and what it said before."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maslikhat.accounts.models import User
from maslikhat.dialogue.models.drafts import Draft
from maslikhat.dialogue.models.past import once_open_to
from maslikhat.dialogue.models.rooms import Kind, Room, open_to
from maslikhat.moderation.models import Reason
from maslikhat.notices.models import Follow
from maslikhat.registry.models import Mandate, Person
from maslikhat.registry.standing import Visitor
from maslikhat.rubrics.models import Rubric


class Language(models.TextChoices):
    """The language a text is written in, each called by itself."""

    KAZAKH = "kk", "Қазақша"
    RUSSIAN = "ru", "Русский"
    ENGLISH = "en", "English"


class BlankReason(models.TextChoices):
    """Under what a text was taken away."""

    COURT = "court", _("Decision of a court")
    BODY = "body", _("Order of a state body")
    PERSONAL = "personal", _("Personal data")


class TopicKind(models.TextChoices):
    """What a topic is for."""

    QUESTION = "question", _("Question")
    EXPERIENCE = "experience", _("Experience")
    PROPOSAL = "proposal", _("Proposal")
    ANNOUNCEMENT = "announcement", _("Announcement")


class TopicQuerySet(models.QuerySet["Topic"]):
    """Questions about topics."""

    def visible_to(self, user: Visitor | None) -> Self:
        """Topics of the rooms this reader may enter, and of closed ones left, begun before that."""
        once = once_open_to(user, "room__", "made_at", "retitled_at")
        return self.filter(open_to(user, "room__") | once)

    def listed(self) -> Self:
        """Those that lists of topics show: conversations have a page of their own."""
        return self.exclude(room__kind=Kind.CONVERSATION)

    def lately(self) -> Self:
        """Those last spoken in first."""
        return self.order_by("-last_post_at", "-pk")

    def in_room_order(self) -> Self:
        """As a room shows its own: the pinned ones, then those last spoken in."""
        return self.order_by("-is_pinned", "-last_post_at", "-pk")

    def about(self, rubric: Rubric) -> Self:
        """Those about a subject or a narrower one, by their own word or their room's."""
        own = Q(rubric=rubric) | Q(rubric__parent=rubric)
        return self.filter(own | Q(room__in=Room.objects.about(rubric).values("pk")))

    def with_councils(self) -> Self:
        """Each with `council_count`: of how many councils deputies have spoken in it."""
        spoke = Post.objects.filter(topic=OuterRef("pk")).order_by().values("topic")
        # Asked for each post by itself: joined, PostgreSQL reads every mandate of the country once
        # topics are long in the mean.
        council = Mandate.objects.filter(pk=OuterRef("mandate")).values("convocation__council")
        number = Count(Subquery(council), distinct=True)
        return self.annotate(council_count=Subquery(spoke.annotate(n=number).values("n")))

    def with_read_mark(self, user_id: int) -> Self:
        """Each with `read_id`: the last post this reader has seen, None when never opened."""
        mine = ReadMark.objects.filter(user=user_id, topic=OuterRef("pk"))
        return self.annotate(read_id=Subquery(mine.values("last_post")[:1]))

    def with_draft_of(self, user_id: int) -> Self:
        """Each with `has_draft`: whether this reader has begun a reply."""
        place = Concat(Value("topic:"), Cast(OuterRef("pk"), models.CharField()))
        return self.annotate(has_draft=Exists(Draft.objects.filter(user=user_id, place=place)))

    def with_follow_of(self, user_id: int) -> Self:
        """Each with `follow_mode`: how this reader follows it, None when not."""
        own = Follow.objects.filter(user=user_id, kind="dialogue.topic", number=OuterRef("pk"))
        return self.annotate(follow_mode=Subquery(own.values("mode")[:1]))

    def with_followers(self) -> Self:
        """Each with `follower_count`: how many follow it, None when nobody does."""
        follows = Follow.objects.filter(kind="dialogue.topic", number=OuterRef("pk"))
        number = follows.order_by().values("number").annotate(n=Count("pk")).values("n")
        return self.annotate(follower_count=Subquery(number))


class Topic(models.Model):
    """One matter under one title, in one room."""

    kind = models.CharField(max_length=12, choices=TopicKind.choices, default=TopicKind.EXPERIENCE)
    room = models.ForeignKey(Room, models.PROTECT, related_name="topics")
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=2, choices=Language.choices)
    author = models.ForeignKey(Person, models.PROTECT, related_name="topics")
    made_at = models.DateTimeField(default=timezone.now)
    # The last post, its time and the number of posts: kept under the lock of this row.
    last_post_id = models.BigIntegerField(default=0)
    last_post_at = models.DateTimeField()
    post_count = models.PositiveIntegerField(default=0)
    # What it is about; the room of a subject says it already.
    rubric = models.ForeignKey(Rubric, models.PROTECT, null=True, blank=True, related_name="topics")
    # When title or subject were last changed; what they were is in TopicVersion.
    retitled_at = models.DateTimeField(null=True, blank=True)
    is_pinned = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    # The reply that answers the question, as who asked it says.
    accepted = models.ForeignKey(
        "Post", models.PROTECT, null=True, blank=True, related_name="answers"
    )
    # The title goes with the opening post when that is blanked; its SHA-256 (hex) stays.
    title_digest = models.CharField(max_length=64, default="", blank=True)
    # It waits here while the moderation hides the opening post: what reads `title` finds none.
    hidden_title = models.CharField(max_length=200, default="", blank=True)
    # Locked by the moderation; then the topic is closed as well, if only since that moment.
    locked_at = models.DateTimeField(null=True, blank=True)
    lock_reason = models.CharField(max_length=8, choices=Reason.choices, default="", blank=True)
    lock_note = models.CharField(max_length=300, default="", blank=True)
    # An announcement may ask each deputy of its room to say that it was understood, by a day.
    asks_understood = models.BooleanField(default=False)
    understood_until = models.DateField(null=True, blank=True)
    objects: ClassVar[TopicQuerySet] = TopicQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(name="topic_latest", fields=["-last_post_at", "-id"]),
            models.Index(
                name="topic_latest_in_room", fields=["room", "-is_pinned", "-last_post_at", "-id"]
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="topic_language_is_spoken_here",
                condition=Q(language__in=Language.values),
            ),
            models.CheckConstraint(
                name="topic_is_of_a_known_kind", condition=Q(kind__in=TopicKind.values)
            ),
            models.CheckConstraint(
                name="topic_accepts_an_answer_to_a_question_alone",
                condition=Q(accepted__isnull=True) | Q(kind=TopicKind.QUESTION),
            ),
            models.CheckConstraint(
                name="topic_asks_understood_of_an_announcement_alone",
                condition=Q(asks_understood=False, understood_until__isnull=True)
                | Q(asks_understood=True, kind=TopicKind.ANNOUNCEMENT),
            ),
            models.CheckConstraint(
                name="topic_has_a_title_or_the_hash_of_one_or_a_hidden_one",
                condition=(~Q(title="") & Q(title_digest="", hidden_title=""))
                | (~Q(title_digest="") & Q(title="", hidden_title=""))
                | (~Q(hidden_title="") & Q(title="", title_digest="")),
            ),
            models.CheckConstraint(
                name="topic_locked_is_closed_and_has_a_reason",
                condition=Q(locked_at__isnull=True, lock_reason="", lock_note="")
                | (Q(locked_at__isnull=False, closed_at__isnull=False) & ~Q(lock_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_blanked(self) -> bool:
        """Whether the title was taken away with the opening post."""
        return bool(self.title_digest)


class TopicVersion(models.Model):
    """What a topic was called and about before a change, and who changed it when.

    A title goes from here as well when its opening post is blanked.
    """

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="versions")
    title = models.CharField(max_length=200, blank=True)
    rubric = models.ForeignKey(Rubric, models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField()
    # The number of the user; no foreign key, as on the record.
    by = models.BigIntegerField()


class PostQuerySet(models.QuerySet["Post"]):
    """Questions about posts."""

    def standing(self) -> Self:
        """Those whose text is shown: neither taken away nor hidden."""
        return self.filter(blanked_at__isnull=True, hidden_at__isnull=True)

    def visible_to(self, user: Visitor | None) -> Self:
        """Posts of the rooms this reader may enter, and of closed ones left, as they were then."""
        once = once_open_to(user, "topic__room__", "made_at", "edited_at")
        return self.filter(open_to(user, "topic__room__") | once)

    def with_mark_of(self, person_id: int) -> Self:
        """Each with `is_marked`: whether this person found it useful."""
        own = UsefulMark.objects.filter(person=person_id, post=OuterRef("pk"))
        return self.annotate(is_marked=Exists(own))


class Post(models.Model):
    """What one deputy said: Markdown as written, and the HTML made of it when it was written."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="posts")
    author = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    # The seat held on that day: council and office beside the name follow from it.
    mandate = models.ForeignKey(Mandate, models.SET_NULL, null=True, related_name="posts")
    language = models.CharField(max_length=2, choices=Language.choices)
    body = models.TextField()
    html = models.TextField()
    digest = models.CharField(max_length=64)
    # Its files as its page lists them, written with them: number, name, size in bytes.
    files = models.JSONField(default=list, blank=True)
    # The form's own number: a form sent twice makes one post.
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    made_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveSmallIntegerField(default=1)
    edited_at = models.DateTimeField(null=True, blank=True)
    # How many deputies found it useful: kept under the lock of this row.
    useful_count = models.PositiveIntegerField(default=0)
    blanked_at = models.DateTimeField(null=True, blank=True)
    blank_reason = models.CharField(
        max_length=8, choices=BlankReason.choices, default="", blank=True
    )
    # Hidden by the moderation: the text waits in HiddenText, what reads `body` finds none.
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=8, choices=Reason.choices, default="", blank=True)
    hidden_note = models.CharField(max_length=300, default="", blank=True)
    objects: ClassVar[PostQuerySet] = PostQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(name="post_in_topic", fields=["topic", "id"]),
            models.Index(name="post_of_author", fields=["author", "made_at"]),
        ]
        constraints = [
            models.UniqueConstraint(name="post_once_a_form", fields=["author", "key"]),
            models.CheckConstraint(
                name="post_language_is_spoken_here", condition=Q(language__in=Language.values)
            ),
            models.CheckConstraint(
                name="post_edited_when_it_has_versions",
                condition=Q(version=1, edited_at__isnull=True)
                | Q(version__gt=1, edited_at__isnull=False),
            ),
            models.CheckConstraint(
                name="post_blanked_has_no_text_and_a_reason",
                condition=Q(blanked_at__isnull=True, blank_reason="")
                | (Q(blanked_at__isnull=False, body="", html="") & ~Q(blank_reason="")),
            ),
            models.CheckConstraint(
                name="post_hidden_has_no_text_and_a_reason",
                condition=Q(hidden_at__isnull=True, hidden_reason="", hidden_note="")
                | (Q(hidden_at__isnull=False, body="", html="") & ~Q(hidden_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"post {self.pk}"

    @property
    def is_blanked(self) -> bool:
        """Whether its text was taken away under an order."""
        return self.blanked_at is not None

    @property
    def stands(self) -> bool:
        """Whether its text is shown: neither taken away nor hidden."""
        return self.blanked_at is None and self.hidden_at is None


class PostVersion(models.Model):
    """What a post said before an edit."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    body = models.TextField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    # The number of the user who wrote it; no foreign key, as on the record.
    by = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="post_version_number", fields=["post", "number"])
        ]


class UsefulMark(models.Model):
    """A deputy's word that a post was of use; how many there are is shown, and not whose."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="useful_marks")
    person = models.ForeignKey(Person, models.CASCADE, related_name="useful_marks")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="useful_mark_once", fields=["person", "post"]),
        ]


class ReadMark(models.Model):
    """How far someone has read a topic: theirs alone, and on no record."""

    user = models.ForeignKey(User, models.CASCADE, related_name="read_marks")
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="read_marks")
    last_post = models.ForeignKey(Post, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="read_mark_once", fields=["user", "topic"]),
        ]
