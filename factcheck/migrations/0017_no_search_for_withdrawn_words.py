"""Words of a quote that was withdrawn are no longer found."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql")


class Migration(migrations.Migration):
    dependencies = [("factcheck", "0016_a_decision_in_little_time")]

    operations = [
        migrations.RunSQL(
            (SQL / "0017_no_search_for_withdrawn_words.sql").read_text(),
            (SQL / "0017_no_search_for_withdrawn_words_reverse.sql").read_text(),
        ),
    ]
