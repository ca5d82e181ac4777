"""A running story for readers: how many claims it has by status, and the ones that changed last."""

from dataclasses import dataclass
from typing import Any

from factcheck.models import Claim, Topic
from factcheck.queries.front_page import counts_by_status
from factcheck.queries.public_list import Cut, cut, with_row_facts
from factcheck.rules.statuses import Status


@dataclass(frozen=True, slots=True)
class TopicPage:
    topic: Topic
    counts: dict[Status, int]
    total: int
    claims: Cut


def topic_page_of(topic: Topic, **keys: Any) -> TopicPage:
    claims = Claim.objects.filter(topic=topic)
    counts = counts_by_status(claims)
    page = cut(with_row_facts(claims.listed()), "ledger_seq", **keys)
    return TopicPage(topic, counts, sum(counts.values()), page)
