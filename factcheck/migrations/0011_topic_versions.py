"""What was said of topics is kept like what was said of sources."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql")


class Migration(migrations.Migration):
    dependencies = [("factcheck", "0010_a_million_claims")]

    operations = [
        migrations.RunSQL(
            (SQL / "0011_topic_versions.sql").read_text(),
            (SQL / "0011_topic_versions_reverse.sql").read_text(),
        ),
    ]
