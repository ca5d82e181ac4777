"""An import after a broken one takes no longer than the first."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql")


class Migration(migrations.Migration):
    dependencies = [("factcheck", "0018_listed_then")]

    operations = [
        migrations.RunSQL(
            (SQL / "0019_sizes_of_what_is_being_written.sql").read_text(),
            (SQL / "0019_sizes_of_what_is_being_written_reverse.sql").read_text(),
        ),
    ]
