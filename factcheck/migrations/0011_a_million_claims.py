"""What a record of a million claims needs: counts and sources that are looked up, indexes, a log of downloads."""

from pathlib import Path

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models

import factcheck.models.lookups
import factcheck.rules.statuses

SQL = Path(__file__).with_name("sql")


class Migration(migrations.Migration):
    dependencies = [("factcheck", "0009_public_revision")]

    operations = [
        migrations.RunSQL(
            (SQL / "0011_a_million_claims_cut.sql").read_text(), "DROP FUNCTION cjk_pairs(text)"
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
        ),
        migrations.AddField(
            model_name="source",
            name="heard_seq",
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="attribution",
            index=models.Index(fields=["source", "-ledger_seq"], name="attribution_newest_of_source"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["topic", "status", "-ledger_seq"], name="claim_by_topic_and_status"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                django.db.models.functions.comparison.Collate(models.F("code"), "C"),
                name="claim_in_order_of_codes",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=django.contrib.postgres.indexes.GinIndex(
                factcheck.models.lookups.CjkPairs(models.F("text")), name="claim_cjk_pairs"
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
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
        ),
        migrations.AddIndex(
            model_name="hop",
            index=models.Index(
                condition=models.Q(("position__gt", 0)),
                fields=["source", "-attribution"],
                name="hop_that_passed_on",
            ),
        ),
        migrations.AddField(
            model_name="claimtally",
            name="topic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="tallies", to="factcheck.topic"
            ),
        ),
        migrations.AddConstraint(
            model_name="exportlog",
            constraint=models.CheckConstraint(
                condition=models.Q(("bytes__gte", 0), ("rows__gte", 0)), name="export_sent_what_it_sent"
            ),
        ),
        migrations.AddConstraint(
            model_name="claimtally",
            constraint=models.UniqueConstraint(fields=("topic", "status"), name="tally_stands_once"),
        ),
        migrations.RunSQL(
            (SQL / "0011_a_million_claims.sql").read_text(),
            (SQL / "0011_a_million_claims_reverse.sql").read_text(),
        ),
    ]
