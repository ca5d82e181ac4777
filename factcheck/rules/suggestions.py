"""How a reading of a story goes on, and what an editor may answer to what it found."""

from enum import StrEnum


class ReadingState(StrEnum):
    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"


READING_LABELS = {
    ReadingState.WAITING: "waits its turn",
    ReadingState.READING: "is being read",
    ReadingState.DONE: "has been read",
    ReadingState.FAILED: "could not be read",
}


class Answer(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


ANSWER_LABELS = {
    Answer.OPEN: "not answered yet",
    Answer.ACCEPTED: "accepted",
    Answer.REJECTED: "rejected",
}
