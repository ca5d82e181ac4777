"""What a record of a million claims looks up instead of counting: how many there are, who is heard in public."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql")


class Migration(migrations.Migration):
    dependencies = [("factcheck", "0009_public_revision")]

    operations = [
        migrations.RunSQL(
            (SQL / "0010_a_million_claims.sql").read_text(),
            (SQL / "0010_a_million_claims_reverse.sql").read_text(),
        ),
    ]
