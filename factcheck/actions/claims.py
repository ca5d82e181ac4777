from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.backends.postgresql.psycopg_any import DateRange

from factcheck import ledger
from factcheck.actions.claim_states import seal_with_state
from factcheck.actions.topics import TopicRetired, next_code
from factcheck.models import Claim, ClaimParty, ClaimRelation, ClaimVersion, LedgerEntry, Source, Topic, User
from factcheck.models.claims import CLAIM_TEXT_MAX
from factcheck.permissions import Permission, require
from factcheck.queries.prepared import Prepared
from factcheck.queries.related_claims import relations_of
from factcheck.rules.statuses import Publication
from factcheck.rules.told import told, word
from factcheck.rules.vocabulary import ClaimRelationKind

Relations = Iterable[tuple[ClaimRelationKind, Claim]]


class ClaimRefused(Exception):
    """A claim cannot be worded or framed so."""


class StaleVersion(Exception):
    """Somebody else changed the claim after the editor's page was made.

    `claim` is as it stands now; `changes` are the ledger entries that the editor has not seen.
    """

    def __init__(self, claim: Claim, seen_version: int) -> None:
        self.claim = claim
        self.seen_version = seen_version
        # Told while the ledger's lock is held: of a long history only what is new is read.
        self.changes: list[LedgerEntry] = ledger.history_of(claim, after_version=seen_version)
        super().__init__(
            told("{code} has changed since you opened it. Nothing of yours was saved yet.", code=claim.code)
        )


def lock_claim(claim: Claim, *, seen_version: int | None = None) -> Claim:
    """Lock a claim's row and read it afresh. Raises StaleVersion when the version seen is not its last."""
    (locked,) = _locked.rows(claim.code)
    if seen_version is not None and seen_version != locked.version:
        raise StaleVersion(locked, seen_version)
    return locked


_locked = Prepared(
    lambda code: Claim.objects.select_for_update(of=("self",)).select_related("topic").filter(code=code)
)


def event_range(first: date | None, last: date | None) -> DateRange | None:
    """The days of an event, both included; None when neither is known."""
    if first is None and last is None:
        return None
    if first is not None and last is not None and last < first:
        raise ClaimRefused(word("The event ends before it begins: put the earlier day first."))
    return DateRange(first, last, "[]")


def create_claim(
    *,
    text: str,
    topic: Topic,
    by: User,
    event_during: DateRange | None = None,
    place: str = "",
    parties: Sequence[Source] = (),
    relations: Relations = (),
    supersedes: Claim | None = None,
) -> Claim:
    """Put one proposition on record, in neutral words of at most 280 characters, as an unverified draft."""
    require(by, Permission.RECORD)
    text = checked_text(text)
    with ledger.writing():
        claim = Claim(
            code=_code_in(topic), text=text, topic=topic, event_during=event_during, place=place.strip(),
            supersedes=supersedes, created_by=by,
        )  # fmt: skip
        claim.save()
        claim.status_since = claim.created_at
        version = _record_version(claim, parties=parties, relations=relations, reason="", by=by)
        seal_with_state(version, claim)
    return claim


def reword_claim(
    *,
    claim: Claim,
    version: int,
    text: str,
    topic: Topic,
    reason: str,
    by: User,
    event_during: DateRange | None = None,
    place: str = "",
    parties: Sequence[Source] = (),
    relations: Relations = (),
) -> Claim:
    """Change a claim's words or frame, with a reason. Telling readers of it is `correct_claim`'s part."""
    require(by, Permission.RECORD)
    text = checked_text(text)
    if not reason.strip():
        raise ClaimRefused(word("Say why the wording changes: the reason stays in the ledger."))
    with ledger.writing():
        claim = lock_claim(claim, seen_version=version)
        if claim.publication != Publication.DRAFT:
            require(by, Permission.PUBLISH)
        claim.text, claim.topic, claim.place, claim.event_during = text, topic, place.strip(), event_during
        worded = _record_version(claim, parties=parties, relations=relations, reason=reason.strip(), by=by)
        seal_with_state(worded, claim)
    return claim


def _code_in(topic: Topic) -> str:
    try:
        return next_code(topic)
    except TopicRetired as refusal:
        raise ClaimRefused(refusal.args[0]) from refusal


def assign_claim(*, claim: Claim, to: User | None, by: User, due_at: datetime | None = None) -> None:
    """Give a claim to somebody to work on, perhaps until a time, or to nobody. Not on the record."""
    require(by, Permission.RECORD)
    Claim.objects.filter(pk=claim.pk).update(assigned_to=to, due_at=due_at if to else None)


def set_review_day(*, claim: Claim, day: date | None, by: User) -> None:
    """Say when a claim is to be looked at again, or never. A decision sets it anew. Not on the record."""
    require(by, Permission.DECIDE)
    Claim.objects.filter(pk=claim.pk).update(review_by=day)


def checked_text(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        raise ClaimRefused(
            word("Write the claim: one statement in neutral words, without saying who says it.")
        )
    if len(text) > CLAIM_TEXT_MAX:
        raise ClaimRefused(
            told(
                "The claim has {number} characters; at most {claim_text_max} fit. Keep one "
                "statement, and make a second claim of the rest.",
                number=len(text),
                claim_text_max=CLAIM_TEXT_MAX,
            )
        )
    return text


def refuse_circles(claim: Claim, beside: Iterable[Claim]) -> None:
    """A claim cannot be part of itself, nor of what is part of it."""
    for other in beside:
        if other.pk == claim.pk:
            raise ClaimRefused(told("{code} is this claim itself: name another.", code=claim.code))
        if any(back.other_id == claim.pk for back in relations_of(other)):
            raise ClaimRefused(
                told("{code} is related to this claim already; once is enough.", code=other.code)
            )


def _record_version(
    claim: Claim, *, parties: Sequence[Source], relations: Relations, reason: str, by: User
) -> ClaimVersion:
    beside = {other: kind for kind, other in relations}
    refuse_circles(claim, beside)
    version = ClaimVersion.objects.create(
        claim=claim, text=claim.text, topic=claim.topic, event_during=claim.event_during, place=claim.place,
        supersedes=claim.supersedes, reason=reason, recorded_by=by,
    )  # fmt: skip
    for party in dict.fromkeys(parties):
        ClaimParty.objects.create(claim_version=version, source=party)
    for other, relation in beside.items():
        ClaimRelation.objects.create(claim_version=version, other=other, kind=relation)
    return version
