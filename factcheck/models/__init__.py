"""What is stored. Querysets and constraints live here; workflow does not."""

from factcheck.models.articles import Article
from factcheck.models.attributions import Attribution, Hop, Quantity, Span
from factcheck.models.claim_index import ClaimIndex
from factcheck.models.claims import Claim, ClaimParty, ClaimRelation, ClaimState, ClaimVersion
from factcheck.models.comments import Comment, Mention
from factcheck.models.conflicts import ConflictRuling
from factcheck.models.decisions import Decision, PublicationAct
from factcheck.models.desk_settings import SettingChange
from factcheck.models.desk_work import AtWork, SavedFilter
from factcheck.models.evidence import Evidence
from factcheck.models.exports import ExportLog
from factcheck.models.ledger import Checkpoint, LedgerEntry, LedgerHead, LedgerSalt, LedgerTile
from factcheck.models.lookups import Holds
from factcheck.models.measures import Measure
from factcheck.models.proposals import Proposal, ProposalReply
from factcheck.models.reader_reports import ReaderReport
from factcheck.models.readings import Reading, Suggestion
from factcheck.models.recounts import Recount
from factcheck.models.redactions import Redaction
from factcheck.models.revision import PublicRevision
from factcheck.models.sign_ins import FailedSignIn
from factcheck.models.sources import Source, SourceAlias, SourceRelation, SourceRelationVersion, SourceVersion
from factcheck.models.table_imports import TableImport, TablePiece
from factcheck.models.tallies import ClaimTally, SourceTally
from factcheck.models.topics import Topic, TopicVersion
from factcheck.models.usages import Usage
from factcheck.models.users import User
from factcheck.models.watching import DeskMark, Digest, FeedKey, Watch

__all__ = [
    "Article",
    "AtWork",
    "Attribution",
    "Checkpoint",
    "Claim",
    "ClaimIndex",
    "ClaimParty",
    "ClaimRelation",
    "ClaimState",
    "ClaimTally",
    "ClaimVersion",
    "Comment",
    "ConflictRuling",
    "Decision",
    "DeskMark",
    "Digest",
    "Evidence",
    "ExportLog",
    "FailedSignIn",
    "FeedKey",
    "Holds",
    "Hop",
    "LedgerEntry",
    "LedgerHead",
    "LedgerSalt",
    "LedgerTile",
    "Measure",
    "Mention",
    "Proposal",
    "ProposalReply",
    "PublicRevision",
    "PublicationAct",
    "Quantity",
    "ReaderReport",
    "Reading",
    "Recount",
    "Redaction",
    "SavedFilter",
    "SettingChange",
    "Source",
    "SourceAlias",
    "SourceRelation",
    "SourceRelationVersion",
    "SourceTally",
    "SourceVersion",
    "Span",
    "Suggestion",
    "TableImport",
    "TablePiece",
    "Topic",
    "TopicVersion",
    "Usage",
    "User",
    "Watch",
]
