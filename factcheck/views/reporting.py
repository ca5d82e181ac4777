"""A reader says what is wrong with an entry. On a page of its own, since a form needs a cookie."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from factcheck.actions.reader_reports import TooManyReports, send_report
from factcheck.forms.reader_reports import ReaderReportForm
from factcheck.models import Claim
from factcheck.queries.claim_card import claim_to_show
from factcheck.rules.told import told, word
from factcheck.saying import said
from factcheck.views.accounts import address_of
from factcheck.views.errors import NO_SUCH_CLAIM, NotHere

TOO_MANY = gettext_noop(
    "Many reports have come in the last hour, more than we can take. Send it again after {clock}."
)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def report(request: HttpRequest, code: str) -> HttpResponse:
    claim = _claim(code)
    if request.method != "POST":
        return _page(request, claim, ReaderReportForm(version=claim.version))
    form = ReaderReportForm(request.POST, version=claim.version)
    if not form.is_valid():
        return _page(request, claim, form, status=422)
    written = {name: form.cleaned_data[name] for name in ("text", "contact", "version")}
    try:
        send_report(claim=claim, address=address_of(request), **written)
    except TooManyReports as refusal:
        clock = f"{timezone.localtime(refusal.free_at) + timedelta(minutes=1):%H:%M}"
        form.add_error(
            None,
            said(told(TOO_MANY, clock=clock)),
        )
        return _page(request, claim, form, status=429)
    return HttpResponseRedirect(reverse("claim_reported", args=[claim.code]), status=303)


@require_safe
def reported(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "claims/reported.html", {"section": "claims", "claim": _claim(code)})


def _claim(code: str) -> Claim:
    claim = claim_to_show(code.upper())
    if claim is None:
        raise NotHere(word(NO_SUCH_CLAIM))
    return claim


def _page(request: HttpRequest, claim: Claim, form: ReaderReportForm, status: int = 200) -> HttpResponse:
    context = {"section": "claims", "claim": claim, "form": form}
    return render(request, "claims/report.html", context, status=status)
