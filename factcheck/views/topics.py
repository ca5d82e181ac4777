"""Topics for readers: the running stories, and the claims in each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from factcheck.models import Topic
from factcheck.permissions import Permission, may
from factcheck.queries.front_page import topics_to_read
from factcheck.queries.public_list import says
from factcheck.queries.topic_page import topic_page_of
from factcheck.views.errors import NotHere
from factcheck.views.public_filters import pages_beside, read_keys


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "topics/list.html", {"section": "topics", "topics": topics_to_read()})


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    known = Topic.objects.filter(slug=slug).first()
    keys = read_keys(request.GET)
    page = topic_page_of(known, **keys) if known else None
    if page is None or not (page.total or may(request.user, Permission.SEE_DRAFTS)):
        raise NotHere("There is no such topic on the public record. Look for it under Topics.")
    context = {
        "section": "topics",
        "topic": known,
        "page": page,
        "rows": [(claim, says(claim)) for claim in page.claims.rows],
        **pages_beside(page.claims, "topic", slug=slug),
    }
    return render(request, "topics/detail.html", context)
