"""The other closed lists of the domain: kinds of source, of evidence, of hop and of person."""

from enum import StrEnum


class SourceKind(StrEnum):
    GOVERNMENT = "government"
    ARMED_FORCES = "armed_forces"
    AGENCY = "agency"
    OFFICIAL = "official"
    WIRE = "wire"
    OUTLET = "outlet"
    NGO = "ngo"
    IGO = "igo"
    WITNESS = "witness"
    DOCUMENT = "document"
    ANONYMOUS = "anonymous"


SOURCE_KIND_LABELS = {
    SourceKind.GOVERNMENT: "Government",
    SourceKind.ARMED_FORCES: "Armed forces",
    SourceKind.AGENCY: "Government agency",
    SourceKind.OFFICIAL: "Official",
    SourceKind.WIRE: "News agency",
    SourceKind.OUTLET: "News outlet",
    SourceKind.NGO: "Non-governmental organisation",
    SourceKind.IGO: "International organisation",
    SourceKind.WITNESS: "Witness",
    SourceKind.DOCUMENT: "Document",
    SourceKind.ANONYMOUS: "Unnamed source",
}


class Reliability(StrEnum):
    """Admiralty code, reliability of the source [STANAG 2511]. F is the default: not yet judged."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


RELIABILITY_LABELS = {
    Reliability.A: "Completely reliable",
    Reliability.B: "Usually reliable",
    Reliability.C: "Fairly reliable",
    Reliability.D: "Not usually reliable",
    Reliability.E: "Unreliable",
    Reliability.F: "Reliability cannot be judged",
}

# Admiralty code, credibility of the information [STANAG 2511].
CREDIBILITY_LABELS = {
    1: "Confirmed by other sources",
    2: "Probably true",
    3: "Possibly true",
    4: "Doubtful",
    5: "Improbable",
    6: "Truth cannot be judged",
}


class ClaimRelationKind(StrEnum):
    """How a claim stands to another on record beside it. That one replaces the other is a decision."""

    REPEATS = "repeats"
    PART_OF = "part_of"


CLAIM_RELATION_LABELS = {ClaimRelationKind.REPEATS: "Repeats", ClaimRelationKind.PART_OF: "Is part of"}
# The same, told from the other claim: for people, and for programs [schema.org hasPart].
CLAIM_RELATION_LABELS_TURNED = {
    ClaimRelationKind.REPEATS: "Repeated by",
    ClaimRelationKind.PART_OF: "Has as a part",
}
CLAIM_RELATIONS_TURNED = {ClaimRelationKind.REPEATS: "repeated_by", ClaimRelationKind.PART_OF: "has_part"}


class RelationKind(StrEnum):
    PART_OF = "part_of"
    OWNED_BY = "owned_by"
    SHARES_INFORMATION_WITH = "shares_information_with"
    SYNDICATES = "syndicates"
    QUOTES_HABITUALLY = "quotes_habitually"
    # Two entries for one source, and two that were taken for one: laid down by merging and parting.
    SAME_AS = "same_as"
    MISTAKEN_FOR = "mistaken_for"


RELATION_KIND_LABELS = {
    RelationKind.PART_OF: "is part of",
    RelationKind.OWNED_BY: "is owned by",
    RelationKind.SHARES_INFORMATION_WITH: "shares information with",
    RelationKind.SYNDICATES: "syndicates",
    RelationKind.QUOTES_HABITUALLY: "habitually quotes",
    RelationKind.SAME_AS: "is the same as",
    RelationKind.MISTAKEN_FOR: "was by mistake taken for",
}

# What an editor lays down by hand; the others come with the merging of two entries.
LAID_DOWN_BY_HAND = tuple(
    kind for kind in RelationKind if kind not in (RelationKind.SAME_AS, RelationKind.MISTAKEN_FOR)
)


class Independence(StrEnum):
    INDEPENDENT = "independent"
    NOT_INDEPENDENT = "not_independent"
    NOT_ESTABLISHED = "not_established"


INDEPENDENCE_LABELS = {
    Independence.INDEPENDENT: "independent",
    Independence.NOT_INDEPENDENT: "not independent",
    Independence.NOT_ESTABLISHED: "not established",
}


class HopMode(StrEnum):
    VERBATIM = "verbatim"
    PARAPHRASE = "paraphrase"
    TRANSLATION = "translation"
    DOCUMENT = "document"
    ANONYMOUS = "anonymous"


HOP_MODE_LABELS = {
    HopMode.VERBATIM: "in its own words",
    HopMode.PARAPHRASE: "in other words",
    HopMode.TRANSLATION: "in translation",
    HopMode.DOCUMENT: "from a document",
    HopMode.ANONYMOUS: "unnamed",
}


class EvidenceKind(StrEnum):
    PRIMARY_DOCUMENT = "primary_document"
    IMAGERY = "imagery"
    TRANSCRIPT = "transcript"
    INTERVIEW = "interview"
    DATASET = "dataset"
    OTHER = "other"


EVIDENCE_KIND_LABELS = {
    EvidenceKind.PRIMARY_DOCUMENT: "Primary document",
    EvidenceKind.IMAGERY: "Imagery",
    EvidenceKind.TRANSCRIPT: "Transcript",
    EvidenceKind.INTERVIEW: "On-record interview",
    EvidenceKind.DATASET: "Data set",
    EvidenceKind.OTHER: "Other",
}


class Bearing(StrEnum):
    """Which way a piece of evidence points."""

    SUPPORTS = "supports"
    REFUTES = "refutes"


class Role(StrEnum):
    REPORTER = "reporter"
    EDITOR = "editor"
    CHIEF_EDITOR = "chief_editor"
    ADMIN = "admin"


ROLE_LABELS = {
    Role.REPORTER: "Reporter",
    Role.EDITOR: "Editor",
    Role.CHIEF_EDITOR: "Chief editor",
    Role.ADMIN: "Administrator",
}


class ConflictAnswer(StrEnum):
    """What an editor says to a conflict of figures that the desk proposes."""

    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


CONFLICT_ANSWER_LABELS = {
    ConflictAnswer.ACCEPTED: "Accepted as a conflict",
    ConflictAnswer.DISMISSED: "Dismissed",
}


class ProposalAnswer(StrEnum):
    """What became of a decision that waited for a second editor."""

    APPROVED = "approved"
    SENT_BACK = "sent_back"
    TAKEN_BACK = "taken_back"
    OVERTAKEN = "overtaken"


PROPOSAL_ANSWER_LABELS = {
    ProposalAnswer.APPROVED: "Approved",
    ProposalAnswer.SENT_BACK: "Sent back",
    ProposalAnswer.TAKEN_BACK: "Taken back by its proposer",
    ProposalAnswer.OVERTAKEN: "Overtaken: the claim changed first",
}
