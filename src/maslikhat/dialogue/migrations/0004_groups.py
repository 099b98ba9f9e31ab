import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dialogue", "0003_hidden"),
        ("places", "0003_hidden_until_done"),
        ("registry", "0002_reference"),
        ("rubrics", "0002_subjects"),
    ]

    operations = [
        migrations.CreateModel(
            name="Conversation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="Group",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
            ],
        ),
        migrations.CreateModel(
            name="GroupMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
            ],
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("left_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Understood",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="room",
            name="room_belongs_to_one_thing",
        ),
        migrations.RemoveConstraint(
            model_name="room",
            name="room_closed_only_of_a_council_or_commission",
        ),
        migrations.AddField(
            model_name="topic",
            name="asks_understood",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="topic",
            name="understood_until",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="room",
            name="kind",
            field=models.CharField(
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
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("asks_understood", False), ("understood_until__isnull", True)),
                    models.Q(("asks_understood", True), ("kind", "announcement")),
                    _connector="OR",
                ),
                name="topic_asks_understood_of_an_announcement_alone",
            ),
        ),
        migrations.AddField(
            model_name="conversation",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.person"
            ),
        ),
        migrations.AddField(
            model_name="room",
            name="conversation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rooms",
                to="dialogue.conversation",
            ),
        ),
        migrations.AddField(
            model_name="group",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.person"
            ),
        ),
        migrations.AddField(
            model_name="room",
            name="group",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rooms",
                to="dialogue.group",
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_closed", False),
                    ("kind__in", ("council", "commission", "group", "conversation")),
                    _connector="OR",
                ),
                name="room_closed_only_where_it_has_people_of_its_own",
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_closed", True),
                    models.Q(("kind", "conversation"), _negated=True),
                    _connector="OR",
                ),
                name="room_of_a_conversation_is_closed",
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.UniqueConstraint(
                fields=("group", "is_closed"), name="room_one_of_a_group"
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.UniqueConstraint(
                fields=("conversation",), name="room_one_of_a_conversation"
            ),
        ),
        migrations.AddField(
            model_name="groupmember",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="members",
                to="dialogue.group",
            ),
        ),
        migrations.AddField(
            model_name="groupmember",
            name="invited_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.person",
            ),
        ),
        migrations.AddField(
            model_name="groupmember",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.person"
            ),
        ),
        migrations.AddField(
            model_name="participant",
            name="conversation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="participants",
                to="dialogue.conversation",
            ),
        ),
        migrations.AddField(
            model_name="participant",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.person"
            ),
        ),
        migrations.AddField(
            model_name="understood",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.person"
            ),
        ),
        migrations.AddField(
            model_name="understood",
            name="topic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="understood_by",
                to="dialogue.topic",
            ),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.UniqueConstraint(
                fields=("made_by", "key"), name="work_group_once_a_form"
            ),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("name_en", ""), ("name_kk", ""), ("name_ru", ""), _negated=True
                ),
                name="work_group_has_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("purpose_en", ""), ("purpose_kk", ""), ("purpose_ru", ""), _negated=True
                ),
                name="work_group_has_a_purpose",
            ),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at__isnull", True),
                    ("ended_at__gte", models.F("made_at")),
                    _connector="OR",
                ),
                name="work_group_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("person", "group"),
                name="work_group_member_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("role", "member"),
                    models.Q(("joined_at__isnull", False), ("role", "lead")),
                    _connector="OR",
                ),
                name="work_group_lead_is_a_member",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmember",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_at__isnull", True)),
                fields=("person", "conversation"),
                name="participant_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_at__isnull", True),
                    ("left_at__gte", models.F("joined_at")),
                    _connector="OR",
                ),
                name="participant_leaves_after_joining",
            ),
        ),
        migrations.AddConstraint(
            model_name="understood",
            constraint=models.UniqueConstraint(fields=("topic", "person"), name="understood_once"),
        ),
    ]
