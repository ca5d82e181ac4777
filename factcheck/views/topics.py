"""Topics for readers: the running stories, and the claims in each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from factcheck.models import Topic
from factcheck.permissions import Permission, may
from factcheck.queries.front_page import topics_then, topics_to_read
from factcheck.queries.known_then import describe_topics_as_then
from factcheck.queries.public_list import says
from factcheck.queries.topic_page import Order, topic_page_of, was_begun
from factcheck.rules.filters import FiltersRefused, none_of
from factcheck.rules.told import word
from factcheck.views.errors import NotHere
from factcheck.views.for_readers import for_readers
from factcheck.views.public_filters import Then, address, pages_beside, read_keys


@require_safe
@for_readers
def index(request: HttpRequest) -> HttpResponse:
    then = Then.read(request)
    topics = topics_to_read() if then.as_of is None else topics_then(then.as_of)
    context = {"section": "topics", "topics": topics, "as_of": then.as_of, "then": then}
    return render(request, "topics/list.html", context)


@require_safe
@for_readers
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    then = Then.read(request)
    known = Topic.objects.filter(slug=slug).first()
    order = _order(request.GET.get("by", ""))
    keys = read_keys(request.GET)
    page = topic_page_of(known, then.as_of, order=order, **keys) if known else None
    insider = known is not None and may(request.user, Permission.SEE_DRAFTS) and was_begun(known, then.as_of)
    if page is None or not (page.total or insider):
        today = word("There is no such topic on the public record. Look for it under Topics.")
        raise NotHere(then.no_such(today, address("topic", {}, slug=slug)))
    describe_topics_as_then([page.topic], then.as_of)
    for _, rows, _ in page.figures:
        for row in rows:
            row["url"] = address("claim", then.query, code=row["attribution"].code) + row["url"]
    by = {} if order == Order.EVENT else {"by": order.value}
    claim_urls = (address("claim", then.query, code=claim.code) for claim in page.claims.rows)
    context = {
        "section": "topics",
        "topic": known,
        "page": page,
        "rows": [(claim, says(claim), url) for claim, url in zip(page.claims.rows, claim_urls, strict=True)],
        "orders": [
            (label, address("topic", then.query | query, slug=slug), query == by)
            for label, query in (
                (word("By when it happened"), {}),
                (word("Last changed first"), {"by": Order.CHANGE.value}),
            )
        ],
        "as_of": then.as_of,
        "then": then,
        **pages_beside(page.claims, "topic", then.query | by, slug=slug),
    }
    return render(request, "topics/detail.html", context)


def _order(text: str) -> Order:
    if text and text not in list(Order):
        raise FiltersRefused({"by": none_of("by", text, Order)})
    return Order(text) if text else Order.EVENT
