"""Statistics for matching: how many claims have a word is read from those that ANALYZE keeps."""

from django.db import migrations

# Ten thousand words of them.
STATISTICS = "ALTER TABLE factcheck_claim ALTER COLUMN match_words SET STATISTICS 1000"


class Migration(migrations.Migration):
    dependencies = [("factcheck", "0006_readings_and_jobs")]

    operations = [migrations.RunSQL(STATISTICS, migrations.RunSQL.noop)]
