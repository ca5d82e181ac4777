"""One row that tells whether anything that readers see has changed outside of the ledger."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).with_name("sql")


class Migration(migrations.Migration):
    dependencies = [("factcheck", "0008_many_at_once")]

    operations = [
        migrations.CreateModel(
            name="PublicRevision",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("number", models.BigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="there_is_one_public_revision")
                ],
            },
        ),
        migrations.RunSQL(
            (SQL / "0009_public_revision.sql").read_text(),
            (SQL / "0009_public_revision_reverse.sql").read_text(),
        ),
    ]
