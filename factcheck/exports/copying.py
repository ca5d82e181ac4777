"""COPY out of PostgreSQL, streamed in large chunks with flat memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from psycopg.abc import PQGen
from psycopg.errors import error_from_result
from psycopg.generators import fetch_many
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGconn
from psycopg.waiting import Wait

CHUNK_BYTES = 64 * 1024

# Rows follow each other in the order of an index: nothing is gathered and sorted before, so a reader has the
# first line at once and a long file takes no more room than a short one. Of a long file a second process of
# PostgreSQL reads every other stretch, in the same order; more of them would be felt at the desk.
_ONE_BY_ONE = (
    "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;"
    " SET LOCAL max_parallel_workers_per_gather = 1; SET LOCAL jit = off"
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
        with cursor.copy(statement, parameters):
            psycopg_connection, is_more = connection.connection, True
            while is_more:
                at_least = CHUNK_BYTES if sent.lines else 1
                lines, is_more = psycopg_connection.wait(_lines(psycopg_connection.pgconn, at_least))
                if lines:
                    yield _joined(lines, line_end, sent)
    sent.is_whole = True


def _lines(pgconn: PGconn, at_least: int) -> PQGen[tuple[list[memoryview], bool]]:
    """Lines without their ends, as many bytes of them as asked for; and whether there are more.

    What psycopg's Copy.read() does, but for many lines at a time: its steps of Python for each single line
    took half of this process's part in a download.
    """
    lines, size = [], 0
    while size < at_least:
        length, line = pgconn.get_copy_data(1)
        if length > 0:
            # One row a message, ended by LF. Line breaks inside quoted fields stay as they are.
            lines.append(line[:-1])
            size += length
        elif length == 0:
            while not (yield Wait.R):
                continue
            pgconn.consume_input()
        else:
            ended = yield from fetch_many(pgconn)
            if ended[-1].status != ExecStatus.COMMAND_OK:
                raise error_from_result(ended[-1])
            return lines, False
    return lines, True


def _joined(lines: list[memoryview], line_end: bytes, sent: Sent) -> bytes:
    chunk = line_end.join([*lines, b""])
    sent.lines += len(lines)
    sent.bytes += len(chunk)
    return chunk
