"""Two questions that machines ask: are you alive, and can you work?"""

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from factcheck.queries.schema import schema_state


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nothing of the database, so a restart of that restarts no web process."""
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    problems = what_is_missing()
    return JsonResponse({"ready": not problems, "problems": problems}, status=503 if problems else 200)


def what_is_missing() -> list[str]:
    try:
        state = schema_state()
    except (DatabaseError, InterfaceError):
        return ["database"]
    return [f"migration {name}" for name in state.missing]
