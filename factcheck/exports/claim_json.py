"""One claim's record as JSON, every key always there and in its place. See docs/machine-readers.md.

Only what the public page of the same moment shows, so the same as_of gives the same bytes.
"""

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from factcheck.exports.site import Site, moment_text
from factcheck.models import Article, Claim, ClaimState, Evidence, Source
from factcheck.queries.claim_page import ClaimPage, Said
from factcheck.queries.conflicts import Conflict
from factcheck.queries.related_claims import Related
from factcheck.queries.work_page import Change

FORMAT = "factcheck-claim-1"


def claim_json(page: ClaimPage, site: Site) -> bytes:
    return json.dumps(claim_record(page, site), ensure_ascii=False, indent=1).encode()


def claim_record(page: ClaimPage, site: Site) -> dict[str, Any]:
    claim = page.claim
    said = sorted(
        [*(one for side in page.sides for one in side.said), *page.earlier],
        key=lambda one: one.attribution.ledger_seq,
    )
    replaced = {one.attribution.supersedes_id: one.attribution.pk for one in said}
    return {
        "format": FORMAT,
        "url": site.claim(claim.code),
        "as_of": moment_text(page.as_of),
        **_facts(page, site),
        "attributions": [_attribution(one, replaced.get(one.attribution.pk), site) for one in said],
        "figures_in_conflict": [_conflict(conflict) for conflict in page.figures.accepted],
        "evidence": [_evidence(item) for item in page.evidence],
        "decisions": [_decision(change) for change in page.history if change.decision],
        "history": [_change(change) for change in page.history],
    }


def _facts(page: ClaimPage, site: Site) -> dict[str, Any]:
    claim = page.claim
    during = claim.event_during
    return {
        "code": claim.code,
        "claim": claim.text,
        "status": claim.status,
        "status_since": moment_text(claim.status_since),
        "reason": claim.last_reason,
        "public_note": page.public_note,
        "decided_against_the_rule": page.overridden,
        "publication": claim.publication,
        "publication_note": page.publication_note,
        "published_at": moment_text(page.published_at),
        "version": claim.version,
        "ledger_seq": claim.ledger_seq,
        "topic": {
            "slug": claim.topic.slug,
            "name": claim.topic.name,
            "url": site.topic(claim.topic.slug),
        },
        "event_from": _day(during.lower) if during else None,
        # The database keeps the end of a range of days open.
        "event_to": _day(during.upper - timedelta(days=1)) if during and during.upper else None,
        "place": claim.place,
        "about": page.about,
        "supersedes": _relative(claim.supersedes, site),
        "superseded_by": _relative(claim.superseded_by, site),
        "related": [_related(one, site) for one in page.related],
        "who_says": page.sentence,
        "independent_origins": claim.independent_origins,
        "rule": {
            "met": page.report.met,
            "ways": [{"met": line.ok, "text": line.text} for line in page.report.lines],
        },
    }


def _relative(claim: Claim | ClaimState | None, site: Site) -> dict[str, str] | None:
    """The claim beside it, as far as readers may see it."""
    if claim is None or not claim.is_public:
        return None
    return {"code": claim.code, "claim": claim.text, "url": site.claim(claim.code)}


def _related(one: Related, site: Site) -> dict[str, str]:
    return {"relation": one.name, "code": one.code, "claim": one.text, "url": site.claim(one.code)}


def _attribution(one: Said, replaced_by: int | None, site: Site) -> dict[str, Any]:
    said = one.attribution
    return {
        "id": said.pk,
        "ledger_seq": said.ledger_seq,
        "source": _source(said.source, site),
        "stance": said.stance,
        "side": said.side.value,
        "cue": said.cue,
        "hedge": said.hedge,
        "quote": said.quote,
        "said_on": _day(said.said_on),
        "speaks_of": _day(said.as_of),
        "credibility": said.credibility,
        "chain": [
            {"source": hop.source.name, "slug": hop.source.slug, "cue": hop.cue, "mode": hop.mode}
            for hop in one.hops
        ],
        "article": _article(said.article, site),
        "figure": _figure(one.quantity) if one.quantity else None,
        "recorded_at": moment_text(said.recorded_at),
        "supersedes": said.supersedes_id,
        "superseded_by": replaced_by,
    }


def _source(source: Source, site: Site) -> dict[str, Any]:
    return {
        "slug": source.slug,
        "name": source.name,
        "kind": source.kind,
        "country": source.country,
        "acts_for": source.parent.name if source.parent else None,
        "reliability": source.reliability,
        "url": site.source(source.slug),
    }


def _article(article: Article, site: Site) -> dict[str, Any]:
    published = article.published_at
    return {
        "headline": article.headline,
        "publisher": article.publisher.name,
        "published": _day(published) if article.published_date_only else moment_text(published),
        "url": article.url or None,
        "kept_at": site.article(article.pk),
    }


def _figure(quantity: Any) -> dict[str, Any]:
    bounds = quantity.bounds
    return {
        "verbatim": quantity.verbatim,
        "measure": quantity.measure.code,
        "population": quantity.population,
        "basis": quantity.basis,
        "hedge": quantity.hedge,
        "unit": quantity.unit,
        "share_of": quantity.whole,
        "point": _number(quantity.point),
        "low": _number(bounds.lower),
        "low_inclusive": bounds.lower_inc,
        "high": _number(bounds.upper),
        "high_inclusive": bounds.upper_inc,
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    ruling = conflict.ruling
    return {
        "explanation": conflict.comparison.sentence,
        "reason": ruling.reason if ruling else "",
        "ruled_by": ruling.ruled_by.public_name if ruling else None,
        "ruled_at": moment_text(ruling.recorded_at) if ruling else None,
    }


def _evidence(item: Evidence) -> dict[str, Any]:
    return {
        "ledger_seq": item.ledger_seq,
        "title": item.title,
        "url": item.url or None,
        "archived_url": item.archived_url or None,
        "sha256": item.sha256 or None,
        "kind": item.kind,
        "bearing": item.bearing,
        "note": item.note,
        "recorded_at": moment_text(item.recorded_at),
    }


def _decision(change: Change) -> dict[str, Any]:
    decision = change.decision
    if decision is None:
        raise ValueError(f"The ledger's entry {change.seq} is no decision.")
    return {
        "ledger_seq": change.seq,
        "from_status": decision.from_status,
        "to_status": decision.to_status,
        "reason": decision.reason,
        "public_note": decision.public_note,
        "rule_met": decision.rule_met,
        "overridden": decision.overridden,
        "decided_by": decision.decided_by.public_name,
        "approved_by": decision.approved_by.public_name if decision.approved_by else None,
        "decided_at": moment_text(decision.decided_at),
        "takes_back_an_earlier_one": decision.undoes_id is not None,
        "taken_back": change.taken_back,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "ledger_seq": change.seq,
        "at": moment_text(change.at),
        "what": change.what,
        "note": change.note,
        "by": change.who.public_name,
    }


def _day(value: date | None) -> str | None:
    # Not strftime, which writes the years before 1000 with fewer than four digits.
    return None if value is None else value.isoformat()[:10]


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
