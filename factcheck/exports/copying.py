"""COPY out of PostgreSQL, streamed in large chunks with flat memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

CHUNK_BYTES = 64 * 1024

# Rows follow each other in the order of an index: nothing is gathered and sorted before, so a reader has the
# first line at once and a long file takes no more room than a short one.
_ONE_BY_ONE = (
    "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;"
    " SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL jit = off"
)


@dataclass(slots=True)
class Sent:
    """What has gone out so far. lines: with the header, where there is one."""

    lines: int = 0
    bytes: int = 0
    is_whole: bool = False


def copied(
    statement: str, parameters: list[Any], *, line_end: bytes, sent: Sent | None = None
) -> Iterator[bytes]:
    """Run a COPY … TO STDOUT and give its lines in chunks of 64 KiB or more, the first line at once.

    Closing the iterator ends the COPY and frees the connection. `sent` is kept up to date.
    """
    sent = sent or Sent()
    with transaction.atomic(), connection.cursor() as cursor:
        # A slow reader must not be cut off in the middle; the server in front limits how slow one may be.
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(_ONE_BY_ONE)
        with cursor.copy(statement, parameters) as copy:
            waiting, size = [], 0
            for row in copy:
                # One row a chunk, ended by LF. Line breaks inside quoted fields stay as they are.
                line = bytes(row)[:-1] + line_end
                waiting.append(line)
                size += len(line)
                if size >= CHUNK_BYTES or not sent.lines:
                    yield _joined(waiting, size, sent)
                    waiting, size = [], 0
            if waiting:
                yield _joined(waiting, size, sent)
    sent.is_whole = True


def _joined(lines: list[bytes], size: int, sent: Sent) -> bytes:
    sent.lines += len(lines)
    sent.bytes += size
    return b"".join(lines)
