"""The secret address of a feed of one's own, as a hash."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Where the role is missing, 0003 has said so.
GRANTS = """
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'factcheck_web') THEN
        GRANT SELECT, INSERT, UPDATE, DELETE ON factcheck_feedkey TO factcheck_web;
    END IF;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("factcheck", "0019_watch_a_source"),
    ]

    operations = [
        migrations.CreateModel(
            name="FeedKey",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="feed_key",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
    ]
