"""The newest corrections as items of a feed. Each is a ledger entry, and its id says which."""

from collections.abc import Iterable

from factcheck.exports.feeds import Channel, Item, shortened
from factcheck.exports.site import Site
from factcheck.queries.corrections import Correction
from factcheck.rules.statuses import LABELS, Status


def corrections_channel(site: Site, *, page_path: str, feed_path: str) -> Channel:
    return Channel(
        site=site,
        title=f"Corrections: {site.name}",
        description=f"What {site.name} has corrected, withdrawn, retracted or replaced, and why.",
        page_path=page_path,
        feed_path=feed_path,
    )


def correction_items(corrections: Iterable[Correction], site: Site) -> list[Item]:
    return [_item(correction, site) for correction in corrections]


def _item(correction: Correction, site: Site) -> Item:
    recorded_at = correction.entry.recorded_at
    return Item(
        id=site.tag(recorded_at, f"ledger/{correction.entry.seq}"),
        url=f"{site.claim(correction.code)}#history",
        title=f"{correction.label}: {correction.code}, {shortened(correction.before.text)}",
        lines=_lines(correction),
        published_at=recorded_at,
        updated_at=correction.last_changed_at,
        tags=[correction.kind.value],
    )


def _lines(correction: Correction) -> list[tuple[str, str]]:
    before, after = correction.before, correction.after
    lines = [
        ("Before", f"{LABELS[Status(before.status)]}. {before.text}"),
        ("After", f"{LABELS[Status(after.status)]}. {after.text}"),
        ("Note", correction.note),
    ]
    if correction.successor:
        lines.append(("Replaced by", f"{correction.successor.code}, {correction.successor.text}"))  # type: ignore[attr-defined]
    if correction.taken_back_at:
        lines.append(("Since then", "This was a slip, taken back within ten minutes."))
    return lines
