"""Moments are written in place, not by a call for each."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql")


class Migration(migrations.Migration):
    dependencies = [("factcheck", "0019_sizes_of_what_is_being_written")]

    operations = [
        migrations.RunSQL(
            (SQL / "0020_moments_written_in_place.sql").read_text(),
            (SQL / "0020_moments_written_in_place_reverse.sql").read_text(),
        ),
    ]
