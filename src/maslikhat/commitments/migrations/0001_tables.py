import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import maslikhat.commitments.course
import maslikhat.kit.days
from maslikhat.kit.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("commitments", "0001_initial"),
        ("commitments", "0002_joint_inquiries"),
        ("commitments", "0003_desk_taken_and_successions"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("decisions", "0001_tables"),
        ("dialogue", "0001_tables"),
        ("places", "0001_tables"),
        ("registry", "0001_tables"),
        ("rubrics", "0001_tables"),
        ("sittings", "0001_tables"),
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
                                        ("state", "sent"),
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
                        (
                            "owed_on",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Case(
                                    models.When(
                                        state__in=[
                                            maslikhat.commitments.course.State["DISPUTED"],
                                            maslikhat.commitments.course.State["PROMISED"],
                                            maslikhat.commitments.course.State["REGISTERED"],
                                            maslikhat.commitments.course.State["REOPENED"],
                                            maslikhat.commitments.course.State["SENT"],
                                        ],
                                        then=models.F("due_on"),
                                    )
                                ),
                                output_field=models.DateField(null=True),
                            ),
                        ),
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
                                fields=["rubric", "-moved_on", "-id"], name="commitment_of_rubric"
                            ),
                            models.Index(
                                fields=["kind", "-moved_on", "-id"], name="commitment_of_kind"
                            ),
                            models.Index(
                                fields=["region", "-moved_on", "-id"], name="commitment_of_region"
                            ),
                            models.Index(
                                fields=["region", "rubric", "-moved_on", "-id"],
                                name="commitment_region_rubric",
                            ),
                            models.Index(
                                fields=["state", "-moved_on", "-id"], name="commitment_in_state"
                            ),
                            models.Index(
                                condition=models.Q(("owed_on__isnull", False)),
                                fields=["owed_on", "id"],
                                name="commitment_owed",
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
                                condition=models.Q(("joint__isnull", False)),
                                fields=["joint"],
                                name="commitment_of_joint",
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
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("commitment", "number"), name="step_number_once"
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
                                        ],
                                    ),
                                    ("assessment__in", ("", "full", "partial", "formal", "off")),
                                    ("voice__in", ("", "author", "deputy", "resident")),
                                ),
                                name="step_words_are_known",
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
                                ],
                                max_length=6,
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
            ]
        ),
    ]
