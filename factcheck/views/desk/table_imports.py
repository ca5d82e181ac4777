"""Upload a table, see how it is read, have it imported, and get the list of its errors."""

from typing import Any, cast

from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRefresh

from factcheck.forms.table_imports import EncodingForm, ReadingForm, UploadForm
from factcheck.intake.claim_csv import TableRefused
from factcheck.intake.table_imports import ask, errors_of, first_errors, look_at, store
from factcheck.jobs import import_table
from factcheck.models import TableImport
from factcheck.permissions import Permission
from factcheck.rules.told import word
from factcheck.saying import said_of
from factcheck.views.desk.access import DeskRequest, desk_view
from factcheck.views.errors import NotHere

SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.IMPORT)
def imports(request: DeskRequest) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_bound and form.is_valid():
        table = store(form.cleaned_data["file"], by=request.user)
        return HttpResponseRedirect(reverse("desk:import_table", args=[table.pk]), status=303)
    tables = TableImport.objects.select_related("uploaded_by").order_by("-id")[:20]
    context = {"section": "import", "form": form, "tables": tables}
    return render(request, "desk/imports.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.IMPORT)
def table(request: DeskRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    encoding = _encoding(request, found)
    try:
        seen = look_at(found, found.asked.get("mapping", {}), encoding)
    except TableRefused as refusal:
        return _page(request, found, None, refused=said_of(refusal), encoding=encoding, status=422)
    if seen is None:
        return _page(request, found, None)
    asked = found.asked | {"encoding": encoding}
    form = ReadingForm(seen, asked, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if ask(found, asked=form.asked(dry_run=request.POST.get("act") != "import"), by=request.user):
            import_table.defer(table_id=found.pk)
        return HttpResponseRedirect(f"{reverse('desk:import_table', args=[pk])}#state", status=303)
    return _page(request, found, form, status=422 if form.is_bound else 200)


@require_safe
@desk_view(Permission.IMPORT)
def errors(request: DeskRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    response = StreamingHttpResponse(errors_of(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{found.pk}.errors.csv"'
    return cast(HttpResponse, response)


def _found(pk: int) -> TableImport:
    found = TableImport.objects.select_related("uploaded_by").filter(pk=pk).first()
    if found is None:
        raise NotHere(word("There is no such table here. Look for it among the last ones."))
    return found


def _encoding(request: DeskRequest, found: TableImport) -> str:
    said = request.POST.get("encoding", request.GET.get("encoding"))
    return (found.asked.get("encoding", "") if said is None else said).strip()[:40]


def _page(
    request: DeskRequest,
    found: TableImport,
    form: ReadingForm | None,
    *,
    refused: str = "",
    encoding: str = "",
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "section": "import", "table": found, "form": form, "refused": refused, "result": found.result,
        "looking": EncodingForm(initial={"encoding": encoding}) if refused else None,
        "errors": [] if found.is_under_way else first_errors(found, SHOWN), "shown": SHOWN,
    }  # fmt: skip
    if request.htmx and not found.is_under_way:
        # It has ended while the page waited: what can be done with it now is another page.
        return HttpResponseClientRefresh()
    return render(request, f"desk/import.html{'#state' if request.htmx else ''}", context, status=status)
