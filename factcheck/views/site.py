from django.conf import settings

from factcheck.exports.site import Site


def this_site() -> Site:
    return Site(settings.SITE_NAME, settings.BASE_URL)
