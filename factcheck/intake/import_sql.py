"""The statements by which a table of claims goes on record. All names are of our own; values come as parameters.

First the staged rows are looked at (FAULTS), then everything that is not on record yet is laid out beside the
tables (CLAIMS, ARTICLES, STATEMENTS, VERDICTS, ORDER, STATES), then it is written in runs (WRITE_…).
Every table made here is the session's own and goes with the transaction.
"""

from factcheck.intake.claim_csv import COLUMNS
from factcheck.models.claims import CLAIM_TEXT_MAX
from factcheck.rules.figures import Basis
from factcheck.rules.stances import Stance
from factcheck.rules.vocabulary import SourceKind


def _list(values: object) -> str:
    return ", ".join(f"'{value}'" for value in values)  # type: ignore[attr-defined]


MAY_LAY_OUT = "SELECT has_database_privilege(current_database(), 'TEMPORARY')"
STAGE = f"""
    CREATE TEMP TABLE staged (line bigint NOT NULL, {", ".join(f"{column} text" for column in COLUMNS)})
        ON COMMIT DROP;
    CREATE TEMP TABLE fault (line bigint NOT NULL, part text NOT NULL, value text NOT NULL, says text NOT NULL)
        ON COMMIT DROP
"""
COPY_STAGED = f"COPY staged (line, {', '.join(COLUMNS)}) FROM STDIN WITH (FORMAT csv)"
COPY_FAULTS = (
    "COPY fault (line, part, value, says) FROM STDIN WITH (FORMAT csv, FORCE_NOT_NULL (part, value))"
)


# --- What a row may say -----------------------------------------------------------------------------


def _day(column: str) -> str:
    """NULL where the column holds no day of the calendar."""
    return f"""CASE WHEN {column} IS NOT NULL AND CASE WHEN {column} !~ '^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]$'
        THEN true
        WHEN substr({column}, 1, 4) = '0000' OR substr({column}, 6, 2) NOT BETWEEN '01' AND '12' THEN true
        ELSE substr({column}, 9, 2)::int NOT BETWEEN 1 AND extract(day FROM
            make_date(substr({column}, 1, 4)::int, substr({column}, 6, 2)::int, 1) + interval '1 month - 1 day') END
        THEN 'is no day. Write it as 2025-03-28.' END"""


def _at_most(column: str, characters: int) -> str:
    return (
        f"CASE WHEN length({column}) > {characters} THEN format('has %%s characters; at most {characters} fit.',"
        f" length({column})) END"
    )


def _one_of(column: str, values: object) -> str:
    listed = _list(values)
    plain = listed.replace("'", "")
    return f"CASE WHEN {column} NOT IN ({listed}) THEN 'is not on the list: {plain}.' END"


def _number(column: str) -> str:
    return (
        f"CASE WHEN {column} !~ '^-?[0-9]+([.][0-9]+)?$' OR length({column}) > 18"
        f" OR length(split_part({column}, '.', 2)) > 6 THEN 'is no number. Write it as 3000 or 0.4.' END"
    )


_SAYS_NUMBER = "quantity_low ~ '^-?[0-9.]+$' AND quantity_high ~ '^-?[0-9.]+$'"
_RULES: dict[str, str] = {
    "claim": f"""CASE WHEN claim IS NULL THEN 'is empty. Each row needs a claim: one statement in neutral words.'
        WHEN length(claim) > {CLAIM_TEXT_MAX} THEN format('has %%s characters; at most {CLAIM_TEXT_MAX} fit. Keep one'
            ' statement, and make a second row of the rest.', length(claim)) END""",
    "claim_code": """CASE WHEN claim_code !~ '^[A-Z]+-[0-9]+$' OR length(split_part(claim_code, '-', 1)) > 6
        OR length(split_part(claim_code, '-', 2)) NOT BETWEEN 4 AND 9
        THEN 'is no code of a claim. Write it as NK-0007, or leave it empty for a new one.' END""",
    "event_from": _day("event_from"),
    "event_to": f"""coalesce({_day("event_to")}, CASE WHEN event_to < event_from
        THEN 'is before event_from. Put the earlier day first.' END)""",
    "place": _at_most("place", 120),
    "source_kind": _one_of("source_kind", SourceKind),
    "source_country": """CASE WHEN source_country !~ '^[A-Z][A-Z]$'
        THEN 'is no country. Write two capitals of ISO 3166: KR, RU, US.' END""",
    "stance": f"coalesce({_one_of('stance', Stance)}, CASE WHEN stance IS NULL AND %(has_stances)s AND source IS NOT NULL"
    " THEN 'is empty. Say what the source commits itself to: affirms, denies, not_confirmed …' END)",
    "cue": _at_most("cue", 120),
    "hedge": _at_most("hedge", 120),
    "source": """CASE WHEN %(has_sources)s AND source IS NULL AND (quote IS NOT NULL OR stance IS NOT NULL)
        THEN 'is empty. Say who says it.' END""",
    "publisher": """CASE WHEN source IS NOT NULL AND publisher IS NULL
        THEN 'is empty. Name who published it, or name one publisher for all such rows.' END""",
    "article_url": """CASE WHEN article_url !~* '^https?://[^[:space:]/]' OR length(article_url) > 2000
        THEN 'is no web address that begins with https:// or http://.' END""",
    "article_published_at": f"""CASE WHEN length(article_published_at) = 10 THEN {_day("article_published_at")}
        WHEN article_published_at !~ '^[0-9-]+T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?Z$'
            OR {_day("left(article_published_at, 10)")} IS NOT NULL
        THEN 'is no time. Write it as 2025-03-28 or 2025-03-28T14:30:00Z.' END""",
    "said_on": _day("said_on"),
    "as_of": _day("as_of"),
    "credibility": _one_of("credibility", range(1, 7)),
    "attribution_id": "CASE WHEN attribution_id !~ '^[0-9]+$' OR length(attribution_id) > 18 THEN 'is no number.' END",
    "superseded_by": """CASE WHEN NOT %(has_sources)s THEN NULL
        WHEN superseded_by !~ '^[0-9]+$' OR length(superseded_by) > 18 THEN 'is no number.' END""",
    "quantity_verbatim": f"""coalesce({_at_most("quantity_verbatim", 200)}, CASE WHEN quantity_verbatim IS NULL
        AND coalesce(quantity_low, quantity_high, quantity_point) IS NOT NULL
        THEN 'is empty. Keep the words in which the figure was said.' END)""",
    "measure": """CASE WHEN quantity_verbatim IS NOT NULL AND NOT EXISTS (
            SELECT FROM factcheck_measure m WHERE m.code = measure)
        THEN format('is none of the measures here: %%s.', (SELECT string_agg(code, ', ' ORDER BY code)
            FROM factcheck_measure)) END""",
    "basis": f"""coalesce({_one_of("basis", Basis)}, CASE WHEN quantity_verbatim IS NOT NULL AND basis IS NULL
        THEN 'is empty. Say what kind of count it is: stock, cumulative, additional, rate or share.' END)""",
    "quantity_low": f"""coalesce({_number("quantity_low")}, CASE WHEN quantity_verbatim IS NOT NULL
        AND quantity_low IS NULL AND quantity_high IS NULL THEN 'is empty, and quantity_high too. Give at least one.'
        WHEN NOT ({_SAYS_NUMBER}) THEN NULL
        WHEN quantity_low::numeric > quantity_high::numeric THEN 'is more than quantity_high.'
        WHEN quantity_low::numeric = quantity_high::numeric
            AND 'false' IN (quantity_low_inclusive, quantity_high_inclusive)
        THEN 'leaves no number: both ends are the same and one is not meant.' END)""",
    "quantity_high": _number("quantity_high"),
    "quantity_point": _number("quantity_point"),
    "quantity_low_inclusive": _one_of("quantity_low_inclusive", ("true", "false")),
    "quantity_high_inclusive": _one_of("quantity_high_inclusive", ("true", "false")),
    "verdict": _at_most("verdict", 2000),
    "verdict_on": _day("verdict_on"),
}

DEFAULTS = """
    UPDATE staged SET
        publisher = CASE WHEN source IS NOT NULL THEN coalesce(publisher, %(publisher)s) END,
        stance = CASE WHEN source IS NOT NULL AND NOT %(has_stances)s THEN 'affirms' ELSE stance END,
        topic = coalesce(topic, %(topic)s),
        verdict = CASE WHEN NOT (%(verdict_is_status)s AND verdict = 'unverified') THEN verdict END
    WHERE (source IS NOT NULL AND (publisher IS NULL OR NOT %(has_stances)s)) OR topic IS NULL
        OR (%(verdict_is_status)s AND verdict = 'unverified')
"""
# The second condition picks the rows, the first their cells: good rows are not taken apart.
FAULTS = f"""
    INSERT INTO fault SELECT line, part, coalesce(value, ''), says FROM staged CROSS JOIN LATERAL (VALUES
        {", ".join(f"('{column}', {column}, {rule})" for column, rule in _RULES.items())}
    ) AS looked_at (part, value, says) WHERE says IS NOT NULL AND coalesce({", ".join(_RULES.values())}) IS NOT NULL
"""
DROP_FAULTY = "DELETE FROM staged USING (SELECT DISTINCT line FROM fault) AS bad WHERE bad.line = staged.line"
COUNT_FAULTY = "SELECT count(DISTINCT line) FROM fault"
# Cells of good rows that nothing is made of: they tell of a statement, or of a verdict, that the row does not have.
NEEDS_SOURCE = ("source_kind", "source_country", "cue", "hedge", "chain", "article_url", "article_published_at", "said_on",
                "as_of", "credibility", "quantity_verbatim")  # fmt: skip
NEEDS_VERDICT = ("verdict_by", "verdict_on", "note")
LEFT_OUT = f"""
    SELECT {
    ", ".join(
        f"count({one}) FILTER (WHERE source IS NULL AND {'verdict IS NULL' if one == 'article_url' else 'true'})"
        for one in NEEDS_SOURCE
    )
},
        {", ".join(f"count({one}) FILTER (WHERE verdict IS NULL)" for one in NEEDS_VERDICT)} FROM staged
"""
READ_FAULTS = """
    SELECT line, part, left(value, 200), says FROM fault ORDER BY line, part
"""

# --- Sources and topics -----------------------------------------------------------------------------

NAMES_SAID = """
    CREATE TEMP TABLE named ON COMMIT DROP AS
    SELECT name, max(kind) AS kind, max(country) AS country, min(part) AS part, min(line) AS line FROM (
        SELECT source AS name, source_kind AS kind, source_country AS country, 'source' AS part, line
        FROM staged WHERE source IS NOT NULL
        UNION ALL SELECT publisher, NULL, NULL, 'publisher', line FROM staged WHERE publisher IS NOT NULL
        UNION ALL SELECT step, NULL, NULL, 'chain', line
        FROM staged, unnest(string_to_array(chain, ' <- ')) AS step WHERE chain LIKE '%% <- %% <- %%'
    ) AS said GROUP BY name;
    CREATE TEMP TABLE keyed (name text PRIMARY KEY, key text NOT NULL, base text NOT NULL, kind text NOT NULL,
        source_id bigint) ON COMMIT DROP
"""
READ_NAMES = "SELECT name, coalesce(kind, ''), part FROM named"
COPY_KEYS = (
    "COPY keyed (name, key, base, kind) FROM STDIN WITH (FORMAT csv, FORCE_NOT_NULL (key, base, kind))"
)
NAME_FAULTS = """
    INSERT INTO fault SELECT n.line, n.part, n.name, CASE WHEN k.key = ''
            THEN 'has no letter to be found by. Write the name of the source.'
        WHEN n.name LIKE '%%<-%%' THEN 'holds “<-”, which joins the steps of a chain. Leave it out.'
        ELSE 'is longer than the 200 characters that a name can have.' END
    FROM keyed k JOIN (
        SELECT line, 'source' AS part, source AS name FROM staged WHERE source IS NOT NULL
        UNION ALL SELECT line, 'publisher', publisher FROM staged WHERE publisher IS NOT NULL
        UNION ALL SELECT line, 'chain', step FROM staged, unnest(string_to_array(chain, ' <- ')) AS step
    ) AS n ON n.name = k.name
    WHERE k.key = '' OR n.name LIKE '%%<-%%' OR length(n.name) > 200 OR length(k.key) > 200
"""
KNOWN_NAMES = """
    UPDATE keyed SET source_id = coalesce(s.merged_into_id, s.id)
    FROM factcheck_sourcealias a JOIN factcheck_source s ON s.id = a.source_id WHERE a.key = keyed.key
"""
# One source for all spellings with one key; its slug numbered by its id where it is not free.
NEW_SOURCES = """
    CREATE TEMP TABLE new_source ON COMMIT DROP AS
    SELECT one.*, nextval(pg_get_serial_sequence('factcheck_source', 'id')) AS id FROM (
        SELECT DISTINCT ON (k.key) k.key, k.name, k.base, coalesce(nullif(k.kind, ''), 'witness') AS kind,
            coalesce((SELECT max(m.country) FROM keyed o JOIN named m ON m.name = o.name WHERE o.key = k.key), '')
                AS country
        FROM keyed k JOIN named n ON n.name = k.name WHERE k.source_id IS NULL
        ORDER BY k.key, (n.part = 'source') DESC, n.line, k.name COLLATE "C"
    ) AS one;
    UPDATE keyed SET source_id = n.id FROM new_source n WHERE n.key = keyed.key AND keyed.source_id IS NULL
"""
# Names that only refused rows had.
UNNAMED = """
    CREATE TEMP TABLE still ON COMMIT DROP AS
    SELECT source AS name FROM staged WHERE source IS NOT NULL
    UNION SELECT publisher FROM staged WHERE publisher IS NOT NULL
    UNION SELECT step FROM staged, unnest(string_to_array(chain, ' <- ')) AS step
        WHERE chain LIKE '%% <- %% <- %%';
    DELETE FROM new_source n WHERE NOT EXISTS (
        SELECT FROM keyed k JOIN still ON still.name = k.name WHERE k.key = n.key)
"""
WRITE_SOURCES = """
    INSERT INTO factcheck_source (id, name, kind, country, reliability, reliability_note, position_note, slug,
            name_key, created_at)
        SELECT id, name, kind, country, 'F', '', '', CASE WHEN first AND NOT EXISTS (
                SELECT FROM factcheck_source s WHERE s.slug = n.base) THEN base ELSE base || '-' || id END,
            key, clock_timestamp()
        FROM (SELECT *, row_number() OVER (PARTITION BY base ORDER BY id) = 1 AS first FROM new_source) AS n;
    INSERT INTO factcheck_sourcealias (source_id, text, key) SELECT id, name, key FROM new_source;
    INSERT INTO factcheck_sourceversion (source_id, name, kind, country, reliability, reliability_note, position_note,
            recorded_by_id, recorded_at)
        SELECT id, name, kind, country, 'F', '', '', %(by)s, clock_timestamp() FROM new_source ORDER BY id
"""
TOPICS_SAID = """
    SELECT coalesce(s.topic, ''), min(split_part(claim_code, '-', 1)), t.id
    FROM staged s LEFT JOIN factcheck_topic t ON t.slug = s.topic
    WHERE NOT EXISTS (SELECT FROM factcheck_claim c WHERE c.code = s.claim_code)
    GROUP BY s.topic, t.id ORDER BY min(line) LIMIT 1000
"""
NO_TOPIC = """
    INSERT INTO fault SELECT line, 'topic', coalesce(topic, ''), %(says)s FROM staged s
    WHERE s.topic IS NOT DISTINCT FROM nullif(%(topic)s, '')
        AND NOT EXISTS (SELECT FROM factcheck_claim c WHERE c.code = s.claim_code)
"""

# --- What is not on record yet ----------------------------------------------------------------------

FORGET_LAID_OUT = """
    DROP TABLE IF EXISTS replaced, step, new_statement, statement, story, cited, said_of, new_claim, follows, wanted,
        meant
"""
# A claim is the one with its code, or else the one of its topic that says the same in whatever capitals.
CLAIMS = """
    CREATE TEMP TABLE meant ON COMMIT DROP AS
    SELECT s.line, s.claim_code AS code, t.id AS topic_id, s.claim, s.event_from, s.event_to, s.place, s.supersedes,
        coalesce(s.claim_code, t.id || ' ' || upper(s.claim)) AS identity
    FROM staged s LEFT JOIN factcheck_topic t ON t.slug = s.topic;
    CREATE TEMP TABLE wanted ON COMMIT DROP AS
    SELECT DISTINCT ON (m.identity) m.*, c.id AS known_id, c.text AS known_text
    FROM meant m LEFT JOIN factcheck_claim c ON c.code = m.code ORDER BY m.identity, m.line;
    CREATE UNIQUE INDEX ON wanted (identity);
    ANALYZE wanted
"""
# Also under words that were changed since: what a table brought once is not brought again.
KNOWN_CLAIMS = """
    UPDATE wanted w SET known_id = c.id, known_text = c.text FROM (
        SELECT DISTINCT ON (v.topic_id, upper(v.text)) v.topic_id, upper(v.text) AS words, o.id, o.text
        FROM factcheck_claimversion v JOIN factcheck_claim o ON o.id = v.claim_id
        ORDER BY v.topic_id, upper(v.text), o.status IN ('superseded', 'retracted'), o.id
    ) AS c WHERE w.code IS NULL AND c.topic_id = w.topic_id AND c.words = upper(w.claim)
"""
# A claim comes after the one that it replaces, wherever they stand in the file: depth 1, 2 and so on.
FOLLOWS = """
    CREATE TEMP TABLE follows ON COMMIT DROP AS
    WITH RECURSIVE link AS (
        SELECT w.code, w.supersedes FROM wanted w JOIN wanted o ON o.code = w.supersedes AND o.known_id IS NULL
        WHERE w.known_id IS NULL AND w.code IS NOT NULL
    ), deep AS (
        SELECT code, 1 AS depth FROM link WHERE NOT EXISTS (SELECT FROM link o WHERE o.code = link.supersedes)
        UNION ALL SELECT link.code, deep.depth + 1 FROM deep JOIN link ON link.supersedes = deep.code
    )
    SELECT code, deep.depth FROM link LEFT JOIN deep USING (code)
"""
CLAIM_FAULTS = """
    INSERT INTO fault
    SELECT m.line, 'claim', m.claim, format('is not what %%s says here: “%%s”. Empty the cell of the code for a new'
        ' claim, or take the words as they are on record.', w.code, w.known_text)
    FROM meant m JOIN wanted w ON w.identity = m.identity
    WHERE w.code IS NOT NULL AND w.known_id IS NOT NULL AND upper(m.claim) <> upper(w.known_text)
        AND NOT EXISTS (SELECT FROM factcheck_claimversion v
                        WHERE v.claim_id = w.known_id AND upper(v.text) = upper(m.claim))
    UNION ALL
    SELECT m.line, 'claim', m.claim, format('is not what line %%s says under the same code.', w.line)
    FROM meant m JOIN wanted w ON w.identity = m.identity
    WHERE w.code IS NOT NULL AND w.known_id IS NULL AND m.claim <> w.claim
    UNION ALL
    SELECT m.line, 'claim_code', w.code, format('does not begin like the codes of its topic: %%s-0001.', t.prefix)
    FROM meant m JOIN wanted w ON w.identity = m.identity JOIN factcheck_topic t ON t.id = w.topic_id
    WHERE w.known_id IS NULL AND w.code NOT LIKE t.prefix || '-%%'
    UNION ALL
    SELECT m.line, 'topic', t.slug, 'is retired: no new claims come under it. Choose another.'
    FROM meant m JOIN wanted w ON w.identity = m.identity JOIN factcheck_topic t ON t.id = w.topic_id
    WHERE w.known_id IS NULL AND t.retired
    UNION ALL
    SELECT m.line, 'supersedes', w.supersedes, 'is no claim here and none of this file.'
    FROM meant m JOIN wanted w ON w.identity = m.identity
    WHERE w.known_id IS NULL AND w.supersedes IS NOT NULL
        AND NOT EXISTS (SELECT FROM factcheck_claim c WHERE c.code = w.supersedes)
        AND NOT EXISTS (SELECT FROM wanted o WHERE o.code = w.supersedes AND o.known_id IS NULL)
    UNION ALL
    SELECT m.line, 'supersedes', m.supersedes, 'leads back to this claim itself. Leave one of these cells empty.'
    FROM meant m JOIN follows f ON f.code = m.code WHERE f.depth IS NULL
"""
# New claims in the order of the file; codes that the file does not give go on from the topic's last.
NEW_CLAIMS = """
    CREATE TEMP TABLE new_claim ON COMMIT DROP AS
    SELECT w.line, w.identity, nextval(pg_get_serial_sequence('factcheck_claim', 'id')) AS id, w.topic_id, w.claim,
        CASE WHEN w.event_from IS NOT NULL OR w.event_to IS NOT NULL
            THEN daterange(w.event_from::date, w.event_to::date, '[]') END AS event_during,
        coalesce(w.place, '') AS place, w.supersedes,
        coalesce(w.code, t.prefix || '-' || CASE WHEN numbers.number < 10000 THEN lpad(numbers.number::text, 4, '0')
            ELSE numbers.number::text END) AS code
    FROM (SELECT *, count(*) FILTER (WHERE code IS NULL) OVER (PARTITION BY topic_id ORDER BY line) AS nth,
              max(CASE WHEN code IS NOT NULL THEN split_part(code, '-', 2)::int END) OVER (PARTITION BY topic_id) AS top
          FROM wanted WHERE known_id IS NULL) AS w
    JOIN factcheck_topic t ON t.id = w.topic_id
    CROSS JOIN LATERAL (SELECT greatest(t.last_number, w.top) + w.nth AS number) AS numbers
    ORDER BY w.line;
    CREATE UNIQUE INDEX ON new_claim (identity);
    ANALYZE new_claim;
    CREATE TEMP TABLE said_of ON COMMIT DROP AS
    SELECT m.line, coalesce(w.known_id, n.id) AS claim_id, w.known_id IS NOT NULL AS is_known
    FROM meant m JOIN wanted w ON w.identity = m.identity LEFT JOIN new_claim n ON n.identity = m.identity;
    CREATE UNIQUE INDEX ON said_of (line);
    ANALYZE said_of
"""
TOPICS_MOVE_ON = """
    UPDATE factcheck_topic t SET last_number = greatest(t.last_number, n.top) FROM (
        SELECT topic_id, max(split_part(code, '-', 2)::int) AS top FROM new_claim GROUP BY 1
    ) AS n WHERE n.topic_id = t.id
"""
# Where the text of an article is not at hand, what stands for it says so. Readers see quoted words only.
ARTICLES = """
    CREATE TEMP TABLE cited ON COMMIT DROP AS
    SELECT s.line, k.source_id AS publisher_id, coalesce(s.article_url, '') AS url, s.article_published_at AS published,
        CASE WHEN s.article_url LIKE %(own)s THEN nullif(substring(s.article_url FROM '/articles/([0-9]+)/$'), '')::bigint
            END AS own_id
    FROM staged s JOIN keyed k ON k.name = s.publisher WHERE s.source IS NOT NULL;
    CREATE TEMP TABLE story ON COMMIT DROP AS
    SELECT c.*, NULL::bigint AS id, false AS is_new FROM (
        SELECT publisher_id, url, min(published) AS published, min(own_id) AS own_id FROM cited GROUP BY 1, 2) AS c;
    UPDATE story s SET id = a.id FROM factcheck_article a
        WHERE a.id = s.own_id AND a.publisher_id = s.publisher_id AND a.url = '';
    UPDATE story s SET id = a.id FROM (
        SELECT publisher_id, url, max(id) AS id FROM factcheck_article
        WHERE url <> '' OR headline = 'Statements from a table, without addresses' GROUP BY 1, 2
    ) AS a WHERE s.id IS NULL AND a.publisher_id = s.publisher_id AND a.url = s.url;
    UPDATE story SET is_new = true, id = nextval(pg_get_serial_sequence('factcheck_article', 'id')) WHERE id IS NULL;
    CREATE UNIQUE INDEX ON story (publisher_id, url);
    ANALYZE story
"""
WRITE_ARTICLES = """
    INSERT INTO factcheck_article (id, publisher_id, headline, byline, dateline, url, language, published_at,
            published_date_only, retrieved_at, media_type, raw_sha256, clean_html, body_text, text_sha256, excerpt_only,
            added_by_id, added_at)
    SELECT s.id, s.publisher_id, CASE WHEN s.url = '' THEN 'Statements from a table, without addresses'
            ELSE left(regexp_replace(s.url, '^https?://', ''), 300) END, '', '', s.url, '',
        CASE WHEN length(s.published) = 10 THEN (s.published::date)::timestamp AT TIME ZONE %(zone)s
            ELSE s.published::timestamptz END, coalesce(length(s.published) = 10, false), clock_timestamp(),
        'text/csv', digest.hex, '', body.words, digest.hex, true, %(by)s, clock_timestamp()
    FROM story s JOIN factcheck_source p ON p.id = s.publisher_id
    CROSS JOIN LATERAL (SELECT regexp_replace(concat_ws(' ', 'This text was not brought in. Publisher:', p.slug || '.',
        'Address:', coalesce(nullif(s.url, ''), 'none') || '.'), '\\s+', ' ', 'g') AS words) AS body
    CROSS JOIN LATERAL (SELECT encode(sha256(convert_to(body.words, 'UTF8')), 'hex') AS hex) AS digest
    WHERE s.is_new ORDER BY s.id
"""
