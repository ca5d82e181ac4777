"""What is stored. Querysets and constraints live here; workflow does not."""

from factcheck.models.articles import Article
from factcheck.models.attributions import Attribution, Hop, Quantity, Span
from factcheck.models.claims import Claim, ClaimParty, ClaimState, ClaimVersion
from factcheck.models.decisions import Decision, PublicationAct
from factcheck.models.evidence import Evidence
from factcheck.models.ledger import LedgerEntry, LedgerHead
from factcheck.models.measures import Measure
from factcheck.models.sources import Source, SourceAlias, SourceRelation, SourceVersion
from factcheck.models.topics import Topic
from factcheck.models.users import User

__all__ = [
    "Article",
    "Attribution",
    "Claim",
    "ClaimParty",
    "ClaimState",
    "ClaimVersion",
    "Decision",
    "Evidence",
    "Hop",
    "LedgerEntry",
    "LedgerHead",
    "Measure",
    "PublicationAct",
    "Quantity",
    "Source",
    "SourceAlias",
    "SourceRelation",
    "SourceVersion",
    "Span",
    "Topic",
    "User",
]
