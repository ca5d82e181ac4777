"""What a record of a million claims needs: a quicker guard of what is sealed."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql")


class Migration(migrations.Migration):
    dependencies = [("factcheck", "0008_many_at_once")]

    operations = [
        migrations.RunSQL(
            (SQL / "0011_a_million_claims.sql").read_text(),
            (SQL / "0011_a_million_claims_reverse.sql").read_text(),
        ),
    ]
