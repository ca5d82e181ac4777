from pathlib import Path

import django.contrib.auth.models
import django.contrib.auth.validators
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

import factcheck.models.articles
import factcheck.models.claims
import factcheck.models.ledger
import factcheck.models.lookups
import factcheck.models.stamps
import factcheck.rules.statuses
import factcheck.rules.suggestions
import factcheck.rules.vocabulary

SQL = Path(__file__).with_name("sql")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        # Before ours: each of its many steps is quick while the desk's own tables are not there yet.
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [
        TrigramExtension(),
        # Columns and indexes cut texts into words and signatures by these.
        migrations.RunSQL((SQL / "0001_words.sql").read_text(), (SQL / "0001_words_reverse.sql").read_text()),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined"),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("reporter", "Reporter"),
                            ("editor", "Editor"),
                            ("chief_editor", "Chief editor"),
                            ("admin", "Administrator"),
                        ],
                        default=factcheck.rules.vocabulary.Role["REPORTER"],
                        max_length=20,
                    ),
                ),
                (
                    "byline",
                    models.CharField(
                        blank=True, help_text="The name that readers see beside a decision.", max_length=120
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["reporter", "editor", "chief_editor", "admin"])),
                        name="user_role_is_known",
                        violation_error_message="This role is not on the list.",
                    )
                ],
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("size", models.BigIntegerField()),
                (
                    "root",
                    models.CharField(
                        help_text="Of the Merkle tree over the first `size` entries, hex.", max_length=64
                    ),
                ),
                ("note", models.TextField(help_text="The signed note, as published.")),
                ("signed_at", models.DateTimeField()),
            ],
            options={
                "get_latest_by": "id",
                "indexes": [models.Index(fields=["size"], name="checkpoint_by_size")],
            },
        ),
        migrations.CreateModel(
            name="ExportLog",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "what",
                    models.CharField(help_text="claims, attributions, decisions or entries.", max_length=20),
                ),
                ("filters", models.JSONField(default=dict, help_text="As in its address.")),
                ("rows", models.BigIntegerField(default=0, help_text="Sent, without the header.")),
                ("bytes", models.BigIntegerField(default=0, help_text="Sent.")),
                ("is_whole", models.BooleanField(default=False, help_text="Whether it came to its end.")),
                ("began_at", models.DateTimeField()),
                ("seconds", models.FloatField(default=0.0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("bytes__gte", 0), ("rows__gte", 0)),
                        name="export_sent_what_it_sent",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FailedSignIn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_hash", models.CharField(max_length=64)),
                ("address_hash", models.CharField(max_length=64)),
                ("tried_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["name_hash", "tried_at"], name="failed_by_name"),
                    models.Index(fields=["address_hash", "tried_at"], name="failed_by_address"),
                ],
            },
        ),
        migrations.CreateModel(
            name="LedgerHead",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("seq", models.BigIntegerField(default=0)),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="ledger_has_one_head")
                ],
            },
        ),
        migrations.CreateModel(
            name="LedgerTile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(help_text="1: 256 entries; 2: 65,536; and so on."),
                ),
                ("index", models.BigIntegerField(help_text="From 0, in units of the level's run.")),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("level", "index"), name="tile_stands_once")],
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True)),
                ("label", models.CharField(max_length=80)),
                ("definition", models.TextField()),
                ("parts", models.ManyToManyField(blank=True, related_name="wholes", to="factcheck.measure")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("definition__regex", "\\S")),
                        name="measure_has_a_definition",
                        violation_error_message="The definition must not be empty.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicRevision",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("number", models.BigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="there_is_one_public_revision")
                ],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("government", "Government"),
                            ("armed_forces", "Armed forces"),
                            ("agency", "Government agency"),
                            ("official", "Official"),
                            ("wire", "News agency"),
                            ("outlet", "News outlet"),
                            ("ngo", "Non-governmental organisation"),
                            ("igo", "International organisation"),
                            ("witness", "Witness"),
                            ("document", "Document"),
                            ("anonymous", "Unnamed source"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        help_text="The body that this source acts for.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_children",
                        to="factcheck.source",
                    ),
                ),
                (
                    "country",
                    models.CharField(blank=True, help_text="ISO 3166-1 alpha-2: KR, RU, US.", max_length=2),
                ),
                (
                    "reliability",
                    models.CharField(
                        choices=[
                            ("A", "Completely reliable"),
                            ("B", "Usually reliable"),
                            ("C", "Fairly reliable"),
                            ("D", "Not usually reliable"),
                            ("E", "Unreliable"),
                            ("F", "Reliability cannot be judged"),
                        ],
                        default=factcheck.rules.vocabulary.Reliability["F"],
                        max_length=1,
                    ),
                ),
                ("reliability_note", models.TextField(blank=True)),
                ("position_note", models.TextField(blank=True, help_text="Its interest in what it says.")),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        help_text="The entry under which the same source is kept; this one is a duplicate of it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_merged",
                        to="factcheck.source",
                    ),
                ),
                ("slug", models.SlugField(max_length=90, unique=True)),
                ("name_key", models.CharField(max_length=200)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("heard_seq", models.BigIntegerField(editable=False, null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["name_key", "id"], name="source_by_name")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name__regex", "\\S")),
                        name="source_has_a_name",
                        violation_error_message="The name must not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "government",
                                    "armed_forces",
                                    "agency",
                                    "official",
                                    "wire",
                                    "outlet",
                                    "ngo",
                                    "igo",
                                    "witness",
                                    "document",
                                    "anonymous",
                                ],
                            )
                        ),
                        name="source_kind_is_known",
                        violation_error_message="This kind is not on the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reliability__in", ["A", "B", "C", "D", "E", "F"])),
                        name="source_reliability_is_a_to_f",
                        violation_error_message="This reliability is not on the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("country__regex", "^([A-Z]{2})?$")),
                        name="source_country_is_two_capitals",
                        violation_error_message="A country is two capitals of ISO 3166: KR, RU, US.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="source_is_not_its_own_parent",
                        violation_error_message="A source cannot act for itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="source_is_not_merged_into_itself",
                        violation_error_message="A source cannot be merged into itself.",
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
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("description", models.TextField(blank=True)),
                (
                    "retired",
                    models.BooleanField(
                        db_default=False, default=False, help_text="No new claims are put under it."
                    ),
                ),
                ("name", models.CharField(max_length=120, unique=True)),
                ("slug", models.SlugField(max_length=80, unique=True)),
                (
                    "prefix",
                    models.CharField(
                        help_text="Two to six capitals; starts the claims' codes.", max_length=6, unique=True
                    ),
                ),
                ("last_number", models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name__regex", "\\S")),
                        name="topic_has_a_name",
                        violation_error_message="The name must not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("prefix__regex", "^[A-Z]{1,6}$")),
                        name="topic_prefix_is_capitals",
                        violation_error_message="A prefix is one to six capital letters, A to Z.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeskMark",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="desk_mark",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ledger_seq", models.BigIntegerField(default=0)),
                ("comment_seq", models.BigIntegerField(default=0)),
                ("marked_at", models.DateTimeField(blank=True, null=True)),
                ("guide_closed_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="FeedKey",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="feed_key",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "publisher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to="factcheck.source",
                    ),
                ),
                ("headline", models.CharField(max_length=300)),
                ("byline", models.CharField(blank=True, max_length=200)),
                ("dateline", models.CharField(blank=True, max_length=200)),
                ("url", models.URLField(blank=True, max_length=2000)),
                (
                    "language",
                    models.CharField(blank=True, help_text="BCP 47: en, ko, zh-Hant.", max_length=12),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("published_date_only", models.BooleanField(default=False)),
                ("retrieved_at", models.DateTimeField()),
                ("media_type", models.CharField(default="text/plain", max_length=60)),
                ("raw_sha256", models.CharField(help_text="Of the bytes as they came.", max_length=64)),
                ("clean_html", models.TextField(blank=True)),
                ("body_text", models.TextField(help_text="Positions count its code points from 0.")),
                ("text_sha256", models.CharField(editable=False, help_text="Of body_text.", max_length=64)),
                (
                    "excerpt_only",
                    models.BooleanField(
                        default=False,
                        help_text="Rights forbid the full text: readers see only the quoted words.",
                    ),
                ),
                (
                    "previous_version",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next_version",
                        to="factcheck.article",
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles_added",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("added_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["publisher", "-id"], name="article_of_publisher"),
                    django.contrib.postgres.indexes.GinIndex(
                        factcheck.models.articles.Signature(models.F("body_text")),
                        name="article_signature_runs",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(models.F("headline"), name="gin_trgm_ops"),
                        name="article_headline_trigrams",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("text_sha256",),
                        name="article_text_is_stored_once",
                        violation_error_message="This text is stored already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("headline__regex", "\\S")),
                        name="article_has_a_headline",
                        violation_error_message="The headline must not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("body_text__regex", "\\S")),
                        name="article_has_text",
                        violation_error_message="The body_text must not be empty.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=280)),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="factcheck.topic",
                    ),
                ),
                ("event_during", django.contrib.postgres.fields.ranges.DateRangeField(blank=True, null=True)),
                ("place", models.CharField(blank=True, max_length=120)),
                (
                    "supersedes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_superseding",
                        to="factcheck.claim",
                    ),
                ),
                (
                    "superseded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_superseded",
                        to="factcheck.claim",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("unverified", "Unverified"),
                            ("confirmed", "Confirmed"),
                            ("disputed", "Disputed"),
                            ("retracted", "Retracted"),
                            ("superseded", "Superseded"),
                        ],
                        default=factcheck.rules.statuses.Status["UNVERIFIED"],
                        max_length=12,
                    ),
                ),
                ("status_since", models.DateTimeField(null=True)),
                (
                    "publication",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("published", "Published"),
                            ("corrected", "Corrected"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default=factcheck.rules.statuses.Publication["DRAFT"],
                        max_length=10,
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=0, help_text="How many ledger entries the claim has."
                    ),
                ),
                (
                    "sources_for",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "sources_against",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "sources_not_confirming",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("independent_origins", models.PositiveIntegerField(default=0)),
                ("last_reason", models.TextField(blank=True)),
                ("last_decided_at", models.DateTimeField(null=True)),
                ("decision_count", models.PositiveIntegerField(default=0)),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.SearchVector("text", config="english"),
                            "||",
                            django.contrib.postgres.search.SearchVector("text", config="simple"),
                            django.contrib.postgres.search.SearchConfig("english"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                ("code", models.CharField(editable=False, max_length=16, unique=True)),
                (
                    "ledger_seq",
                    models.BigIntegerField(help_text="Its newest ledger entry.", null=True, unique=True),
                ),
                ("review_by", models.DateField(blank=True, null=True)),
                (
                    "assigned_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims_assigned",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "due_at",
                    models.DateTimeField(
                        blank=True, help_text="When whoever works on it should be done.", null=True
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims_created",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("created_at", factcheck.models.stamps.LedgerTimeField(editable=False)),
                (
                    "match_words",
                    models.GeneratedField(
                        db_persist=True,
                        expression=factcheck.models.claims.ClaimWords(
                            models.F("text"), models.F("last_reason")
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-ledger_seq"], name="claim_by_last_entry"),
                    models.Index(fields=["publication", "-ledger_seq"], name="claim_by_publication"),
                    models.Index(fields=["status", "-ledger_seq"], name="claim_by_status"),
                    models.Index(
                        condition=models.Q(
                            ("publication", factcheck.rules.statuses.Publication["DRAFT"]),
                            ("status", factcheck.rules.statuses.Status["UNVERIFIED"]),
                            ("review_by__isnull", False),
                            _connector="OR",
                        ),
                        fields=["-ledger_seq"],
                        include=("status", "publication", "review_by"),
                        name="claim_that_may_wait",
                    ),
                    models.Index(fields=["topic", "-ledger_seq"], name="claim_by_topic"),
                    models.Index(fields=["topic", "status", "-ledger_seq"], name="claim_by_topic_and_status"),
                    models.Index(fields=["-last_decided_at"], name="claim_by_last_decision"),
                    models.Index(
                        django.db.models.functions.comparison.Collate(models.F("code"), "C"),
                        name="claim_in_order_of_codes",
                    ),
                    django.contrib.postgres.indexes.GinIndex(fields=["search"], name="claim_words"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(models.F("text"), name="gin_trgm_ops"),
                        name="claim_trigrams",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        factcheck.models.lookups.CjkPairs(models.F("text")), name="claim_cjk_pairs"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["sources_for"], name="claim_sources_for"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["match_words"], name="claim_match_words"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text__regex", "\\S")),
                        name="claim_has_text",
                        violation_error_message="The text must not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[A-Z]{1,6}-[0-9]{4,9}$")),
                        name="claim_code_is_prefix_and_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["unverified", "confirmed", "disputed", "retracted", "superseded"])
                        ),
                        name="claim_status_is_known",
                        violation_error_message="This status is not on the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("publication__in", ["draft", "published", "corrected", "withdrawn"])
                        ),
                        name="claim_publication_is_known",
                        violation_error_message="This publication is not on the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("supersedes__isnull", True),
                            models.Q(("supersedes", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="claim_does_not_supersede_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status", factcheck.rules.statuses.Status["SUPERSEDED"]), _negated=True
                            ),
                            ("superseded_by__isnull", False),
                            _connector="OR",
                        ),
                        name="superseded_claim_has_a_successor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Digest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="digests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("day", models.DateField()),
                ("sent_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person", "day"), name="digest_goes_once_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="saved_filters",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                ("query", models.CharField(max_length=600)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name__regex", "\\S")),
                        name="saved_filter_has_a_name",
                        violation_error_message="The name must not be empty.",
                    ),
                    models.UniqueConstraint(fields=("owner", "name"), name="saved_filter_name_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SettingChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                ("value", models.JSONField()),
                ("reason", models.TextField()),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("recorded_at", factcheck.models.stamps.LedgerTimeField(editable=False)),
                ("ledger_seq", factcheck.models.stamps.LedgerSeqField(editable=False, unique=True)),
            ],
            options={
                "indexes": [models.Index(fields=["name", "-ledger_seq"], name="setting_by_name")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "\\S")),
                        name="setting_change_has_a_reason",
                        violation_error_message="The reason must not be empty.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aliases",
                        to="factcheck.source",
                    ),
                ),
                ("text", models.CharField(max_length=200)),
                ("key", models.CharField(max_length=200)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["source", "id"], name="alias_of_source"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(models.F("key"), name="gin_trgm_ops"),
                        name="alias_trigrams",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key",),
                        name="alias_names_one_source",
                        violation_error_message="Another source already goes by this name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text__regex", "\\S")),
                        name="alias_is_not_blank",
                        violation_error_message="The text must not be empty.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceRelation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "a",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relations_from",
                        to="factcheck.source",
                    ),
                ),
                (
                    "b",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relations_to",
                        to="factcheck.source",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("part_of", "is part of"),
                            ("owned_by", "is owned by"),
                            ("shares_information_with", "shares information with"),
                            ("syndicates", "syndicates"),
                            ("quotes_habitually", "habitually quotes"),
                            ("same_as", "is the same as"),
                            ("mistaken_for", "was by mistake taken for"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "independence",
                    models.CharField(
                        choices=[
                            ("independent", "independent"),
                            ("not_independent", "not independent"),
                            ("not_established", "not established"),
                        ],
                        default=factcheck.rules.vocabulary.Independence["NOT_ESTABLISHED"],
                        max_length=20,
                    ),
                ),
                ("note", models.TextField(blank=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("a", "b"), name="one_relation_a_pair"),
                    models.CheckConstraint(
                        condition=models.Q(("a__lt", models.F("b"))), name="relation_pair_is_ordered"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "part_of",
                                    "owned_by",
                                    "shares_information_with",
                                    "syndicates",
                                    "quotes_habitually",
                                    "same_as",
                                    "mistaken_for",
                                ],
                            )
                        ),
                        name="relation_kind_is_known",
                        violation_error_message="This kind is not on the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("independence__in", ["independent", "not_independent", "not_established"])
                        ),
                        name="relation_independence_is_known",
                        violation_error_message="This independence is not on the list.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceRelationVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "a",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="factcheck.source"
                    ),
                ),
                (
                    "b",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="factcheck.source"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("part_of", "is part of"),
                            ("owned_by", "is owned by"),
                            ("shares_information_with", "shares information with"),
                            ("syndicates", "syndicates"),
                            ("quotes_habitually", "habitually quotes"),
                            ("same_as", "is the same as"),
                            ("mistaken_for", "was by mistake taken for"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "independence",
                    models.CharField(
                        choices=[
                            ("independent", "independent"),
                            ("not_independent", "not independent"),
                            ("not_established", "not established"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("recorded_at", factcheck.models.stamps.LedgerTimeField(editable=False)),
                ("ledger_seq", factcheck.models.stamps.LedgerSeqField(editable=False, unique=True)),
            ],
            options={
                "indexes": [models.Index(fields=["a", "b", "-ledger_seq"], name="relation_version_of_pair")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("a__lt", models.F("b"))), name="relation_version_pair_is_ordered"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "part_of",
                                    "owned_by",
                                    "shares_information_with",
                                    "syndicates",
                                    "quotes_habitually",
                                    "same_as",
                                    "mistaken_for",
                                ],
                            )
                        ),
                        name="relation_version_kind_is_known",
                        violation_error_message="This kind is not on the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("independence__in", ["independent", "not_independent", "not_established"])
                        ),
                        name="relation_version_independence_is_known",
                        violation_error_message="This independence is not on the list.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("government", "Government"),
                            ("armed_forces", "Armed forces"),
                            ("agency", "Government agency"),
                            ("official", "Official"),
                            ("wire", "News agency"),
                            ("outlet", "News outlet"),
                            ("ngo", "Non-governmental organisation"),
                            ("igo", "International organisation"),
                            ("witness", "Witness"),
                            ("document", "Document"),
                            ("anonymous", "Unnamed source"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        help_text="The body that this source acts for.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_children",
                        to="factcheck.source",
                    ),
                ),
                (
                    "country",
                    models.CharField(blank=True, help_text="ISO 3166-1 alpha-2: KR, RU, US.", max_length=2),
                ),
                (
                    "reliability",
                    models.CharField(
                        choices=[
                            ("A", "Completely reliable"),
                            ("B", "Usually reliable"),
                            ("C", "Fairly reliable"),
                            ("D", "Not usually reliable"),
                            ("E", "Unreliable"),
                            ("F", "Reliability cannot be judged"),
                        ],
                        default=factcheck.rules.vocabulary.Reliability["F"],
                        max_length=1,
                    ),
                ),
                ("reliability_note", models.TextField(blank=True)),
                ("position_note", models.TextField(blank=True, help_text="Its interest in what it says.")),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        help_text="The entry under which the same source is kept; this one is a duplicate of it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_merged",
                        to="factcheck.source",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="factcheck.source",
                    ),
                ),
                ("recorded_at", factcheck.models.stamps.LedgerTimeField(editable=False)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["source", "-recorded_at"], name="source_version_at")],
            },
        ),
        migrations.CreateModel(
            name="ClaimTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tallies",
                        to="factcheck.topic",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("unverified", "Unverified"),
                            ("confirmed", "Confirmed"),
                            ("disputed", "Disputed"),
                            ("retracted", "Retracted"),
                            ("superseded", "Superseded"),
                        ],
                        max_length=12,
                    ),
                ),
                ("number", models.BigIntegerField(default=0)),
            ],
            options={
                "verbose_name_plural": "claim tallies",
                "constraints": [
                    models.UniqueConstraint(fields=("topic", "status"), name="tally_stands_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="TopicVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("description", models.TextField(blank=True)),
                (
                    "retired",
                    models.BooleanField(
                        db_default=False, default=False, help_text="No new claims are put under it."
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="factcheck.topic",
                    ),
                ),
                ("recorded_at", factcheck.models.stamps.LedgerTimeField(editable=False)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["topic", "-recorded_at"], name="topic_version_at")],
            },
        ),
        migrations.CreateModel(
            name="AtWork",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="at_work",
                        to="factcheck.claim",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("seen_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("claim", "user"), name="at_work_once_on_a_claim")
                ],
            },
        ),
        migrations.CreateModel(
            name="Attribution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attributions",
                        to="factcheck.claim",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attributions",
                        to="factcheck.source",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attributions",
                        to="factcheck.article",
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("affirms", "affirms"),
                            ("affirms_hedged", "affirms, with a hedge"),
                            ("denies", "denies"),
                            ("doubts", "doubts"),
                            ("disputes_figure", "disputes the figure"),
                            ("not_confirmed", "has not confirmed"),
                            ("declined_to_comment", "declined to comment"),
                            ("no_response", "did not respond"),
                            ("cannot_verify", "could not verify"),
                            ("retracted", "withdrew its statement"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "cue",
                    models.CharField(
                        blank=True, help_text="The verb phrase: said, has not confirmed.", max_length=120
                    ),
                ),
                ("quote", models.TextField(blank=True, help_text="The article's words, verbatim.")),
                (
                    "hedge",
                    models.CharField(
                        blank=True, help_text="Words that weaken it: reportedly, appeared to.", max_length=120
                    ),
                ),
                ("said_on", models.DateField(blank=True, null=True)),
                (
                    "as_of",
                    models.DateField(
                        blank=True, help_text="The day that the statement speaks of.", null=True
                    ),
                ),
                (
                    "credibility",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "Confirmed by other sources"),
                            (2, "Probably true"),
                            (3, "Possibly true"),
                            (4, "Doubtful"),
                            (5, "Improbable"),
                            (6, "Truth cannot be judged"),
                        ],
                        null=True,
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="factcheck.attribution",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attributions_recorded",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("recorded_at", factcheck.models.stamps.LedgerTimeField(editable=False)),
                ("ledger_seq", factcheck.models.stamps.LedgerSeqField(editable=False, unique=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["claim", "ledger_seq"], name="attribution_of_claim"),
                    models.Index(fields=["source", "stance", "claim"], name="attribution_of_source"),
                    models.Index(fields=["source", "-ledger_seq"], name="attribution_newest_of_source"),
                    models.Index(fields=["article", "ledger_seq"], name="attribution_in_article"),
                    models.Index(fields=["stance", "claim"], name="attribution_by_stance"),
                    django.contrib.postgres.indexes.GinIndex(
                        factcheck.models.claims.ClaimWords(models.F("quote"), models.Value("")),
                        name="attribution_quote_words",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stance__in",
                                [
                                    "affirms",
                                    "affirms_hedged",
                                    "denies",
                                    "doubts",
                                    "disputes_figure",
                                    "not_confirmed",
                                    "declined_to_comment",
                                    "no_response",
                                    "cannot_verify",
                                    "retracted",
                                ],
                            )
                        ),
                        name="attribution_stance_is_known",
                        violation_error_message="This stance is not on the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("credibility__isnull", True), ("credibility__range", (1, 6)), _connector="OR"
                        ),
                        name="attribution_credibility_is_1_to_6",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("supersedes__isnull", True),
                            models.Q(("supersedes", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="attribution_does_not_supersede_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="factcheck.claim",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["claim", "id"], name="comment_of_claim")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_back_at__isnull", True), ("text__regex", "\\S")),
                            models.Q(("taken_back_at__isnull", False), ("text", "")),
                            _connector="OR",
                        ),
                        name="comment_has_words_or_none_left",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="factcheck.claim",
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("url", models.URLField(blank=True, max_length=2000)),
                ("archived_url", models.URLField(blank=True, max_length=2000)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("primary_document", "Primary document"),
                            ("imagery", "Imagery"),
                            ("transcript", "Transcript"),
                            ("interview", "On-record interview"),
                            ("dataset", "Data set"),
                            ("other", "Other"),
                        ],
                        default=factcheck.rules.vocabulary.EvidenceKind["OTHER"],
                        max_length=20,
                    ),
                ),
                (
                    "bearing",
                    models.CharField(
                        choices=[("supports", "supports the claim"), ("refutes", "refutes the claim")],
                        default=factcheck.rules.vocabulary.Bearing["SUPPORTS"],
                        max_length=10,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("recorded_at", factcheck.models.stamps.LedgerTimeField(editable=False)),
                ("ledger_seq", factcheck.models.stamps.LedgerSeqField(editable=False, unique=True)),
            ],
            options={
                "verbose_name_plural": "evidence",
                "indexes": [models.Index(fields=["claim", "ledger_seq"], name="evidence_of_claim")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "primary_document",
                                    "imagery",
                                    "transcript",
                                    "interview",
                                    "dataset",
                                    "other",
                                ],
                            )
                        ),
                        name="evidence_kind_is_known",
                        violation_error_message="This kind is not on the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("bearing__in", ["supports", "refutes"])),
                        name="evidence_bearing_is_known",
                        violation_error_message="This bearing is not on the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title__regex", "\\S"), ("url__regex", "\\S"), _connector="OR"),
                        name="evidence_can_be_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^([0-9a-f]{64})?$")),
                        name="evidence_sha256_is_a_digest",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicationAct",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publication_acts",
                        to="factcheck.claim",
                    ),
                ),
                (
                    "from_state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("published", "Published"),
                            ("corrected", "Corrected"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("published", "Published"),
                            ("corrected", "Corrected"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.TextField(blank=True, help_text="What readers are told.")),
                (
                    "acted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("acted_at", factcheck.models.stamps.LedgerTimeField(editable=False)),
                ("ledger_seq", factcheck.models.stamps.LedgerSeqField(editable=False, unique=True)),
            ],
            options={
                "indexes": [models.Index(fields=["claim", "-ledger_seq"], name="publication_of_claim")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_state__in", ["draft", "published", "corrected", "withdrawn"])
                        ),
                        name="publication_from_state_is_known",
                        violation_error_message="This from_state is not on the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_state__in", ["draft", "published", "corrected", "withdrawn"])
                        ),
                        name="publication_to_state_is_known",
                        violation_error_message="This to_state is not on the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "to_state__in",
                                    [
                                        factcheck.rules.statuses.Publication["CORRECTED"],
                                        factcheck.rules.statuses.Publication["WITHDRAWN"],
                                    ],
                                ),
                                _negated=True,
                            ),
                            ("note__regex", "\\S"),
                            _connector="OR",
                        ),
                        name="correction_or_withdrawal_is_explained",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReaderReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reader_reports",
                        to="factcheck.claim",
                    ),
                ),
                ("version", models.PositiveIntegerField(help_text="Of the claim, as the reader saw it.")),
                ("text", models.CharField(max_length=2000)),
                (
                    "contact",
                    models.CharField(blank=True, help_text="Where the reader may be asked.", max_length=200),
                ),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("address_hash", models.CharField(blank=True, max_length=64)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "note",
                    models.CharField(blank=True, help_text="What came of it; for the desk.", max_length=500),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["sent_at"], name="report_by_time"),
                    models.Index(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=["id"],
                        name="report_that_is_open",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text__regex", "\\S")), name="report_has_words"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("note", ""), ("settled_at__isnull", True), ("settled_by__isnull", True)
                            ),
                            models.Q(
                                ("note__regex", "\\S"),
                                ("settled_at__isnull", False),
                                ("settled_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="report_is_settled_by_somebody_with_a_note",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="factcheck.article",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waits its turn"),
                            ("reading", "is being read"),
                            ("done", "has been read"),
                            ("failed", "could not be read"),
                        ],
                        default=factcheck.rules.suggestions.ReadingState["WAITING"],
                        max_length=10,
                    ),
                ),
                ("read", models.PositiveIntegerField(default=0)),
                ("length", models.PositiveIntegerField(default=0)),
                ("problem", models.TextField(blank=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "touched_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, help_text="When it last went on."
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["article", "-id"], name="reading_of_article")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "reading", "done", "failed"])),
                        name="reading_state_is_known",
                        violation_error_message="This state is not on the list.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("waiting", "reading"))),
                        fields=("article",),
                        name="article_is_read_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recounts",
                        to="factcheck.claim",
                    ),
                ),
                ("origins_before", models.PositiveIntegerField()),
                ("origins_after", models.PositiveIntegerField()),
                ("because", models.TextField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("recorded_at", factcheck.models.stamps.LedgerTimeField(editable=False)),
                ("ledger_seq", factcheck.models.stamps.LedgerSeqField(editable=False, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="ClaimState",
            fields=[
                ("text", models.CharField(max_length=280)),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="factcheck.topic",
                    ),
                ),
                ("event_during", django.contrib.postgres.fields.ranges.DateRangeField(blank=True, null=True)),
                ("place", models.CharField(blank=True, max_length=120)),
                (
                    "supersedes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_superseding",
                        to="factcheck.claim",
                    ),
                ),
                (
                    "superseded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_superseded",
                        to="factcheck.claim",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("unverified", "Unverified"),
                            ("confirmed", "Confirmed"),
                            ("disputed", "Disputed"),
                            ("retracted", "Retracted"),
                            ("superseded", "Superseded"),
                        ],
                        default=factcheck.rules.statuses.Status["UNVERIFIED"],
                        max_length=12,
                    ),
                ),
                ("status_since", models.DateTimeField(null=True)),
                (
                    "publication",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("published", "Published"),
                            ("corrected", "Corrected"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default=factcheck.rules.statuses.Publication["DRAFT"],
                        max_length=10,
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=0, help_text="How many ledger entries the claim has."
                    ),
                ),
                (
                    "sources_for",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "sources_against",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "sources_not_confirming",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("independent_origins", models.PositiveIntegerField(default=0)),
                ("last_reason", models.TextField(blank=True)),
                ("last_decided_at", models.DateTimeField(null=True)),
                ("decision_count", models.PositiveIntegerField(default=0)),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.SearchVector("text", config="english"),
                            "||",
                            django.contrib.postgres.search.SearchVector("text", config="simple"),
                            django.contrib.postgres.search.SearchConfig("english"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                ("ledger_seq", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="states",
                        to="factcheck.claim",
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["claim", "-ledger_seq"], name="state_of_claim")],
            },
        ),
        migrations.CreateModel(
            name="Usage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="usages",
                        to="factcheck.claim",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="Headline or place: page 3, the nine o'clock news.", max_length=300
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=2000)),
                ("wording", models.TextField(blank=True, help_text="How the story puts it.")),
                ("used_on", models.DateField(blank=True, null=True)),
                (
                    "status_then",
                    models.CharField(
                        choices=[
                            ("unverified", "Unverified"),
                            ("confirmed", "Confirmed"),
                            ("disputed", "Disputed"),
                            ("retracted", "Retracted"),
                            ("superseded", "Superseded"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("mended_for", models.CharField(blank=True, max_length=12)),
                ("mended_note", models.TextField(blank=True)),
                (
                    "mended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("mended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["claim", "-id"], name="usage_of_claim")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title__regex", "\\S")),
                        name="usage_has_a_title",
                        violation_error_message="The title must not be empty.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="watches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="watches",
                        to="factcheck.claim",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="watches",
                        to="factcheck.topic",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="watches",
                        to="factcheck.source",
                    ),
                ),
                ("since", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name_plural": "watches",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("claim__isnull", False), ("source__isnull", True), ("topic__isnull", True)
                            ),
                            models.Q(
                                ("claim__isnull", True), ("source__isnull", True), ("topic__isnull", False)
                            ),
                            models.Q(
                                ("claim__isnull", True), ("source__isnull", False), ("topic__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="watch_is_of_one_thing",
                    ),
                    models.UniqueConstraint(
                        fields=("person", "claim", "topic", "source"),
                        name="watch_stands_once",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConflictRuling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conflict_rulings",
                        to="factcheck.claim",
                    ),
                ),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="factcheck.attribution",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="factcheck.attribution",
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[("accepted", "Accepted as a conflict"), ("dismissed", "Dismissed")],
                        max_length=10,
                    ),
                ),
                ("explanation", models.TextField(help_text="The sentence that the editor saw.")),
                ("reason", models.TextField()),
                (
                    "ruled_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("recorded_at", factcheck.models.stamps.LedgerTimeField(editable=False)),
                ("ledger_seq", factcheck.models.stamps.LedgerSeqField(editable=False, unique=True)),
            ],
            options={
                "indexes": [models.Index(fields=["claim", "-ledger_seq"], name="conflict_ruling_of_claim")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["accepted", "dismissed"])),
                        name="conflict_answer_is_known",
                        violation_error_message="This answer is not on the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "\\S")),
                        name="conflict_ruling_has_a_reason",
                        violation_error_message="The reason must not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("one__lt", models.F("other"))), name="conflict_pair_is_ordered"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="factcheck.claim",
                    ),
                ),
                (
                    "from_status",
                    models.CharField(
                        choices=[
                            ("unverified", "Unverified"),
                            ("confirmed", "Confirmed"),
                            ("disputed", "Disputed"),
                            ("retracted", "Retracted"),
                            ("superseded", "Superseded"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "to_status",
                    models.CharField(
                        choices=[
                            ("unverified", "Unverified"),
                            ("confirmed", "Confirmed"),
                            ("disputed", "Disputed"),
                            ("retracted", "Retracted"),
                            ("superseded", "Superseded"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.TextField()),
                ("public_note", models.TextField(blank=True)),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="factcheck.claim",
                    ),
                ),
                ("rule_report", models.JSONField(default=dict)),
                ("rule_met", models.BooleanField(default=False)),
                ("overridden", models.BooleanField(default=False)),
                (
                    "content_hash",
                    models.CharField(help_text="sha256 of what the decider saw.", max_length=64),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions_approved",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undoes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone_by",
                        to="factcheck.decision",
                    ),
                ),
                ("decided_at", factcheck.models.stamps.LedgerTimeField(editable=False)),
                ("ledger_seq", factcheck.models.stamps.LedgerSeqField(editable=False, unique=True)),
                (
                    "evidence",
                    models.ManyToManyField(blank=True, related_name="decisions", to="factcheck.evidence"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["claim", "-ledger_seq"], name="decision_of_claim"),
                    models.Index(fields=["-ledger_seq"], name="decision_newest"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "\\S")),
                        name="decision_has_a_reason",
                        violation_error_message="The reason must not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "from_status__in",
                                ["unverified", "confirmed", "disputed", "retracted", "superseded"],
                            )
                        ),
                        name="decision_from_status_is_known",
                        violation_error_message="This from_status is not on the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "to_status__in",
                                ["unverified", "confirmed", "disputed", "retracted", "superseded"],
                            )
                        ),
                        name="decision_to_status_is_known",
                        violation_error_message="This to_status is not on the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_status", models.F("to_status")), _negated=True),
                        name="decision_changes_the_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(("approved_by", models.F("decided_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="decision_is_approved_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("to_status", factcheck.rules.statuses.Status["SUPERSEDED"]), _negated=True
                            ),
                            ("successor__isnull", False),
                            _connector="OR",
                        ),
                        name="decision_to_supersede_names_a_successor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("to_status", factcheck.rules.statuses.Status["RETRACTED"]), _negated=True
                            ),
                            ("public_note__regex", "\\S"),
                            _connector="OR",
                        ),
                        name="retraction_has_a_public_note",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentions",
                        to="factcheck.comment",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("seen_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("seen_at__isnull", True)),
                        fields=["person"],
                        name="mention_not_seen",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("comment", "person"), name="mention_stands_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="factcheck.claim",
                    ),
                ),
                (
                    "from_status",
                    models.CharField(
                        choices=[
                            ("unverified", "Unverified"),
                            ("confirmed", "Confirmed"),
                            ("disputed", "Disputed"),
                            ("retracted", "Retracted"),
                            ("superseded", "Superseded"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "to_status",
                    models.CharField(
                        choices=[
                            ("unverified", "Unverified"),
                            ("confirmed", "Confirmed"),
                            ("disputed", "Disputed"),
                            ("retracted", "Retracted"),
                            ("superseded", "Superseded"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.TextField()),
                ("public_note", models.TextField(blank=True)),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="factcheck.claim",
                    ),
                ),
                ("rule_report", models.JSONField(default=dict)),
                ("claim_version", models.PositiveIntegerField()),
                ("content_hash", models.CharField(max_length=64)),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("proposed_at", models.DateTimeField(auto_now_add=True)),
                (
                    "evidence",
                    models.ManyToManyField(blank=True, related_name="proposals", to="factcheck.evidence"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["claim", "-id"], name="proposal_of_claim")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "\\S")),
                        name="proposal_has_a_reason",
                        violation_error_message="The reason must not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "to_status__in",
                                ["unverified", "confirmed", "disputed", "retracted", "superseded"],
                            )
                        ),
                        name="proposal_to_status_is_known",
                        violation_error_message="This to_status is not on the list.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Quantity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "attribution",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quantity",
                        to="factcheck.attribution",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quantities",
                        to="factcheck.measure",
                    ),
                ),
                (
                    "population",
                    models.CharField(
                        blank=True,
                        help_text="Whom it counts: North Korean soldiers in Russia.",
                        max_length=120,
                    ),
                ),
                ("verbatim", models.CharField(max_length=200)),
                ("hedge", models.CharField(max_length=20)),
                ("basis", models.CharField(max_length=12)),
                ("bounds", django.contrib.postgres.fields.ranges.DecimalRangeField()),
                ("point", models.DecimalField(blank=True, decimal_places=6, max_digits=24, null=True)),
                ("unit", models.CharField(blank=True, max_length=20)),
                (
                    "whole",
                    models.CharField(
                        blank=True, help_text="For a share: what it is a share of.", max_length=120
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "quantities",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("verbatim__regex", "\\S")),
                        name="quantity_keeps_the_words",
                        violation_error_message="The verbatim must not be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "hedge__in",
                                [
                                    "exact",
                                    "about",
                                    "range",
                                    "at_least",
                                    "more_than",
                                    "up_to",
                                    "fewer_than",
                                    "nearly",
                                    "order_of_magnitude",
                                ],
                            )
                        ),
                        name="quantity_hedge_is_known",
                        violation_error_message="This hedge is not on the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("basis__in", ["stock", "cumulative", "additional", "rate", "share"])
                        ),
                        name="quantity_basis_is_known",
                        violation_error_message="This basis is not on the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("bounds__isempty", False)), name="quantity_range_is_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("bounds__lower_inf", False), ("bounds__upper_inf", False), _connector="OR"
                        ),
                        name="quantity_range_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Hop",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "attribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hops",
                        to="factcheck.attribution",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hops",
                        to="factcheck.source",
                    ),
                ),
                ("cue", models.CharField(blank=True, max_length=120)),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("verbatim", "in its own words"),
                            ("paraphrase", "in other words"),
                            ("translation", "in translation"),
                            ("document", "from a document"),
                            ("anonymous", "unnamed"),
                        ],
                        default=factcheck.rules.vocabulary.HopMode["PARAPHRASE"],
                        max_length=12,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("position__gt", 0)),
                        fields=["source", "-attribution"],
                        name="hop_that_passed_on",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("attribution", "position"), name="hop_position_is_taken_once"
                    ),
                    models.UniqueConstraint(
                        fields=("attribution", "source"),
                        name="hop_chain_has_no_loop",
                        violation_error_message="A chain names each source once.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mode__in", ["verbatim", "paraphrase", "translation", "document", "anonymous"])
                        ),
                        name="hop_mode_is_known",
                        violation_error_message="This mode is not on the list.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Span",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "attribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spans",
                        to="factcheck.attribution",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spans",
                        to="factcheck.article",
                    ),
                ),
                ("exact", models.TextField()),
                ("prefix", models.CharField(blank=True, max_length=64)),
                ("suffix", models.CharField(blank=True, max_length=64)),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("anchored", "anchored"), ("orphaned", "orphaned")],
                        default="anchored",
                        max_length=10,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["article", "start"], name="span_in_article")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("end__gt", models.F("start"))), name="span_is_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["anchored", "orphaned"])),
                        name="span_state_is_known",
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
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reading",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestions",
                        to="factcheck.reading",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("lead", models.PositiveIntegerField()),
                ("fingerprint", models.CharField(max_length=64)),
                (
                    "speaker",
                    models.CharField(blank=True, help_text="Blank: the article's own voice.", max_length=200),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("found", models.JSONField()),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("open", "not answered yet"),
                            ("accepted", "accepted"),
                            ("rejected", "rejected"),
                        ],
                        default=factcheck.rules.suggestions.Answer["OPEN"],
                        max_length=10,
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "attribution",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="factcheck.attribution",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("reading", "number"), name="suggestion_number_is_taken_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["open", "accepted", "rejected"])),
                        name="suggestion_answer_is_known",
                        violation_error_message="This answer is not on the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer", "open"),
                            models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="suggestion_answer_has_an_author",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposalReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "proposal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="factcheck.proposal",
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("approved", "Approved"),
                            ("sent_back", "Sent back"),
                            ("taken_back", "Taken back by its proposer"),
                            ("overtaken", "Overtaken: the claim changed first"),
                        ],
                        max_length=10,
                    ),
                ),
                ("comment", models.TextField(blank=True)),
                (
                    "decision",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposal_reply",
                        to="factcheck.decision",
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("answered_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name_plural": "proposal replies",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer__in", ["approved", "sent_back", "taken_back", "overtaken"])
                        ),
                        name="proposal_answer_is_known",
                        violation_error_message="This answer is not on the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", factcheck.rules.vocabulary.ProposalAnswer["SENT_BACK"]),
                                _negated=True,
                            ),
                            ("comment__regex", "\\S"),
                            _connector="OR",
                        ),
                        name="sending_back_is_explained",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", factcheck.rules.vocabulary.ProposalAnswer["APPROVED"]),
                                ("decision__isnull", False),
                            ),
                            models.Q(
                                models.Q(
                                    ("answer", factcheck.rules.vocabulary.ProposalAnswer["APPROVED"]),
                                    _negated=True,
                                ),
                                ("decision__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="approval_has_its_decision",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="factcheck.claim",
                    ),
                ),
                ("text", models.CharField(max_length=280)),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="factcheck.topic"
                    ),
                ),
                ("event_during", django.contrib.postgres.fields.ranges.DateRangeField(blank=True, null=True)),
                ("place", models.CharField(blank=True, max_length=120)),
                (
                    "supersedes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="factcheck.claim",
                    ),
                ),
                (
                    "reason",
                    models.TextField(
                        blank=True, help_text="Why it was reworded; empty for the first wording."
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("recorded_at", factcheck.models.stamps.LedgerTimeField(editable=False)),
                ("ledger_seq", factcheck.models.stamps.LedgerSeqField(editable=False, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="ClaimRelation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("repeats", "Repeats"), ("part_of", "Is part of")], max_length=16
                    ),
                ),
                (
                    "claim_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relations",
                        to="factcheck.claimversion",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="related_versions",
                        to="factcheck.claim",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("claim_version", "other"), name="claims_are_related_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["repeats", "part_of"])),
                        name="claim_relation_kind_is_known",
                        violation_error_message="This kind is not on the list.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimParty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="party_rows",
                        to="factcheck.claimversion",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="factcheck.source"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("claim_version", "source"), name="party_stands_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                (
                    "seq",
                    factcheck.models.stamps.LedgerSeqField(editable=False, primary_key=True, serialize=False),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ledger_entries",
                        to="factcheck.claim",
                    ),
                ),
                ("claim_seq", factcheck.models.stamps.LedgerSeqField(editable=False)),
                ("kind", models.CharField(max_length=12)),
                (
                    "claim_version",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ledger_entry",
                        to="factcheck.claimversion",
                    ),
                ),
                (
                    "attribution",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ledger_entry",
                        to="factcheck.attribution",
                    ),
                ),
                (
                    "evidence",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ledger_entry",
                        to="factcheck.evidence",
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ledger_entry",
                        to="factcheck.decision",
                    ),
                ),
                (
                    "publication_act",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ledger_entry",
                        to="factcheck.publicationact",
                    ),
                ),
                (
                    "conflict_ruling",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ledger_entry",
                        to="factcheck.conflictruling",
                    ),
                ),
                (
                    "recount",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ledger_entry",
                        to="factcheck.recount",
                    ),
                ),
                (
                    "relation_version",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ledger_entry",
                        to="factcheck.sourcerelationversion",
                    ),
                ),
                (
                    "setting_change",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ledger_entry",
                        to="factcheck.settingchange",
                    ),
                ),
                ("recorded_at", factcheck.models.stamps.LedgerTimeField(editable=False)),
                ("sealed_at", factcheck.models.stamps.LedgerTimeField(editable=False)),
                ("previous_hash", models.CharField(blank=True, editable=False, max_length=64)),
                ("body", models.TextField(editable=False)),
                ("hash", models.CharField(editable=False, max_length=64)),
            ],
            options={
                "verbose_name_plural": "ledger entries",
            },
        ),
        migrations.CreateModel(
            name="LedgerSalt",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        db_column="seq",
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="salt",
                        serialize=False,
                        to="factcheck.ledgerentry",
                    ),
                ),
                ("salts", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="Redaction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redactions",
                        to="factcheck.claim",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redactions",
                        to="factcheck.ledgerentry",
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        help_text="Its path in the body's record: quote, spans/0/exact.", max_length=60
                    ),
                ),
                ("reason", models.TextField(help_text="Who ordered it and on what ground. Public.")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("recorded_at", factcheck.models.stamps.LedgerTimeField(editable=False)),
                ("ledger_seq", factcheck.models.stamps.LedgerSeqField(editable=False, unique=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "field"), name="text_is_redacted_once"),
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "\\S")),
                        name="redaction_has_a_reason",
                        violation_error_message="The reason must not be empty.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="ClaimVersion",
            name="parties",
            field=models.ManyToManyField(
                related_name="claim_versions_about", through="factcheck.ClaimParty", to="factcheck.source"
            ),
        ),
        migrations.AddField(
            model_name="LedgerEntry",
            name="redaction",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ledger_entry",
                to="factcheck.redaction",
            ),
        ),
        migrations.AddIndex(
            model_name="ledgerentry",
            index=models.Index(fields=["recorded_at"], name="entry_by_time"),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "claim",
                            "attribution",
                            "evidence",
                            "decision",
                            "publication",
                            "conflict",
                            "recount",
                            "redaction",
                            "relation",
                            "setting",
                        ],
                    )
                ),
                name="entry_kind_is_known",
                violation_error_message="This kind is not on the list.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.UniqueConstraint(
                fields=("claim", "claim_seq"), name="entry_has_its_place_in_its_chain", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.UniqueConstraint(fields=("hash",), name="entry_hash_is_unique"),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("claim_version__isnull", False), ("kind", factcheck.models.ledger.EntryKind["CLAIM"])
                    ),
                    models.Q(
                        ("attribution__isnull", False),
                        ("kind", factcheck.models.ledger.EntryKind["ATTRIBUTION"]),
                    ),
                    models.Q(
                        ("evidence__isnull", False), ("kind", factcheck.models.ledger.EntryKind["EVIDENCE"])
                    ),
                    models.Q(
                        ("decision__isnull", False), ("kind", factcheck.models.ledger.EntryKind["DECISION"])
                    ),
                    models.Q(
                        ("kind", factcheck.models.ledger.EntryKind["PUBLICATION"]),
                        ("publication_act__isnull", False),
                    ),
                    models.Q(
                        ("conflict_ruling__isnull", False),
                        ("kind", factcheck.models.ledger.EntryKind["CONFLICT"]),
                    ),
                    models.Q(
                        ("kind", factcheck.models.ledger.EntryKind["RECOUNT"]), ("recount__isnull", False)
                    ),
                    models.Q(
                        ("kind", factcheck.models.ledger.EntryKind["REDACTION"]), ("redaction__isnull", False)
                    ),
                    models.Q(
                        ("kind", factcheck.models.ledger.EntryKind["RELATION"]),
                        ("relation_version__isnull", False),
                    ),
                    models.Q(
                        ("kind", factcheck.models.ledger.EntryKind["SETTING"]),
                        ("setting_change__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="entry_points_at_its_record",
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("claim__isnull", False),
                    ("kind__in", ["relation", "setting", "redaction"]),
                    _connector="OR",
                ),
                name="entry_names_its_claim",
            ),
        ),
        migrations.AddIndex(
            model_name="claimversion",
            index=models.Index(fields=["claim", "-ledger_seq"], name="version_of_claim"),
        ),
        migrations.AddConstraint(
            model_name="claimversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("text__regex", "\\S")),
                name="claim_version_has_text",
                violation_error_message="The text must not be empty.",
            ),
        ),
    ]
