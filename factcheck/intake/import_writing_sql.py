"""The statements that lay out what a table brings anew, and write it run by run. See import_sql.py.

Every entry gets its place `n` beforehand, so its number in the ledger is known before anything is written, and
the claims are written once, as the last of their entries leaves them.
"""

from factcheck.rules.stances import STANCES_ON, Side
from factcheck.rules.table_imports import VERDICTS_FOR


def _stances(side: Side) -> str:
    return ", ".join(f"'{stance}'" for stance in STANCES_ON[side])


_TRUE = ", ".join(f"'{verdict}'" for verdict in VERDICTS_FOR)
_SAME = "claim_id, source_id, article_id, stance, quote, cue, hedge, said_on, as_of, credibility, figure"
# nth: said again in the very same words, after it was withdrawn, say. Rows with one attribution_id, or with none,
# are one statement.
STATEMENTS = f"""
    CREATE TEMP TABLE statement ON COMMIT DROP AS
    SELECT said.*, known.id AS known_id FROM (
        SELECT *, dense_rank() OVER (PARTITION BY {_SAME} ORDER BY file_id) AS nth FROM (
            SELECT s.line, o.claim_id, o.is_known, k.source_id, y.id AS article_id, y.publisher_id, s.stance,
                coalesce(s.cue, '') AS cue, coalesce(s.quote, '') AS quote, coalesce(s.hedge, '') AS hedge,
                s.said_on::date AS said_on, s.as_of::date AS as_of, s.credibility::smallint AS credibility, s.chain,
                coalesce(s.quantity_verbatim, '') AS figure, s.attribution_id::bigint AS file_id,
                s.superseded_by::bigint AS file_next
            FROM staged s
            JOIN said_of o ON o.line = s.line
            JOIN keyed k ON k.name = s.source
            JOIN cited c ON c.line = s.line
            JOIN story y ON y.publisher_id = c.publisher_id AND y.url = c.url) AS row) AS said
    LEFT JOIN (
        SELECT *, row_number() OVER (PARTITION BY {_SAME} ORDER BY id) AS nth FROM (
            SELECT a.id, a.claim_id, a.source_id, a.article_id, a.stance, a.quote, a.cue, a.hedge, a.said_on, a.as_of,
                a.credibility, coalesce(q.verbatim, '') AS figure
            FROM factcheck_attribution a LEFT JOIN factcheck_quantity q ON q.attribution_id = a.id
            WHERE a.claim_id IN (SELECT claim_id FROM said_of WHERE is_known)) AS stored) AS known
        ON said.is_known AND {" AND ".join(f"known.{one} = said.{one}" for one in "claim_id source_id article_id stance".split())}
        AND known.quote = said.quote AND known.cue = said.cue AND known.hedge = said.hedge
        AND known.figure = said.figure AND known.nth = said.nth
        AND (known.said_on, known.as_of, known.credibility)
            IS NOT DISTINCT FROM (said.said_on, said.as_of, said.credibility);
    ANALYZE statement
"""
# The same statement in two rows is one; the later rows bring nothing.
NEW_STATEMENTS = f"""
    CREATE TEMP TABLE new_statement ON COMMIT DROP AS
    SELECT one.*, nextval(pg_get_serial_sequence('factcheck_attribution', 'id')) AS id, NULL::bigint AS replaces FROM (
        SELECT *, row_number() OVER (PARTITION BY {_SAME}, nth ORDER BY line) AS turn FROM statement
        WHERE known_id IS NULL ORDER BY line) AS one WHERE one.turn = 1;
    CREATE UNIQUE INDEX ON new_statement (line);
    CREATE UNIQUE INDEX ON new_statement (id);
    ANALYZE new_statement;
    CREATE TEMP TABLE step ON COMMIT DROP AS
    SELECT n.line, n.id, 0 AS position, n.source_id, '' AS name FROM new_statement n WHERE n.chain IS NULL
    UNION ALL SELECT n.line, n.id, 1, n.publisher_id, '' FROM new_statement n
        WHERE n.chain IS NULL AND n.publisher_id <> n.source_id
    UNION ALL SELECT n.line, n.id, (part.place - 1)::int, k.source_id, part.name
        FROM new_statement n, unnest(string_to_array(n.chain, ' <- ')) WITH ORDINALITY AS part (name, place)
        LEFT JOIN keyed k ON k.name = part.name WHERE n.chain IS NOT NULL;
    CREATE INDEX ON step (id);
    ANALYZE step
"""
CHAIN_FAULTS = """
    INSERT INTO fault SELECT n.line, 'chain', n.chain, CASE
            WHEN c.steps[1] IS DISTINCT FROM n.source_id THEN 'does not begin with the source of the row.'
            WHEN c.steps[cardinality(c.steps)] IS DISTINCT FROM n.publisher_id
                THEN 'does not end with the publisher of the row.'
            WHEN cardinality(c.steps) > 8 THEN 'has more than eight steps. Leave out who only passed it on.'
            ELSE 'names a source twice, or none between two arrows.' END
    FROM new_statement n JOIN (SELECT id, array_agg(source_id ORDER BY position) AS steps FROM step GROUP BY id) AS c
        ON c.id = n.id
    WHERE n.chain IS NOT NULL AND (c.steps[1] IS DISTINCT FROM n.source_id
        OR c.steps[cardinality(c.steps)] IS DISTINCT FROM n.publisher_id OR cardinality(c.steps) > 8
        OR cardinality(c.steps) <> (SELECT count(DISTINCT step) FROM unnest(c.steps) AS step))
"""
# A row's superseded_by names the attribution_id of the row that replaces it.
REPLACED = """
    CREATE TEMP TABLE replaced ON COMMIT DROP AS
    SELECT x.line, x.file_next, coalesce(x.known_id, nx.id) AS id, y.line AS next_line, y.known_id AS next_known,
        x.claim_id = y.claim_id AND x.source_id = y.source_id AS same, count(*) OVER (PARTITION BY x.file_next) AS rivals
    FROM statement x LEFT JOIN new_statement nx ON nx.line = x.line
    LEFT JOIN statement y ON y.file_id = x.file_next WHERE x.file_next IS NOT NULL
"""
REPLACED_FAULTS = """
    INSERT INTO fault
    SELECT r.line, 'superseded_by', r.file_next::text, CASE
            WHEN r.next_line IS NULL THEN 'is the attribution_id of no row that can be taken.'
            WHEN NOT r.same THEN 'is a statement of another source or of another claim.'
            WHEN r.next_line <= r.line THEN 'is an earlier row. Put the later statement after the one it replaces.'
            WHEN r.rivals > 1 THEN 'replaces more than one row.'
            ELSE 'comes too late: the statement has been replaced here already.' END
    FROM replaced r WHERE r.next_known IS NULL AND (r.next_line IS NULL OR NOT r.same OR r.next_line <= r.line
        OR r.rivals > 1 OR EXISTS (SELECT FROM factcheck_attribution a WHERE a.supersedes_id = r.id))
    UNION ALL
    SELECT n.line, 'stance', 'retracted', 'withdraws nothing: no row names this attribution_id in superseded_by.'
    FROM new_statement n WHERE n.stance = 'retracted' AND NOT EXISTS (
        SELECT FROM replaced r WHERE r.next_line = n.line)
"""
LINK = """
    UPDATE new_statement n SET replaces = r.id FROM replaced r WHERE r.next_line = n.line AND r.id IS NOT NULL
"""
# The finding of another desk: evidence in its own words, never a decision of ours. The status in a claims.csv is
# one only for a claim that is new here: of the others it may be the status that they have, or had, on this desk.
VERDICTS = f"""
    CREATE TEMP TABLE new_verdict ON COMMIT DROP AS
    SELECT DISTINCT ON (v.claim_id, v.title, v.url, v.note) v.* FROM (
        SELECT s.line, o.claim_id, left(said.by || ': “' || s.verdict || '”', 300) AS title,
            coalesce(s.article_url, '') AS url,
            CASE WHEN btrim(regexp_replace(lower(s.verdict), '[-_[:space:].!]+', ' ', 'g')) IN ({_TRUE})
                THEN 'supports' ELSE 'refutes' END AS bearing,
            concat_ws(' ', 'Verdict of ' || said.by || coalesce(' on ' || s.verdict_on, '') || ', in its own words: “' || s.verdict || '”.', s.note,
                'This is the finding of another desk and no decision of ours.') AS note
        FROM staged s JOIN said_of o ON o.line = s.line AND NOT (o.is_known AND %(verdict_is_status)s)
        CROSS JOIN LATERAL (SELECT coalesce(s.verdict_by, s.publisher, 'the table it came from') AS by) AS said
        WHERE s.verdict IS NOT NULL) AS v
    WHERE NOT EXISTS (SELECT FROM factcheck_evidence e WHERE e.claim_id = v.claim_id AND e.title = v.title
                      AND e.url = v.url AND e.note = v.note)
    ORDER BY v.claim_id, v.title, v.url, v.note, v.line
"""
ORDER = """
    CREATE TEMP TABLE entry ON COMMIT DROP AS
    SELECT row_number() OVER (ORDER BY depth, place, claim_id, kind, line) AS n, claim_id, kind, line FROM (
        SELECT *, min(line) OVER (PARTITION BY claim_id) AS place, max(deep) OVER (PARTITION BY claim_id) AS depth FROM (
            SELECT id AS claim_id, 0 AS kind, line, coalesce(f.depth, 0) AS deep
            FROM new_claim LEFT JOIN follows f USING (code)
            UNION ALL SELECT claim_id, 1, line, 0 FROM new_statement
            UNION ALL SELECT claim_id, 2, line, 0 FROM new_verdict) AS each) AS placed;
    CREATE UNIQUE INDEX ON entry (n);
    ANALYZE entry
"""
COUNTS = """
    SELECT (SELECT count(DISTINCT line) FROM entry), (SELECT count(*) FROM new_claim),
        (SELECT count(*) FROM new_statement), (SELECT count(*) FROM new_verdict), (SELECT count(*) FROM entry)
"""

# After which entry a statement stands, and up to which. What stood before stands from 0 on.
STANDING = f"""
    CREATE TEMP TABLE stand ON COMMIT DROP AS
    SELECT a.*, CASE WHEN stance IN ({_stances(Side.FOR)}) THEN 'for' WHEN stance IN ({_stances(Side.AGAINST)})
        THEN 'against' WHEN stance IN ({_stances(Side.NOT_CONFIRMING)}) THEN 'not' END AS side
    FROM (
        SELECT s.claim_id, s.source_id, s.stance, e.n AS since, coalesce(later.n, 9000000000000000000) AS until
        FROM new_statement s JOIN entry e ON e.line = s.line AND e.kind = 1
        LEFT JOIN (SELECT o.replaces, x.n FROM new_statement o JOIN entry x ON x.line = o.line AND x.kind = 1
                   WHERE o.replaces IS NOT NULL) AS later ON later.replaces = s.id
        UNION ALL
        SELECT a.claim_id, a.source_id, a.stance, 0, coalesce(later.n, 9000000000000000000)
        FROM factcheck_attribution a
        JOIN (SELECT DISTINCT claim_id FROM entry EXCEPT SELECT id FROM new_claim) AS old ON old.claim_id = a.claim_id
        LEFT JOIN (SELECT o.replaces, x.n FROM new_statement o JOIN entry x ON x.line = o.line AND x.kind = 1
                   WHERE o.replaces IS NOT NULL) AS later ON later.replaces = a.id
        WHERE NOT EXISTS (SELECT FROM factcheck_attribution b WHERE b.supersedes_id = a.id)
    ) AS a;
    CREATE INDEX ON stand (claim_id);
    ANALYZE stand
"""
STATES = """
    CREATE TEMP TABLE state ON COMMIT DROP AS
    SELECT e.n, e.claim_id, row_number() OVER claim AS nth, e.n = max(e.n) OVER (PARTITION BY e.claim_id) AS is_last,
        coalesce(f.pro, '{}') AS pro, coalesce(f.contra, '{}') AS contra, coalesce(f.neither, '{}') AS neither,
        CASE WHEN f.pro IS NULL THEN 0 ELSE 1 END AS origins
    FROM entry e CROSS JOIN LATERAL (
        SELECT array_agg(DISTINCT s.source_id ORDER BY s.source_id) FILTER (WHERE side = 'for') AS pro,
            array_agg(DISTINCT s.source_id ORDER BY s.source_id) FILTER (WHERE side = 'against') AS contra,
            array_agg(DISTINCT s.source_id ORDER BY s.source_id) FILTER (WHERE side = 'not') AS neither
        FROM stand s WHERE s.claim_id = e.claim_id AND s.since <= e.n AND e.n < s.until) AS f
    WINDOW claim AS (PARTITION BY e.claim_id ORDER BY e.n);
    CREATE UNIQUE INDEX ON state (n);
    CREATE UNIQUE INDEX ON state (claim_id) WHERE is_last;
    ANALYZE state
"""
# Without a relation that says otherwise, no two sources are known to be independent: all count once.
MAY_BE_INDEPENDENT = """
    SELECT DISTINCT pro FROM state WHERE cardinality(pro) > 1
    AND EXISTS (SELECT FROM factcheck_sourcerelation WHERE independence = 'independent')
"""
SET_ORIGINS = "UPDATE state SET origins = %(count)s WHERE pro = %(sources)s::bigint[]"

# --- A run: entries `low` to `high` in the numbers `base` + n, at `moment` ---------------------------

WRITE_CLAIMS = """
    INSERT INTO factcheck_claim (id, code, text, topic_id, event_during, place, supersedes_id, status, status_since,
            publication, version, sources_for, sources_against, sources_not_confirming, independent_origins,
            last_reason, decision_count, ledger_seq, created_by_id, created_at)
    SELECT c.id, c.code, c.claim, c.topic_id, c.event_during, c.place,
        coalesce((SELECT o.id FROM factcheck_claim o WHERE o.code = c.supersedes),
                 (SELECT o.id FROM new_claim o WHERE o.code = c.supersedes)),
        'unverified', %(moment)s, 'draft', s.nth, s.pro, s.contra, s.neither, s.origins, '', 0, %(base)s + s.n, %(by)s,
        %(moment)s
    FROM entry e JOIN new_claim c ON c.id = e.claim_id JOIN state s ON s.claim_id = c.id AND s.is_last
    WHERE e.n BETWEEN %(low)s AND %(high)s AND e.kind = 0 ORDER BY e.n
"""
WRITE_VERSIONS = """
    INSERT INTO factcheck_claimversion (claim_id, text, topic_id, event_during, place, supersedes_id, reason,
            recorded_by_id, recorded_at, ledger_seq)
    SELECT c.id, c.text, c.topic_id, c.event_during, c.place, c.supersedes_id, '', %(by)s, %(moment)s, %(base)s + e.n
    FROM entry e JOIN factcheck_claim c ON c.id = e.claim_id
    WHERE e.n BETWEEN %(low)s AND %(high)s AND e.kind = 0 ORDER BY e.n
"""
WRITE_STATEMENTS = """
    INSERT INTO factcheck_attribution (id, claim_id, source_id, article_id, stance, cue, quote, hedge, said_on, as_of,
            credibility, supersedes_id, recorded_by_id, recorded_at, ledger_seq)
    SELECT s.id, s.claim_id, s.source_id, s.article_id, s.stance, s.cue, s.quote, s.hedge, s.said_on, s.as_of,
        s.credibility, s.replaces, %(by)s, %(moment)s, %(base)s + e.n
    FROM entry e JOIN new_statement s ON s.line = e.line
    WHERE e.n BETWEEN %(low)s AND %(high)s AND e.kind = 1 ORDER BY e.n
"""
WRITE_HOPS = """
    INSERT INTO factcheck_hop (attribution_id, position, source_id, cue, mode)
    SELECT s.id, t.position, t.source_id, CASE t.position WHEN 0 THEN s.cue ELSE '' END, 'paraphrase'
    FROM entry e JOIN new_statement s ON s.line = e.line JOIN step t ON t.id = s.id
    WHERE e.n BETWEEN %(low)s AND %(high)s AND e.kind = 1 ORDER BY e.n, t.position
"""
# The table gives the ends and not the words for them; which words those were is read off the ends.
WRITE_FIGURES = """
    INSERT INTO factcheck_quantity (attribution_id, measure_id, population, verbatim, hedge, basis, bounds, point, unit,
            whole)
    SELECT s.id, m.id, '', s.figure, CASE
            WHEN f.low = f.high THEN 'exact' WHEN f.low IS NULL AND f.shut_high THEN 'up_to'
            WHEN f.low IS NULL THEN 'fewer_than' WHEN f.high IS NULL AND f.shut_low THEN 'at_least'
            WHEN f.high IS NULL THEN 'more_than' WHEN f.point IS NULL THEN 'range' WHEN f.point >= f.high THEN 'nearly'
            ELSE 'about' END, g.basis,
        numrange(f.low, f.high, CASE WHEN f.shut_low THEN '[' ELSE '(' END || CASE WHEN f.shut_high THEN ']' ELSE ')' END),
        f.point, '', ''
    FROM entry e JOIN new_statement s ON s.line = e.line JOIN staged g ON g.line = s.line
    JOIN factcheck_measure m ON m.code = g.measure
    CROSS JOIN LATERAL (SELECT g.quantity_low::numeric AS low, g.quantity_high::numeric AS high,
        g.quantity_point::numeric AS point, coalesce(g.quantity_low_inclusive, 'true') = 'true' AS shut_low,
        coalesce(g.quantity_high_inclusive, 'true') = 'true' AS shut_high) AS f
    WHERE e.n BETWEEN %(low)s AND %(high)s AND e.kind = 1 AND s.figure <> '' ORDER BY e.n
"""
WRITE_VERDICTS = """
    INSERT INTO factcheck_evidence (claim_id, title, url, archived_url, sha256, kind, bearing, note, recorded_by_id,
            recorded_at, ledger_seq)
    SELECT v.claim_id, v.title, v.url, '', '', 'other', v.bearing, v.note, %(by)s, %(moment)s, %(base)s + e.n
    FROM entry e JOIN new_verdict v ON v.line = e.line
    WHERE e.n BETWEEN %(low)s AND %(high)s AND e.kind = 2 ORDER BY e.n
"""
# After the seal: claims that were here already are brought up to their last entry of this run.
MOVE_CLAIMS_ON = """
    UPDATE factcheck_claim c SET version = l.claim_seq, ledger_seq = l.seq, sources_for = s.pro,
        sources_against = s.contra, sources_not_confirming = s.neither, independent_origins = s.origins
    FROM (SELECT claim_id, max(n) AS n FROM entry WHERE n BETWEEN %(low)s AND %(high)s GROUP BY claim_id) AS e
    JOIN state s ON s.n = e.n JOIN factcheck_ledgerentry l ON l.seq = %(base)s + e.n
    WHERE c.id = e.claim_id AND NOT EXISTS (SELECT FROM new_claim n WHERE n.id = c.id)
"""
_FACTS = (
    "text, topic_id, event_during, place, supersedes_id, superseded_by_id, status, status_since, publication,"
    " last_reason, last_decided_at, decision_count"
)
WRITE_STATES = f"""
    INSERT INTO factcheck_claimstate (ledger_seq, claim_id, recorded_at, version, sources_for, sources_against,
            sources_not_confirming, independent_origins, {_FACTS})
    SELECT l.seq, l.claim_id, l.recorded_at, l.claim_seq, s.pro, s.contra, s.neither, s.origins,
        c.{_FACTS.replace(", ", ", c.")}
    FROM entry e JOIN state s ON s.n = e.n JOIN factcheck_ledgerentry l ON l.seq = %(base)s + e.n
    JOIN factcheck_claim c ON c.id = e.claim_id WHERE e.n BETWEEN %(low)s AND %(high)s ORDER BY e.n
"""
INDEX_LAID_OUT = """
    CREATE UNIQUE INDEX ON new_claim (id);
    CREATE UNIQUE INDEX ON new_claim (code);
    CREATE UNIQUE INDEX ON new_verdict (line);
    CREATE UNIQUE INDEX ON staged (line)
"""
