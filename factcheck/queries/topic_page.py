"""A running story for readers: how many claims it has by status, and the ones that changed last."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from factcheck.models import Topic
from factcheck.queries.front_page import counts_by_status
from factcheck.queries.known_then import claims_then
from factcheck.queries.public_list import Cut, cut, with_row_facts
from factcheck.rules.statuses import Status


@dataclass(frozen=True, slots=True)
class TopicPage:
    topic: Topic
    counts: dict[Status, int]
    total: int
    claims: Cut


def topic_page_of(topic: Topic, as_of: datetime | None = None, **keys: Any) -> TopicPage:
    claims = claims_then(as_of).filter(topic=topic)
    counts = counts_by_status(topic, as_of)
    page = cut(with_row_facts(claims.listed(), as_of), "ledger_seq", **keys)
    return TopicPage(topic, counts, sum(counts.values()), page)


def was_begun(topic: Topic, as_of: datetime | None) -> bool:
    """Whether the desk had a claim in this story, published or not."""
    return as_of is None or claims_then(as_of).filter(topic=topic).exists()
