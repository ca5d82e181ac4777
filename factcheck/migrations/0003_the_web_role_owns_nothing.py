"""What the web process may do in the database."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql")


class Migration(migrations.Migration):
    dependencies = [
        ("factcheck", "0002_the_database_keeps_the_ledger"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            sql=(SQL / "0003_web_role.sql").read_text(),
            reverse_sql=(SQL / "0003_web_role_reverse.sql").read_text(),
        ),
    ]
