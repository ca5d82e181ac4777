"""What the web role may do with what is not on the record: work, comments, watching, reports of readers."""

from django.db import migrations

# Where the role is missing, 0003 has said so.
GRANTS = """
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'factcheck_web') THEN
        GRANT SELECT, INSERT, UPDATE, DELETE ON factcheck_atwork, factcheck_savedfilter TO factcheck_web;
        GRANT SELECT, INSERT ON factcheck_comment, factcheck_mention, factcheck_digest TO factcheck_web;
        GRANT UPDATE (text, taken_back_at) ON factcheck_comment TO factcheck_web;
        GRANT UPDATE (seen_at) ON factcheck_mention TO factcheck_web;
        GRANT SELECT, INSERT, UPDATE ON factcheck_deskmark TO factcheck_web;
        GRANT SELECT, INSERT, DELETE ON factcheck_watch, factcheck_failedsignin TO factcheck_web;
        GRANT SELECT, INSERT, UPDATE, DELETE ON factcheck_readerreport, factcheck_feedkey TO factcheck_web;
        GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO factcheck_web;
    END IF;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("factcheck", "0011_topic_versions")]

    operations = [migrations.RunSQL(GRANTS, migrations.RunSQL.noop)]
