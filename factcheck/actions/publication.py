from factcheck import ledger
from factcheck.actions.claim_states import seal_with_state
from factcheck.actions.claims import lock_claim
from factcheck.models import Claim, PublicationAct, User
from factcheck.permissions import Permission, require
from factcheck.rules.statuses import PUBLICATION_LABELS, PUBLICATION_MAY_FOLLOW, Publication
from factcheck.rules.told import told, word


class PublicationRefused(Exception):
    """The claim cannot be published, corrected or withdrawn now."""


def publish_claim(*, claim: Claim, version: int, by: User) -> PublicationAct:
    """Show a draft to readers."""
    return _act(claim, Publication.PUBLISHED, "", version, by)


def correct_claim(*, claim: Claim, note: str, version: int, by: User) -> PublicationAct:
    """Publish again, with a notice of what was wrong."""
    return _act(claim, Publication.CORRECTED, note, version, by)


def withdraw_claim(*, claim: Claim, note: str, version: int, by: User) -> PublicationAct:
    """Take a claim off the lists. Its page stays and says why."""
    return _act(claim, Publication.WITHDRAWN, note, version, by)


def _act(claim: Claim, to: Publication, note: str, version: int, by: User) -> PublicationAct:
    require(by, Permission.PUBLISH)
    if to != Publication.PUBLISHED and not note.strip():
        raise PublicationRefused(word("Tell readers why, in a sentence: the page shows it."))
    with ledger.writing():
        claim = lock_claim(claim, seen_version=version)
        current = Publication(claim.publication)
        if to not in PUBLICATION_MAY_FOLLOW[current]:
            raise PublicationRefused(
                told(
                    "{code} is {status}; it cannot become {other}.",
                    code=claim.code,
                    status=word(PUBLICATION_LABELS[current].lower()),
                    other=word(PUBLICATION_LABELS[to].lower()),
                )
            )
        act = PublicationAct.objects.create(
            claim=claim, from_state=current, to_state=to, note=note.strip(), acted_by=by
        )
        claim.publication = to
        seal_with_state(act, claim, statements_changed=False)
    return act
