"""What readers report, and what the web role may do with it."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

# Where the role is missing, 0003 has said so.
GRANTS = """
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'factcheck_web') THEN
        GRANT SELECT, INSERT, UPDATE, DELETE ON factcheck_readerreport TO factcheck_web;
        GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO factcheck_web;
    END IF;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("factcheck", "0017_an_editors_day"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReaderReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(help_text="Of the claim, as the reader saw it.")),
                ("text", models.CharField(max_length=2000)),
                (
                    "contact",
                    models.CharField(blank=True, help_text="Where the reader may be asked.", max_length=200),
                ),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("address_hash", models.CharField(blank=True, max_length=64)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "note",
                    models.CharField(blank=True, help_text="What came of it; for the desk.", max_length=500),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reader_reports",
                        to="factcheck.claim",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["sent_at"], name="report_by_time"),
                    models.Index(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=["id"],
                        name="report_that_is_open",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text__regex", "\\S")), name="report_has_words"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("note", ""), ("settled_at__isnull", True), ("settled_by__isnull", True)
                            ),
                            models.Q(
                                ("note__regex", "\\S"),
                                ("settled_at__isnull", False),
                                ("settled_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="report_is_settled_by_somebody_with_a_note",
                    ),
                ],
            },
        ),
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
    ]
