"""What readers report: read, and settled with a word on what came of it."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from factcheck.actions.reader_reports import ReportRefused, settle_report
from factcheck.forms.reader_reports import SettleForm
from factcheck.models import ReaderReport
from factcheck.permissions import Permission, may
from factcheck.queries.public_list import cut
from factcheck.queries.reader_reports import reports_to_read
from factcheck.rules.told import told, word
from factcheck.saying import said as say
from factcheck.views.desk.access import DeskRequest, desk_view
from factcheck.views.errors import NotHere
from factcheck.views.public_filters import pages_beside, read_keys


@require_safe
@desk_view(Permission.SEE_DRAFTS)
def reports(request: DeskRequest) -> HttpResponse:
    return _page(request)


@require_POST
@desk_view(Permission.DECIDE)
def settle(request: DeskRequest, pk: int) -> HttpResponse:
    report = ReaderReport.objects.select_related("claim").filter(pk=pk).first()
    if report is None:
        raise NotHere(word("There is no such report on this desk."))
    form = SettleForm(request.POST, pk=pk)
    if not form.is_valid():
        return _page(request, tried=form, of=pk, status=422)
    try:
        settle_report(report=report, by=request.user, **form.cleaned_data)
    except ReportRefused as refusal:
        messages.error(
            request,
            say(
                told(
                    "{code}: {refusal} You had typed: {note}",
                    code=report.claim.code,
                    refusal=refusal.args[0],
                    note=form.cleaned_data["note"],
                )
            ),
        )
    else:
        messages.success(request, say(told("{code}: the report is settled.", code=report.claim.code)))
    return HttpResponseRedirect(reverse("desk:reports"), status=303)


def _page(
    request: DeskRequest, *, tried: SettleForm | None = None, of: int | None = None, status: int = 200
) -> HttpResponse:
    """tried, of: what was typed that could not be taken, and of which report."""
    settled = "settled" in request.GET
    page = cut(reports_to_read(settled=settled), "pk", **read_keys(request.GET))

    def form_for(report: ReaderReport) -> SettleForm | None:
        if settled or not may(request.user, Permission.DECIDE):
            return None
        return tried if tried is not None and report.pk == of else SettleForm(pk=report.pk)

    context = {
        "section": "reports",
        "settled": settled,
        "reports": [(report, form_for(report)) for report in page.rows],
        "form": tried,
        **pages_beside(page, "desk:reports", {"settled": "1"} if settled else {}),
    }
    return render(request, "desk/reports.html", context, status=status)
