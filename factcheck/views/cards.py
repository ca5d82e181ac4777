"""A claim as other sites show it: a picture, a page to put into a frame, and oEmbed, which tells of both."""

from typing import Any
from urllib.parse import urlsplit

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from factcheck.exports.cards import Card, draw_card
from factcheck.exports.oembed import HEIGHT, WIDTH, oembed, word_of
from factcheck.models import Claim
from factcheck.queries.claim_card import claim_to_show
from factcheck.queries.public_list import says
from factcheck.rules.filters import FiltersRefused
from factcheck.rules.statuses import Status
from factcheck.rules.told import begun, told, word
from factcheck.views.errors import NO_SUCH_CLAIM, NotHere
from factcheck.views.feeds import open_to_all
from factcheck.views.from_replica import from_replica
from factcheck.views.languages import language_of
from factcheck.views.site import this_site

MINUTES_SECONDS = 300
EVERYBODY = "*"


@require_safe
@cache_control(public=True, max_age=MINUTES_SECONDS)
@from_replica
def card(request: HttpRequest, code: str) -> HttpResponse:
    """The picture of a claim with its status. Drawn anew only when the claim has changed."""
    picture = _card_of(_shown(code))
    etag = quote_etag(picture.digest)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(draw_card(picture), content_type="image/png")
        response["ETag"] = etag
    return response


# The one page that others may put into a frame: it has nothing to press but links to the record.
@require_safe
@cache_control(public=True, max_age=MINUTES_SECONDS)
@xframe_options_exempt
@csp_replace({"frame-ancestors": [EVERYBODY]})
@from_replica
def embed(request: HttpRequest, code: str = "") -> HttpResponse:
    claim = _shown(code)
    context = {"claim": claim, "word": word_of(claim), "who": _sentence(claim)}
    return render(request, "claims/embed.html", context)


@require_safe
@open_to_all
def answer_oembed(request: HttpRequest) -> HttpResponse:
    """Raises FiltersRefused for a size that is none, NotHere for an address that is no public claim's."""
    if request.GET.get("format", "json") != "json":
        words = "Only format=json is answered here.\n"
        return HttpResponse(words, status=501, content_type="text/plain; charset=utf-8")
    claim = _shown(_code_in(request.GET.get("url", "")))
    sizes = {
        "max_width": _size(request, "maxwidth", WIDTH),
        "max_height": _size(request, "maxheight", HEIGHT),
    }
    return JsonResponse(oembed(claim, this_site(), **sizes), json_dumps_params={"ensure_ascii": False})


def _shown(code: str) -> Claim:
    claim = claim_to_show(code.upper())
    if claim is None:
        raise NotHere(word(NO_SUCH_CLAIM))
    return claim


def _card_of(claim: Claim) -> Card:
    """A withdrawn entry is shown by its code alone: its words should not go round any further."""
    return Card(
        status=Status(claim.status) if claim.is_listed else Status.RETRACTED,
        word=word_of(claim),
        text=claim.text if claim.is_listed else "",
        who=_sentence(claim),
        code=claim.code,
        site_name=settings.SITE_NAME,
    )


def _sentence(claim: Claim) -> str:
    return begun(says(claim) if claim.is_listed else "")


def _code_in(url: str) -> str:
    """The code of the claim whose page has this address. Raises NotHere."""
    ours: Any = urlsplit(settings.BASE_URL)
    try:
        parts = urlsplit(url.strip())
        same_host = (parts.hostname, parts.port) == (ours.hostname, ours.port)
        with override(language_of(parts.path)):
            found = resolve(parts.path) if same_host and parts.scheme in {"http", "https"} else None
    except (ValueError, Resolver404):
        found = None
    if found is None or found.view_name != "claim":
        raise NotHere(word("This is no address of a claim on this site."))
    return str(found.kwargs["code"])


def _size(request: HttpRequest, name: str, largest: int) -> int:
    text = request.GET.get(name, "")
    if not text:
        return largest
    if not (text.isascii() and text.isdecimal()) or int(text[:9]) < 1:
        raise FiltersRefused(
            {name: told("{name}: “{text}” is no number of pixels.", name=name, text=text[:40])}
        )
    return int(text[:9])
