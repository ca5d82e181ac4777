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

# Verdicts of other desks that speak for a claim, in small letters and with a blank for other signs. Whatever
# is not among them is put down as against it, which other desks' verdicts nearly always are.
VERDICTS_FOR = (
    "true", "mostly true", "correct", "mostly correct", "accurate", "mostly accurate", "confirmed",
    "verified", "supported", "supports", "fact", "not rumor", "non rumor", "not rumour", "non rumour",
    "richtig", "wahr", "vrai", "verdadero", "cierto", "verdadeiro", "vero", "правда", "верно", "صحيح",
    "사실", "대체로 사실", "正確", "正确", "属实", "屬實", "非谣言", "非謠言", "事実", "ほぼ正確",
)  # fmt: skip
