"""What happened at the desk, in order: claims made, statements recorded, decisions, publications."""

from dataclasses import dataclass

from factcheck.rules.figures import Basis
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Publication, Status
from factcheck.rules.vocabulary import Bearing, ConflictAnswer, EvidenceKind, HopMode


@dataclass(frozen=True)
class NewClaim:
    at: str
    key: str
    text: str
    topic: str = "NK"
    event: tuple[str, str] | None = None
    place: str = ""
    parties: tuple[str, ...] = ()
    supersedes: str = ""
    part_of: str = ""
    by: str = "alice"


@dataclass(frozen=True)
class Says:
    """One sentence of an article, for each of the sources that it names together."""

    at: str
    claim: str
    sources: tuple[str, ...]
    article: str
    stance: Stance
    cue: str
    quote: str
    via: tuple[str, ...] = ()
    hedge: str = ""
    figure: str = ""
    measure: str = ""
    basis: Basis | None = None
    population: str = ""
    said_on: str = ""
    as_of: str = ""
    credibility: int | None = None
    replaces_own: bool = False
    mode: HopMode = HopMode.PARAPHRASE
    by: str = "alice"


@dataclass(frozen=True)
class Evidence:
    at: str
    claim: str
    title: str
    kind: EvidenceKind
    url: str = ""
    bearing: Bearing = Bearing.SUPPORTS
    note: str = ""
    by: str = "alice"


@dataclass(frozen=True)
class Publishes:
    at: str
    claim: str
    to: Publication = Publication.PUBLISHED
    note: str = ""
    by: str = "ed"


@dataclass(frozen=True)
class Rewords:
    at: str
    claim: str
    text: str
    reason: str
    by: str = "ed"


@dataclass(frozen=True)
class Decides:
    at: str
    claim: str
    status: Status
    reason: str
    public_note: str = ""
    successor: str = ""
    by: str = "ed"


@dataclass(frozen=True)
class Rules:
    """An editor's word on the conflict of figures between two sources."""

    at: str
    claim: str
    sources: tuple[str, str]
    reason: str
    answer: ConflictAnswer = ConflictAnswer.ACCEPTED
    by: str = "ed"


@dataclass(frozen=True)
class Assigns:
    claim: str
    to: str
    at: str = "2025-09-05T09:00:00Z"
    by: str = "cho"


Event = NewClaim | Says | Evidence | Publishes | Rewords | Decides | Rules | Assigns

NIS = "National Intelligence Service"
JCS = "South Korea's Joint Chiefs of Staff"
SOLDIERS = "North Korean soldiers in Russia"
KURSK = "Kursk region, Russia"
