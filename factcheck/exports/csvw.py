"""Metadata beside each CSV: CSV on the Web [W3C, Metadata Vocabulary for Tabular Data]."""

from datetime import datetime
from typing import Any

from factcheck.exports.columns import CLAIMS, Column, Ledger
from factcheck.models import Checkpoint, LedgerEntry


def metadata(
    ledger: Ledger,
    *,
    url: str,
    publisher: str,
    as_of: datetime | None,
    last: LedgerEntry | None,
    checkpoint: Checkpoint | None = None,
) -> dict[str, Any]:
    """Describe a CSV: its dialect, its columns, and the end of the ledger that it was written from.

    url: the absolute address of the CSV with its filters. as_of: the moment asked for, else None.
    last: the ledger's last entry at that moment. checkpoint: the newest, against which all can be checked.
    """
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": url,
        "dc:title": f"{ledger.title} of {publisher}",
        "dc:description": ledger.about,
        "dc:publisher": publisher,
        "dialect": {
            "encoding": "utf-8",
            "delimiter": ",",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
            "headerRowCount": 1,
            "lineTerminators": ["\r\n"],
            "skipBlankRows": False,
        },
        "prov:wasGeneratedBy": {
            "as_of": _time(as_of),
            "ledger_seq": last.seq if last else 0,
            "ledger_head": last.hash if last else "",
            "ledger_time": _time(last.recorded_at) if last else None,
            "ledger_checkpoint": checkpoint.note if checkpoint else None,
        },
        "tableSchema": {
            "columns": [_column(column) for column in ledger.columns],
            "primaryKey": ledger.primary_key,
            **_foreign_keys(ledger),
        },
    }


def _column(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.description,
        "datatype": column.datatype,
        "required": column.required,
    }
    if column.separator:
        described["separator"] = column.separator
    if column.property_url:
        described["propertyUrl"] = column.property_url
    return described


def _foreign_keys(ledger: Ledger) -> dict[str, Any]:
    if ledger is CLAIMS:
        return {}
    reference = {"resource": "claims.csv", "columnReference": "claim_code"}
    return {"foreignKeys": [{"columnReference": "claim_code", "reference": reference}]}


def _time(moment: datetime | None) -> str | None:
    return f"{moment:%Y-%m-%dT%H:%M:%S.%f}Z" if moment else None
