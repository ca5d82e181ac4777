"""What search engines and other robots ask for first."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from factcheck.exports import sitemap as the_sitemap
from factcheck.views.errors import NotHere
from factcheck.views.from_replica import from_replica
from factcheck.views.site import this_site

HOUR_SECONDS = 3600


@require_safe
@cache_control(public=True, max_age=HOUR_SECONDS)
@from_replica
def sitemap(request: HttpRequest) -> HttpResponse:
    return HttpResponse(the_sitemap.sitemap(this_site()), content_type="application/xml")


@require_safe
@cache_control(public=True, max_age=HOUR_SECONDS)
@from_replica
def sitemap_file(request: HttpRequest, section: str, number: int) -> HttpResponse:
    written = the_sitemap.sitemap_file(this_site(), section, number)
    if written is None:
        raise NotHere("There is no such sitemap. All of them are named in /sitemap.xml.")
    return HttpResponse(written, content_type="application/xml")


@require_safe
@cache_control(public=True, max_age=HOUR_SECONDS)
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(the_sitemap.robots(this_site()), content_type="text/plain; charset=utf-8")
