"""Indexes for what readers search beside claims: the words of quotes, and headlines by their letters."""

import django.contrib.postgres.indexes
from django.db import migrations, models

import factcheck.models.claims


class Migration(migrations.Migration):
    dependencies = [("factcheck", "0014_merged_sources_and_topics")]

    operations = [
        migrations.AddIndex(
            model_name="attribution",
            index=django.contrib.postgres.indexes.GinIndex(
                factcheck.models.claims.ClaimWords(models.F("quote"), models.Value("")),
                name="attribution_quote_words",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(models.F("headline"), name="gin_trgm_ops"),
                name="article_headline_trigrams",
            ),
        ),
    ]
