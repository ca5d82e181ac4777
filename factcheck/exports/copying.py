"""COPY out of PostgreSQL, streamed in large chunks with flat memory."""

from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction

CHUNK_BYTES = 64 * 1024


def copied(statement: str, parameters: list[Any], *, line_end: bytes) -> Iterator[bytes]:
    """Run a COPY … TO STDOUT and give its lines in chunks of 64 KiB or more, the first line at once.

    Closing the iterator ends the COPY and frees the connection.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        # A slow reader must not be cut off in the middle; the server in front limits how slow one may be.
        cursor.execute("SET LOCAL statement_timeout = 0")
        with cursor.copy(statement, parameters) as copy:
            waiting, size, first = [], 0, True
            for row in copy:
                # One row a chunk, ended by LF. Line breaks inside quoted fields stay as they are.
                line = bytes(row)[:-1] + line_end
                waiting.append(line)
                size += len(line)
                if first or size >= CHUNK_BYTES:
                    yield b"".join(waiting)
                    waiting, size, first = [], 0, False
            if waiting:
                yield b"".join(waiting)
