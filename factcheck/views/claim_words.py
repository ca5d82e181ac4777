"""A claim's page for readers in words: all that claims/claim.html prints, piece by piece."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from django.template.defaultfilters import truncatechars
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from factcheck.addresses import page_of
from factcheck.exports.claimreview import claim_review
from factcheck.queries.claim_page import SIDES, ClaimPage, Said, SaidOn
from factcheck.queries.related_claims import Related
from factcheck.queries.work_page import Change
from factcheck.rules.citations import as_text
from factcheck.rules.stances import Side
from factcheck.rules.statuses import Publication, Status
from factcheck.rules.told import Told, begun, told, told_many, word
from factcheck.rules.who_says import in_words
from factcheck.saying import said as say
from factcheck.templatetags.factcheck_tags import (
    day_range,
    json_ld,
    record_lang,
    status_badge,
    status_label,
)
from factcheck.templatetags.figure_parts import comparisons, conflict, figure_axis
from factcheck.templatetags.record_parts import (
    attribution,
    evidence_item,
    said_side,
    status_box,
    timeline_entry,
    timeline_note,
)
from factcheck.views.citing import reference_to
from factcheck.views.public_filters import Then
from factcheck.views.site import this_site
from factcheck.written import joined, written

TEMPLATE = "claims/claim.html"
# Characters of the claim in the title of its page.
TITLE = 90


def claim_words(page: ClaimPage, then: Then, *, may_see_drafts: bool) -> dict[str, Any]:
    """then: the moment that the page is of."""
    claim, site = page.claim, this_site()
    review = claim_review(page, site)
    named: dict[str, Any] = {
        "code": claim.code,
        "status_label": status_label(claim.status),
        "sentence": say(page.sentence),
        "shared": _shared(claim) if then.as_of is None and claim.is_listed else None,
    }
    is_withdrawn = claim.publication == Publication.WITHDRAWN
    return named | {
        "title": truncatechars(claim.text, TITLE) if len(claim.text) > TITLE else claim.text,
        "is_hidden": (then.as_of is None and is_withdrawn) or not claim.is_public,
        "claim_review": json_ld(review) if review else "",
        "draft": None if claim.is_public else {"desk_url": page_of("desk:claim", claim.code)},
        "as_of": then.as_of is not None,
        "as_of_banner": _banner(claim.code, then) if then.as_of else "",
        "withdrawn": {"note": page.publication_note} if is_withdrawn else None,
        "corrected": (
            {"note": page.publication_note} if claim.publication == Publication.CORRECTED else None
        ),
        "top": _top(page, named, may_see_drafts=may_see_drafts),
        "said": _said(page),
        "figures": _figures(page),
        "is_confirmed": claim.status == Status.CONFIRMED,
        "is_rule_met": page.report.met,
        "ways_to_confirm": joined(
            written(f"{TEMPLATE}#way_to_confirm", {"ok": line.ok, "text": say(line.text)})
            for line in page.report.lines
        ),
        "evidence": joined(evidence_item(item, n) for n, item in enumerate(page.evidence, start=1)),
        "history": joined(_change(change, page) for change in reversed(page.history)),
        "related": [_related(one, then) for one in page.related],
        "use": _use(page, named, then),
    }


def origins_in_words(claim: Any) -> Told:
    """How many sources are for a claim, and what that is worth: two that quote one body count once."""
    sources, origins = len(claim.sources_for), claim.independent_origins
    if not sources:
        return word("No source on record affirms this.")
    if sources == 1:
        return word("One source affirms this, so it has one independent origin.")
    number = begun(in_words(sources))
    if origins == sources:
        return told("{sources} sources affirm this, each an independent origin.", sources=number)
    return told_many(
        "{sources} sources affirm this; they count as {origins} independent origin.",
        "{sources} sources affirm this; they count as {origins} independent origins.",
        origins,
        sources=number,
        origins=in_words(origins),
    )


def _shared(claim: Any) -> dict[str, object]:
    """What a claim that others may show says of itself to machines."""
    path = page_of("claim", claim.code)
    return {
        "text": claim.text,
        "path": path,
        "quoted_path": quote(path, safe=""),
        "card_url": page_of("claim_card", claim.code),
        "json_url": page_of("claim_json", claim.code),
        "version": claim.version,
    }


def _banner(code: str, then: Then) -> SafeString:
    words = gettext("This entry is shown as it stood then.")
    context = {"as_of": then.as_of, "now_url": page_of("claim", code), "words": words}
    return render_to_string("claims/as_of.html", context)


def _top(page: ClaimPage, named: dict[str, Any], *, may_see_drafts: bool) -> SafeString:
    claim = page.claim
    successor, predecessor = claim.superseded_by, claim.supersedes
    is_shown = successor is not None and successor.is_public
    words = {
        "topic": {"url": page_of("topic", claim.topic.slug), "name": claim.topic.name},
        "code": claim.code,
        "version": claim.version,
        "event_during": day_range(claim.event_during) if claim.event_during else "",
        "place": claim.place,
        "desk_url": page_of("desk:claim", claim.code) if may_see_drafts and claim.is_public else "",
        "text": claim.text,
        "text_lang": record_lang(claim.text),
        "sentence": named["sentence"],
        "status_box": status_box(
            claim.status,
            claim.status_since,
            claim.last_reason,
            note=page.public_note,
            successor=successor if is_shown else None,
            overridden=page.overridden,
        ),
        "has_hidden_successor": successor is not None and not is_shown,
        "predecessor": _linked(predecessor) if predecessor and predecessor.is_public else None,
    }
    return written(f"{TEMPLATE}#top", words)


def _linked(claim: Any) -> dict[str, str]:
    return {"url": page_of("claim", claim.code), "code": claim.code, "text": claim.text}


def _said(page: ClaimPage) -> SafeString:
    there = {side.side for side in page.sides if side.said}
    words = {
        "sides": [_side(side) for side in page.sides if side.said],
        "origins": say(origins_in_words(page.claim)) if there else "",
        "has_origins": bool(page.claim.independent_origins),
        "silent_sides": [
            {"is_for": side == Side.FOR, "is_against": side == Side.AGAINST}
            for side in SIDES
            if side not in there
        ],
        "some_not_confirming": Side.NOT_CONFIRMING in there,
        "earlier": (
            {"number": len(page.earlier), "statements": _statements(page.earlier)} if page.earlier else None
        ),
    }
    return written(f"{TEMPLATE}#said", words)


def _side(side: SaidOn) -> dict[str, SafeString]:
    return {"heading": said_side(side.side, side.sources), "statements": _statements(side.said)}


def _statements(statements: Iterable[Said]) -> SafeString:
    return joined(attribution(said, public=True, full=True) for said in statements)


def _figures(page: ClaimPage) -> SafeString | str:
    if not page.axes and not page.figures:
        return ""
    words = {
        "axes": joined(figure_axis(rows, label) for label, rows in page.axes),
        "conflicts": joined(map(conflict, page.figures.accepted)),
        "comparisons": comparisons(page.figures),
    }
    return written(f"{TEMPLATE}#figures", words)


def _change(change: Change, page: ClaimPage) -> SafeString:
    then_url = _as_it_was(change, page)
    if change.decision:
        return timeline_entry(change.decision, change.taken_back, then_url)
    return timeline_note(change, then_url)


def _as_it_was(change: Change, page: ClaimPage) -> str:
    """Where the entry stands as it stood after a change; "" while it was not public, and for the newest."""
    if page.published_at is None or change.at < page.published_at or change is page.history[-1]:
        return ""
    return f"{page_of('claim', page.claim.code)}{Then(change.at).first}"


def _related(one: Related, then: Then) -> dict[str, str]:
    return {
        "label": say(one.label),
        "url": f"{page_of('claim', one.code)}{then.first}",
        "code": one.code,
        "text": one.text,
        "text_lang": record_lang(one.text),
        "status": status_badge(one.status),
    }


def _use(page: ClaimPage, named: dict[str, Any], then: Then) -> SafeString:
    claim, site = page.claim, this_site()
    shared = named["shared"]
    words = {
        "code": claim.code,
        "citation": say(as_text(reference_to(page, then), with_day_read=then.as_of is None)),
        "claim_path": page_of("claim", claim.code),
        "then_first": then.first,
        "number": claim.ledger_seq,
        "verify_url": page_of("claim_verify", claim.code),
        "public": (
            {
                "bibtex_url": page_of("claim_bibtex", claim.code),
                "ris_url": page_of("claim_ris", claim.code),
                "json_url": page_of("claim_json", claim.code),
                "subject": quote(claim.text, safe=""),
                "report_url": page_of("claim_report", claim.code),
            }
            if claim.is_public
            else None
        ),
        "shared": shared
        and {"card_url": shared["card_url"], "embed_url": page_of("claim_embed", claim.code)},
    }
    return written(f"{TEMPLATE}#use", words, {"base_url": site.base_url})
