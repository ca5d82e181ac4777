"""Take in what another fact-checking desk has found: as a draft of ours, with its verdict as evidence.

The other desk's verdict is never a decision of this one: no status changes. What is made, all unpublished:
the desk as a source, its review as an article of which readers see quoted words only, the claim, one
statement for each claimant (claimant <- the desk), and the verdict in its own words as a piece of evidence.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from hashlib import sha256
from urllib.parse import urljoin, urlsplit

from factcheck import ledger
from factcheck.actions.articles import AlreadyStored, add_article
from factcheck.actions.attributions import Wording, attribute
from factcheck.actions.claims import create_claim
from factcheck.actions.evidence import EvidenceDraft, add_evidence
from factcheck.actions.sources import SourceRefused, create_source
from factcheck.extraction.claimreview import Named, Review, day_of
from factcheck.models import Article, Attribution, Claim, Evidence, Source, Topic, User
from factcheck.models.claims import CLAIM_TEXT_MAX
from factcheck.permissions import Permission, require
from factcheck.queries.finding import find_source
from factcheck.rules.names import name_key
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import TERMINAL
from factcheck.rules.text import find_quote
from factcheck.rules.vocabulary import Bearing, EvidenceKind, SourceKind

NAME_CHARACTERS, TITLE_CHARACTERS, URL_CHARACTERS = 200, 300, 2000
# Of schema.org; a Person or a plain Organization says nothing of the kinds that we tell apart.
_KINDS = {
    "NGO": SourceKind.NGO,
    "GovernmentOrganization": SourceKind.GOVERNMENT,
    "NewsMediaOrganization": SourceKind.OUTLET,
}


class ReviewRefused(Exception):
    """A review lacks what the record needs; the message says what."""


@dataclass(slots=True)
class Imported:
    """What became of a review. is_new: whether anything was put on record. warnings: for the editor."""

    claim: Claim
    is_new: bool = False
    warnings: list[str] = field(default_factory=list)


def import_review(
    review: Review, *, topic: Topic, by: User, at: datetime, page_url: str = "",
    claimant_kind: SourceKind = SourceKind.WITNESS,
) -> Imported:  # fmt: skip
    """Put a review on record, all of it or nothing. The same review again changes nothing.

    at: when the file was fetched. page_url: what a relative address is relative to. claimant_kind: for
    claimants of whom the review does not say what they are. Raises ReviewRefused.
    """
    require(by, Permission.IMPORT)
    _check(review)
    url = _address(review, page_url)
    with ledger.writing():
        try:
            desk = _source(_desk(review, url), SourceKind.OUTLET, by)
            text = shortened(review.words)
            claim = _known_claim(text, url, topic)
            imported = Imported(claim or create_claim(text=text, topic=topic, by=by), is_new=claim is None)
            if text != review.words:
                imported.warnings.append(
                    f"longer than {CLAIM_TEXT_MAX} characters; the rest is in the evidence"
                )
            _add_statements(imported, review, desk, url, claimant_kind=claimant_kind, by=by, at=at)
        except SourceRefused as refusal:
            raise ReviewRefused(str(refusal)) from refusal
        _add_verdict(imported, review, desk, url, by)
    return imported


def shortened(words: str) -> str:
    """Words that a claim can hold: cut at a blank where there is one near the end."""
    if len(words) <= CLAIM_TEXT_MAX:
        return words
    cut = words[: CLAIM_TEXT_MAX - 1]
    at_blank = cut.rpartition(" ")[0]
    return f"{at_blank if len(at_blank) > CLAIM_TEXT_MAX // 2 else cut}…"


def bearing_of(review: Review) -> Bearing:
    """Which way the verdict points, by its number on the review's own scale.

    Evidence points one of two ways. A verdict without a number that says so is put down as against the claim,
    which other desks' verdicts nearly always are; the note has its words, and an editor reads them.
    """
    try:
        value, best, worst = (float(number) for number in (review.value, review.best, review.worst))
    except ValueError:
        return Bearing.REFUTES
    return Bearing.SUPPORTS if worst < value <= best and value > (worst + best) / 2 else Bearing.REFUTES


def _check(review: Review) -> None:
    if not _says_something(review.words):
        raise ReviewRefused("claimReviewed is missing: the review does not say what it is about.")
    if not review.rating:
        raise ReviewRefused("reviewRating.alternateName is missing: there is no verdict in words.")


def _says_something(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


def _address(review: Review, page_url: str) -> str:
    try:
        url = urljoin(page_url, review.url) if review.url else page_url
        is_web = urlsplit(url).scheme in {"http", "https"} and bool(urlsplit(url).hostname)
    except ValueError:
        url, is_web = review.url, False
    if not is_web or len(url) > URL_CHARACTERS:
        raise ReviewRefused(f"url is no web address: “{url[:80]}”.")
    return url


def _desk(review: Review, url: str) -> Named:
    """Who reviewed: the body rather than the person who wrote, and failing both the site's host."""
    bodies = [one for one in (*review.reviewers, *review.publishers) if "Person" not in one.types]
    return next(
        iter([*bodies, *review.reviewers]), Named((urlsplit(url).hostname or "").removeprefix("www."))
    )


def _source(named: Named, otherwise: SourceKind, by: User, note: str = "") -> Source:
    known = find_source(named.name)
    if known is not None:
        return known
    # Folded for finding, a name can be longer than as written: ligatures of some scripts come apart.
    if max(len(named.name), len(name_key(named.name))) > NAME_CHARACTERS:
        raise ReviewRefused(f"a name is longer than {NAME_CHARACTERS} characters: “{named.name[:80]}…”.")
    kind = next((kind for name, kind in _KINDS.items() if name in named.types), otherwise)
    return create_source(name=named.name, kind=kind, by=by, position_note=note)


def _known_claim(text: str, url: str, topic: Topic) -> Claim | None:
    """The claim that this review, or another of the same words, made; also after it was reworded or moved."""
    same_review = Claim.objects.filter(evidence__url=url, versions__text__iexact=text)
    same_words = Claim.objects.filter(topic=topic, text__iexact=text).exclude(status__in=TERMINAL)
    return same_review.order_by("pk").first() or same_words.order_by("pk").first()


def _add_statements(
    imported: Imported, review: Review, desk: Source, url: str,
    *, claimant_kind: SourceKind, by: User, at: datetime,
) -> None:  # fmt: skip
    """What each claimant said, as the desk reports it."""
    claimants = [
        one for one in review.claimants if _says_something(one.name) and find_source(one.name) != desk
    ]
    if not claimants:
        imported.warnings.append("no claimant is named, so nobody is on record with it yet")
        return
    note = f"Named as a claimant in a review by {desk.name}. Not yet described by this desk."
    sources = dict.fromkeys(_source(one, claimant_kind, by, note) for one in claimants)
    said = Attribution.objects.filter(claim=imported.claim, article__publisher=desk, article__url=url)
    known = set(said.values_list("source", flat=True))
    missing = [source for source in sources if source.pk not in known]
    if not missing:
        return
    article = _article(review, desk, url, by, at)
    span = find_quote(article.body_text, review.words)
    wording = Wording(
        stance=Stance.AFFIRMS,
        quote=review.words,
        spans=[span] if span else [],
        said_on=day_of(review.said_on),
    )
    for source in missing:
        attribute(claim=imported.claim, source=source, article=article, wording=wording, by=by)
    imported.is_new = True


def _article(review: Review, desk: Source, url: str, by: User, at: datetime) -> Article:
    """The review as a text of its fields, one a line: the page itself belongs to the other desk."""
    text = "\n\n".join(_told(review, desk, url))
    day = day_of(review.reviewed_on)
    try:
        return add_article(
            publisher=desk,
            headline=(review.headline or f"{desk.name}: {review.words}")[:TITLE_CHARACTERS],
            body_text=text,
            raw_sha256=sha256(text.encode()).hexdigest(),
            retrieved_at=at,
            by=by,
            url=url,
            published_at=datetime.combine(day, time.min, tzinfo=UTC) if day else None,
            published_date_only=day is not None,
            excerpt_only=True,
        )
    except AlreadyStored as stored:
        return stored.article


def _told(review: Review, desk: Source, url: str) -> Iterator[str]:
    yield review.words
    if review.claimants:
        yield f"Claimed by: {'; '.join(one.name for one in review.claimants)}"
    yield f"Reviewed by: {desk.name}"
    yield f"Verdict: {review.rating}"
    if review.explanation:
        yield review.explanation
    yield from (f"Seen at: {link}" for link in review.appearances)
    yield url


def _add_verdict(imported: Imported, review: Review, desk: Source, url: str, by: User) -> None:
    note = " ".join(_verdict(review, desk))
    if Evidence.objects.filter(claim=imported.claim, url=url, note=note).exists():
        return
    draft = EvidenceDraft(
        title=f"{desk.name}: “{review.rating}”"[:TITLE_CHARACTERS],
        url=url,
        kind=EvidenceKind.OTHER,
        bearing=bearing_of(review),
        note=note,
    )
    add_evidence(claim=imported.claim, draft=draft, by=by)
    imported.is_new = True


def _verdict(review: Review, desk: Source) -> Iterator[str]:
    yield f"Verdict of {desk.name}, in its own words: “{review.rating}”."
    if review.value and review.best and review.worst:
        yield f"Rated {review.value} on its scale from {review.worst} (worst) to {review.best} (best)."
    if review.explanation:
        yield f"Its explanation: “{review.explanation}”."
    if review.reviewed_on:
        yield f"Reviewed: {review.reviewed_on}."
    if shortened(review.words) != review.words:
        yield f"The claim in full, as reviewed: “{review.words}”."
    yield "This is the finding of another desk and no decision of ours."
