"""Claims as items of a feed, the last changed first. An item is a claim: it keeps its id when it changes."""

from collections.abc import Iterable
from typing import Any

from factcheck.exports.feeds import Item, shortened
from factcheck.exports.site import Site
from factcheck.queries.public_list import says
from factcheck.rules.statuses import LABELS, Status


def claim_items(rows: Iterable[Any], site: Site) -> list[Item]:
    """Items from the rows of queries.claim_feed."""
    return [_item(row, site) for row in rows]


def _item(row: Any, site: Site) -> Item:
    label = LABELS[Status(row.status)]
    return Item(
        id=site.tag(row.made_at, f"claims/{row.code}"),
        url=site.claim(row.code),
        title=f"{label}: {shortened(row.text)}",
        lines=list(_lines(row, label)),
        published_at=row.published_at or row.changed_at,
        updated_at=row.changed_at,
        tags=[row.status, row.topic.slug],
        facts={
            "code": row.code,
            "claim": row.text,
            "status": row.status,
            "publication": row.publication,
            "version": row.version,
            "ledger_seq": row.ledger_seq,
            "json": site.claim_json(row.code),
        },
    )


def _lines(row: Any, label: str) -> Iterable[tuple[str, str]]:
    yield "Claim", row.text
    yield "Status", label
    if row.last_reason:
        yield "Reason", row.last_reason
    if who := says(row):
        yield "Who says it", who
    if row.publication == "corrected":
        yield "Note", "This entry has been corrected; its page says what and why."
    yield "Topic", row.topic.name
