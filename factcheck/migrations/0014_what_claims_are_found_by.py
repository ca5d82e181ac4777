"""One narrow row a claim to filter and search by, instead of an index on each column of wide ones."""

from pathlib import Path

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import factcheck.models.claims
import factcheck.rules.statuses

SQL = Path(__file__).with_name("sql")


class Migration(migrations.Migration):
    dependencies = [
        ("factcheck", "0013_tables_to_import"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClaimIndex",
            fields=[
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="indexed",
                        serialize=False,
                        to="factcheck.claim",
                    ),
                ),
                ("ledger_seq", models.BigIntegerField(null=True, unique=True)),
                ("publication", models.CharField(max_length=10)),
                ("status", models.CharField(max_length=12)),
                ("review_by", models.DateField(null=True)),
                (
                    "spoken_by",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "stances",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                (
                    "said",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                ("words", django.contrib.postgres.search.SearchVectorField()),
                ("heard_seq", models.BigIntegerField(default=0)),
                ("quoted", django.contrib.postgres.search.SearchVectorField()),
            ],
        ),
        migrations.CreateModel(
            name="SourceTally",
            fields=[
                (
                    "source",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="tally",
                        serialize=False,
                        to="factcheck.source",
                    ),
                ),
                ("claims", models.BigIntegerField(default=0)),
            ],
            options={
                "verbose_name_plural": "source tallies",
            },
        ),
        migrations.RemoveIndex(
            model_name="claim",
            name="claim_by_last_entry",
        ),
        migrations.RemoveIndex(
            model_name="claim",
            name="claim_by_publication",
        ),
        migrations.RemoveIndex(
            model_name="claim",
            name="claim_by_status",
        ),
        migrations.RemoveIndex(
            model_name="claim",
            name="claim_that_may_wait",
        ),
        migrations.RemoveIndex(
            model_name="claim",
            name="claim_by_topic_and_status",
        ),
        migrations.RemoveIndex(
            model_name="claim",
            name="claim_words",
        ),
        migrations.RemoveIndex(
            model_name="claim",
            name="claim_sources_for",
        ),
        migrations.RemoveIndex(
            model_name="claim",
            name="claim_cjk_pairs",
        ),
        migrations.RemoveField(
            model_name="claim",
            name="search",
        ),
        migrations.RemoveField(
            model_name="claimstate",
            name="search",
        ),
        migrations.AddIndex(
            model_name="claimversion",
            index=models.Index(fields=["topic", "ledger_seq"], name="version_in_topic"),
        ),
        migrations.AddIndex(
            model_name="claimversion",
            index=django.contrib.postgres.indexes.GinIndex(
                factcheck.models.claims.ClaimWords(models.F("text"), models.Value("")), name="version_words"
            ),
        ),
        migrations.AddField(
            model_name="claimindex",
            name="assigned_to",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="claimindex",
            name="created_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="claimindex",
            name="topic",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="factcheck.topic",
            ),
        ),
        # The rows first, then their indexes: so a large record is filled in minutes.
        migrations.RunSQL(
            (SQL / "0014_what_claims_are_found_by.sql").read_text(),
            (SQL / "0014_what_claims_are_found_by_reverse.sql").read_text(),
        ),
        migrations.AddIndex(
            model_name="claimindex",
            index=models.Index(
                condition=models.Q(
                    (
                        "publication__in",
                        [
                            factcheck.rules.statuses.Publication["CORRECTED"],
                            factcheck.rules.statuses.Publication["PUBLISHED"],
                        ],
                    )
                ),
                fields=["-ledger_seq"],
                name="listed_by_change",
            ),
        ),
        migrations.AddIndex(
            model_name="claimindex",
            index=models.Index(fields=["status", "-ledger_seq"], name="found_by_status"),
        ),
        migrations.AddIndex(
            model_name="claimindex",
            index=models.Index(fields=["topic", "-ledger_seq"], name="found_by_topic"),
        ),
        migrations.AddIndex(
            model_name="claimindex",
            index=models.Index(fields=["topic", "status", "-ledger_seq"], name="found_by_topic_and_status"),
        ),
        migrations.AddIndex(
            model_name="claimindex",
            index=models.Index(fields=["created_by", "-ledger_seq"], name="found_by_author"),
        ),
        migrations.AddIndex(
            model_name="claimindex",
            index=models.Index(fields=["assigned_to", "-ledger_seq"], name="found_by_whose_it_is"),
        ),
        migrations.AddIndex(
            model_name="claimindex",
            index=models.Index(
                condition=models.Q(
                    ("publication", factcheck.rules.statuses.Publication["DRAFT"]),
                    ("status", factcheck.rules.statuses.Status["UNVERIFIED"]),
                    ("review_by__isnull", False),
                    _connector="OR",
                ),
                fields=["-ledger_seq"],
                include=("status", "publication", "review_by"),
                name="found_while_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="claimindex",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["words", "spoken_by", "stances", "said"],
                gin_pending_list_limit=256,
                name="found_by_what_it_says",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                models.F("topic"),
                factcheck.models.claims.PlaceInTime("event_during", "id"),
                name="claim_along_time",
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                condition=models.Q(
                    (
                        "to_status__in",
                        [
                            factcheck.rules.statuses.Status["RETRACTED"],
                            factcheck.rules.statuses.Status["SUPERSEDED"],
                        ],
                    ),
                    models.Q(
                        ("from_status", factcheck.rules.statuses.Status["CONFIRMED"]),
                        (
                            "to_status__in",
                            [
                                factcheck.rules.statuses.Status["DISPUTED"],
                                factcheck.rules.statuses.Status["UNVERIFIED"],
                            ],
                        ),
                    ),
                    _connector="OR",
                ),
                fields=["-ledger_seq"],
                name="decision_putting_right",
            ),
        ),
        migrations.AddIndex(
            model_name="publicationact",
            index=models.Index(
                condition=models.Q(
                    (
                        "to_state__in",
                        [
                            factcheck.rules.statuses.Publication["CORRECTED"],
                            factcheck.rules.statuses.Publication["WITHDRAWN"],
                        ],
                    )
                ),
                fields=["-ledger_seq"],
                name="publication_putting_right",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="headline_words",
            field=models.GeneratedField(
                db_persist=True,
                expression=factcheck.models.claims.ClaimWords(models.F("headline"), models.Value("")),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["headline_words"], name="article_headline_words"
            ),
        ),
    ]
