from typing import Any

from django.conf import settings
from django.http import HttpRequest

from factcheck.queries.usages import mend_count


def site(request: HttpRequest) -> dict[str, Any]:
    """mend_count is called by the pages of the desk alone; readers' pages ask nothing."""
    return {"site_name": settings.SITE_NAME, "base_url": settings.BASE_URL, "mend_count": mend_count}
