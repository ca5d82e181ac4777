"""Duplicate sources are merged; topics are renamed and retired, and what was said of them stays."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import factcheck.models.stamps

SQL = Path(__file__).with_name("sql")


class Migration(migrations.Migration):
    dependencies = [
        ("factcheck", "0011_a_million_claims"),
    ]

    operations = [
        migrations.CreateModel(
            name="TopicVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("description", models.TextField(blank=True)),
                (
                    "retired",
                    models.BooleanField(
                        db_default=False, default=False, help_text="No new claims are put under it."
                    ),
                ),
                ("recorded_at", factcheck.models.stamps.LedgerTimeField(editable=False)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="sourcerelation",
            name="relation_kind_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="sourcerelationversion",
            name="relation_version_kind_is_known",
        ),
        migrations.AddField(
            model_name="source",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                help_text="The entry under which the same source is kept; this one is a duplicate of it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)s_merged",
                to="factcheck.source",
            ),
        ),
        migrations.AddField(
            model_name="sourceversion",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                help_text="The entry under which the same source is kept; this one is a duplicate of it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)s_merged",
                to="factcheck.source",
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="retired",
            field=models.BooleanField(
                db_default=False, default=False, help_text="No new claims are put under it."
            ),
        ),
        migrations.AlterField(
            model_name="sourcerelation",
            name="kind",
            field=models.CharField(
                choices=[
                    ("part_of", "is part of"),
                    ("owned_by", "is owned by"),
                    ("shares_information_with", "shares information with"),
                    ("syndicates", "syndicates"),
                    ("quotes_habitually", "habitually quotes"),
                    ("same_as", "is the same as"),
                    ("mistaken_for", "was by mistake taken for"),
                ],
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="sourcerelationversion",
            name="kind",
            field=models.CharField(
                choices=[
                    ("part_of", "is part of"),
                    ("owned_by", "is owned by"),
                    ("shares_information_with", "shares information with"),
                    ("syndicates", "syndicates"),
                    ("quotes_habitually", "habitually quotes"),
                    ("same_as", "is the same as"),
                    ("mistaken_for", "was by mistake taken for"),
                ],
                max_length=30,
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into__isnull", True),
                    models.Q(("merged_into", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="source_is_not_merged_into_itself",
                violation_error_message="A source cannot be merged into itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcerelation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "part_of",
                            "owned_by",
                            "shares_information_with",
                            "syndicates",
                            "quotes_habitually",
                            "same_as",
                            "mistaken_for",
                        ],
                    )
                ),
                name="relation_kind_is_known",
                violation_error_message="This kind is not on the list.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcerelationversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "part_of",
                            "owned_by",
                            "shares_information_with",
                            "syndicates",
                            "quotes_habitually",
                            "same_as",
                            "mistaken_for",
                        ],
                    )
                ),
                name="relation_version_kind_is_known",
                violation_error_message="This kind is not on the list.",
            ),
        ),
        migrations.AddField(
            model_name="topicversion",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="topicversion",
            name="topic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="factcheck.topic"
            ),
        ),
        migrations.AddIndex(
            model_name="topicversion",
            index=models.Index(fields=["topic", "-recorded_at"], name="topic_version_at"),
        ),
        migrations.RunSQL((SQL / "0014_topic_versions.sql").read_text(), migrations.RunSQL.noop),
    ]
