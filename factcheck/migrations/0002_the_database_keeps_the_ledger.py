"""Sequence, clock, seal and refusals of the ledger, as triggers."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql")


class Migration(migrations.Migration):
    dependencies = [("factcheck", "0001_the_desk")]

    operations = [
        migrations.RunSQL(
            sql=(SQL / "0002_ledger.sql").read_text(),
            reverse_sql=(SQL / "0002_ledger_reverse.sql").read_text(),
        ),
    ]
