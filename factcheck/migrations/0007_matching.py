"""Words by which claims are found again, cut by the database itself, with an index and statistics of them."""

from pathlib import Path

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

import factcheck.models.articles
import factcheck.models.claims

SQL = Path(__file__).with_name("sql")

# How many claims have a word is read from the statistics that ANALYZE keeps: ten thousand words of them.
STATISTICS = "ALTER TABLE factcheck_claim ALTER COLUMN match_words SET STATISTICS 1000"


class Migration(migrations.Migration):
    dependencies = [("factcheck", "0006_readings_and_jobs")]

    operations = [
        migrations.RunSQL(
            (SQL / "0007_matching.sql").read_text(), (SQL / "0007_matching_reverse.sql").read_text()
        ),
        migrations.AddField(
            model_name="claim",
            name="match_words",
            field=models.GeneratedField(
                db_persist=True,
                expression=factcheck.models.claims.ClaimWords(models.F("text"), models.F("last_reason")),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=["match_words"], name="claim_match_words"
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=django.contrib.postgres.indexes.GinIndex(
                factcheck.models.articles.Signature(models.F("body_text")), name="article_signature_runs"
            ),
        ),
        migrations.RunSQL(STATISTICS, migrations.RunSQL.noop),
    ]
