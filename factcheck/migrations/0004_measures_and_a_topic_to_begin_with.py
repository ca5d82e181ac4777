"""The list of measures, and a topic for claims that belong to no running story."""

from django.db import migrations

MEASURES = {
    "deployed": (
        "people deployed",
        "People sent to a place to serve or fight there, whatever became of them.",
    ),
    "killed": ("people killed", "People dead as a result of the event. Wounded who lived are not in it."),
    "wounded": ("people wounded", "People hurt who did not die of it, as far as the source knew."),
    "missing": ("people missing", "People whose fate the source did not know."),
    "captured": ("people captured", "People taken prisoner."),
    "casualties": (
        "casualties",
        "Killed and wounded together. Some sources add missing and captured: their own definition goes into the note.",
    ),
    "people": ("people", "People of any other description, said in the population."),
    "displaced": ("people displaced", "People who left their homes because of the event."),
    "weapons": ("weapons and vehicles", "Pieces of equipment: guns, launchers, vehicles, aircraft, ships."),
    "munitions": ("munitions", "Shells, rockets, missiles and bombs."),
    "events": ("events", "How many times something happened: attacks, launches, visits."),
    "money": ("money", "A sum; its currency stands in the unit."),
    "share": ("share", "A part of a whole, in per cent or as a fraction; the whole is named beside it."),
    "other": ("other", "Anything that none of the other measures counts."),
}
PARTS = {"casualties": ("killed", "wounded")}


def add(apps, schema_editor):
    Measure = apps.get_model("factcheck", "Measure")
    for code, (label, definition) in MEASURES.items():
        Measure.objects.get_or_create(code=code, defaults={"label": label, "definition": definition})
    for whole, parts in PARTS.items():
        Measure.objects.get(code=whole).parts.set(Measure.objects.filter(code__in=parts))
    apps.get_model("factcheck", "Topic").objects.get_or_create(
        slug="general",
        defaults={
            "name": "General",
            "prefix": "GEN",
            "description": "Claims that belong to no running story.",
        },
    )


class Migration(migrations.Migration):
    dependencies = [("factcheck", "0003_the_web_role_owns_nothing")]

    # Claims may use them by the time somebody goes back: leaving them behind harms nothing.
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
