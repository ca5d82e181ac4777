"""How pages show what the domain holds: words, days, numbers, drawings.

Display only: nothing here decides anything or asks the database.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from html import escape
from threading import Lock
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from factcheck.rules import chains, comparison, counting, figures, stances, statuses, vocabulary
from factcheck.rules.drawing import percent
from factcheck.rules.scripts import language_of
from factcheck.rules.told import Month, MonthAndDay, joined, told
from factcheck.saying import page_language, plain_day
from factcheck.saying import said as say

register = template.Library()

# What lists are of: their newer and older pages.
PAGER_WORDS = {
    "articles": {"more": _("More articles"), "newer": _("Newer articles"), "older": _("Older articles")},
    "changes": {"more": _("More changes"), "newer": _("Newer changes"), "older": _("Older changes")},
    "claims": {"more": _("More claims"), "newer": _("Newer claims"), "older": _("Older claims")},
    "corrections": {
        "more": _("More corrections"),
        "newer": _("Newer corrections"),
        "older": _("Older corrections"),
    },
    "reports": {"more": _("More reports"), "newer": _("Newer reports"), "older": _("Older reports")},
    "sources": {"more": _("More sources"), "newer": _("Newer sources"), "older": _("Older sources")},
    "statements": {
        "more": _("More statements"),
        "newer": _("Newer statements"),
        "older": _("Older statements"),
    },
}

# --- The language of the page -------------------------------------------------------------------------


@register.filter
def said(words: str) -> str:
    """Words that the rules have in English: a sentence that was told, or a label."""
    return say(words)


@register.simple_tag
def record_lang(text: str) -> SafeString | str:
    """` lang="ko"` for words of the record that are not in the language of the page.

    By their script; Latin letters are taken for the desk's language.
    """
    language = language_of(str(text)) or settings.LANGUAGE_CODE
    return "" if language == page_language() else SafeString(f' lang="{language}"')


@register.simple_tag
def pager_words(what: str) -> Mapping[str, object]:
    """What the links to newer and older pages of a list are called."""
    return PAGER_WORDS[what]


class _WrittenOnce(template.Node):
    """What stands between {% once … %} and {% endonce %}."""

    def __init__(self, values: list[template.base.FilterExpression], content: template.NodeList) -> None:
        self.values, self.nodelist = values, content
        # A template is read once a process, so this lives as long as what it keeps can be asked for.
        self.written: dict[tuple[object, ...], SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        key = tuple(value.resolve(context) for value in self.values)
        if (written := self.written.get(key)) is None:
            written = self.nodelist.render(context)
            if len(self.written) < _MOST_WRITTEN:
                self.written[key] = written
        return written


class _WrittenLately(_WrittenOnce):
    """What stands between {% lately … %} and {% endlately %}."""

    def __init__(self, values: list[template.base.FilterExpression], content: template.NodeList) -> None:
        super().__init__(values, content)
        self._making_room = Lock()

    def render(self, context: template.Context) -> SafeString:
        key = tuple(value.resolve(context) for value in self.values)
        if (written := self.written.get(key)) is None:
            written = self.nodelist.render(context)
            with self._making_room:
                if len(self.written) >= _MOST_WRITTEN_LATELY:
                    del self.written[next(iter(self.written))]
                self.written[key] = written
        return written


_MOST_WRITTEN = 64
_MOST_WRITTEN_LATELY = 2048


@register.tag
def once(parser: template.base.Parser, token: template.base.Token) -> _WrittenOnce:
    """{% once language section %}: its content depends on these values and on nothing else.

    For what every page repeats: a tenth of a page's time went into the same words and links.
    """
    values = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    content = parser.parse(("endonce",))
    parser.delete_first_token()
    return _WrittenOnce(values, content)


@register.tag
def lately(parser: template.base.Parser, token: template.base.Token) -> _WrittenLately:
    """{% lately row.facts %}: its content depends on these values and on nothing else; the newest are kept.

    For what many pages show again and again, such as the rows of a list.
    """
    values = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    content = parser.parse(("endlately",))
    parser.delete_first_token()
    return _WrittenLately(values, content)


# --- Words of the closed lists -----------------------------------------------------------------------


@register.filter
def status_label(status: str) -> str:
    return say(statuses.LABELS[statuses.Status(status)])


@register.filter
def status_meaning(status: str) -> str:
    return say(statuses.MEANINGS[statuses.Status(status)])


@register.filter
def publication_label(publication: str) -> str:
    return say(statuses.PUBLICATION_LABELS[statuses.Publication(publication)])


@register.filter
def stance_label(stance: str) -> str:
    return say(stances.LABELS[stances.Stance(stance)])


@register.filter
def stance_side(stance: str) -> str:
    return stances.SIDE_OF[stances.Stance(stance)]


@register.filter
def side_label(side: str) -> str:
    return say(stances.SIDE_LABELS[stances.Side(side)])


@register.filter
def role_label(role: str) -> str:
    return say(vocabulary.ROLE_LABELS[vocabulary.Role(role)])


@register.filter
def source_kind_label(kind: str) -> str:
    return say(vocabulary.SOURCE_KIND_LABELS[vocabulary.SourceKind(kind)])


@register.filter
def reliability_label(grade: str) -> str:
    return say(vocabulary.RELIABILITY_LABELS[vocabulary.Reliability(grade)])


@register.filter
def relation_kind_label(kind: str) -> str:
    return say(vocabulary.RELATION_KIND_LABELS[vocabulary.RelationKind(kind)])


@register.filter
def independence_label(value: str) -> str:
    return say(vocabulary.INDEPENDENCE_LABELS[vocabulary.Independence(value)])


@register.filter
def credibility_label(grade: int) -> str:
    return say(vocabulary.CREDIBILITY_LABELS[grade])


@register.filter
def evidence_kind_label(kind: str) -> str:
    return say(vocabulary.EVIDENCE_KIND_LABELS[vocabulary.EvidenceKind(kind)])


@register.filter
def hop_mode_label(mode: str) -> str:
    return say(vocabulary.HOP_MODE_LABELS[vocabulary.HopMode(mode)])


# --- Signs: which drawing in components/icons/ stands for what ---------------------------------------

_DECLINED = frozenset({stances.Stance.DECLINED_TO_COMMENT, stances.Stance.NO_RESPONSE})


@register.simple_tag
def status_badge(status: str) -> SafeString:
    """A status as icon, word and line style: components/status_badge.html."""
    return _written("components/status_badge.html", status, page_language())


@register.simple_tag
def stance_mark(stance: str) -> SafeString:
    """A stance as sign and word: components/stance_mark.html."""
    return _written("components/stance_mark.html", stance, page_language())


@lru_cache(maxsize=256)
def _written(component: str, word: str, language: str | None) -> SafeString:
    # A list shows each of these few dozens of times; `language` is what the component's words depend on.
    return render_to_string(component, {"word": word})


@register.filter
def status_icon(status: str) -> str:
    return f"components/icons/{statuses.Status(status)}.html"


@register.filter
def stance_icon(stance: str) -> str:
    known = stances.Stance(stance)
    if known in _DECLINED:
        return "components/icons/declined.html"
    weak = "-weak" if known in stances.WEAK else ""
    return f"components/icons/{stances.SIDE_OF[known]}{weak}.html"


@register.filter
def side_icon(side: str) -> str:
    return f"components/icons/{stances.Side(side)}.html"


# --- Days and moments --------------------------------------------------------------------------------


@register.filter
def day(value: date | datetime | None) -> SafeString | str:
    """`23 Nov 2026`, in the desk's time zone, with the machine's form beside it."""
    if value is None:
        return ""
    local = _local(value).date() if isinstance(value, datetime) else value
    return _time(local.isoformat(), plain_day(local))


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """`23 Nov 2026, 10:42`, in the desk's time zone; the machine's form is UTC."""
    if value is None:
        return ""
    local = _local(value)
    return _time(_in_utc(value), f"{plain_day(local)}, {_hour(local)}")


@register.filter
def clock(value: datetime | None) -> SafeString | str:
    """`10:42`, in the desk's time zone; the machine's form is UTC."""
    if value is None:
        return ""
    return _time(_in_utc(value), _hour(_local(value)))


def _hour(local: datetime) -> str:
    return f"{local.hour:02}:{local.minute:02}"


def _local(value: datetime) -> datetime:
    """In the desk's time zone, which is that of every page."""
    return value.astimezone(timezone.get_default_timezone())


def _in_utc(value: datetime) -> str:
    utc = value if value.tzinfo is UTC else value.astimezone(UTC)
    return f"{utc.isoformat(timespec='seconds')[:19]}Z"


def _time(machine: str, words: str) -> SafeString:
    # format_html takes five times as long, and a page has dozens of days.
    return SafeString(f'<time datetime="{machine}">{escape(words)}</time>')


@register.filter
def day_range(value: Any) -> str:
    """A range of dates in words: `Jan–Feb 2025`, `3 Oct 2024`, `since 1 Oct 2024`."""
    if value is None or value.isempty:
        return ""
    first: date | None = value.lower
    # PostgreSQL keeps the end of a range of days open.
    last: date | None = value.upper - timedelta(days=1) if value.upper else None
    if first and last:
        return say(_between(first, last))
    return (
        say(told("since {day}", day=first)) if first else say(told("until {day}", day=last)) if last else ""
    )


def _between(first: date, last: date) -> str:
    if first == last:
        return plain_day(first)
    whole_months = first.day == 1 and (last + timedelta(days=1)).day == 1
    if first.year != last.year:
        return _over_new_year(first, last, whole_months=whole_months)
    if not whole_months:
        ends = MonthAndDay.of(first), MonthAndDay.of(last)
        return told("{first} – {last} {year}", first=ends[0], last=ends[1], year=first.year)
    if first.month == last.month:
        return told("{month} {year}", month=Month.of(first), year=first.year)
    if (first.month, last.month) == (1, 12):
        return f"{first.year}"
    return told("{first}–{last} {year}", first=Month.of(first), last=Month.of(last), year=first.year)


def _over_new_year(first: date, last: date, *, whole_months: bool) -> str:
    if not whole_months:
        return f"{plain_day(first)} – {plain_day(last)}"
    months = (told("{month} {year}", month=Month.of(day), year=day.year) for day in (first, last))
    return joined(months, " – ")


# --- Figures -----------------------------------------------------------------------------------------


@register.filter
def thousands(value: Decimal | float | None) -> str:
    """`11,000`; a number with no fraction shows none."""
    if value is None:
        return ""
    if isinstance(value, int):
        return f"{value:,}"
    text = f"{Decimal(str(value)):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def counted(value: int) -> str:
    """`999`, or `more than 1,000` where nobody counted further."""
    return say(counting.counted(value))


@register.filter
def reading(bounds: Any, unit: str = "") -> str:
    """How we read a figure's words as a range, in its unit; never to be shown as if it were said."""
    if not isinstance(bounds, figures.Bounds):
        bounds = figures.Bounds(bounds.lower, bounds.upper, bounds.lower_inc, bounds.upper_inc)
    return say(bounds.describe(unit))


@register.filter
def outcome_label(outcome: str) -> str:
    return say(comparison.OUTCOME_LABELS[comparison.Outcome(outcome)])


@register.filter
def basis_label(basis: str) -> str:
    return say(figures.BASIS_LABELS[figures.Basis(basis)])


# --- The way a statement came --------------------------------------------------------------------------


@register.filter
def chain_sentence(hops: Iterable[Any]) -> str:
    """`Vladimir Putin, as reported by Tass, in Daily Courier.` Hops in order, the originator first."""
    names = [hop.source.name for hop in hops]
    return say(told("{sentence}.", sentence=chains.as_sentence(names))) if names else ""


# --- For machines ---------------------------------------------------------------------------------------

# What could end the element or open a comment in it; and two line ends of JavaScript that JSON lets through.
_IN_A_SCRIPT = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


@register.simple_tag
def json_ld(data: Mapping[str, Any]) -> SafeString:
    """A data block of JSON-LD: no browser runs it, so the strict Content-Security-Policy lets it be."""
    text = json.dumps(data, ensure_ascii=False)
    # Five replacements: str.translate takes twenty times as long.
    for character, written in _IN_A_SCRIPT.items():
        text = text.replace(character, written)
    return SafeString(f'<script type="application/ld+json">{text}</script>')


# --- Drawings ------------------------------------------------------------------------------------------

_BAR_ORDER = (statuses.Status.CONFIRMED, statuses.Status.DISPUTED, statuses.Status.UNVERIFIED)


@register.inclusion_tag("components/status_bar.html")
def status_bar(counts: Mapping[str, int]) -> dict[str, Any]:
    """Counts by status as one bar in the three hands, and in words under it."""
    known = [(str(status), counts.get(status, 0)) for status in _BAR_ORDER]
    total = sum(count for _, count in known)
    parts, start = [], 0.0
    for status, count in known:
        if count:
            width = 100 * count / total
            parts.append({"status": status, "count": count, "x": percent(start), "width": percent(width)})
            start += width
    return {"parts": parts, "total": total}
