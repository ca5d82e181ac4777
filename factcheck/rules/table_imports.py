"""How far an uploaded table is."""

from enum import StrEnum


class ImportState(StrEnum):
    UPLOADED = "uploaded"
    WAITING = "waiting"
    RUNNING = "running"
    TRIED = "tried"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


IMPORT_LABELS = {
    ImportState.UPLOADED: "uploaded",
    ImportState.WAITING: "waiting its turn",
    ImportState.RUNNING: "under way",
    ImportState.TRIED: "tried, nothing imported yet",
    ImportState.DONE: "imported",
    ImportState.REFUSED: "refused",
    ImportState.FAILED: "broken off",
}
