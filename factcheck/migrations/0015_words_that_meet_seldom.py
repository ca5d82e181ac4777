"""Words that are common each and rare together are found by the index, whatever the planner expects."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql")


class Migration(migrations.Migration):
    dependencies = [("factcheck", "0014_what_claims_are_found_by")]

    operations = [
        migrations.RunSQL(
            (SQL / "0015_words_that_meet_seldom.sql").read_text(),
            (SQL / "0015_words_that_meet_seldom_reverse.sql").read_text(),
        ),
    ]
