"""All that the desk's pages show of one claim to one person, read in one statement."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Greatest, Least, Substr

from factcheck.models import (
    Claim,
    ClaimParty,
    ClaimRelation,
    ClaimVersion,
    Comment,
    Decision,
    Hop,
    LedgerEntry,
    Proposal,
    Source,
    Span,
    Usage,
    User,
    Watch,
)
from factcheck.queries.comments import Said, people_to_mention, shown, with_people
from factcheck.queries.conflicts import measure_parts
from factcheck.queries.desk_settings import newest_change, second_editor_by
from factcheck.queries.desk_work import seen_since, working_after
from factcheck.queries.origins import known_of_speakers
from factcheck.queries.proposals import newest_proposal
from factcheck.queries.related_claims import related_by
from factcheck.queries.together import Reads, Together, as_moment, as_number
from factcheck.queries.usages import uses_of
from factcheck.rules.desk_settings import SettingName
from factcheck.rules.statuses import Status

# Code points of the article on each side of a quote: about two sentences.
CONTEXT_BEFORE, CONTEXT_AFTER = 180, 180
# What comes with each entry of the ledger.
_RECORDS = (
    "claim_version__recorded_by",
    "attribution__source",
    "attribution__recorded_by",
    "attribution__article__publisher",
    "attribution__quantity__measure",
    "evidence__recorded_by",
    "decision__decided_by",
    "decision__approved_by",
    "publication_act__acted_by",
    "conflict_ruling__ruled_by",
    "recount__recorded_by",
    "redaction__recorded_by",
)
# The text of a story is long, and of it only the words around the quote are shown.
_LEFT_OUT = (
    "body",
    "attribution__article__body_text",
    "attribution__article__clean_html",
    "attribution__article__headline_words",
    "decision__rule_report",
)


@dataclass(frozen=True, slots=True)
class DeskRecord:
    """entries: oldest first, with the records and the people at hand. known: for `read_known`.

    hops, spans: by attribution; of spans the first that is anchored, with the words before and after it.
    parties: those that the claim is about, as last worded.
    at_work: who has said within the last minutes that they work on it. needing: what takes two editors.
    """

    entries: list[LedgerEntry]
    hops: dict[int, list[Hop]]
    spans: dict[int, Span]
    parties: list[Source]
    known: str | None
    proposal: Proposal | None
    comments: list[Said]
    mentionable: list[str]
    uses: list[Usage]
    relations: list[ClaimRelation]
    watched: bool
    at_work: list[User]
    needing: frozenset[Status]

    @property
    def last_decision(self) -> Decision | None:
        return next((entry.decision for entry in reversed(self.entries) if entry.decision), None)


def desk_record(claim: Claim, person: User, *, now: datetime) -> DeskRecord:
    since = seen_since(now).isoformat()
    found = _record.read(code=claim.code, person=str(person.pk), since=since)
    hops: dict[int, list[Hop]] = defaultdict(list)
    for hop in found["hops"]:
        hops[hop.attribution_id].append(hop)
    return DeskRecord(
        entries=found["entries"],
        hops=hops,
        spans={span.attribution_id: span for span in found["spans"]},
        parties=found["parties"],
        known=next(iter(found["known"]), None),
        proposal=next(iter(found["proposal"]), None),
        comments=shown(found["comments"]),
        mentionable=found["mentionable"],
        uses=found["uses"],
        relations=found["relations"],
        watched=bool(found["watched"]),
        at_work=[one.user for one in found["at_work"]],
        needing=second_editor_by(next(iter(found["second_editor"]), None)),
    )


def _reads(code: str, person: str, since: str) -> Reads:
    them = as_number(person)
    hops = Hop.objects.filter(attribution__claim__code=code)
    return {
        "entries": _entries(code),
        "hops": hops.select_related("source").order_by("position"),
        "spans": _spans(code),
        "parties": _parties(code),
        "known": Claim.objects.filter(code=code).values_list(known_of_speakers(code), flat=True),
        "proposal": newest_proposal(code),
        "comments": with_people(Comment.objects.filter(claim__code=code)).order_by("pk"),
        "mentionable": people_to_mention(them),
        "uses": uses_of(code),
        "relations": related_by(code),
        "watched": Watch.objects.filter(person=them, claim__code=code).values_list("pk", flat=True),
        "at_work": working_after(as_moment(since)).filter(claim__code=code),
        "second_editor": newest_change(SettingName.SECOND_EDITOR.value),
    }


_record = Together("code", "person", "since", build=_reads)


def _entries(code: str) -> QuerySet[LedgerEntry]:
    entries = LedgerEntry.objects.filter(claim__code=code).select_related(*_RECORDS).defer(*_LEFT_OUT)
    return entries.annotate(parts=measure_parts("attribution__quantity__measure")).order_by("seq")


def _spans(code: str) -> QuerySet[Span]:
    """The last of a statement's spans is the one to keep: it begins first."""
    spans = Span.objects.filter(attribution__claim__code=code, state=Span.ANCHORED).annotate(
        before=Substr(
            "article__body_text",
            Greatest(F("start") - CONTEXT_BEFORE, Value(0)) + 1,
            Least(F("start"), Value(CONTEXT_BEFORE)),
        ),
        after=Substr("article__body_text", F("end") + 1, CONTEXT_AFTER),
    )
    return spans.order_by("-start", "-pk")


def _parties(code: str) -> QuerySet[Source]:
    last = ClaimVersion.objects.filter(claim__code=code).order_by("-ledger_seq").values("pk")[:1]
    parties = ClaimParty.objects.filter(claim_version__in=last)
    return Source.objects.filter(pk__in=parties.values("source")).by_name()
