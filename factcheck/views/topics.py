from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from factcheck.models import Claim, Topic
from factcheck.queries.front_page import counts_by_status, topics_with_counts
from factcheck.views.keyset import page_before

PAGE = 25


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "topics/list.html", {"section": "topics", "topics": topics_with_counts()})


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    one = get_object_or_404(Topic, slug=slug)
    claims = Claim.objects.listed().filter(topic=one).select_related("topic")
    page = page_before(request, claims, PAGE)
    counts = counts_by_status(topic=one)
    context = {
        "section": "topics",
        "topic": one,
        "page": page,
        "counts": counts,
        "total": sum(counts.values()),
    }
    return render(request, "topics/detail.html", context)
