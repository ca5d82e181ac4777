"""Work that a page hands on, so that nobody waits. The jobs lie in PostgreSQL; `serve` runs the worker.

A job may be run twice, after a crash: each of them calls an action that is safe to run twice.
"""

from procrastinate import JobContext
from procrastinate.contrib.django import app

from factcheck.actions.readings import carry_out
from factcheck.intake import table_imports
from factcheck.models import Reading

# A worker says every ten seconds that it is alive.
GONE_AFTER_SECONDS = 45


@app.task(name="read_story", queue="desk")
def read_story(reading_id: int) -> None:
    reading = Reading.objects.filter(pk=reading_id).first()
    if reading is not None:
        carry_out(reading)


@app.task(name="import_table", queue="desk")
def import_table(table_id: int) -> None:
    table_imports.carry_out(table_id)


@app.periodic(cron="* * * * *")
@app.task(name="take_up_again", queue="desk", queueing_lock="take_up_again", pass_context=True)
async def take_up_again(context: JobContext, timestamp: int) -> None:
    """Give back to the queue what a worker was at when it was killed, and clear away what ended a day ago."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs(
        task_name="import_table", seconds_since_heartbeat=GONE_AFTER_SECONDS
    ):
        await jobs.retry_job(job)
    await jobs.delete_old_jobs(nb_hours=24, queue="desk")
