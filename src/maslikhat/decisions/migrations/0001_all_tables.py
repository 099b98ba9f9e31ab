import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import maslikhat.kit.days
import maslikhat.kit.keys
from maslikhat.kit.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("decisions", "0001_initial"),
        ("decisions", "0002_results"),
        ("decisions", "0003_masks"),
        ("decisions", "0001_tables"),
        ("decisions", "0002_conclusions_of_sittings"),
        ("decisions", "0003_renewed_copies"),
        ("decisions", "0004_withheld_papers"),
        ("decisions", "0005_cleared_papers"),
    ]

    initial = True

    dependencies = [
        ("places", "0001_tables"),
        ("registry", "0001_all_tables"),
        ("rubrics", "0001_tables"),
        ("voting", "0001_all_tables"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Intake",
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
                        ("sha256", models.CharField(db_index=True, max_length=64)),
                        ("count", models.PositiveIntegerField()),
                        ("by", models.BigIntegerField()),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                ),
                migrations.CreateModel(
                    name="Decision",
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
                                    ("normative", "Normative decision"),
                                    ("individual", "Individual decision"),
                                    ("organisation", "Decision on the maslikhat's own work"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("title_kk", models.CharField(blank=True, default="", max_length=700)),
                        ("title_ru", models.CharField(blank=True, default="", max_length=700)),
                        ("title_en", models.CharField(blank=True, default="", max_length=700)),
                        ("own_title_kk", models.CharField(blank=True, default="", max_length=700)),
                        ("own_title_ru", models.CharField(blank=True, default="", max_length=700)),
                        ("own_title_en", models.CharField(blank=True, default="", max_length=700)),
                        ("touches_money", models.BooleanField(default=False)),
                        (
                            "mover",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("deputy", "Deputy"),
                                    ("commission", "Commission"),
                                    ("group", "Faction or deputy group"),
                                    ("body", "Akim or another body"),
                                    ("apparatus", "Maslikhat itself"),
                                    ("", "Not known"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("portal", "Drafted on the portal"),
                                    ("import", "Taken in from a list"),
                                ],
                                default="portal",
                                max_length=6,
                            ),
                        ),
                        ("source_kk", models.URLField(blank=True, default="", max_length=500)),
                        ("source_ru", models.URLField(blank=True, default="", max_length=500)),
                        ("reference", models.CharField(blank=True, default="", max_length=1000)),
                        ("by", models.BigIntegerField()),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("referred_on", models.DateField(blank=True, null=True)),
                        ("consulted_from", models.DateField(blank=True, null=True)),
                        ("consulted_to", models.DateField(blank=True, null=True)),
                        ("tabled_on", models.DateField(blank=True, null=True)),
                        ("adopted_on", models.DateField(blank=True, null=True)),
                        ("rejected_on", models.DateField(blank=True, null=True)),
                        ("withdrawn_on", models.DateField(blank=True, null=True)),
                        ("registered_on", models.DateField(blank=True, null=True)),
                        ("published_on", models.DateField(blank=True, null=True)),
                        ("in_force_from", models.DateField(blank=True, null=True)),
                        ("in_force_to", models.DateField(blank=True, null=True)),
                        ("amended_on", models.DateField(blank=True, null=True)),
                        ("repealed_on", models.DateField(blank=True, null=True)),
                        ("moved_on", models.DateField(default=maslikhat.kit.days.today)),
                        ("number", models.CharField(blank=True, default="", max_length=64)),
                        (
                            "number_key",
                            maslikhat.kit.keys.KeyField(blank=True, default="", max_length=64),
                        ),
                        (
                            "registration_number",
                            models.CharField(blank=True, default="", max_length=64),
                        ),
                        ("force_rule_kk", models.CharField(blank=True, default="", max_length=300)),
                        ("force_rule_ru", models.CharField(blank=True, default="", max_length=300)),
                        ("votes_for", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("votes_against", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "votes_abstained",
                            models.PositiveSmallIntegerField(blank=True, null=True),
                        ),
                        (
                            "digest",
                            models.CharField(blank=True, db_index=True, default="", max_length=64),
                        ),
                        (
                            "repeal_basis_kk",
                            models.CharField(blank=True, default="", max_length=300),
                        ),
                        (
                            "repeal_basis_ru",
                            models.CharField(blank=True, default="", max_length=300),
                        ),
                        (
                            "ballot",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="voting.ballot",
                            ),
                        ),
                        (
                            "convocation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="registry.convocation",
                            ),
                        ),
                        (
                            "council",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="registry.council",
                            ),
                        ),
                        (
                            "mover_body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions_moved",
                                to="registry.body",
                            ),
                        ),
                        (
                            "mover_commission",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions_moved",
                                to="registry.commission",
                            ),
                        ),
                        (
                            "mover_group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions_moved",
                                to="registry.group",
                            ),
                        ),
                        (
                            "mover_mandate",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions_moved",
                                to="registry.mandate",
                            ),
                        ),
                        (
                            "places",
                            models.ManyToManyField(
                                blank=True, related_name="decisions", to="places.unit"
                            ),
                        ),
                        (
                            "rubric",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="rubrics.rubric",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["-moved_on", "-id"], name="decision_lately"),
                            models.Index(
                                fields=["council", "-moved_on", "-id"], name="decision_of_council"
                            ),
                            models.Index(
                                fields=["rubric", "-moved_on", "-id"], name="decision_of_rubric"
                            ),
                            models.Index(fields=["adopted_on"], name="decision_adopted"),
                            models.Index(fields=["number_key"], name="decision_number"),
                            models.Index(
                                condition=models.Q(
                                    ("adopted_on__isnull", False),
                                    models.Q(
                                        ("votes_against__gt", 0),
                                        ("votes_abstained__gt", 0),
                                        _connector="OR",
                                    ),
                                ),
                                fields=["-moved_on", "-id"],
                                name="decision_opposed",
                            ),
                            models.Index(
                                condition=models.Q(("rejected_on__isnull", False)),
                                fields=["-moved_on", "-id"],
                                name="decision_not_adopted",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("number", ""), _negated=True),
                                fields=("council", "convocation", "number_key", "adopted_on"),
                                name="decision_number_once_a_convocation",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    models.Q(("number", ""), _negated=True),
                                    ("convocation__isnull", True),
                                ),
                                fields=("council", "number_key", "adopted_on"),
                                name="decision_number_once_without_convocation",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("title_kk", ""), _negated=True),
                                    models.Q(("title_ru", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="decision_has_a_title",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["normative", "individual", "organisation"]),
                                    (
                                        "mover__in",
                                        ["deputy", "commission", "group", "body", "apparatus", ""],
                                    ),
                                    ("origin__in", ["portal", "import"]),
                                ),
                                name="decision_words_are_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("adopted_on__isnull", True),
                                        ("number", ""),
                                        ("number_key", ""),
                                    ),
                                    models.Q(
                                        ("adopted_on__isnull", False),
                                        models.Q(("number", ""), _negated=True),
                                        models.Q(("number_key", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="decision_adopted_has_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("mover", "deputy"),
                                        ("mover_body", None),
                                        ("mover_commission", None),
                                        ("mover_group", None),
                                        ("mover_mandate__isnull", False),
                                    ),
                                    models.Q(
                                        ("mover", "commission"),
                                        ("mover_body", None),
                                        ("mover_commission__isnull", False),
                                        ("mover_group", None),
                                        ("mover_mandate", None),
                                    ),
                                    models.Q(
                                        ("mover", "group"),
                                        ("mover_body", None),
                                        ("mover_commission", None),
                                        ("mover_group__isnull", False),
                                        ("mover_mandate", None),
                                    ),
                                    models.Q(
                                        ("mover", "body"),
                                        ("mover_body__isnull", False),
                                        ("mover_commission", None),
                                        ("mover_group", None),
                                        ("mover_mandate", None),
                                    ),
                                    models.Q(
                                        ("mover__in", ("apparatus", "")),
                                        ("mover_body", None),
                                        ("mover_commission", None),
                                        ("mover_group", None),
                                        ("mover_mandate", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="decision_mover_is_who_it_says",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("rejected_on__isnull", True),
                                        ("withdrawn_on__isnull", True),
                                    ),
                                    models.Q(
                                        ("adopted_on__isnull", True), ("rejected_on__isnull", True)
                                    ),
                                    models.Q(
                                        ("adopted_on__isnull", True), ("withdrawn_on__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="decision_has_one_end",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("adopted_on__isnull", False),
                                    models.Q(
                                        ("amended_on", None),
                                        ("digest", ""),
                                        ("in_force_from", None),
                                        ("in_force_to", None),
                                        ("published_on", None),
                                        ("registered_on", None),
                                        ("repealed_on", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="decision_takes_effect_once_adopted",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("in_force_to", None),
                                    ("in_force_to__gt", models.F("in_force_from")),
                                    _connector="OR",
                                ),
                                name="decision_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("consulted_from", None), ("consulted_to", None)),
                                    ("consulted_to__gt", models.F("consulted_from")),
                                    _connector="OR",
                                ),
                                name="decision_consulted_from_before_to",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("registered_on__isnull", True), ("registration_number", "")
                                    ),
                                    models.Q(
                                        ("registered_on__isnull", False),
                                        models.Q(("registration_number", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="decision_registered_has_number",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Consultation",
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
                        ("to_day", models.DateField()),
                        ("basis", models.CharField(max_length=300)),
                        ("url", models.URLField(blank=True, default="", max_length=300)),
                        ("by", models.BigIntegerField()),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="consultations",
                                to="decisions.decision",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("to_day__gt", models.F("from_day"))),
                                name="consultation_ends_after_it_begins",
                            ),
                            models.UniqueConstraint(
                                fields=("decision", "from_day"), name="consultation_begins_once"
                            ),
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
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("annex", "Annex to the decision"),
                                    ("note", "Explanatory note"),
                                    ("scan", "Scan of the signed paper"),
                                    ("letter", "Letter"),
                                    ("other", "Other paper"),
                                ],
                                max_length=6,
                            ),
                        ),
                        ("name", models.CharField(max_length=160)),
                        ("sha256", models.CharField(db_index=True, max_length=64)),
                        ("media_type", models.CharField(max_length=100)),
                        ("size", models.PositiveBigIntegerField()),
                        ("is_open", models.BooleanField(default=False)),
                        ("text", models.TextField(blank=True, null=True)),
                        ("by", models.BigIntegerField()),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attachments",
                                to="decisions.decision",
                            ),
                        ),
                        ("holds_covered", models.BooleanField(default=True)),
                        ("cleared_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "cleared_because",
                            models.CharField(blank=True, default="", max_length=300),
                        ),
                        ("cleared_by", models.BigIntegerField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("decision", "sha256", "kind"),
                                name="attachment_file_once_a_decision",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ("annex", "note", "scan", "letter", "other"))
                                ),
                                name="attachment_kind_is_known",
                            ),
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
                                name="attachment_cleared_with_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AkimConclusion",
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
                        ("is_positive", models.BooleanField()),
                        ("number", models.CharField(blank=True, default="", max_length=64)),
                        ("day", models.DateField()),
                        ("words_kk", models.TextField(blank=True, default="")),
                        ("words_ru", models.TextField(blank=True, default="")),
                        ("by", models.BigIntegerField()),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="akim_conclusions",
                                to="registry.body",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="akim_conclusions",
                                to="decisions.decision",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Letter",
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
                            "direction",
                            models.CharField(
                                choices=[("in", "Incoming"), ("out", "Outgoing")], max_length=3
                            ),
                        ),
                        ("party", models.CharField(max_length=300)),
                        ("about", models.CharField(blank=True, default="", max_length=300)),
                        ("own_number", models.CharField(max_length=64)),
                        ("own_day", models.DateField()),
                        ("their_number", models.CharField(blank=True, default="", max_length=64)),
                        ("their_day", models.DateField(blank=True, null=True)),
                        ("is_open", models.BooleanField(default=False)),
                        ("by", models.BigIntegerField()),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "attachment",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="letters",
                                to="decisions.attachment",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="letters",
                                to="decisions.decision",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("direction__in", ("in", "out"))),
                                name="letter_direction_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("direction", "out"),
                                    models.Q(
                                        models.Q(("their_number", ""), _negated=True),
                                        ("their_day__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="letter_incoming_has_their_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("their_day", None), ("their_number", "")),
                                    models.Q(
                                        models.Q(("their_number", ""), _negated=True),
                                        ("their_day__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="letter_their_number_has_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Mask",
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
                        ("words", models.CharField(max_length=300)),
                        ("until", models.CharField(blank=True, default="", max_length=300)),
                        ("kind", models.CharField(blank=True, default="", max_length=12)),
                        ("because", models.CharField(blank=True, default="", max_length=300)),
                        ("by", models.BigIntegerField()),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="masks",
                                to="decisions.decision",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("taken_back_at", None)),
                                fields=("decision", "words", "until", "kind"),
                                name="mask_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("words", ""), _negated=True),
                                name="mask_has_words",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "iin",
                                            "document",
                                            "phone",
                                            "email",
                                            "card",
                                            "account",
                                            "address",
                                            "birth_day",
                                            "name",
                                            "health",
                                            "other",
                                        ],
                                    ),
                                    models.Q(
                                        ("kind", ""),
                                        ("until", ""),
                                        models.Q(("because", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="mask_has_a_kind_or_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ParityNote",
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
                        ("fingerprint", models.CharField(max_length=64)),
                        ("explanation", models.CharField(max_length=500)),
                        ("by", models.BigIntegerField()),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parity_notes",
                                to="decisions.decision",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("decision", "fingerprint"),
                                name="parity_note_once_a_difference",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("explanation", ""), _negated=True),
                                    models.Q(("fingerprint", ""), _negated=True),
                                ),
                                name="parity_note_explains",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Referral",
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
                        ("sent_on", models.DateField()),
                        ("due_on", models.DateField()),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("for", "For"),
                                    ("remarks", "For, with remarks"),
                                    ("against", "Against"),
                                ],
                                default="",
                                max_length=7,
                            ),
                        ),
                        ("concluded_on", models.DateField(blank=True, null=True)),
                        ("number", models.CharField(blank=True, default="", max_length=64)),
                        ("words_kk", models.TextField(blank=True, default="")),
                        ("words_ru", models.TextField(blank=True, default="")),
                        ("by", models.BigIntegerField()),
                        ("concluded_by", models.BigIntegerField(blank=True, null=True)),
                        (
                            "commission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="referrals",
                                to="registry.commission",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="referrals",
                                to="decisions.decision",
                            ),
                        ),
                        ("item", models.BigIntegerField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("decision", "commission"), name="referral_once_a_commission"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("due_on__gte", models.F("sent_on"))),
                                name="referral_due_after_it_is_sent",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("concluded_by", None),
                                        ("concluded_on", None),
                                        ("item", None),
                                        ("outcome", ""),
                                    ),
                                    models.Q(
                                        ("concluded_by__isnull", False),
                                        ("concluded_on__isnull", False),
                                        ("outcome__in", ["for", "remarks", "against"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="referral_concluded_with_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Relation",
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
                                    ("amends", "Amends"),
                                    ("repeals", "Repeals"),
                                    ("implements", "Implements"),
                                    ("refers", "Refers to"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("points", models.CharField(blank=True, default="", max_length=200)),
                        ("day", models.DateField(blank=True, null=True)),
                        ("by", models.BigIntegerField()),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="does",
                                to="decisions.decision",
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="undergoes",
                                to="decisions.decision",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("source", "target", "kind", "points"), name="relation_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source", models.F("target")), _negated=True),
                                name="relation_is_of_two",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ("implements", "refers")),
                                    models.Q(
                                        ("day__isnull", False), ("kind__in", ("amends", "repeals"))
                                    ),
                                    _connector="OR",
                                ),
                                name="relation_that_changes_has_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Version",
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
                        ("text_kk", models.TextField(blank=True, default="")),
                        ("text_ru", models.TextField(blank=True, default="")),
                        ("text_en", models.TextField(blank=True, default="")),
                        ("open_kk", models.TextField(blank=True, default="")),
                        ("open_ru", models.TextField(blank=True, default="")),
                        ("open_en", models.TextField(blank=True, default="")),
                        ("sha256_kk", models.CharField(blank=True, default="", max_length=64)),
                        ("sha256_ru", models.CharField(blank=True, default="", max_length=64)),
                        ("sha256_en", models.CharField(blank=True, default="", max_length=64)),
                        ("note", models.CharField(blank=True, default="", max_length=300)),
                        ("by", models.BigIntegerField()),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="versions",
                                to="decisions.decision",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("decision", "number"), name="version_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("number__gte", 1),
                                    models.Q(
                                        models.Q(("text_kk", ""), _negated=True),
                                        models.Q(("text_ru", ""), _negated=True),
                                        _connector="OR",
                                    ),
                                ),
                                name="version_counts_from_one_and_says_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Publication",
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
                        ("copy_kk", models.TextField(blank=True, default="")),
                        ("copy_ru", models.TextField(blank=True, default="")),
                        ("copy_en", models.TextField(blank=True, default="")),
                        ("masked", models.JSONField(blank=True, default=dict)),
                        ("where", models.CharField(blank=True, default="", max_length=300)),
                        ("url", models.URLField(blank=True, default="", max_length=300)),
                        ("pdf_kk", models.CharField(db_index=True, max_length=64)),
                        ("pdf_ru", models.CharField(db_index=True, max_length=64)),
                        ("by", models.BigIntegerField()),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "decision",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="publication",
                                to="decisions.decision",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="publications",
                                to="decisions.version",
                            ),
                        ),
                        ("renewed_at", models.DateTimeField(blank=True, null=True)),
                    ],
                ),
            ]
        )
    ]
