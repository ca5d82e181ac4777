"""Version 2 of the seal: commitments, a Merkle tree, checkpoints; proposals and undoing held by triggers."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql")


def first_seal() -> str:
    """The seal as 0002 made it, to go back to."""
    text = (SQL / "0002_ledger.sql").read_text()
    begin = text.index("CREATE FUNCTION ledger_seal()")
    return text[begin : text.index("END $$;", begin) + 7].replace(
        "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
    )


class Migration(migrations.Migration):
    dependencies = [("factcheck", "0005_proposals_conflicts_and_checkpoints")]

    operations = [
        migrations.RunSQL(
            sql=(SQL / "0006_sealed_with_commitments.sql").read_text(),
            reverse_sql=(SQL / "0006_sealed_with_commitments_reverse.sql").read_text() + first_seal(),
        ),
    ]
