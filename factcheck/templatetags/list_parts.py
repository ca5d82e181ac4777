"""Rows of the lists that readers page through, each written with its own words (factcheck.written)."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import BoundField
from django.template.defaultfilters import capfirst
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from factcheck.rules.highlight import Piece
from factcheck.rules.statuses import Publication
from factcheck.saying import said as say
from factcheck.templatetags.factcheck_tags import day, publication_label, record_lang, status_badge
from factcheck.written import joined, written

register = template.Library()

# Of a row whose claim stands published as it was, nothing is said of that.
_SAID_OF = (Publication.DRAFT, Publication.WITHDRAWN, Publication.CORRECTED)


@register.simple_tag
def claim_row(
    claim: Any,
    url: str,
    says: str = "",
    words: Iterable[Piece] = (),
    quote: Iterable[Piece] = (),
    topicless: bool = False,
) -> SafeString:
    """A claim in a list: components/claim_row.html.

    says: a summary of who says it; url: where the row leads; topicless: all rows are of one topic; words,
    quote: pieces of the claim and of a quote in which searched words were found.
    """
    told = {
        "code": claim.code,
        "status": status_badge(claim.status),
        "text": marked(words) or claim.text,
        "text_lang": record_lang(claim.text),
        "url": url,
        "quote": marked(quote),
        "says": capfirst(say(says)) if says else "",
        "topic": "" if topicless or claim.topic is None else claim.topic.name,
        "decided": day(claim.last_decided_at),
        "publication": publication_label(claim.publication) if claim.publication in _SAID_OF else "",
    }
    return written("components/claim_row.html", told)


@register.simple_tag
def filter_field(field: BoundField) -> SafeString:
    """A field of the filters beside a list: components/field.html, written where nothing is wrong."""
    if field.errors:
        return render_to_string("components/field.html", {"field": field})
    words = {"id": field.id_for_label, "label": str(field.label), "input": SafeString(field)}
    return written("components/field.html#line", words)


def marked(pieces: Iterable[Piece]) -> SafeString:
    """A text with the hits of a search marked."""
    return joined(format_html("<mark>{}</mark>" if piece.is_hit else "{}", piece.text) for piece in pieces)
