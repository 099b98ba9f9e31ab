import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from maslikhat.kit.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("voting", "0001_initial"),
        ("voting", "0003_digest_of_results"),
        ("voting", "0004_replaced_tellers"),
        ("voting", "0005_one_article"),
        ("voting", "0006_rule_cites_one_article"),
        ("voting", "0007_papers_given"),
        ("voting", "0001_tables"),
        ("voting", "0003_covered_questions"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("registry", "0001_all_tables"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="VotingRule",
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
                        ("key", models.CharField(max_length=40)),
                        ("order", models.PositiveSmallIntegerField()),
                        (
                            "base",
                            models.CharField(
                                choices=[
                                    ("total", "Total"),
                                    ("present", "Present"),
                                    ("cast", "Cast"),
                                ],
                                max_length=7,
                            ),
                        ),
                        ("share", models.CharField(max_length=40)),
                        ("is_more_than", models.BooleanField()),
                        ("quorum_share", models.CharField(max_length=40)),
                        ("quorum_is_more_than", models.BooleanField()),
                        ("chair_decides_ties", models.BooleanField()),
                        ("is_for_commissions", models.BooleanField()),
                        ("is_for_national", models.BooleanField(default=False)),
                        ("article", models.CharField(blank=True, default="", max_length=60)),
                        ("law_kk", models.CharField(blank=True, default="", max_length=200)),
                        ("law_ru", models.CharField(blank=True, default="", max_length=200)),
                        ("law_en", models.CharField(blank=True, default="", max_length=200)),
                        ("name_kk", models.CharField(max_length=200)),
                        ("name_ru", models.CharField(max_length=200)),
                        ("name_en", models.CharField(max_length=200)),
                        ("used_for_kk", models.CharField(max_length=300)),
                        ("used_for_ru", models.CharField(max_length=300)),
                        ("used_for_en", models.CharField(max_length=300)),
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
                                name="voting_votingrule_ends_after_it_begins",
                            ),
                            models.UniqueConstraint(
                                fields=("key", "from_day"), name="rule_begins_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("to_day__isnull", True)),
                                fields=("key",),
                                name="rule_one_is_in_force",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("article", ""),
                                        ("law_en", ""),
                                        ("law_kk", ""),
                                        ("law_ru", ""),
                                    ),
                                    models.Q(
                                        models.Q(("article", ""), _negated=True),
                                        models.Q(("article__contains", ","), _negated=True),
                                        models.Q(("law_kk", ""), _negated=True),
                                        models.Q(("law_ru", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="rule_cites_one_article",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Ballot",
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
                        ("motion_kk", models.TextField()),
                        ("motion_ru", models.TextField()),
                        ("motion_en", models.TextField(blank=True, default="")),
                        ("about_kind", models.CharField(blank=True, default="", max_length=64)),
                        ("about", models.BigIntegerField(blank=True, null=True)),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("open", "Open, by name"),
                                    ("secret", "Secret, on the portal"),
                                    ("hand", "By show of hands, counted by two tellers"),
                                    ("paper", "Secret, on paper, counted by two tellers"),
                                ],
                                max_length=6,
                            ),
                        ),
                        ("is_election", models.BooleanField(default=False)),
                        ("is_public", models.BooleanField(default=True)),
                        ("names_electors", models.BooleanField(default=False)),
                        ("round", models.PositiveSmallIntegerField(default=1)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "In preparation"),
                                    ("open", "Voting is open"),
                                    ("closed", "Closed"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="draft",
                                max_length=9,
                            ),
                        ),
                        ("prepared_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("opened_at", models.DateTimeField(blank=True, null=True)),
                        ("seats", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("filled", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("present", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("counts_vacancies", models.BooleanField(blank=True, null=True)),
                        ("may_change", models.BooleanField(blank=True, null=True)),
                        ("share", models.CharField(blank=True, default="", max_length=20)),
                        ("quorum_share", models.CharField(blank=True, default="", max_length=20)),
                        ("quorum_needed", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("needed", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        ("outcome", models.CharField(blank=True, default="", max_length=14)),
                        ("voted", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("spoiled", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("by_casting_vote", models.BooleanField(blank=True, null=True)),
                        ("sentence_kk", models.TextField(blank=True, default="")),
                        ("sentence_ru", models.TextField(blank=True, default="")),
                        ("sentence_en", models.TextField(blank=True, default="")),
                        ("digest", models.CharField(blank=True, default="", max_length=64)),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "cancelled_because",
                            models.CharField(blank=True, default="", max_length=500),
                        ),
                        (
                            "commission",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ballots",
                                to="registry.commission",
                            ),
                        ),
                        (
                            "council",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ballots",
                                to="registry.council",
                            ),
                        ),
                        (
                            "follows",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="followed_by",
                                to="voting.ballot",
                            ),
                        ),
                        (
                            "prepared_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "rule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ballots",
                                to="voting.votingrule",
                            ),
                        ),
                        ("own_motion_en", models.TextField(blank=True, default="")),
                        ("own_motion_kk", models.TextField(blank=True, default="")),
                        ("own_motion_ru", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["council", "-opened_at"], name="ballot_of_council"
                            ),
                            models.Index(fields=["about_kind", "about"], name="ballot_about"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("motion_kk", ""), _negated=True),
                                    models.Q(("motion_ru", ""), _negated=True),
                                ),
                                name="ballot_motion_in_kazakh_and_russian",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("about__isnull", True), ("about_kind", "")),
                                    models.Q(
                                        models.Q(("about_kind", ""), _negated=True),
                                        ("about__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="ballot_is_about_a_kind_and_a_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("mode__in", ["open", "secret", "hand", "paper"])
                                ),
                                name="ballot_mode_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("round", 1),
                                    models.Q(("follows__isnull", False), ("round__gt", 1)),
                                    _connector="OR",
                                ),
                                name="ballot_further_round_follows_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("counts_vacancies__isnull", True),
                                        ("filled__isnull", True),
                                        ("may_change__isnull", True),
                                        ("needed__isnull", True),
                                        ("opened_at__isnull", True),
                                        ("present__isnull", True),
                                        ("quorum_needed__isnull", True),
                                        ("quorum_share", ""),
                                        ("seats__isnull", True),
                                        ("share", ""),
                                    ),
                                    models.Q(
                                        ("counts_vacancies__isnull", False),
                                        ("filled__isnull", False),
                                        ("may_change__isnull", False),
                                        ("opened_at__isnull", False),
                                        ("present__isnull", False),
                                        ("quorum_needed__isnull", False),
                                        ("seats__isnull", False),
                                        models.Q(("share", ""), _negated=True),
                                        models.Q(("quorum_share", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="ballot_opened_is_frozen",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("by_casting_vote__isnull", False),
                                        ("closed_at__isnull", False),
                                        ("needed__isnull", False),
                                        (
                                            "outcome__in",
                                            [
                                                "adopted",
                                                "not_adopted",
                                                "elected",
                                                "further_round",
                                                "nobody_elected",
                                                "no_quorum",
                                            ],
                                        ),
                                        ("spoiled__isnull", False),
                                        ("state", "closed"),
                                        ("voted__isnull", False),
                                        models.Q(("sentence_kk", ""), _negated=True),
                                        models.Q(("sentence_ru", ""), _negated=True),
                                        models.Q(("sentence_en", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("state", "closed"), _negated=True),
                                        ("by_casting_vote__isnull", True),
                                        ("closed_at__isnull", True),
                                        ("outcome", ""),
                                        ("sentence_en", ""),
                                        ("sentence_kk", ""),
                                        ("sentence_ru", ""),
                                        ("spoiled__isnull", True),
                                        ("voted__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="ballot_closed_has_its_result",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("cancelled_at__isnull", True),
                                        ("opened_at__isnull", True),
                                        ("state", "draft"),
                                    ),
                                    models.Q(
                                        ("cancelled_at__isnull", True),
                                        ("opened_at__isnull", False),
                                        ("state__in", ["open", "closed"]),
                                    ),
                                    models.Q(
                                        ("cancelled_at__isnull", False),
                                        ("state", "cancelled"),
                                        models.Q(("cancelled_because", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="ballot_state_says_what_has_happened",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("seats__isnull", True),
                                    models.Q(
                                        ("filled__lte", models.F("seats")),
                                        ("present__lte", models.F("filled")),
                                        ("seats__gt", 0),
                                        ("present__gte", models.F("quorum_needed")),
                                    ),
                                    _connector="OR",
                                ),
                                name="ballot_present_are_of_those_elected",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("voted__isnull", True),
                                    models.Q(
                                        ("spoiled__lte", models.F("voted")),
                                        ("voted__lte", models.F("present")),
                                    ),
                                    _connector="OR",
                                ),
                                name="ballot_voted_are_of_those_present",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Box",
                    fields=[
                        (
                            "ballot",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="box",
                                serialize=False,
                                to="voting.ballot",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=0)),
                        ("sealed", models.BinaryField()),
                    ],
                ),
                migrations.CreateModel(
                    name="Elector",
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
                        ("is_chair", models.BooleanField(default=False)),
                        ("is_present", models.BooleanField(default=True)),
                        (
                            "recused_because",
                            models.CharField(blank=True, default="", max_length=255),
                        ),
                        ("has_voted", models.BooleanField(default=False)),
                        (
                            "ballot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="electors",
                                to="voting.ballot",
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
                                related_name="+",
                                to="registry.person",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("ballot", "person"), name="elector_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_chair", True)),
                                fields=("ballot",),
                                name="elector_one_chair",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("has_voted", False),
                                    models.Q(("is_present", True), ("recused_because", "")),
                                    _connector="OR",
                                ),
                                name="elector_voted_may_vote",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Option",
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
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("for", "For"),
                                    ("against", "Against"),
                                    ("abstain", "Abstained"),
                                    ("candidate", "Candidate"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("name_kk", models.CharField(blank=True, default="", max_length=255)),
                        ("name_ru", models.CharField(blank=True, default="", max_length=255)),
                        ("name_en", models.CharField(blank=True, default="", max_length=255)),
                        ("votes", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("is_chosen", models.BooleanField(default=False)),
                        (
                            "ballot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="options",
                                to="voting.ballot",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("place",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("ballot", "place"), name="option_place"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "candidate"), _negated=True),
                                fields=("ballot", "kind"),
                                name="option_of_its_kind_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "candidate")),
                                fields=("ballot", "name_kk", "name_ru"),
                                name="option_candidate_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind", "candidate"),
                                        models.Q(
                                            models.Q(("name_kk", ""), _negated=True),
                                            models.Q(("name_ru", ""), _negated=True),
                                            _connector="OR",
                                        ),
                                    ),
                                    models.Q(
                                        models.Q(("kind", "candidate"), _negated=True),
                                        ("name_en", ""),
                                        ("name_kk", ""),
                                        ("name_ru", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="option_candidate_is_named",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("place__gte", 1)), name="option_place_from_one"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Regulations",
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
                        ("counts_vacancies", models.BooleanField(default=True)),
                        ("may_change", models.BooleanField(default=True)),
                        ("basis", models.CharField(max_length=255)),
                        (
                            "council",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="regulations",
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
                                name="voting_regulations_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("basis", ""), _negated=True),
                                name="regulations_have_a_basis",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("to_day__isnull", True)),
                                fields=("council",),
                                name="regulations_one_open",
                            ),
                            models.UniqueConstraint(
                                fields=("council", "from_day"), name="regulations_one_a_day"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Teller",
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
                        (
                            "replaced_because",
                            models.CharField(blank=True, default="", max_length=255),
                        ),
                        (
                            "ballot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tellers",
                                to="voting.ballot",
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
                        "ordering": ("place", "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("replaced_because", "")),
                                fields=("ballot", "person"),
                                name="teller_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("replaced_because", "")),
                                fields=("ballot", "place"),
                                name="teller_place",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("place__in", (1, 2))),
                                name="teller_is_one_of_two",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Count",
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
                        ("attempt", models.PositiveSmallIntegerField()),
                        ("numbers", models.JSONField()),
                        ("spoiled", models.PositiveSmallIntegerField(default=0)),
                        ("given", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "teller",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="counts",
                                to="voting.teller",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("attempt", "teller__place"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("teller", "attempt"), name="count_once_an_attempt"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("attempt__gte", 1)),
                                name="count_attempt_from_one",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Vote",
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
                        ("key", models.UUIDField()),
                        ("made_at", models.DateTimeField(blank=True, null=True)),
                        ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("is_late", models.BooleanField(default=False)),
                        (
                            "elector",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="votes",
                                to="voting.elector",
                            ),
                        ),
                        (
                            "option",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="given",
                                to="voting.option",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("elector", "key"), name="vote_key_once")
                        ],
                    },
                ),
            ]
        )
    ]
