from dataclasses import dataclass

from factcheck import ledger
from factcheck.actions.claim_states import seal_with_state
from factcheck.actions.claims import lock_claim
from factcheck.models import Claim, Evidence, User
from factcheck.permissions import Permission, require
from factcheck.rules.told import word
from factcheck.rules.vocabulary import Bearing, EvidenceKind


class EvidenceRefused(Exception):
    """Evidence cannot be added so."""


@dataclass(frozen=True, slots=True)
class EvidenceDraft:
    title: str = ""
    url: str = ""
    archived_url: str = ""
    sha256: str = ""
    kind: EvidenceKind = EvidenceKind.OTHER
    bearing: Bearing = Bearing.SUPPORTS
    note: str = ""


def add_evidence(*, claim: Claim, draft: EvidenceDraft, by: User) -> Evidence:
    """Put a piece of evidence on a claim's record, for good."""
    require(by, Permission.RECORD)
    if not (draft.title.strip() or draft.url.strip()):
        raise EvidenceRefused(word("Give the evidence a title or an address, so that others can find it."))
    with ledger.writing():
        claim = lock_claim(claim)
        evidence = Evidence.objects.create(
            claim=claim,
            title=draft.title.strip() or draft.url,
            url=draft.url,
            archived_url=draft.archived_url,
            sha256=draft.sha256.lower(),
            kind=draft.kind,
            bearing=draft.bearing,
            note=draft.note.strip(),
            recorded_by=by,
        )
        seal_with_state(evidence, claim)
    return evidence
