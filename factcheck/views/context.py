from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from factcheck.models import User
from factcheck.queries.desk_counts import DeskCounts, desk_counts
from factcheck.views.languages import Offered, languages_of


def site(request: HttpRequest) -> dict[str, Any]:
    """The counts are called by the pages of the desk alone; readers' pages ask nothing."""

    @cache
    def counts() -> DeskCounts:
        user = getattr(request, "user", None)
        return desk_counts(user) if isinstance(user, User) else DeskCounts()

    @cache
    def languages() -> list[Offered]:
        match = request.resolver_match
        return languages_of(request.path_info, match.route if match else "")

    return {
        "site_name": settings.SITE_NAME,
        "base_url": settings.BASE_URL,
        "languages": languages,
        "query_string": request.META.get("QUERY_STRING", ""),
        "desk_languages": settings.LANGUAGES,
        "mend_count": lambda: counts().mend,
        "for_you_count": lambda: counts().for_you,
        "report_count": lambda: counts().reports,
    }
