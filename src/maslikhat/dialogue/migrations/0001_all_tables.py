import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from maslikhat.kit.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("dialogue", "0001_initial"),
        ("dialogue", "0001_tables"),
        ("dialogue", "0002_titles_before"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("places", "0001_tables"),
        ("registry", "0001_all_tables"),
        ("rubrics", "0001_tables"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Conversation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registry.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Group",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("name_kk", models.CharField(blank=True, default="", max_length=200)),
                        ("name_ru", models.CharField(blank=True, default="", max_length=200)),
                        ("name_en", models.CharField(blank=True, default="", max_length=200)),
                        ("purpose_kk", models.TextField(blank=True, default="")),
                        ("purpose_ru", models.TextField(blank=True, default="")),
                        ("purpose_en", models.TextField(blank=True, default="")),
                        ("is_closed", models.BooleanField(default=False)),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registry.person",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("made_by", "key"), name="work_group_once_a_form"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("name_en", ""), ("name_kk", ""), ("name_ru", ""), _negated=True
                                ),
                                name="work_group_has_a_name",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("purpose_en", ""),
                                    ("purpose_kk", ""),
                                    ("purpose_ru", ""),
                                    _negated=True,
                                ),
                                name="work_group_has_a_purpose",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_at__isnull", True),
                                    ("ended_at__gte", models.F("made_at")),
                                    _connector="OR",
                                ),
                                name="work_group_ends_after_it_begins",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GroupMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[("member", "Member"), ("lead", "Lead")],
                                default="member",
                                max_length=6,
                            ),
                        ),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("joined_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="members",
                                to="dialogue.group",
                            ),
                        ),
                        (
                            "invited_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registry.person",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registry.person",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("person", "group"),
                                name="work_group_member_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("role", "member"),
                                    models.Q(("joined_at__isnull", False), ("role", "lead")),
                                    _connector="OR",
                                ),
                                name="work_group_lead_is_a_member",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("joined_at__isnull", True),
                                        ("joined_at__gte", models.F("made_at")),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("ended_at__isnull", True),
                                        ("ended_at__gte", models.F("made_at")),
                                        _connector="OR",
                                    ),
                                ),
                                name="work_group_member_in_order_of_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Newcomer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("guide_read_at", models.DateTimeField(blank=True, null=True)),
                        ("dismissed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="newcomer",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Participant",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("joined_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("left_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "conversation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="participants",
                                to="dialogue.conversation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registry.person",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("left_at__isnull", True)),
                                fields=("person", "conversation"),
                                name="participant_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("left_at__isnull", True),
                                    ("left_at__gte", models.F("joined_at")),
                                    _connector="OR",
                                ),
                                name="participant_leaves_after_joining",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Post",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")],
                                max_length=2,
                            ),
                        ),
                        ("body", models.TextField()),
                        ("html", models.TextField()),
                        ("digest", models.CharField(max_length=64)),
                        ("files", models.JSONField(blank=True, default=list)),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("version", models.PositiveSmallIntegerField(default=1)),
                        ("edited_at", models.DateTimeField(blank=True, null=True)),
                        ("useful_count", models.PositiveIntegerField(default=0)),
                        ("blanked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "blank_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("court", "Decision of a court"),
                                    ("body", "Order of a state body"),
                                    ("personal", "Personal data"),
                                ],
                                default="",
                                max_length=8,
                            ),
                        ),
                        ("hidden_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "hidden_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("insult", "Insult or hatred"),
                                    ("unlawful", "Call to break the law"),
                                    ("personal", "Personal data of others"),
                                    ("spam", "Advertising or the same again and again"),
                                    ("subject", "Not what the room is for"),
                                    ("other", "Something else"),
                                ],
                                default="",
                                max_length=8,
                            ),
                        ),
                        ("hidden_note", models.CharField(blank=True, default="", max_length=300)),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="posts",
                                to="registry.person",
                            ),
                        ),
                        (
                            "mandate",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="posts",
                                to="registry.mandate",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="posts",
                                to="dialogue.topic",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["author", "made_at"], name="post_of_author"),
                            models.Index(fields=["topic", "id"], name="post_in_topic"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("author", "key"), name="post_once_a_form"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("language__in", ["kk", "ru", "en"])),
                                name="post_language_is_spoken_here",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("edited_at__isnull", True), ("version", 1)),
                                    models.Q(("edited_at__isnull", False), ("version__gt", 1)),
                                    _connector="OR",
                                ),
                                name="post_edited_when_it_has_versions",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("blank_reason", ""), ("blanked_at__isnull", True)),
                                    models.Q(
                                        ("blanked_at__isnull", False),
                                        ("body", ""),
                                        ("html", ""),
                                        models.Q(("blank_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="post_blanked_has_no_text_and_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("hidden_at__isnull", True),
                                        ("hidden_note", ""),
                                        ("hidden_reason", ""),
                                    ),
                                    models.Q(
                                        ("body", ""),
                                        ("hidden_at__isnull", False),
                                        ("html", ""),
                                        models.Q(("hidden_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="post_hidden_has_no_text_and_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Room",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("national", "National"),
                                    ("level", "Level"),
                                    ("region", "Region"),
                                    ("rubric", "Rubric"),
                                    ("council", "Council"),
                                    ("commission", "Commission"),
                                    ("group", "Group"),
                                    ("conversation", "Conversation"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("national", "National"),
                                    ("regional", "Regional"),
                                    ("city", "City"),
                                    ("district", "District"),
                                ],
                                default="",
                                max_length=8,
                            ),
                        ),
                        ("is_closed", models.BooleanField(default=False)),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "commission",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rooms",
                                to="registry.commission",
                            ),
                        ),
                        (
                            "conversation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rooms",
                                to="dialogue.conversation",
                            ),
                        ),
                        (
                            "council",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rooms",
                                to="registry.council",
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rooms",
                                to="dialogue.group",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rooms",
                                to="places.unit",
                            ),
                        ),
                        (
                            "rubric",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rooms",
                                to="rubrics.rubric",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("commission__isnull", True),
                                        ("conversation__isnull", True),
                                        ("council__isnull", True),
                                        ("group__isnull", True),
                                        ("kind", "national"),
                                        ("region__isnull", True),
                                        ("rubric__isnull", True),
                                        ("level", ""),
                                    ),
                                    models.Q(
                                        ("commission__isnull", True),
                                        ("conversation__isnull", True),
                                        ("council__isnull", True),
                                        ("group__isnull", True),
                                        ("kind", "level"),
                                        ("region__isnull", True),
                                        ("rubric__isnull", True),
                                        ("level__in", ["national", "regional", "city", "district"]),
                                    ),
                                    models.Q(
                                        ("commission__isnull", True),
                                        ("conversation__isnull", True),
                                        ("council__isnull", True),
                                        ("group__isnull", True),
                                        ("kind", "region"),
                                        ("rubric__isnull", True),
                                        ("level", ""),
                                        ("region__isnull", False),
                                    ),
                                    models.Q(
                                        ("commission__isnull", True),
                                        ("conversation__isnull", True),
                                        ("council__isnull", True),
                                        ("group__isnull", True),
                                        ("kind", "rubric"),
                                        ("region__isnull", True),
                                        ("level", ""),
                                        ("rubric__isnull", False),
                                    ),
                                    models.Q(
                                        ("commission__isnull", True),
                                        ("conversation__isnull", True),
                                        ("group__isnull", True),
                                        ("kind", "council"),
                                        ("region__isnull", True),
                                        ("rubric__isnull", True),
                                        ("level", ""),
                                        ("council__isnull", False),
                                    ),
                                    models.Q(
                                        ("conversation__isnull", True),
                                        ("council__isnull", True),
                                        ("group__isnull", True),
                                        ("kind", "commission"),
                                        ("region__isnull", True),
                                        ("rubric__isnull", True),
                                        ("level", ""),
                                        ("commission__isnull", False),
                                    ),
                                    models.Q(
                                        ("commission__isnull", True),
                                        ("conversation__isnull", True),
                                        ("council__isnull", True),
                                        ("kind", "group"),
                                        ("region__isnull", True),
                                        ("rubric__isnull", True),
                                        ("level", ""),
                                        ("group__isnull", False),
                                    ),
                                    models.Q(
                                        ("commission__isnull", True),
                                        ("council__isnull", True),
                                        ("group__isnull", True),
                                        ("kind", "conversation"),
                                        ("region__isnull", True),
                                        ("rubric__isnull", True),
                                        ("level", ""),
                                        ("conversation__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="room_belongs_to_one_thing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_closed", False),
                                    (
                                        "kind__in",
                                        ("council", "commission", "group", "conversation"),
                                    ),
                                    _connector="OR",
                                ),
                                name="room_closed_only_where_it_has_people_of_its_own",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_closed", True),
                                    models.Q(("kind", "conversation"), _negated=True),
                                    _connector="OR",
                                ),
                                name="room_of_a_conversation_is_closed",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "national")),
                                fields=("kind",),
                                name="room_one_of_the_country",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "level")),
                                fields=("level",),
                                name="room_one_of_a_level",
                            ),
                            models.UniqueConstraint(
                                fields=("region",), name="room_one_of_a_region"
                            ),
                            models.UniqueConstraint(
                                fields=("rubric",), name="room_one_of_a_rubric"
                            ),
                            models.UniqueConstraint(
                                fields=("council", "is_closed"), name="room_one_of_a_council"
                            ),
                            models.UniqueConstraint(
                                fields=("commission", "is_closed"), name="room_one_of_a_commission"
                            ),
                            models.UniqueConstraint(
                                fields=("group", "is_closed"), name="room_one_of_a_group"
                            ),
                            models.UniqueConstraint(
                                fields=("conversation",), name="room_one_of_a_conversation"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Topic",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("question", "Question"),
                                    ("experience", "Experience"),
                                    ("proposal", "Proposal"),
                                    ("announcement", "Announcement"),
                                ],
                                default="experience",
                                max_length=12,
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        (
                            "language",
                            models.CharField(
                                choices=[("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")],
                                max_length=2,
                            ),
                        ),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("last_post_id", models.BigIntegerField(default=0)),
                        ("last_post_at", models.DateTimeField()),
                        ("post_count", models.PositiveIntegerField(default=0)),
                        ("is_pinned", models.BooleanField(default=False)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        ("title_digest", models.CharField(blank=True, default="", max_length=64)),
                        ("hidden_title", models.CharField(blank=True, default="", max_length=200)),
                        ("locked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "lock_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("insult", "Insult or hatred"),
                                    ("unlawful", "Call to break the law"),
                                    ("personal", "Personal data of others"),
                                    ("spam", "Advertising or the same again and again"),
                                    ("subject", "Not what the room is for"),
                                    ("other", "Something else"),
                                ],
                                default="",
                                max_length=8,
                            ),
                        ),
                        ("lock_note", models.CharField(blank=True, default="", max_length=300)),
                        ("asks_understood", models.BooleanField(default=False)),
                        ("understood_until", models.DateField(blank=True, null=True)),
                        (
                            "accepted",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="dialogue.post",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="topics",
                                to="registry.person",
                            ),
                        ),
                        (
                            "room",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="topics",
                                to="dialogue.room",
                            ),
                        ),
                        (
                            "rubric",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="topics",
                                to="rubrics.rubric",
                            ),
                        ),
                        ("retitled_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["-last_post_at", "-id"], name="topic_latest"),
                            models.Index(
                                fields=["room", "-is_pinned", "-last_post_at", "-id"],
                                name="topic_latest_in_room",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("language__in", ["kk", "ru", "en"])),
                                name="topic_language_is_spoken_here",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["question", "experience", "proposal", "announcement"],
                                    )
                                ),
                                name="topic_is_of_a_known_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("accepted__isnull", True),
                                    ("kind", "question"),
                                    _connector="OR",
                                ),
                                name="topic_accepts_an_answer_to_a_question_alone",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("asks_understood", False),
                                        ("understood_until__isnull", True),
                                    ),
                                    models.Q(("asks_understood", True), ("kind", "announcement")),
                                    _connector="OR",
                                ),
                                name="topic_asks_understood_of_an_announcement_alone",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(("title", ""), _negated=True),
                                        ("hidden_title", ""),
                                        ("title_digest", ""),
                                    ),
                                    models.Q(
                                        models.Q(("title_digest", ""), _negated=True),
                                        ("hidden_title", ""),
                                        ("title", ""),
                                    ),
                                    models.Q(
                                        models.Q(("hidden_title", ""), _negated=True),
                                        ("title", ""),
                                        ("title_digest", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="topic_has_a_title_or_the_hash_of_one_or_a_hidden_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("lock_note", ""),
                                        ("lock_reason", ""),
                                        ("locked_at__isnull", True),
                                    ),
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        ("locked_at__isnull", False),
                                        models.Q(("lock_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="topic_locked_is_closed_and_has_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Poll",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("question", models.CharField(max_length=200)),
                        (
                            "language",
                            models.CharField(
                                choices=[("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")],
                                max_length=2,
                            ),
                        ),
                        ("is_multiple", models.BooleanField(default=False)),
                        ("is_secret", models.BooleanField(default=False)),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("closes_at", models.DateTimeField(blank=True, null=True)),
                        ("answered_count", models.PositiveIntegerField(default=0)),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="polls",
                                to="registry.person",
                            ),
                        ),
                        (
                            "topic",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="poll",
                                to="dialogue.topic",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("language__in", ["kk", "ru", "en"])),
                                name="poll_language_is_spoken_here",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PollOption",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("place", models.PositiveSmallIntegerField()),
                        ("text", models.CharField(max_length=120)),
                        ("chosen_count", models.PositiveIntegerField(default=0)),
                        (
                            "poll",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="options",
                                to="dialogue.poll",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("place",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("poll", "place"), name="poll_option_place"
                            ),
                            models.UniqueConstraint(
                                fields=("poll", "text"), name="poll_option_said_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PollAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="poll_answers",
                                to="registry.person",
                            ),
                        ),
                        (
                            "option",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="dialogue.polloption",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "option"), name="poll_answer_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Mention",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "commission",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="mentions",
                                to="registry.commission",
                            ),
                        ),
                        (
                            "council",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="mentions",
                                to="registry.council",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="mentions",
                                to="registry.person",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="mentions",
                                to="dialogue.post",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("commission__isnull", True),
                                        ("council__isnull", True),
                                        ("person__isnull", False),
                                    ),
                                    models.Q(
                                        ("commission__isnull", False),
                                        ("council__isnull", True),
                                        ("person__isnull", True),
                                    ),
                                    models.Q(
                                        ("commission__isnull", True),
                                        ("council__isnull", False),
                                        ("person__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="mention_names_one",
                            ),
                            models.UniqueConstraint(
                                fields=("post", "person"), name="mention_once_a_person"
                            ),
                            models.UniqueConstraint(
                                fields=("post", "commission"), name="mention_once_a_commission"
                            ),
                            models.UniqueConstraint(
                                fields=("post", "council"), name="mention_once_a_council"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HiddenText",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("body", models.TextField()),
                        ("html", models.TextField(blank=True, default="")),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="hidden_texts",
                                to="dialogue.post",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("post", "number"), name="hidden_text_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attachment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("name", models.CharField(blank=True, default="", max_length=160)),
                        ("sha256", models.CharField(db_index=True, max_length=64)),
                        ("media_type", models.CharField(max_length=100)),
                        ("size", models.PositiveBigIntegerField()),
                        ("by", models.BigIntegerField()),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attachments",
                                to="dialogue.post",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["by", "made_at"], name="attachment_by")],
                    },
                ),
                migrations.CreateModel(
                    name="PostVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("body", models.TextField()),
                        ("digest", models.CharField(max_length=64)),
                        ("made_at", models.DateTimeField()),
                        ("by", models.BigIntegerField()),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="versions",
                                to="dialogue.post",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("post", "number"), name="post_version_number"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReadMark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "last_post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="dialogue.post",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="read_marks",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="read_marks",
                                to="dialogue.topic",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("user", "topic"), name="read_mark_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Asking",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("by", models.BigIntegerField()),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="askings",
                                to="registry.person",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="askings",
                                to="dialogue.topic",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["person", "at"], name="asking_of_person")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("topic", "person"), name="asking_once_a_topic"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Understood",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registry.person",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="understood_by",
                                to="dialogue.topic",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("topic", "person"), name="understood_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Upload",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("name", models.CharField(max_length=160)),
                        ("size", models.PositiveBigIntegerField()),
                        ("received", models.PositiveBigIntegerField(default=0)),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "sha256",
                            models.CharField(blank=True, db_index=True, default="", max_length=64),
                        ),
                        ("media_type", models.CharField(blank=True, default="", max_length=100)),
                        ("kept_size", models.PositiveBigIntegerField(default=0)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="uploads",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["user", "made_at"], name="upload_of_user")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("size__range", (1, 20971520))),
                                name="upload_is_of_a_size_that_is_taken",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("received__lte", models.F("size"))),
                                name="upload_receives_no_more_than_its_size",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UsefulMark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="useful_marks",
                                to="registry.person",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="useful_marks",
                                to="dialogue.post",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "post"), name="useful_mark_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Draft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("place", models.CharField(max_length=80)),
                        ("words", models.JSONField(default=dict)),
                        ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="drafts",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["saved_at"], name="draft_saved")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "place"), name="draft_once_a_place"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TopicVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("title", models.CharField(blank=True, max_length=200)),
                        ("changed_at", models.DateTimeField()),
                        ("by", models.BigIntegerField()),
                        (
                            "rubric",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="rubrics.rubric",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="versions",
                                to="dialogue.topic",
                            ),
                        ),
                    ],
                ),
            ]
        )
    ]
