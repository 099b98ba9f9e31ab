import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import maslikhat.kit.keys
from maslikhat.kit.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("sittings", "0001_initial"),
        ("sittings", "0002_candidates_of_elections"),
        ("sittings", "0003_withdrawn_from_calendars"),
        ("sittings", "0004_doors_are_voted_on"),
        ("sittings", "0005_key_of_what_is_brought_over"),
        ("sittings", "0006_signatures_of_items"),
        ("sittings", "0007_suggested_questions"),
        ("sittings", "0001_tables"),
        ("sittings", "0002_covered_words"),
        ("sittings", "0003_withheld_papers"),
        ("sittings", "0004_postponed_uncalled"),
        ("sittings", "0005_motions_in_one_language"),
        ("sittings", "0006_items_added_after_the_notice"),
        ("sittings", "0007_added_in_both_languages"),
        ("sittings", "0008_papers_are_read_first"),
    ]

    initial = True

    dependencies = [
        ("decisions", "0001_all_tables"),
        ("dialogue", "0001_all_tables"),
        ("registry", "0001_all_tables"),
        ("rubrics", "0001_tables"),
        ("voting", "0001_all_tables"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="WorkPlan",
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
                        ("year", models.PositiveSmallIntegerField()),
                        ("adopted_on", models.DateField(blank=True, null=True)),
                        ("by", models.BigIntegerField()),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "council",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="work_plans",
                                to="registry.council",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("council", "year"), name="workplan_once_a_year"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("year__range", (1994, 2100))),
                                name="workplan_year",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanItem",
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
                        ("quarter", models.PositiveSmallIntegerField()),
                        ("title_kk", models.CharField(blank=True, default="", max_length=500)),
                        ("title_ru", models.CharField(blank=True, default="", max_length=500)),
                        ("title_en", models.CharField(blank=True, default="", max_length=500)),
                        (
                            "commission",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registry.commission",
                            ),
                        ),
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
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="sittings.workplan",
                            ),
                        ),
                        ("own_title_en", models.CharField(blank=True, default="", max_length=500)),
                        ("own_title_kk", models.CharField(blank=True, default="", max_length=500)),
                        ("own_title_ru", models.CharField(blank=True, default="", max_length=500)),
                    ],
                    options={
                        "ordering": ("quarter", "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("quarter__range", (1, 4))),
                                name="planitem_quarter",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("title_kk", ""), _negated=True),
                                    models.Q(("title_ru", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="planitem_has_a_title",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Session",
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
                                    ("ordinary", "Ordinary session"),
                                    ("extraordinary", "Extraordinary session"),
                                    ("first", "First session"),
                                ],
                                max_length=13,
                            ),
                        ),
                        ("number", models.CharField(max_length=16)),
                        ("number_key", maslikhat.kit.keys.KeyField(max_length=16)),
                        (
                            "proposed_by",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("deputies", "At least a third of the deputies"),
                                    ("akim", "The akim"),
                                    ("", "Nobody: it is in the plan"),
                                ],
                                default="",
                                max_length=8,
                            ),
                        ),
                        ("decided_on", models.DateField(blank=True, null=True)),
                        ("registered_on", models.DateField(blank=True, null=True)),
                        ("by", models.BigIntegerField()),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "convocation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="registry.convocation",
                            ),
                        ),
                        (
                            "council",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="registry.council",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("convocation", "number_key"),
                                name="session_number_once_a_convocation",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_on__isnull", False),
                                        ("kind", "extraordinary"),
                                        ("proposed_by__in", ("deputies", "akim")),
                                    ),
                                    models.Q(
                                        models.Q(("kind", "extraordinary"), _negated=True),
                                        ("decided_on", None),
                                        ("proposed_by", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="session_extraordinary_was_decided_on",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "first"), ("registered_on__isnull", False)),
                                    models.Q(
                                        models.Q(("kind", "first"), _negated=True),
                                        ("registered_on", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="session_first_counts_from_registration",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ("ordinary", "extraordinary", "first"))
                                ),
                                name="session_kind_is_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Sitting",
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
                        ("starts_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField(blank=True, null=True)),
                        ("hall_kk", models.CharField(blank=True, default="", max_length=255)),
                        ("hall_ru", models.CharField(blank=True, default="", max_length=255)),
                        ("hall_en", models.CharField(blank=True, default="", max_length=255)),
                        ("broadcast", models.URLField(blank=True, default="", max_length=500)),
                        ("is_closed_to_public", models.BooleanField(default=False)),
                        (
                            "closed_because",
                            models.CharField(blank=True, default="", max_length=500),
                        ),
                        ("sequence", models.PositiveIntegerField(default=0)),
                        ("by", models.BigIntegerField()),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("key", models.UUIDField(blank=True, null=True, unique=True)),
                        ("convened_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "convened_although",
                            models.CharField(blank=True, default="", max_length=500),
                        ),
                        ("materials_at", models.DateTimeField(blank=True, null=True)),
                        ("opened_at", models.DateTimeField(blank=True, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "cancelled_because",
                            models.CharField(blank=True, default="", max_length=500),
                        ),
                        ("seats", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("filled", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("quorum_needed", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "commission",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sittings",
                                to="registry.commission",
                            ),
                        ),
                        (
                            "council",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sittings",
                                to="registry.council",
                            ),
                        ),
                        (
                            "presided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="presided",
                                to="registry.person",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sittings",
                                to="sittings.session",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["council", "-starts_at"], name="sitting_of_council"
                            ),
                            models.Index(fields=["-starts_at"], name="sitting_by_day"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("commission__isnull", True), ("session__isnull", False)
                                    ),
                                    models.Q(
                                        ("commission__isnull", False), ("session__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="sitting_of_a_session_or_a_commission",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_at", None),
                                    ("ends_at__gt", models.F("starts_at")),
                                    _connector="OR",
                                ),
                                name="sitting_ends_after_it_starts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_because", ""), ("is_closed_to_public", False)
                                    ),
                                    models.Q(
                                        ("is_closed_to_public", True),
                                        models.Q(("closed_because", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="sitting_behind_closed_doors_for_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("convened_at__isnull", False),
                                    models.Q(
                                        ("closed_at", None),
                                        ("materials_at", None),
                                        ("opened_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="sitting_steps_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_at", None),
                                    models.Q(("cancelled_at", None), ("opened_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="sitting_closed_was_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("cancelled_at__isnull", True), ("cancelled_because", "")
                                    ),
                                    models.Q(
                                        ("cancelled_at__isnull", False),
                                        ("opened_at", None),
                                        models.Q(("cancelled_because", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="sitting_cancelled_for_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("filled", None),
                                        ("opened_at", None),
                                        ("quorum_needed", None),
                                        ("seats", None),
                                    ),
                                    models.Q(
                                        ("filled__isnull", False),
                                        ("opened_at__isnull", False),
                                        ("quorum_needed__isnull", False),
                                        ("seats__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="sitting_opened_is_frozen",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Recess",
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
                        ("begun_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("until", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "sitting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="recesses",
                                to="sittings.sitting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("begun_at",),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("sitting",),
                                name="recess_one_at_a_time",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Minutes",
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
                        ("due_on", models.DateField()),
                        ("approved_at", models.DateTimeField(blank=True, null=True)),
                        ("pdf_kk", models.CharField(blank=True, default="", max_length=64)),
                        ("pdf_ru", models.CharField(blank=True, default="", max_length=64)),
                        ("docx_kk", models.CharField(blank=True, default="", max_length=64)),
                        ("docx_ru", models.CharField(blank=True, default="", max_length=64)),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registry.person",
                            ),
                        ),
                        (
                            "sitting",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="minutes",
                                to="sittings.sitting",
                            ),
                        ),
                        ("renewed_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("approved_at", None),
                                        ("approved_by", None),
                                        ("docx_kk", ""),
                                        ("docx_ru", ""),
                                        ("pdf_kk", ""),
                                        ("pdf_ru", ""),
                                    ),
                                    models.Q(
                                        ("approved_at__isnull", False),
                                        ("approved_by__isnull", False),
                                        models.Q(("pdf_kk", ""), _negated=True),
                                        models.Q(("pdf_ru", ""), _negated=True),
                                        models.Q(("docx_kk", ""), _negated=True),
                                        models.Q(("docx_ru", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="minutes_approved_have_files",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Item",
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
                        ("under_place", models.PositiveSmallIntegerField(default=0)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("question", "Matter"),
                                    ("decision", "Draft decision"),
                                    ("akim_report", "Report of the akim"),
                                    ("report", "Report of a body"),
                                    ("election", "Election"),
                                    ("no_confidence", "No confidence in the akim"),
                                    ("censure", "Censure of a deputy"),
                                    ("inquiry", "Deputy's inquiry"),
                                    ("conclusion", "Conclusion on a draft"),
                                    ("other", "Other business"),
                                ],
                                default="question",
                                max_length=13,
                            ),
                        ),
                        (
                            "office",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("chair", "Chair of the maslikhat"),
                                    ("commission_chair", "Chair of a commission"),
                                    ("other", "Another office"),
                                ],
                                default="",
                                max_length=16,
                            ),
                        ),
                        ("title_kk", models.CharField(blank=True, default="", max_length=500)),
                        ("title_ru", models.CharField(blank=True, default="", max_length=500)),
                        ("title_en", models.CharField(blank=True, default="", max_length=500)),
                        ("minutes", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("is_closed_to_public", models.BooleanField(default=False)),
                        ("signatures", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("called_at", models.DateTimeField(blank=True, null=True)),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("adopted", "Adopted"),
                                    ("not_adopted", "Not adopted"),
                                    ("elected", "Elected"),
                                    ("not_elected", "Nobody is elected"),
                                    ("noted", "Taken note of"),
                                    ("heard", "Heard"),
                                    ("sent_back", "Sent back to the commission"),
                                    ("postponed", "Postponed"),
                                    ("withdrawn", "Taken off the agenda"),
                                ],
                                default="",
                                max_length=11,
                            ),
                        ),
                        ("by", models.BigIntegerField()),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "about_body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registry.body",
                            ),
                        ),
                        (
                            "about_mandate",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registry.mandate",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="decisions.decision",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="children",
                                to="sittings.item",
                            ),
                        ),
                        (
                            "planned",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="items",
                                to="sittings.planitem",
                            ),
                        ),
                        (
                            "sitting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="sittings.sitting",
                            ),
                        ),
                        ("own_title_en", models.CharField(blank=True, default="", max_length=500)),
                        ("own_title_kk", models.CharField(blank=True, default="", max_length=500)),
                        ("own_title_ru", models.CharField(blank=True, default="", max_length=500)),
                        ("added_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "added_under_kk",
                            models.CharField(blank=True, default="", max_length=300),
                        ),
                        (
                            "added_under_ru",
                            models.CharField(blank=True, default="", max_length=300),
                        ),
                        (
                            "added_under_en",
                            models.CharField(blank=True, default="", max_length=300),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("place__gte", 1)), name="item_place_from_one"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("title_kk", ""), _negated=True),
                                    models.Q(("title_ru", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="item_has_a_title",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("parent", None), ("under_place", 0)),
                                    models.Q(("parent__isnull", False), ("under_place__gte", 1)),
                                    _connector="OR",
                                ),
                                name="item_below_another_has_a_place_there",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("done_at", None),
                                    ("done_at__gte", models.F("called_at")),
                                    _connector="OR",
                                ),
                                name="item_done_after_it_was_called",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("called_at__isnull", False), ("done_at__isnull", True)
                                ),
                                fields=("sitting",),
                                name="item_one_is_considered",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "censure"), _negated=True),
                                    ("about_mandate__isnull", False),
                                    _connector="OR",
                                ),
                                name="item_censure_is_of_a_deputy",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("office", ""), ("kind", "election"), _connector="OR"
                                ),
                                name="item_office_is_of_an_election",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("done_at", None), ("outcome", "")),
                                    models.Q(
                                        ("called_at__isnull", False),
                                        ("done_at__isnull", False),
                                        models.Q(("outcome", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("called_at", None),
                                        ("done_at__isnull", False),
                                        ("outcome", "postponed"),
                                    ),
                                    _connector="OR",
                                ),
                                name="item_done_came_to_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("added_under_en", ""),
                                        ("added_under_kk", ""),
                                        ("added_under_ru", ""),
                                    ),
                                    ("added_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="item_added_under_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Document",
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
                        ("is_open", models.BooleanField(default=True)),
                        ("by", models.BigIntegerField()),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="documents",
                                to="sittings.item",
                            ),
                        ),
                        (
                            "sitting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="documents",
                                to="sittings.sitting",
                            ),
                        ),
                        ("holds_covered", models.BooleanField(default=True)),
                        ("cleared_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "cleared_because",
                            models.CharField(blank=True, default="", max_length=300),
                        ),
                        ("cleared_by", models.BigIntegerField(blank=True, null=True)),
                        ("text", models.TextField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ("item__place", "item__under_place", "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("cleared_at", None),
                                        ("cleared_because", ""),
                                        ("cleared_by", None),
                                    ),
                                    models.Q(
                                        ("cleared_at__isnull", False),
                                        ("cleared_by__isnull", False),
                                        models.Q(("cleared_because", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="document_cleared_with_a_reason",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
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
                            "part",
                            models.CharField(
                                choices=[
                                    ("present", "Present in the hall"),
                                    ("remote", "Present remotely"),
                                    ("excused", "Excused for a good reason"),
                                    ("duty_trip", "On a duty trip"),
                                    ("not_entitled", "Not entitled to take part"),
                                    ("technical", "Technical failure of the link"),
                                    ("absent", "Absent without good reason"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("illness", "Health"),
                                    ("family", "Family"),
                                    ("leave", "On leave"),
                                    ("work", "Main work"),
                                    ("state_duty", "Duty to the State"),
                                    ("other", "Other good reason"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("by", models.BigIntegerField()),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "mandate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendances",
                                to="registry.mandate",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendances",
                                to="registry.person",
                            ),
                        ),
                        (
                            "sitting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendances",
                                to="sittings.sitting",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("sitting", "person"), name="attendance_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("part", "excused"), models.Q(("reason", ""), _negated=True)
                                    ),
                                    models.Q(
                                        models.Q(("part", "excused"), _negated=True), ("reason", "")
                                    ),
                                    _connector="OR",
                                ),
                                name="attendance_excused_for_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "part__in",
                                        [
                                            "present",
                                            "remote",
                                            "excused",
                                            "duty_trip",
                                            "not_entitled",
                                            "technical",
                                            "absent",
                                        ],
                                    )
                                ),
                                name="attendance_part_is_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Speech",
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
                                    ("point_of_order", "Point of order"),
                                    ("report", "Main report"),
                                    ("co_report", "Co-report"),
                                    ("question", "Question to the speaker"),
                                    ("reply", "Reply to a question"),
                                    ("debate", "Debate"),
                                ],
                                max_length=14,
                            ),
                        ),
                        ("name", models.CharField(blank=True, default="", max_length=255)),
                        ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("place", models.PositiveIntegerField(default=0)),
                        ("seconds", models.PositiveIntegerField()),
                        ("begun_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        ("by", models.BigIntegerField()),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="speeches",
                                to="sittings.item",
                            ),
                        ),
                        (
                            "mandate",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="speeches",
                                to="registry.mandate",
                            ),
                        ),
                        (
                            "sitting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="speeches",
                                to="sittings.sitting",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("mandate__isnull", False), ("name", "")),
                                    models.Q(
                                        ("mandate__isnull", True),
                                        models.Q(("name", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="speech_is_a_deputys_or_a_guests",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("begun_at__isnull", False), ("ended_at__isnull", True)
                                ),
                                fields=("sitting",),
                                name="speech_one_has_the_floor",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("begun_at", None),
                                    ("mandate__isnull", False),
                                    ("withdrawn_at", None),
                                ),
                                fields=("item", "mandate", "kind"),
                                name="speech_asked_for_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_at", None),
                                    ("ended_at__gte", models.F("begun_at")),
                                    _connector="OR",
                                ),
                                name="speech_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("withdrawn_at", None), ("begun_at", None), _connector="OR"
                                ),
                                name="speech_taken_back_was_not_given",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Suggestion",
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
                        ("title", models.CharField(max_length=500)),
                        ("reason", models.CharField(blank=True, default="", max_length=500)),
                        ("by", models.BigIntegerField()),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("accepted", "On the agenda"),
                                    ("declined", "Not taken onto the agenda"),
                                ],
                                default="",
                                max_length=8,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("answer", models.CharField(blank=True, default="", max_length=500)),
                        (
                            "council",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="suggestions",
                                to="registry.council",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="suggestions",
                                to="sittings.item",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="suggestions",
                                to="dialogue.topic",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("outcome", "")),
                                fields=("council", "topic"),
                                name="suggestion_once_while_it_waits",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answer", ""),
                                        ("decided_at", None),
                                        ("item", None),
                                        ("outcome", ""),
                                    ),
                                    models.Q(
                                        ("decided_at__isnull", False), ("outcome", "accepted")
                                    ),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("item", None),
                                        ("outcome", "declined"),
                                        models.Q(("answer", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="suggestion_is_decided_with_its_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Withdrawal",
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
                        ("starts_at", models.DateTimeField()),
                        ("sequence", models.PositiveIntegerField()),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "sitting",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="withdrawal",
                                to="sittings.sitting",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="FloorRules",
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
                        ("from_day", models.DateField()),
                        ("to_day", models.DateField(blank=True, null=True)),
                        ("report_seconds", models.PositiveIntegerField()),
                        ("co_report_seconds", models.PositiveIntegerField()),
                        ("question_seconds", models.PositiveIntegerField()),
                        ("reply_seconds", models.PositiveIntegerField()),
                        ("debate_seconds", models.PositiveIntegerField()),
                        ("point_of_order_seconds", models.PositiveIntegerField()),
                        ("minutes_days", models.PositiveSmallIntegerField()),
                        ("basis", models.CharField(max_length=255)),
                        (
                            "council",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="floor_rules",
                                to="registry.council",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_day__isnull", True),
                                    ("to_day__gt", models.F("from_day")),
                                    _connector="OR",
                                ),
                                name="sittings_floorrules_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("basis", ""), _negated=True),
                                name="floorrules_have_a_basis",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("to_day__isnull", True)),
                                fields=("council",),
                                name="floorrules_one_open",
                            ),
                            models.UniqueConstraint(
                                fields=("council", "from_day"), name="floorrules_one_a_day"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Interest",
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
                        ("from_day", models.DateField()),
                        ("to_day", models.DateField(blank=True, null=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("owner", "Owner or partner"),
                                    ("office", "Office or work there"),
                                    ("relative", "A near relative's"),
                                    ("property", "Land or other property"),
                                    ("other", "Other interest"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("name", models.CharField(max_length=255)),
                        ("bin", models.CharField(blank=True, default="", max_length=12)),
                        ("by", models.BigIntegerField()),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="interests",
                                to="registry.person",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_day__isnull", True),
                                    ("to_day__gt", models.F("from_day")),
                                    _connector="OR",
                                ),
                                name="sittings_interest_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True),
                                name="interest_is_named",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Candidate",
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
                        ("name_kk", models.CharField(blank=True, default="", max_length=255)),
                        ("name_ru", models.CharField(blank=True, default="", max_length=255)),
                        ("name_en", models.CharField(blank=True, default="", max_length=255)),
                        ("by", models.BigIntegerField()),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "mandate",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registry.mandate",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="candidates",
                                to="sittings.item",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("mandate__isnull", False),
                                        ("name_en", ""),
                                        ("name_kk", ""),
                                        ("name_ru", ""),
                                    ),
                                    models.Q(
                                        ("mandate__isnull", True),
                                        models.Q(
                                            models.Q(("name_kk", ""), _negated=True),
                                            models.Q(("name_ru", ""), _negated=True),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="candidate_is_a_deputy_or_named",
                            ),
                            models.UniqueConstraint(
                                fields=("item", "mandate"), name="candidate_deputy_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("mandate", None)),
                                fields=("item", "name_kk", "name_ru"),
                                name="candidate_name_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MinutesVersion",
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
                        ("text_kk", models.TextField()),
                        ("text_ru", models.TextField()),
                        ("closed_kk", models.TextField(blank=True, default="")),
                        ("closed_ru", models.TextField(blank=True, default="")),
                        ("note", models.CharField(blank=True, default="", max_length=500)),
                        ("by", models.BigIntegerField()),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "minutes",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="sittings.minutes",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("number",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("minutes", "number"), name="minutesversion_number"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("text_kk", ""), _negated=True),
                                    models.Q(("text_ru", ""), _negated=True),
                                ),
                                name="minutesversion_in_kazakh_and_russian",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Motion",
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
                                    ("procedure", "Motion of procedure"),
                                    ("amendment", "Amendment"),
                                    ("main", "Main motion"),
                                    ("doors", "To close the doors"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("place", models.PositiveSmallIntegerField()),
                        ("text_kk", models.TextField(blank=True, default="")),
                        ("text_ru", models.TextField(blank=True, default="")),
                        ("text_en", models.TextField(blank=True, default="")),
                        (
                            "proposed_by",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("chair", "The chair"),
                                    ("third", "A third of the deputies who are there"),
                                ],
                                default="",
                                max_length=5,
                            ),
                        ),
                        ("because", models.CharField(blank=True, default="", max_length=500)),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        ("by", models.BigIntegerField()),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "ballot",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="moved_by",
                                to="voting.ballot",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="motions",
                                to="sittings.item",
                            ),
                        ),
                        (
                            "mover",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registry.mandate",
                            ),
                        ),
                        ("own_text_en", models.TextField(blank=True, default="")),
                        ("own_text_kk", models.TextField(blank=True, default="")),
                        ("own_text_ru", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "ordering": ("place", "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind", "doors"),
                                        ("proposed_by__in", ("chair", "third")),
                                        models.Q(("because", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("kind", "doors"), _negated=True),
                                        ("because", ""),
                                        ("proposed_by", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="motion_doors_are_closed_for_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("withdrawn_at", None), ("ballot", None), _connector="OR"
                                ),
                                name="motion_taken_back_was_not_voted_on",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("text_kk", ""), _negated=True),
                                    models.Q(("text_ru", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="motion_has_a_text",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Presence",
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
                        ("is_remote", models.BooleanField(default=False)),
                        ("from_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("to_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "attendance",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="presences",
                                to="sittings.attendance",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("from_at",),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("to_at", None)),
                                fields=("attendance",),
                                name="presence_one_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_at", None),
                                    ("to_at__gte", models.F("from_at")),
                                    _connector="OR",
                                ),
                                name="presence_ends_after_it_begins",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Rapporteur",
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
                                choices=[("report", "Main report"), ("co_report", "Co-report")],
                                default="report",
                                max_length=9,
                            ),
                        ),
                        ("name", models.CharField(blank=True, default="", max_length=150)),
                        ("office_kk", models.CharField(blank=True, default="", max_length=255)),
                        ("office_ru", models.CharField(blank=True, default="", max_length=255)),
                        ("office_en", models.CharField(blank=True, default="", max_length=255)),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rapporteurs",
                                to="sittings.item",
                            ),
                        ),
                        (
                            "mandate",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registry.mandate",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("mandate__isnull", False), ("name", "")),
                                    models.Q(
                                        ("mandate__isnull", True),
                                        models.Q(("name", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="rapporteur_is_a_deputy_or_named",
                            ),
                            models.UniqueConstraint(
                                fields=("item", "mandate", "role"), name="rapporteur_deputy_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Recusal",
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
                        ("because", models.CharField(max_length=255)),
                        ("by", models.BigIntegerField()),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="recusals",
                                to="sittings.item",
                            ),
                        ),
                        (
                            "mandate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registry.mandate",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recusals",
                                to="registry.person",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("item", "person"), name="recusal_once"),
                            models.CheckConstraint(
                                condition=models.Q(("because", ""), _negated=True),
                                name="recusal_for_a_reason",
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
