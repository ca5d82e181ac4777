"""One row that tells whether anything that readers see has changed outside of the ledger."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql")


class Migration(migrations.Migration):
    dependencies = [("factcheck", "0008_many_at_once")]

    operations = [
        migrations.RunSQL(
            (SQL / "0009_public_revision.sql").read_text(),
            (SQL / "0009_public_revision_reverse.sql").read_text(),
        ),
    ]
