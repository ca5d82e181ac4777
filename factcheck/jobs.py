"""Work that a page hands on, so that nobody waits. The jobs lie in PostgreSQL; `serve` runs the worker.

A job may be run twice, after a crash: each of them calls an action that is safe to run twice.
"""

from procrastinate.contrib.django import app

from factcheck.actions.readings import carry_out
from factcheck.models import Reading


@app.task(name="read_story", queue="desk")
def read_story(reading_id: int) -> None:
    reading = Reading.objects.filter(pk=reading_id).first()
    if reading is not None:
        carry_out(reading)
