from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from factcheck.permissions import Permission
from factcheck.rules.figures import FigureNotRead, read_figure
from factcheck.views.desk.access import DeskRequest, desk_view

LONGEST = 400


@require_safe
@desk_view(Permission.RECORD)
def read(request: DeskRequest) -> HttpResponse:
    """How a figure is read, before anything is saved. Takes `words`, or the form's own `figure`."""
    words = request.GET.get("words", request.GET.get("figure", ""))[:LONGEST].strip()
    context: dict[str, object] = {"figure": None, "problem": ""}
    if words:
        try:
            context["figure"] = read_figure(words)
        except FigureNotRead as refusal:
            context["problem"] = refusal.args[0]
    return render(request, "desk/parts/figure_reading.html", context)
