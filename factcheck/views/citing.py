"""An entry as a reference for reference managers."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from factcheck.queries.claim_page import ClaimPage, claim_page
from factcheck.rules.citations import Reference, as_bibtex, as_ris
from factcheck.rules.statuses import LABELS, Status
from factcheck.rules.told import told, word
from factcheck.views.errors import NO_SUCH_CLAIM, NotHere
from factcheck.views.feeds import open_to_all
from factcheck.views.public_filters import Then, address
from factcheck.views.site import this_site

Writer = Callable[[Reference], str]


@require_safe
@conditional_page
@open_to_all
def _reference(
    request: HttpRequest, code: str, *, write: Writer, media_type: str, ending: str
) -> HttpResponse:
    then = Then.read(request)
    page = claim_page(code.upper(), then.as_of)
    if page is None:
        raise NotHere(then.no_such(word(NO_SUCH_CLAIM), address("claims", {})))
    response = HttpResponse(write(reference_to(page, then)), content_type=f"{media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{code.upper()}.{ending}"'
    return response


def reference_to(page: ClaimPage, then: Then) -> Reference:
    """The entry as this page shows it, read today."""
    claim, site = page.claim, this_site()
    status = LABELS[Status(claim.status)].lower()
    return Reference(
        key=claim.code,
        publisher=site.name,
        title=claim.text,
        url=site.claim(claim.code) + then.first,
        changed=timezone.localdate(page.history[-1].at),
        read=timezone.localdate(),
        note=told(
            "Entry {code}, version {version}, {status}. Ledger entry {number}.",
            code=claim.code,
            version=claim.version,
            status=word(status),
            number=claim.ledger_seq,
        ),
    )


bibtex = partial(_reference, write=as_bibtex, media_type="application/x-bibtex", ending="bib")
ris = partial(_reference, write=as_ris, media_type="application/x-research-info-systems", ending="ris")
