"""Tables that wait to be imported, and the right of the web role to lay rows out beside the tables."""

from django.db import migrations

# Where the role is missing, 0003 has said so. Where this login may not grant, the import says what to type.
GRANTS = """
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'factcheck_web') THEN
        BEGIN
            EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO factcheck_web', current_database());
        EXCEPTION WHEN insufficient_privilege THEN NULL;
        END;
    END IF;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("factcheck", "0012_the_editors_day")]

    operations = [migrations.RunSQL(GRANTS, migrations.RunSQL.noop)]
