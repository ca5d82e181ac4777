"""Who works on what and until when, and the views of the queue that people keep. None of it is on the record."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Where the role is missing, 0003 has said so.
GRANTS = """
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'factcheck_web') THEN
        GRANT SELECT, INSERT, UPDATE, DELETE ON factcheck_atwork, factcheck_savedfilter TO factcheck_web;
        GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO factcheck_web;
    END IF;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("factcheck", "0015_search")]

    operations = [
        migrations.AddField(
            "claim",
            "due_at",
            models.DateTimeField(blank=True, null=True, help_text="When whoever works on it should be done."),
        ),
        migrations.CreateModel(
            name="AtWork",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seen_at", models.DateTimeField()),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="at_work",
                        to="factcheck.claim",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("claim", "user"), name="at_work_once_on_a_claim")
                ]
            },
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                ("query", models.CharField(max_length=600)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="saved_filters",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name__regex", r"\S")),
                        name="saved_filter_has_a_name",
                        violation_error_message="The name must not be empty.",
                    ),
                    models.UniqueConstraint(fields=("owner", "name"), name="saved_filter_name_once"),
                ]
            },
        ),
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
    ]
