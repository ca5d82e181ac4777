"""One can follow a source, beside claims and topics."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("factcheck", "0018_reader_reports"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="watch",
            name="watch_is_of_a_claim_or_a_topic",
        ),
        migrations.RemoveConstraint(
            model_name="watch",
            name="watch_stands_once",
        ),
        migrations.AddField(
            model_name="watch",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="watches",
                to="factcheck.source",
            ),
        ),
        migrations.AddConstraint(
            model_name="watch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("claim__isnull", False), ("source__isnull", True), ("topic__isnull", True)),
                    models.Q(("claim__isnull", True), ("source__isnull", True), ("topic__isnull", False)),
                    models.Q(("claim__isnull", True), ("source__isnull", False), ("topic__isnull", True)),
                    _connector="OR",
                ),
                name="watch_is_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="watch",
            constraint=models.UniqueConstraint(
                fields=("person", "claim", "topic", "source"), name="watch_stands_once", nulls_distinct=False
            ),
        ),
    ]
