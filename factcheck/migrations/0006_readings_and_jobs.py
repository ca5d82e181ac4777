"""What the web role may do with readings of stories and with the queue of jobs."""

from django.db import migrations

# Where the role is missing, 0003 has said so.
GRANTS = """
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'factcheck_web') THEN
        GRANT SELECT, INSERT, UPDATE ON factcheck_reading, factcheck_suggestion TO factcheck_web;
        GRANT SELECT, INSERT, UPDATE, DELETE ON procrastinate_jobs, procrastinate_events, procrastinate_workers,
            procrastinate_periodic_defers TO factcheck_web;
        GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO factcheck_web;
    END IF;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("procrastinate", "0041_post_retry_failed_job"),
        ("factcheck", "0005_sealed_with_commitments"),
    ]

    operations = [migrations.RunSQL(GRANTS, migrations.RunSQL.noop)]
