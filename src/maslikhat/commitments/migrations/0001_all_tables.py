import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import maslikhat.commitments.course
import maslikhat.kit.days
import maslikhat.kit.keys
from maslikhat.kit.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("commitments", "0001_initial"),
        ("commitments", "0002_joint_inquiries"),
        ("commitments", "0003_desk_taken_and_successions"),
        ("commitments", "0001_tables"),
        ("commitments", "0002_joint_inquiries_withdrawn_and_taken"),
        ("commitments", "0003_referrals_between_levels"),
        ("commitments", "0004_about_a_figure"),
        ("commitments", "0005_joint_about_a_figure"),
        ("commitments", "0006_promises_beside_the_clock"),
        ("commitments", "0007_grace_of_what_was_entered_late"),
        ("commitments", "0008_turning_to_somebody_else"),
        ("commitments", "0009_in_which_office_signed"),
        ("commitments", "0010_events_that_recommend"),
        ("commitments", "0011_filters_within_indexes"),
        ("commitments", "0012_jobs_of_joint_inquiries"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("decisions", "0001_all_tables"),
        ("dialogue", "0001_all_tables"),
        ("places", "0001_tables"),
        ("registry", "0001_all_tables"),
        ("rubrics", "0001_tables"),
        ("sittings", "0001_all_tables"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Joint",
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
                        ("language", models.CharField(max_length=2)),
                        ("title", models.CharField(max_length=300)),
                        ("text", models.TextField(max_length=20000)),
                        ("result", models.CharField(blank=True, default="", max_length=500)),
                        ("basis", models.CharField(blank=True, default="", max_length=500)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("sent", "Sent"),
                                    ("discarded", "Discarded"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="draft",
                                max_length=9,
                            ),
                        ),
                        ("out_number", models.CharField(blank=True, default="", max_length=60)),
                        ("sent_on", models.DateField(blank=True, null=True)),
                        ("due_on", models.DateField(blank=True, null=True)),
                        ("due_norm", models.CharField(blank=True, default="", max_length=60)),
                        ("by", models.BigIntegerField()),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "council",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="joints",
                                to="registry.council",
                            ),
                        ),
                        (
                            "mandate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="joints",
                                to="registry.mandate",
                            ),
                        ),
                        (
                            "rubric",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="joints",
                                to="rubrics.rubric",
                            ),
                        ),
                        ("withdrawn_by", models.BigIntegerField(blank=True, null=True)),
                        ("withdrawn_on", models.DateField(blank=True, null=True)),
                        (
                            "withdrawn_why",
                            models.TextField(blank=True, default="", max_length=20000),
                        ),
                        (
                            "about",
                            maslikhat.kit.keys.KeyField(blank=True, default="", max_length=40),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["state", "-sent_on", "-id"], name="joint_sent_lately"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("by", "key"), name="joint_once_a_form"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("due_on__isnull", False),
                                        ("sent_on__isnull", False),
                                        ("state__in", ("sent", "withdrawn")),
                                    ),
                                    models.Q(
                                        ("due_on", None),
                                        ("sent_on", None),
                                        ("state__in", ("draft", "discarded")),
                                    ),
                                    _connector="OR",
                                ),
                                name="joint_sent_has_its_days",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state", "withdrawn"),
                                        ("withdrawn_on__isnull", False),
                                        ("withdrawn_by__isnull", False),
                                    ),
                                    models.Q(
                                        models.Q(("state", "withdrawn"), _negated=True),
                                        ("withdrawn_by", None),
                                        ("withdrawn_on", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="joint_withdrawn_by_somebody_on_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Commitment",
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
                                    ("inquiry", "Deputy's inquiry"),
                                    ("recommendation", "Recommendation"),
                                    ("task", "Task of a decision"),
                                    ("mandate", "Voters' mandate"),
                                    ("appeal", "Appeal passed on by a deputy"),
                                ],
                                max_length=14,
                            ),
                        ),
                        (
                            "author",
                            models.CharField(
                                choices=[
                                    ("deputy", "Deputy"),
                                    ("commission", "Commission"),
                                    ("council", "Maslikhat"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("language", models.CharField(max_length=2)),
                        ("title", models.CharField(max_length=300)),
                        ("text", models.TextField(max_length=20000)),
                        ("result", models.CharField(blank=True, default="", max_length=500)),
                        ("basis", models.CharField(blank=True, default="", max_length=500)),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("own", "The author's own"),
                                    ("session", "Session of the maslikhat"),
                                    ("commission", "Sitting of a commission"),
                                    ("hearing", "Public hearing"),
                                    ("conference", "Conference"),
                                    ("round_table", "Round table"),
                                    ("public_council", "Public council"),
                                    ("assembly", "Assembly of the local community"),
                                    ("revision", "Revision commission"),
                                    ("voters", "Meeting with voters"),
                                    ("appeal", "Appeal of a citizen"),
                                    ("dialogue", "Dialogue of deputies"),
                                    ("decision", "Decision of the maslikhat"),
                                ],
                                default="own",
                                max_length=14,
                            ),
                        ),
                        ("occasion", models.CharField(blank=True, default="", max_length=300)),
                        ("point", models.CharField(blank=True, default="", max_length=60)),
                        ("out_number", models.CharField(blank=True, default="", max_length=60)),
                        ("in_number", models.CharField(blank=True, default="", max_length=60)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("sent", "sent"),
                                    ("registered", "registered"),
                                    ("answered", "answered"),
                                    ("promised", "promised"),
                                    ("reported", "reported"),
                                    ("confirmed", "confirmed"),
                                    ("disputed", "disputed"),
                                    ("reopened", "reopened"),
                                    ("closed", "closed"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default=maslikhat.commitments.course.State["SENT"],
                                max_length=10,
                            ),
                        ),
                        ("sent_on", models.DateField()),
                        ("due_on", models.DateField()),
                        ("due_norm", models.CharField(blank=True, default="", max_length=60)),
                        ("answered_on", models.DateField(blank=True, null=True)),
                        ("answer_due_on", models.DateField(blank=True, null=True)),
                        ("answer_days", models.PositiveIntegerField(blank=True, null=True)),
                        ("assessment", models.CharField(blank=True, default="", max_length=7)),
                        ("moved_on", models.DateField(default=maslikhat.kit.days.today)),
                        ("by", models.BigIntegerField()),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "addressee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commitments",
                                to="registry.body",
                            ),
                        ),
                        (
                            "commission",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commitments",
                                to="registry.commission",
                            ),
                        ),
                        (
                            "council",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commitments",
                                to="registry.council",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commitments",
                                to="decisions.decision",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="commitments",
                                to="sittings.item",
                            ),
                        ),
                        (
                            "mandate",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commitments",
                                to="registry.mandate",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commitments",
                                to="places.unit",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commitments",
                                to="dialogue.post",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="places.unit",
                            ),
                        ),
                        (
                            "rubric",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commitments",
                                to="rubrics.rubric",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commitments",
                                to="dialogue.topic",
                            ),
                        ),
                        (
                            "joint",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="commitments.joint",
                            ),
                        ),
                        (
                            "forwarding",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="begun",
                                to="commitments.forwarding",
                            ),
                        ),
                        (
                            "about",
                            maslikhat.kit.keys.KeyField(blank=True, default="", max_length=40),
                        ),
                        ("promised_on", models.DateField(blank=True, null=True)),
                        ("grace_on", models.DateField(blank=True, null=True)),
                        (
                            "owed_on",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Case(
                                    models.When(
                                        models.Q(
                                            ("state", "promised"),
                                            models.Q(
                                                ("assessment__in", ["full", "partial"]),
                                                models.Q(
                                                    ("answered_on__lte", models.F("answer_due_on")),
                                                    ("assessment", ""),
                                                ),
                                                _connector="OR",
                                            ),
                                        ),
                                        then=models.F("promised_on"),
                                    ),
                                    models.When(
                                        models.Q(
                                            models.Q(
                                                (
                                                    "state__in",
                                                    [
                                                        "disputed",
                                                        "promised",
                                                        "registered",
                                                        "reopened",
                                                        "sent",
                                                    ],
                                                ),
                                                models.Q(
                                                    ("assessment__in", ["formal", "off"]),
                                                    (
                                                        "state__in",
                                                        ["answered", "promised", "reported"],
                                                    ),
                                                ),
                                                _connector="OR",
                                            ),
                                            ("grace_on__gt", models.F("due_on")),
                                        ),
                                        then=models.F("grace_on"),
                                    ),
                                    models.When(
                                        models.Q(
                                            (
                                                "state__in",
                                                [
                                                    "disputed",
                                                    "promised",
                                                    "registered",
                                                    "reopened",
                                                    "sent",
                                                ],
                                            ),
                                            models.Q(
                                                ("assessment__in", ["formal", "off"]),
                                                ("state__in", ["answered", "promised", "reported"]),
                                            ),
                                            _connector="OR",
                                        ),
                                        then=models.F("due_on"),
                                    ),
                                ),
                                output_field=models.DateField(null=True),
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recommendations",
                                to="commitments.event",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["-moved_on", "-id"], name="commitment_lately"),
                            models.Index(
                                fields=["council", "-moved_on", "-id"], name="commitment_of_council"
                            ),
                            models.Index(
                                fields=["addressee", "-moved_on", "-id"], name="commitment_of_body"
                            ),
                            models.Index(
                                fields=["kind", "-moved_on", "-id"], name="commitment_of_kind"
                            ),
                            models.Index(
                                condition=models.Q(("joint__isnull", False)),
                                fields=["joint"],
                                name="commitment_of_joint",
                            ),
                            models.Index(
                                condition=models.Q(("forwarding__isnull", False)),
                                fields=["forwarding"],
                                name="commitment_of_forwarding",
                            ),
                            models.Index(
                                condition=models.Q(("about", ""), _negated=True),
                                fields=["about"],
                                name="commitment_about",
                            ),
                            models.Index(
                                condition=models.Q(("owed_on__isnull", False)),
                                fields=["region", "owed_on", "id"],
                                name="commitment_owed_in",
                            ),
                            models.Index(
                                condition=models.Q(("owed_on__isnull", False)),
                                fields=["council", "owed_on", "id"],
                                name="commitment_owed_to",
                            ),
                            models.Index(
                                condition=models.Q(("owed_on__isnull", False)),
                                fields=["addressee", "owed_on", "id"],
                                name="commitment_owed_by",
                            ),
                            models.Index(
                                condition=models.Q(("owed_on__isnull", False)),
                                fields=["rubric", "state", "-moved_on", "-id"],
                                name="commitment_owed_about",
                            ),
                            models.Index(
                                condition=models.Q(("event__isnull", False)),
                                fields=["event"],
                                name="commitment_of_event",
                            ),
                            models.Index(
                                fields=["rubric", "-moved_on", "-id", "kind", "state"],
                                name="commitment_of_rubric",
                            ),
                            models.Index(
                                fields=["region", "-moved_on", "-id", "rubric", "kind", "state"],
                                name="commitment_of_region",
                            ),
                            models.Index(
                                fields=["state", "-moved_on", "-id", "rubric"],
                                name="commitment_in_state",
                            ),
                            models.Index(
                                fields=["kind", "state", "-moved_on", "-id", "rubric"],
                                name="commitment_kind_in_state",
                            ),
                            models.Index(
                                condition=models.Q(("owed_on__isnull", False)),
                                fields=["owed_on", "id", "kind", "rubric"],
                                name="commitment_owed",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("by", "key"), name="commitment_once_a_form"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("author__in", ["deputy", "commission", "council"]),
                                    (
                                        "kind__in",
                                        ["inquiry", "recommendation", "task", "mandate", "appeal"],
                                    ),
                                    (
                                        "source__in",
                                        [
                                            "own",
                                            "session",
                                            "commission",
                                            "hearing",
                                            "conference",
                                            "round_table",
                                            "public_council",
                                            "assembly",
                                            "revision",
                                            "voters",
                                            "appeal",
                                            "dialogue",
                                            "decision",
                                        ],
                                    ),
                                    (
                                        "state__in",
                                        [
                                            "sent",
                                            "registered",
                                            "answered",
                                            "promised",
                                            "reported",
                                            "confirmed",
                                            "disputed",
                                            "reopened",
                                            "closed",
                                            "withdrawn",
                                        ],
                                    ),
                                ),
                                name="commitment_words_are_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("author", "deputy"),
                                        ("commission", None),
                                        ("mandate__isnull", False),
                                    ),
                                    models.Q(
                                        ("author", "commission"),
                                        ("commission__isnull", False),
                                        ("mandate", None),
                                    ),
                                    models.Q(
                                        ("author", "council"),
                                        ("commission", None),
                                        ("mandate", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="commitment_author_is_who_it_says",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind__in", ("inquiry", "appeal", "mandate")),
                                        _negated=True,
                                    ),
                                    ("author", "deputy"),
                                    _connector="OR",
                                ),
                                name="commitment_of_a_deputy_has_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "task"), _negated=True),
                                    ("decision__isnull", False),
                                    _connector="OR",
                                ),
                                name="commitment_task_is_of_a_decision",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("due_on__gte", models.F("sent_on"))),
                                name="commitment_due_after_it_is_sent",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answer_days", None),
                                        ("answer_due_on", None),
                                        ("answered_on", None),
                                    ),
                                    models.Q(
                                        ("answer_days__isnull", False),
                                        ("answer_due_on__isnull", False),
                                        ("answered_on__gte", models.F("sent_on")),
                                    ),
                                    _connector="OR",
                                ),
                                name="commitment_answered_with_its_due",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "state__in",
                                            [
                                                "answered",
                                                "promised",
                                                "reported",
                                                "confirmed",
                                                "disputed",
                                                "closed",
                                            ],
                                        ),
                                        _negated=True,
                                    ),
                                    ("answered_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="commitment_heard_has_an_answer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("promised_on__isnull", False), ("state", "promised")),
                                    models.Q(
                                        models.Q(("state", "promised"), _negated=True),
                                        ("promised_on", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="commitment_promised_has_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("event", None),
                                    models.Q(("kind", "recommendation"), ("occasion", "")),
                                    _connector="OR",
                                ),
                                name="commitment_event_is_named_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Addressed",
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
                        ("number", models.PositiveIntegerField(default=0)),
                        ("is_delivered", models.BooleanField(default=False)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="jointly_asked",
                                to="registry.body",
                            ),
                        ),
                        (
                            "joint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="addressed",
                                to="commitments.joint",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("joint", "body"), name="addressed_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_delivered", False), ("number__gte", 1), _connector="OR"
                                ),
                                name="addressed_delivered_under_a_number",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Remark",
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
                        ("language", models.CharField(max_length=2)),
                        ("words", models.TextField(max_length=2000)),
                        ("by", models.BigIntegerField()),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="remarks",
                                to="registry.body",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["body", "-id"], name="remark_of_body")],
                    },
                ),
                migrations.CreateModel(
                    name="Sample",
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
                        ("name", models.CharField(max_length=120)),
                        ("text_kk", models.TextField(blank=True, default="", max_length=8000)),
                        ("text_ru", models.TextField(blank=True, default="", max_length=8000)),
                        ("text_en", models.TextField(blank=True, default="", max_length=8000)),
                        ("by", models.BigIntegerField()),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="samples",
                                to="registry.body",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("body", "name"), name="sample_name_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("text_kk", ""), _negated=True),
                                    models.Q(("text_ru", ""), _negated=True),
                                    models.Q(("text_en", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="sample_says_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Say",
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
                        ("round", models.PositiveIntegerField()),
                        ("user", models.BigIntegerField()),
                        ("is_done", models.BooleanField()),
                        ("day", models.DateField()),
                        (
                            "commitment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="says",
                                to="commitments.commitment",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("commitment", "round", "user"), name="say_once_a_round"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Signature",
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
                            "state",
                            models.CharField(
                                choices=[
                                    ("invited", "Invited"),
                                    ("signed", "Signed"),
                                    ("declined", "Declined"),
                                ],
                                default="invited",
                                max_length=8,
                            ),
                        ),
                        ("at", models.DateTimeField(blank=True, null=True)),
                        (
                            "joint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="signatures",
                                to="commitments.joint",
                            ),
                        ),
                        (
                            "mandate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signatures",
                                to="registry.mandate",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("joint", "mandate"), name="signature_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("at", None), ("state", "invited")),
                                    models.Q(
                                        ("at__isnull", False), ("state__in", ("signed", "declined"))
                                    ),
                                    _connector="OR",
                                ),
                                name="signature_state_is_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Step",
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
                        ("number", models.PositiveIntegerField()),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("send", "send"),
                                    ("register", "register"),
                                    ("redirect", "redirect"),
                                    ("extend", "extend"),
                                    ("answer", "answer"),
                                    ("promise", "promise"),
                                    ("assess", "assess"),
                                    ("report_done", "report_done"),
                                    ("confirm", "confirm"),
                                    ("dispute", "dispute"),
                                    ("close", "close"),
                                    ("reopen", "reopen"),
                                    ("pass_on", "pass_on"),
                                    ("withdraw", "withdraw"),
                                    ("attach", "attach"),
                                    ("turn", "turn"),
                                ],
                                max_length=11,
                            ),
                        ),
                        ("day", models.DateField()),
                        ("by", models.BigIntegerField()),
                        ("is_of_body", models.BooleanField(default=False)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("language", models.CharField(blank=True, default="", max_length=2)),
                        ("words", models.TextField(blank=True, default="", max_length=20000)),
                        ("letter_number", models.CharField(blank=True, default="", max_length=60)),
                        ("signed", models.CharField(blank=True, default="", max_length=200)),
                        ("due_on", models.DateField(blank=True, null=True)),
                        (
                            "assessment",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("full", "Full"),
                                    ("partial", "Partial"),
                                    ("formal", "Formal"),
                                    ("off", "Off the subject"),
                                ],
                                default="",
                                max_length=7,
                            ),
                        ),
                        (
                            "voice",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("author", "The author"),
                                    ("deputy", "Deputy of the place"),
                                    ("resident", "Residents"),
                                ],
                                default="",
                                max_length=8,
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registry.body",
                            ),
                        ),
                        (
                            "commitment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="commitments.commitment",
                            ),
                        ),
                        (
                            "turned_to",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("chair", "Chair of the maslikhat"),
                                    ("commission", "Standing commission"),
                                    ("prosecutor", "Prosecutor's office"),
                                    ("national", "Deputy of the national chamber"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("recipient", models.CharField(blank=True, default="", max_length=300)),
                        (
                            "office",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("addressee", "The addressee"),
                                    ("head", "First head of the body"),
                                    ("deputy_head", "Deputy of the first head"),
                                    ("other", "Another official"),
                                ],
                                default="",
                                max_length=11,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("commitment", "number"), name="step_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(
                                            ("act", maslikhat.commitments.course.Act["REDIRECT"]),
                                            ("body__isnull", False),
                                        ),
                                        models.Q(
                                            models.Q(
                                                (
                                                    "act",
                                                    maslikhat.commitments.course.Act["REDIRECT"],
                                                ),
                                                _negated=True,
                                            ),
                                            ("body", None),
                                        ),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("act", maslikhat.commitments.course.Act["ASSESS"]),
                                            models.Q(("assessment", ""), _negated=True),
                                        ),
                                        models.Q(
                                            models.Q(
                                                ("act", maslikhat.commitments.course.Act["ASSESS"]),
                                                _negated=True,
                                            ),
                                            ("assessment", ""),
                                        ),
                                        _connector="OR",
                                    ),
                                ),
                                name="step_says_what_it_is_for",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("act", "turn"),
                                        models.Q(("turned_to", ""), _negated=True),
                                        models.Q(("recipient", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("act", "turn"), _negated=True),
                                        ("recipient", ""),
                                        ("turned_to", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="step_turns_to_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "act__in",
                                        [
                                            "send",
                                            "register",
                                            "redirect",
                                            "extend",
                                            "answer",
                                            "promise",
                                            "assess",
                                            "report_done",
                                            "confirm",
                                            "dispute",
                                            "close",
                                            "reopen",
                                            "pass_on",
                                            "withdraw",
                                            "attach",
                                            "turn",
                                        ],
                                    ),
                                    ("assessment__in", ("", "full", "partial", "formal", "off")),
                                    (
                                        "office__in",
                                        ("", "addressee", "head", "deputy_head", "other"),
                                    ),
                                    (
                                        "turned_to__in",
                                        ("", "chair", "commission", "prosecutor", "national"),
                                    ),
                                    ("voice__in", ("", "author", "deputy", "resident")),
                                ),
                                name="step_words_are_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Paper",
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
                        ("sha256", models.CharField(db_index=True, max_length=64)),
                        ("media_type", models.CharField(max_length=100)),
                        ("size", models.PositiveBigIntegerField()),
                        (
                            "step",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="commitments.step",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("step", "sha256"), name="commitment_paper_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Succession",
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
                        ("day", models.DateField()),
                        ("basis", models.CharField(max_length=500)),
                        ("by", models.BigIntegerField()),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "new",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="successions",
                                to="registry.body",
                            ),
                        ),
                        (
                            "old",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="succession",
                                to="registry.body",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("old", models.F("new")), _negated=True),
                                name="succession_to_another",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Succeeded",
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
                            "commitment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="succeeded",
                                to="commitments.commitment",
                            ),
                        ),
                        (
                            "succession",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="matters",
                                to="commitments.succession",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("commitment", "succession"), name="succeeded_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Taken",
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
                                    ("letter", "The letter"),
                                    ("step", "The text of a step"),
                                    ("paper", "The paper"),
                                    ("remark", "The body's own word"),
                                    ("joint", "The joint inquiry"),
                                    ("forwarding", "The referral to another level"),
                                    ("minutes", "The minutes of an event"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("number", models.BigIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("words", models.TextField(blank=True, default="")),
                        ("reason", models.CharField(max_length=8)),
                        ("note", models.CharField(blank=True, default="", max_length=300)),
                        ("is_order", models.BooleanField(default=False)),
                        ("author", models.BigIntegerField()),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("is_with_joint", models.BooleanField(default=False)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("kind", "number"), name="taken_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_order", False), ("words", ""), _connector="OR"
                                ),
                                name="taken_under_an_order_is_gone",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("is_order", True),
                                        ("reason__in", ["court", "body", "personal"]),
                                    ),
                                    models.Q(
                                        ("is_order", False),
                                        (
                                            "reason__in",
                                            [
                                                "insult",
                                                "unlawful",
                                                "personal",
                                                "spam",
                                                "subject",
                                                "other",
                                            ],
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="taken_for_a_known_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Executor",
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
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="executed",
                                to="registry.body",
                            ),
                        ),
                        (
                            "commitment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="executors",
                                to="commitments.commitment",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("commitment", "body"), name="executor_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Handing",
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
                        ("note", models.CharField(blank=True, default="", max_length=500)),
                        ("by", models.BigIntegerField()),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handings",
                                to="registry.body",
                            ),
                        ),
                        (
                            "commitment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="handings",
                                to="commitments.commitment",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="handings",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=["user"],
                                name="handing_of_user",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("commitment", "body"),
                                name="handing_one_hand_at_a_time",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Forwarding",
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
                        ("language", models.CharField(max_length=2)),
                        ("title", models.CharField(max_length=300)),
                        ("text", models.TextField(max_length=20000)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("sent", "Sent"),
                                    ("received", "Registered there"),
                                    ("taken", "Taken on there"),
                                    ("returned", "Word came back"),
                                    ("refused", "Not taken on"),
                                    ("recalled", "Taken back"),
                                ],
                                default="sent",
                                max_length=8,
                            ),
                        ),
                        ("out_number", models.CharField(blank=True, default="", max_length=60)),
                        ("in_number", models.CharField(blank=True, default="", max_length=60)),
                        ("sent_on", models.DateField()),
                        ("received_on", models.DateField(blank=True, null=True)),
                        ("taken_on", models.DateField(blank=True, null=True)),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        ("due_on", models.DateField()),
                        (
                            "owed_on",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Case(
                                    models.When(
                                        state__in=("sent", "received", "taken"),
                                        then=models.F("due_on"),
                                    )
                                ),
                                output_field=models.DateField(null=True),
                            ),
                        ),
                        ("moved_on", models.DateField(default=maslikhat.kit.days.today)),
                        ("words", models.TextField(blank=True, default="", max_length=20000)),
                        ("words_language", models.CharField(blank=True, default="", max_length=2)),
                        ("by", models.BigIntegerField()),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "became",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="forwarded_from",
                                to="dialogue.topic",
                            ),
                        ),
                        (
                            "commission",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="forwarded",
                                to="registry.commission",
                            ),
                        ),
                        (
                            "commitment",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="forwardings",
                                to="commitments.commitment",
                            ),
                        ),
                        (
                            "council",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="forwarded",
                                to="registry.council",
                            ),
                        ),
                        (
                            "joint",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="forwardings",
                                to="commitments.joint",
                            ),
                        ),
                        (
                            "to_council",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="received",
                                to="registry.council",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="forwardings",
                                to="dialogue.topic",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["-moved_on", "-id"], name="forwarding_lately"),
                            models.Index(fields=["owed_on", "id"], name="forwarding_owed"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("by", "key"), name="forwarding_once_a_form"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("council", models.F("to_council")), _negated=True
                                ),
                                name="forwarding_to_another_council",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("commitment__isnull", False),
                                        ("joint", None),
                                        ("topic", None),
                                    ),
                                    models.Q(
                                        ("commitment", None),
                                        ("joint", None),
                                        ("topic__isnull", False),
                                    ),
                                    models.Q(
                                        ("commitment", None),
                                        ("joint__isnull", False),
                                        ("topic", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="forwarding_is_about_one_thing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("due_on__gte", models.F("sent_on"))),
                                name="forwarding_due_after_it_is_sent",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ended_on", None),
                                        ("received_on", None),
                                        ("state", "sent"),
                                        ("taken_on", None),
                                    ),
                                    models.Q(
                                        ("ended_on", None),
                                        ("received_on__isnull", False),
                                        ("state", "received"),
                                        ("taken_on", None),
                                    ),
                                    models.Q(
                                        ("ended_on", None),
                                        ("state", "taken"),
                                        ("taken_on__isnull", False),
                                    ),
                                    models.Q(
                                        ("ended_on__isnull", False),
                                        ("state", "returned"),
                                        ("taken_on__isnull", False),
                                    ),
                                    models.Q(
                                        ("ended_on__isnull", False),
                                        ("state__in", ("refused", "recalled")),
                                        ("taken_on", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="forwarding_state_has_its_days",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Event",
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
                                    ("session", "Session of the maslikhat"),
                                    ("commission", "Sitting of a commission"),
                                    ("hearing", "Public hearing"),
                                    ("conference", "Conference"),
                                    ("round_table", "Round table"),
                                    ("public_council", "Public council"),
                                    ("assembly", "Assembly of the local community"),
                                ],
                                max_length=14,
                            ),
                        ),
                        ("title_kk", models.CharField(blank=True, default="", max_length=300)),
                        ("title_ru", models.CharField(blank=True, default="", max_length=300)),
                        ("title_en", models.CharField(blank=True, default="", max_length=300)),
                        ("held_on", models.DateField()),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="places.unit",
                            ),
                        ),
                        (
                            "council",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="registry.council",
                            ),
                        ),
                        (
                            "commission",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="registry.commission",
                            ),
                        ),
                        ("organiser", models.CharField(blank=True, default="", max_length=300)),
                        ("language", models.CharField(max_length=2)),
                        (
                            "rubric",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="rubrics.rubric",
                            ),
                        ),
                        ("protocol_name", models.CharField(blank=True, default="", max_length=160)),
                        (
                            "protocol_sha256",
                            models.CharField(blank=True, db_index=True, default="", max_length=64),
                        ),
                        ("protocol_type", models.CharField(blank=True, default="", max_length=100)),
                        ("protocol_size", models.PositiveBigIntegerField(default=0)),
                        ("by", models.BigIntegerField()),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["-held_on", "-id"], name="event_lately")],
                        "constraints": [
                            models.UniqueConstraint(fields=("by", "key"), name="event_once_a_form"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "session",
                                            "commission",
                                            "hearing",
                                            "conference",
                                            "round_table",
                                            "public_council",
                                            "assembly",
                                        ],
                                    )
                                ),
                                name="event_kind_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("title_kk", ""), _negated=True),
                                    models.Q(("title_ru", ""), _negated=True),
                                    models.Q(("title_en", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="event_has_a_title",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("commission", None), ("organiser", ""), _connector="OR"
                                ),
                                name="event_has_one_organiser",
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
