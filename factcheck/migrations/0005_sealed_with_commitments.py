"""Version 2 of the seal: commitments, a Merkle tree, checkpoints; proposals and undoing held by triggers."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql")


def first(name: str) -> str:
    """A function as 0002 made it, to go back to."""
    text = (SQL / "0002_ledger.sql").read_text()
    begin = text.index(f"CREATE FUNCTION {name}(")
    end = text.index("$$;", text.index("AS $$", begin) + 5) + 3
    return text[begin:end].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    dependencies = [("factcheck", "0004_measures_and_a_topic_to_begin_with")]

    operations = [
        migrations.RunSQL(
            sql=(SQL / "0005_sealed_with_commitments.sql").read_text(),
            reverse_sql=(SQL / "0005_sealed_with_commitments_reverse.sql").read_text()
            + first("ledger_record_of_attribution")
            + first("ledger_seal"),
        ),
    ]
