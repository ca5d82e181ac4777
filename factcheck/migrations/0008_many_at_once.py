"""Many records sealed in one pass: a run of numbers, records for all of them, one seal."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql")


class Migration(migrations.Migration):
    dependencies = [("factcheck", "0007_matching")]

    operations = [
        migrations.RunSQL(
            sql=(SQL / "0008_many_at_once.sql").read_text(),
            reverse_sql=(SQL / "0008_many_at_once_reverse.sql").read_text(),
        ),
    ]
