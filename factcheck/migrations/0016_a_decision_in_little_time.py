"""What triggers do with a decision for nothing is left out; what they promise stays."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql")


class Migration(migrations.Migration):
    dependencies = [("factcheck", "0015_words_that_meet_seldom")]

    operations = [
        migrations.RunSQL(
            (SQL / "0016_a_decision_in_little_time.sql").read_text(),
            (SQL / "0016_a_decision_in_little_time_reverse.sql").read_text(),
        ),
    ]
