"""The columns of the three ledgers: one table each for the header, the SELECT, the CSVW file and the dictionary.

Aliases in the SQL: c the claim (now or as of a moment), a the attribution, d the decision, e its ledger entry,
r the article, q the quantity, m its measure, t the topic. `source(x)` stands for what was said of source x then.
"""

from collections.abc import Sequence
from dataclasses import dataclass

SCHEMA = "https://schema.org/"
PROV = "http://www.w3.org/ns/prov#"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. datatype: of CSVW. separator: between the members of a list."""

    name: str
    sql: str
    description: str
    datatype: str = "string"
    separator: str = ""
    required: bool = False
    property_url: str = ""

    @property
    def is_text(self) -> bool:
        return self.datatype == "string"


@dataclass(frozen=True, slots=True)
class Ledger:
    """One of the files: its columns, where its rows come from and how they are ordered."""

    name: str
    title: str
    about: str
    rows: str
    order: str
    primary_key: str
    columns: Sequence[Column]
    # The column of the row's own time, by which since and until select; claims have theirs in the filter.
    own_time: str = ""


def _time(name: str, sql: str, description: str, **more: str | bool) -> Column:
    return Column(name, f"ledger_time_text({sql})", description, "dateTime", **more)  # type: ignore[arg-type]


def _names(ids: str) -> str:
    # Most claims have nobody on two of the three sides, and one on the third: gathering and sorting that one took
    # half the time of the file.
    return (
        f"CASE cardinality({ids}) WHEN 0 THEN NULL"
        f" WHEN 1 THEN (SELECT replace(s.name, '|', '¦') FROM source({ids}[1]) AS s)"
        " ELSE (SELECT string_agg(replace(s.name, '|', '¦'), '|' ORDER BY s.name COLLATE \"C\", one.ref)"
        f" FROM unnest({ids}) AS one(ref) CROSS JOIN LATERAL source(one.ref) AS s) END"
    )


def _code(claim: str) -> str:
    return f"(SELECT o.code FROM factcheck_claim o WHERE o.id = {claim})"


_CLAIM = [
    Column("claim_code", "c.claim_code", "The claim's public code, which never changes.", required=True),
    Column(
        "claim_url", "base_url() || '/claims/' || c.claim_code || '/'", "The claim's page.", "anyURI",
        required=True, property_url=SCHEMA + "url",
    ),
    Column(
        "claim", "c.text", "One proposition, in neutral words, without saying who says it.",
        required=True, property_url=SCHEMA + "text",
    ),
]  # fmt: skip
_STATUS = Column(
    "status",
    "c.status",
    "What the desk has decided: unverified, confirmed, disputed, retracted, superseded.",
    required=True,
)

CLAIMS = Ledger(
    name="claims",
    title="Claims",
    about="One row a claim that has been published, with its status and who stands where.",
    rows="claims() AS c JOIN factcheck_topic t ON t.id = c.topic_id",
    order='c.claim_code COLLATE "C"',
    primary_key="claim_code",
    columns=[
        *_CLAIM,
        _STATUS,
        _time("status_since", "c.status_since", "When the status was decided; for a claim never decided on, when it was made."),
        Column("publication", "c.publication", "published, corrected (published again with a notice) or withdrawn.", required=True),
        Column("topic", "t.slug", "The running story, as in the address of its page.", required=True),
        Column("event_from", "lower(c.event_during)::text", "First day of the event.", "date", property_url=SCHEMA + "startDate"),
        Column("event_to", "(upper(c.event_during) - 1)::text", "Last day of the event; empty while it is open.", "date", property_url=SCHEMA + "endDate"),
        Column("place", "c.place", "Where it is said to have happened.", property_url=SCHEMA + "contentLocation"),
        Column("sources_for", _names("c.sources_for"), "Names of the sources that affirm it, with or without a hedge.", separator="|"),
        Column("sources_against", _names("c.sources_against"), "Names of the sources that deny or doubt it, or dispute its figure.", separator="|"),
        Column(
            "sources_not_confirming", _names("c.sources_not_confirming"),
            "Names of the sources that have not confirmed it, declined to comment, did not respond or could not verify it. Never a denial.",
            separator="|",
        ),
        Column("independent_origins", "c.independent_origins::text", "How many independent origins affirm it; sources that depend on each other, or may, count once.", "integer", required=True),
        Column("last_reason", "c.last_reason", "The reason of the last decision on its status."),
        _time("last_decided_at", "c.last_decided_at", "When its status was last decided."),
        Column("decisions", "c.decision_count::text", "How many decisions on its status were made.", "integer", required=True),
        Column("supersedes", _code("c.supersedes_id"), "Code of the claim that this one replaces."),
        Column("superseded_by", _code("c.superseded_by_id"), "Code of the claim that replaces this one."),
        _time("created_at", "c.made_at", "When the claim was put on record.", required=True, property_url=SCHEMA + "dateCreated"),
        Column("ledger_seq", "c.ledger_seq::text", "Number of the claim's last ledger entry.", "integer", required=True),
    ],
)  # fmt: skip

_SAID = "CROSS JOIN LATERAL source(a.source_id) AS s CROSS JOIN LATERAL source(r.publisher_id) AS p"

ATTRIBUTIONS = Ledger(
    name="attributions",
    title="Attributions",
    about="One row for what one source says of one claim in one article.",
    rows=(
        "claims() AS c JOIN factcheck_attribution a ON a.claim_id = c.claim_ref"
        f" JOIN factcheck_article r ON r.id = a.article_id {_SAID}"
        " LEFT JOIN factcheck_quantity q ON q.attribution_id = a.id LEFT JOIN factcheck_measure m ON m.id = q.measure_id"
    ),
    order='c.claim_code COLLATE "C", a.recorded_at, a.id',
    primary_key="attribution_id",
    own_time="a.recorded_at",
    columns=[
        *_CLAIM,
        _STATUS,
        Column("attribution_id", "a.id::text", "Number of this attribution.", "integer", required=True),
        Column("source", "s.name", "Who says it: the originator, not who passed it on.", required=True, property_url=PROV + "wasQuotedFrom"),
        Column("source_kind", "s.kind", "government, armed_forces, agency, official, wire, outlet, ngo, igo, witness, document or anonymous.", required=True),
        Column("source_country", "s.country", "ISO 3166-1 alpha-2."),
        Column("source_reliability", "s.reliability", "Admiralty code A to F [STANAG 2511]; F: cannot be judged.", required=True),
        Column("stance", "a.stance", "What the source commits itself to; not_confirmed is not a denial.", required=True),
        Column("cue", "a.cue", "The words that introduce it: said, has not confirmed."),
        Column("hedge", "a.hedge", "Words that weaken it: appeared to, reportedly."),
        Column("quote", "a.quote", "The article's words, verbatim."),
        Column(
            "chain",
            "(SELECT string_agg(hs.name, ' <- ' ORDER BY h.position) FROM factcheck_hop h"
            " CROSS JOIN LATERAL source(h.source_id) AS hs WHERE h.attribution_id = a.id)",
            "The way it came, originator first, the article's publisher last, joined by “ <- ”.", required=True,
        ),
        Column("publisher", "p.name", "Who published the article.", required=True, property_url=SCHEMA + "publisher"),
        Column("article_url", "coalesce(nullif(r.url, ''), base_url() || '/articles/' || r.id || '/')", "The article where it was published, or else its page here.", "anyURI", required=True),
        Column(
            "article_published_at",
            "CASE WHEN r.published_date_only THEN to_char(r.published_at AT TIME ZONE time_zone(), 'YYYY-MM-DD')"
            " ELSE ledger_time_text(r.published_at) END",
            "When the article was published; a date alone where the hour is not known.", "string", property_url=SCHEMA + "datePublished",
        ),
        Column("said_on", "a.said_on::text", "The day on which the source said it.", "date"),
        Column("as_of", "a.as_of::text", "The day that the statement speaks of.", "date"),
        _time("recorded_at", "a.recorded_at", "When the desk recorded it.", required=True),
        Column("superseded_by", "(SELECT n.id::text FROM factcheck_attribution n WHERE n.supersedes_id = a.id AND n.recorded_at <= moment())", "attribution_id of the same source's later statement that replaces this one.", "integer"),
        Column("quantity_verbatim", "q.verbatim", "The figure in the source's words."),
        Column("measure", "m.code", "What the figure counts: killed, wounded, casualties, deployed and so on."),
        Column("basis", "q.basis", "stock, cumulative, additional, rate or share."),
        Column("quantity_low", "trim_scale(lower(q.bounds))::text", "Least number that the words leave open; empty: open downward.", "decimal"),
        Column("quantity_low_inclusive", "CASE WHEN NOT lower_inf(q.bounds) THEN lower_inc(q.bounds)::text END", "Whether the least number itself is meant.", "boolean"),
        Column("quantity_high", "trim_scale(upper(q.bounds))::text", "Greatest number that the words leave open; empty: open upward.", "decimal"),
        Column("quantity_high_inclusive", "CASE WHEN NOT upper_inf(q.bounds) THEN upper_inc(q.bounds)::text END", "Whether the greatest number itself is meant.", "boolean"),
        Column("quantity_point", "trim_scale(q.point)::text", "The one number that was said, if one was.", "decimal"),
        Column("credibility", "a.credibility::text", "Admiralty code 1 to 6 [STANAG 2511].", "integer"),
        Column("ledger_seq", "a.ledger_seq::text", "Number of its ledger entry.", "integer", required=True),
    ],
)  # fmt: skip

DECISIONS = Ledger(
    name="decisions",
    title="Decisions",
    about="One row for each decision on a claim's status, with its reason.",
    rows=(
        "claims() AS c JOIN factcheck_decision d ON d.claim_id = c.claim_ref"
        " JOIN factcheck_ledgerentry e ON e.decision_id = d.id"
        " JOIN factcheck_user u ON u.id = d.decided_by_id LEFT JOIN factcheck_user v ON v.id = d.approved_by_id"
    ),
    order='c.claim_code COLLATE "C", d.decided_at, d.id',
    primary_key="ledger_seq",
    own_time="d.decided_at",
    columns=[
        Column("ledger_seq", "d.ledger_seq::text", "Number of its ledger entry.", "integer", required=True),
        *_CLAIM,
        Column("from_status", "d.from_status", "The status before.", required=True),
        Column("to_status", "d.to_status", "The status decided.", required=True),
        Column("reason", "d.reason", "Why, in the editor's words.", required=True, property_url=SCHEMA + "ratingExplanation"),
        Column("public_note", "d.public_note", "What readers were told beside it."),
        Column("rule_met", "d.rule_met::text", "Whether the rule “What would confirm this?” was met then.", "boolean", required=True),
        Column("overridden", "d.overridden::text", "Whether it was confirmed against that rule.", "boolean", required=True),
        Column(
            "evidence_urls",
            "(SELECT string_agg(replace(coalesce(nullif(x.url, ''), x.title), '|', '¦'), '|' ORDER BY x.id)"
            " FROM factcheck_decision_evidence de JOIN factcheck_evidence x ON x.id = de.evidence_id WHERE de.decision_id = d.id)",
            "Addresses of the evidence that it cites, or titles where there is no address.", separator="|",
        ),
        Column("decided_by", "u.username", "Who decided.", required=True, property_url=PROV + "wasAssociatedWith"),
        Column("approved_by", "v.username", "Who approved it, where two must."),
        _time("decided_at", "d.decided_at", "When it was decided.", required=True),
        Column("hash", "e.hash", "sha256 of a zero byte and its ledger entry's body, in hex [leaf hash of RFC 6962].", required=True),
    ],
)  # fmt: skip

LEDGERS: dict[str, Ledger] = {ledger.name: ledger for ledger in (CLAIMS, ATTRIBUTIONS, DECISIONS)}
