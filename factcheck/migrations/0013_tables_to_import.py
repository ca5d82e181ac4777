"""Tables that wait to be imported, and what the web role needs to import them."""

from pathlib import Path

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import factcheck.rules.table_imports

SQL = Path(__file__).with_name("sql")


class Migration(migrations.Migration):
    dependencies = [
        ("factcheck", "0012_the_editors_day"),
    ]

    operations = [
        migrations.CreateModel(
            name="TableImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("size", models.BigIntegerField()),
                ("asked", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("uploaded", "uploaded"),
                            ("waiting", "waiting its turn"),
                            ("running", "under way"),
                            ("tried", "tried, nothing imported yet"),
                            ("done", "imported"),
                            ("refused", "refused"),
                            ("failed", "broken off"),
                        ],
                        default=factcheck.rules.table_imports.ImportState["UPLOADED"],
                        max_length=10,
                    ),
                ),
                ("doing", models.CharField(blank=True, max_length=40)),
                ("done", models.BigIntegerField(default=0)),
                ("of", models.BigIntegerField(default=0)),
                ("problem", models.TextField(blank=True)),
                (
                    "result",
                    models.JSONField(default=dict, help_text="The counts of intake.importing.Imported."),
                ),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TablePiece",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("table", "the table"), ("errors", "its list of errors")], max_length=6
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("data", models.BinaryField()),
                (
                    "table",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pieces",
                        to="factcheck.tableimport",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="tableimport",
            index=models.Index(fields=["-id"], name="table_import_newest"),
        ),
        migrations.AddConstraint(
            model_name="tableimport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["uploaded", "waiting", "running", "tried", "done", "refused", "failed"])
                ),
                name="table_import_state_is_known",
                violation_error_message="This state is not on the list.",
            ),
        ),
        migrations.AddConstraint(
            model_name="tablepiece",
            constraint=models.UniqueConstraint(
                fields=("table", "kind", "position"), name="piece_position_is_taken_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="tablepiece",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["table", "errors"])), name="piece_kind_is_known"
            ),
        ),
        migrations.RunSQL(
            (SQL / "0013_tables_to_import.sql").read_text(),
            (SQL / "0013_tables_to_import_reverse.sql").read_text(),
        ),
    ]
