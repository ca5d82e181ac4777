"""What stands on a claim's record, as pages show it: statements, evidence, decisions and other changes.

Each tag writes one of components/ with the words of one record (factcheck.written).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import template
from django.utils.safestring import SafeString

from factcheck.addresses import page_of
from factcheck.saying import said as say
from factcheck.templatetags.factcheck_tags import (
    chain_sentence,
    credibility_label,
    day,
    evidence_kind_label,
    moment,
    record_lang,
    side_icon,
    side_label,
    source_kind_label,
    stance_mark,
    status_badge,
    status_icon,
    status_label,
    status_meaning,
)
from factcheck.templatetags.figure_parts import figure
from factcheck.written import written

register = template.Library()


@register.simple_tag
def attribution(
    statement: Any, *, before: str = "", after: str = "", public: bool = False, full: bool = False
) -> SafeString:
    """An entry of "who says what": components/attribution.html.

    statement: with attribution, hops and quantity; before, after: the article's words around the quote.
    public: on pages for readers, whose articles have public pages. full: say too what the source is.
    """
    one, quantity = statement.attribution, statement.quantity
    source, article = one.source, one.article
    words = {
        "number": one.pk,
        "source": {"url": page_of("source", source.slug), "name": source.name},
        "stance": stance_mark(one.stance),
        "quote": _quote(one.quote, before, after, article.language) if one.quote else "",
        "figure": figure(quantity) if quantity else "",
        "chain": chain(statement.hops, sentence=len(statement.hops) > 2),
        "said_on": day(one.said_on),
        "as_of": day(one.as_of),
        "credibility": _credibility(one.credibility),
        "article": {
            "url": page_of("article" if public else "desk:article", article.pk),
            "headline": article.headline,
        },
        "about": None,
    }
    if full:
        words["about"] = {
            "kind": source_kind_label(source.kind),
            "parent": source.parent
            and {"url": page_of("source", source.parent.slug), "name": source.parent.name},
            "cue": one.cue,
            "language": article.language if one.cue else "",
            "hedge": one.hedge,
        }
    return written("components/attribution.html", words)


def _quote(text: str, before: str, after: str, language: str) -> SafeString:
    words = {"text": text, "before": before, "after": after, "language": language}
    return written("components/quote.html", words)


def _credibility(grade: int | None) -> dict[str, object] | None:
    return {"grade": grade, "meaning": credibility_label(grade).lower()} if grade else None


@register.simple_tag
def chain(hops: Sequence[Any], sentence: bool = True) -> SafeString:
    """The way on which a statement came: components/chain.html."""
    steps = [{"url": page_of("source", hop.source.slug), "name": hop.source.name} for hop in hops]
    words = {"sentence": chain_sentence(hops) if sentence else "", "steps": steps}
    return written("components/chain.html", words)


@register.simple_tag
def said_side(side: str, count: int, level: int = 3) -> SafeString:
    """The heading of one column of "who says what": components/said_side.html."""
    shape = {"icon": side_icon(side), "level": level}
    return written("components/said_side.html", {"side": side_label(side), "count": count}, shape)


@register.simple_tag
def evidence_item(item: Any, number: int) -> SafeString:
    """A piece of evidence, numbered like a reference: components/evidence_item.html."""
    words = {
        "number": number,
        "title": item.title or item.url,
        "title_lang": record_lang(item.title),
        "url": item.url,
        "supports": item.bearing == "supports",
        "kind": evidence_kind_label(item.kind).lower(),
        "archived_url": item.archived_url,
        "added": day(item.recorded_at),
        "note": item.note,
        "note_lang": record_lang(item.note) if item.note else "",
    }
    return written("components/evidence_item.html", words)


@register.simple_tag
def status_box(
    status: str,
    since: datetime | None,
    reason: str,
    *,
    note: str = "",
    successor: Any = None,
    overridden: bool = False,
) -> SafeString:
    """The decision on a claim, at the head of its page: components/status_box.html."""
    words = {
        "status": status,
        "label": status_label(status),
        "meaning": status_meaning(status),
        "since": day(since),
        "reason": reason,
        "reason_lang": record_lang(reason) if reason else "",
        "note": note if reason else "",
        "overridden": bool(overridden),
        "successor": successor
        and {"url": page_of("claim", successor.code), "code": successor.code, "text": successor.text},
    }
    return written("components/status_box.html", words, {"icon": status_icon(status)})


@register.simple_tag
def timeline_entry(decision: Any, taken_back: bool = False, then_url: str = "") -> SafeString:
    """One decision in a claim's history: components/timeline_entry.html. then_url: as it stood, or ""."""
    at = moment(decision.decided_at)
    approver = decision.approved_by
    words = {
        "status": decision.to_status,
        "number": decision.ledger_seq,
        "at": at,
        "then": then_url and {"url": then_url, "at": at},
        "before": status_badge(decision.from_status),
        "became": status_badge(decision.to_status),
        "reason": decision.reason,
        "reason_lang": record_lang(decision.reason),
        "note": decision.public_note,
        "note_lang": record_lang(decision.public_note) if decision.public_note else "",
        "taken_back": taken_back,
        "undoes": decision.undoes_id is not None,
        "name": decision.decided_by.public_name,
        "approver": approver.public_name if approver else "",
        "overridden": decision.overridden,
    }
    return written("components/timeline_entry.html", words)


@register.simple_tag
def timeline_note(change: Any, then_url: str = "") -> SafeString:
    """Any other change in a claim's history: components/timeline_note.html."""
    at = moment(change.at)
    words = {
        "at": at,
        "then": then_url and {"url": then_url, "at": at},
        "what": say(change.what),
        "note": change.note,
        "note_lang": record_lang(change.note) if change.note else "",
        "who": change.who.public_name if change.who else "",
    }
    return written("components/timeline_note.html", words)
