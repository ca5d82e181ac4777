-- Many records sealed at once. A transaction takes a run of numbers, inserts a record for each of them, and has
-- the run sealed in one pass. As with one record, the database gives number, time and hash: the session only says
-- which of its records comes first. A run that is not filled and sealed to its last number cannot be committed.
--
-- Entries are the very ones that the row trigger ledger_seal() makes, byte for byte; only much sooner.

-- The run of the transaction under way. No role reaches it but through the functions below, and no row of it
-- outlives its transaction.
CREATE UNLOGGED TABLE factcheck_ledgerrun (
    xid xid8 PRIMARY KEY,
    first bigint NOT NULL,
    last bigint NOT NULL,
    moment timestamptz NOT NULL,
    sealing boolean NOT NULL DEFAULT false
);

-- Take the next numbers for records of this transaction, one microsecond of the ledger's time each. Holds the
-- ledger's lock from here to the end of the transaction.
CREATE FUNCTION ledger_take_many(how_many int, OUT first bigint, OUT moment timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    head public.factcheck_ledgerhead;
BEGIN
    IF how_many IS NULL OR how_many < 1 OR how_many > 100000 THEN
        RAISE EXCEPTION 'a run has 1 to 100,000 numbers, not %', how_many USING ERRCODE = 'check_violation';
    END IF;
    SELECT * INTO STRICT head FROM public.factcheck_ledgerhead WHERE id = 1 FOR UPDATE;
    IF EXISTS (SELECT FROM public.factcheck_ledgerrun WHERE xid = pg_current_xact_id()) THEN
        RAISE EXCEPTION 'seal the numbers that this transaction has before it takes more'
            USING ERRCODE = 'check_violation';
    END IF;
    first := head.seq + 1;
    moment := public.ledger_clock(head.recorded_at);
    UPDATE public.factcheck_ledgerhead AS h
       SET seq = head.seq + how_many, recorded_at = ledger_take_many.moment + (how_many - 1) * interval '1 microsecond'
     WHERE h.id = 1;
    INSERT INTO public.factcheck_ledgerrun (xid, first, last, moment)
        VALUES (pg_current_xact_id(), ledger_take_many.first, head.seq + how_many, ledger_take_many.moment);
END $$;

-- At COMMIT no run is left open: the sequence has no gap.
CREATE FUNCTION ledger_demand_use() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM public.factcheck_ledgerrun WHERE xid = NEW.xid AND first = NEW.first) THEN
        RAISE EXCEPTION 'the numbers % to % were taken and not sealed', NEW.first, NEW.last
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER z_demand_use AFTER INSERT ON factcheck_ledgerrun DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION ledger_demand_use();
ALTER TABLE factcheck_ledgerrun ENABLE ALWAYS TRIGGER z_demand_use;

-- A record with a number of its transaction's run keeps it and gets the time of that number. Every other number
-- that is sent is overwritten, as before.
CREATE OR REPLACE FUNCTION ledger_stamp_record() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    stamp record;
BEGIN
    -- Only the kinds of record that a run can seal.
    IF NEW.ledger_seq IS NOT NULL AND TG_TABLE_NAME IN ('factcheck_claimversion', 'factcheck_attribution',
            'factcheck_evidence', 'factcheck_decision', 'factcheck_publicationact') THEN
        SELECT NEW.ledger_seq AS seq, r.moment + (NEW.ledger_seq - r.first) * interval '1 microsecond' AS moment
          INTO stamp FROM public.factcheck_ledgerrun r
         WHERE r.xid = pg_current_xact_id() AND NEW.ledger_seq BETWEEN r.first AND r.last;
    END IF;
    IF stamp IS NULL THEN
        stamp := public.ledger_take();
    END IF;
    NEW.ledger_seq := stamp.seq;
    CASE TG_ARGV[0]
        WHEN 'decided_at' THEN NEW.decided_at := stamp.moment;
        WHEN 'acted_at' THEN NEW.acted_at := stamp.moment;
        ELSE NEW.recorded_at := stamp.moment;
    END CASE;
    RETURN NEW;
END $$;

-- Claims, and sources that are new, share the first moment of the run that they come with. A second version of
-- a source has a moment of its own: which was the later one is never in doubt.
CREATE OR REPLACE FUNCTION ledger_stamp_time() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    head public.factcheck_ledgerhead;
    moment timestamptz;
BEGIN
    SELECT r.moment INTO moment FROM public.factcheck_ledgerrun r WHERE r.xid = pg_current_xact_id();
    -- Two conditions, because a claim has no source_id to ask for.
    IF moment IS NOT NULL AND TG_TABLE_NAME = 'factcheck_sourceversion' THEN
        IF EXISTS (SELECT FROM public.factcheck_sourceversion v WHERE v.source_id = NEW.source_id) THEN
            moment := NULL;
        END IF;
    END IF;
    IF moment IS NULL THEN
        SELECT * INTO STRICT head FROM public.factcheck_ledgerhead WHERE id = 1 FOR UPDATE;
        moment := public.ledger_clock(head.recorded_at);
        UPDATE public.factcheck_ledgerhead SET recorded_at = moment WHERE id = 1;
    END IF;
    IF TG_ARGV[0] = 'created_at' THEN
        NEW.created_at := moment;
    ELSE
        NEW.recorded_at := moment;
    END IF;
    RETURN NEW;
END $$;

-- Whether ledger_seal_many() is inserting this entry right now. Nobody else's statement can run in between.
CREATE FUNCTION ledger_sealing_many(entry bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN entry IS NOT NULL AND EXISTS (SELECT FROM public.factcheck_ledgerrun r
        WHERE r.xid = pg_current_xact_id_if_assigned() AND r.sealing AND entry BETWEEN r.first AND r.last);
END $$;

DROP TRIGGER a_seal ON factcheck_ledgerentry;
CREATE TRIGGER a_seal BEFORE INSERT ON factcheck_ledgerentry FOR EACH ROW
    WHEN (NOT ledger_sealing_many(NEW.seq)) EXECUTE FUNCTION ledger_seal();
ALTER TABLE factcheck_ledgerentry ENABLE ALWAYS TRIGGER a_seal;

-- A text of a record as it is sealed: by its commitment where it has a salt, as it is where it is empty.
CREATE FUNCTION ledger_sealed_text(words text, salt text) RETURNS json
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN salt IS NULL THEN to_json(words) ELSE (SELECT row_to_json(hidden) FROM (
        SELECT encode(sha256(decode(salt, 'hex') || convert_to(words, 'UTF8')), 'hex') AS commitment) AS hidden) END
$$;

-- One link of a chain: the hash of a body whose middle is the hash before it.
CREATE FUNCTION ledger_link(before text, previous text, head text, tail text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN encode(sha256('\x00'::bytea || convert_to(head || coalesce(before, previous) || tail, 'UTF8')), 'hex');
END $$;

CREATE AGGREGATE ledger_chain(previous text, head text, tail text) (SFUNC = ledger_link, STYPE = text);

-- A salt where there are words to hide.
CREATE FUNCTION ledger_salt_for(words text) RETURNS text
LANGUAGE sql VOLATILE AS $$
    SELECT CASE WHEN words <> '' THEN public.ledger_new_salt() END
$$;

-- The salts of a run's entries, by the fields that ledger_withdrawable() names.
CREATE FUNCTION ledger_salts_of_run(first bigint, last bigint) RETURNS TABLE (seq bigint, salts jsonb)
LANGUAGE sql VOLATILE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT v.ledger_seq, jsonb_strip_nulls(jsonb_build_object(
            'text', ledger_salt_for(v.text), 'reason', ledger_salt_for(v.reason)))
      FROM public.factcheck_claimversion v WHERE v.ledger_seq BETWEEN first AND last
    UNION ALL
    SELECT a.ledger_seq, jsonb_strip_nulls(jsonb_build_object('quote', ledger_salt_for(a.quote)))
            || coalesce((SELECT jsonb_object_agg(format('spans/%s/exact', place - 1), ledger_new_salt())
                         FROM (SELECT row_number() OVER (ORDER BY p.start, p.id) AS place
                               FROM public.factcheck_span p WHERE p.attribution_id = a.id) AS span), '{}')
      FROM public.factcheck_attribution a WHERE a.ledger_seq BETWEEN first AND last
    UNION ALL
    SELECT e.ledger_seq, jsonb_strip_nulls(jsonb_build_object(
            'title', ledger_salt_for(e.title), 'url', ledger_salt_for(e.url),
            'archived_url', ledger_salt_for(e.archived_url), 'note', ledger_salt_for(e.note)))
      FROM public.factcheck_evidence e WHERE e.ledger_seq BETWEEN first AND last
    UNION ALL
    SELECT d.ledger_seq, jsonb_strip_nulls(jsonb_build_object(
            'reason', ledger_salt_for(d.reason), 'public_note', ledger_salt_for(d.public_note)))
      FROM public.factcheck_decision d WHERE d.ledger_seq BETWEEN first AND last
    UNION ALL
    SELECT p.ledger_seq, jsonb_strip_nulls(jsonb_build_object('note', ledger_salt_for(p.note)))
      FROM public.factcheck_publicationact p WHERE p.ledger_seq BETWEEN first AND last
$$;

-- What a run's entries record, as canonical JSON with the texts covered: ledger_covered(ledger_record(…)) written
-- out. row_to_json gives the columns in their order, so they stand in the order of their names [RFC 8785].
CREATE FUNCTION ledger_records_of_run(first bigint, last bigint) RETURNS TABLE (
    seq bigint, kind text, claim_id bigint, record_id bigint, recorded_at timestamptz, recorded json)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp SET datestyle = 'ISO' AS $$
    SELECT v.ledger_seq, 'claim', v.claim_id, v.id, v.recorded_at, (SELECT row_to_json(r) FROM (SELECT
            u.username AS by, lower(v.event_during)::text AS event_from, (upper(v.event_during) - 1)::text AS event_to,
            array_to_json(ARRAY(SELECT o.slug FROM public.factcheck_claimparty p
                                JOIN public.factcheck_source o ON o.id = p.source_id
                                WHERE p.claim_version_id = v.id ORDER BY o.slug COLLATE "C")) AS parties,
            v.place, ledger_sealed_text(v.reason, s.salts ->> 'reason') AS reason,
            array_to_json(ARRAY(SELECT r.kind || ' ' || o.code FROM public.factcheck_claimrelation r
                                JOIN public.factcheck_claim o ON o.id = r.other_id
                                WHERE r.claim_version_id = v.id ORDER BY o.code)) AS relations,
            (SELECT c.code FROM public.factcheck_claim c WHERE c.id = v.supersedes_id) AS supersedes,
            ledger_sealed_text(v.text, s.salts ->> 'text') AS text, t.slug AS topic) AS r)
      FROM public.factcheck_claimversion v
      JOIN public.factcheck_topic t ON t.id = v.topic_id
      JOIN public.factcheck_user u ON u.id = v.recorded_by_id
      LEFT JOIN public.factcheck_ledgersalt s ON s.seq = v.ledger_seq
     WHERE v.ledger_seq BETWEEN first AND last
    UNION ALL
    SELECT a.ledger_seq, 'attribution', a.claim_id, a.id, a.recorded_at, (SELECT row_to_json(r) FROM (SELECT
            a.article_id AS article, w.text_sha256 AS article_text_sha256, w.url AS article_url, a.as_of::text AS as_of,
            u.username AS by,
            array_to_json(ARRAY(SELECT (SELECT row_to_json(step) FROM (SELECT h.cue, h.mode, o.slug AS source) AS step)
                                FROM public.factcheck_hop h JOIN public.factcheck_source o ON o.id = h.source_id
                                WHERE h.attribution_id = a.id ORDER BY h.position)) AS chain,
            a.credibility, a.cue, a.hedge, a.id,
            (SELECT row_to_json(said) FROM (SELECT
                    q.basis, q.hedge, trim_scale(upper(q.bounds))::text AS high, upper_inc(q.bounds) AS high_inclusive,
                    trim_scale(lower(q.bounds))::text AS low, lower_inc(q.bounds) AS low_inclusive, m.code AS measure,
                    trim_scale(q.point)::text AS point, q.population, q.unit, q.verbatim, q.whole
                FROM public.factcheck_quantity q JOIN public.factcheck_measure m ON m.id = q.measure_id
                WHERE q.attribution_id = a.id) AS said) AS quantity,
            ledger_sealed_text(a.quote, s.salts ->> 'quote') AS quote, a.said_on::text AS said_on, o.slug AS source,
            coalesce((SELECT n.name FROM public.factcheck_sourceversion n
                      WHERE n.source_id = o.id AND n.recorded_at <= a.recorded_at
                      ORDER BY n.recorded_at DESC LIMIT 1), o.name) AS source_name,
            array_to_json(ARRAY(SELECT (SELECT row_to_json(span) FROM (SELECT p."end",
                                    ledger_sealed_text(p.exact, s.salts ->> format('spans/%s/exact', p.place - 1)) AS exact,
                                    p.start) AS span)
                                FROM (SELECT x."end", x.exact, x.start, row_number() OVER (ORDER BY x.start, x.id) AS place
                                      FROM public.factcheck_span x WHERE x.attribution_id = a.id) AS p
                                ORDER BY p.place)) AS spans,
            a.stance, a.supersedes_id AS supersedes) AS r)
      FROM public.factcheck_attribution a
      JOIN public.factcheck_source o ON o.id = a.source_id
      JOIN public.factcheck_article w ON w.id = a.article_id
      JOIN public.factcheck_user u ON u.id = a.recorded_by_id
      LEFT JOIN public.factcheck_ledgersalt s ON s.seq = a.ledger_seq
     WHERE a.ledger_seq BETWEEN first AND last
    UNION ALL
    SELECT e.ledger_seq, 'evidence', e.claim_id, e.id, e.recorded_at, (SELECT row_to_json(r) FROM (SELECT
            ledger_sealed_text(e.archived_url, s.salts ->> 'archived_url') AS archived_url, e.bearing, u.username AS by,
            e.id, e.kind, ledger_sealed_text(e.note, s.salts ->> 'note') AS note, e.sha256,
            ledger_sealed_text(e.title, s.salts ->> 'title') AS title,
            ledger_sealed_text(e.url, s.salts ->> 'url') AS url) AS r)
      FROM public.factcheck_evidence e JOIN public.factcheck_user u ON u.id = e.recorded_by_id
      LEFT JOIN public.factcheck_ledgersalt s ON s.seq = e.ledger_seq
     WHERE e.ledger_seq BETWEEN first AND last
    UNION ALL
    SELECT d.ledger_seq, 'decision', d.claim_id, d.id, d.decided_at, (SELECT row_to_json(r) FROM (SELECT
            (SELECT n.username FROM public.factcheck_user n WHERE n.id = d.approved_by_id) AS approved_by,
            u.username AS by, d.content_hash,
            array_to_json(ARRAY(SELECT x.evidence_id FROM public.factcheck_decision_evidence x
                                WHERE x.decision_id = d.id ORDER BY x.evidence_id)) AS evidence,
            d.from_status AS from, d.id, d.overridden,
            ledger_sealed_text(d.public_note, s.salts ->> 'public_note') AS public_note,
            ledger_sealed_text(d.reason, s.salts ->> 'reason') AS reason, canonical_json(d.rule_report)::json AS rule,
            d.rule_met,
            array_to_json(ARRAY(
                SELECT (SELECT row_to_json(one) FROM (SELECT a.id AS attribution, e.hash, o.slug AS source, a.stance) AS one)
                FROM public.factcheck_attribution a JOIN public.factcheck_source o ON o.id = a.source_id
                JOIN public.factcheck_ledgerentry e ON e.attribution_id = a.id
                WHERE a.claim_id = d.claim_id AND a.ledger_seq < d.ledger_seq
                  AND NOT EXISTS (SELECT FROM public.factcheck_attribution n
                                  WHERE n.supersedes_id = a.id AND n.ledger_seq < d.ledger_seq)
                ORDER BY a.ledger_seq)) AS shown,
            array_to_json(ARRAY(
                SELECT (SELECT row_to_json(one) FROM (SELECT v.id AS evidence, e.hash) AS one)
                FROM public.factcheck_evidence v JOIN public.factcheck_ledgerentry e ON e.evidence_id = v.id
                WHERE v.claim_id = d.claim_id AND v.ledger_seq < d.ledger_seq ORDER BY v.ledger_seq)) AS shown_evidence,
            (SELECT c.code FROM public.factcheck_claim c WHERE c.id = d.successor_id) AS successor,
            d.to_status AS to, d.undoes_id AS undoes) AS r)
      FROM public.factcheck_decision d JOIN public.factcheck_user u ON u.id = d.decided_by_id
      LEFT JOIN public.factcheck_ledgersalt s ON s.seq = d.ledger_seq
     WHERE d.ledger_seq BETWEEN first AND last
    UNION ALL
    SELECT p.ledger_seq, 'publication', p.claim_id, p.id, p.acted_at, (SELECT row_to_json(r) FROM (SELECT
            u.username AS by, p.from_state AS from, p.id, ledger_sealed_text(p.note, s.salts ->> 'note') AS note,
            p.to_state AS to) AS r)
      FROM public.factcheck_publicationact p JOIN public.factcheck_user u ON u.id = p.acted_by_id
      LEFT JOIN public.factcheck_ledgersalt s ON s.seq = p.ledger_seq
     WHERE p.ledger_seq BETWEEN first AND last
$$;

-- What cannot be sealed in one pass, in words; NULL when all is well.
CREATE FUNCTION ledger_fault_of_run(first bigint, last bigint) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    numbers bigint[];
    checked bigint;
BEGIN
    numbers := ARRAY(
        SELECT ledger_seq FROM public.factcheck_claimversion WHERE ledger_seq BETWEEN first AND last
        UNION ALL SELECT ledger_seq FROM public.factcheck_attribution WHERE ledger_seq BETWEEN first AND last
        UNION ALL SELECT ledger_seq FROM public.factcheck_evidence WHERE ledger_seq BETWEEN first AND last
        UNION ALL SELECT ledger_seq FROM public.factcheck_decision WHERE ledger_seq BETWEEN first AND last
        UNION ALL SELECT ledger_seq FROM public.factcheck_publicationact WHERE ledger_seq BETWEEN first AND last);
    IF cardinality(numbers) <> last - first + 1
       OR cardinality(numbers) <> (SELECT count(DISTINCT n) FROM unnest(numbers) AS n) THEN
        RETURN format('%s records have the numbers %s to %s: one each is needed', cardinality(numbers), first, last);
    END IF;
    -- As ledger_check_chain() asks of one.
    SELECT a.id INTO checked
      FROM public.factcheck_attribution a JOIN public.factcheck_article r ON r.id = a.article_id
      CROSS JOIN LATERAL (SELECT array_agg(h.source_id ORDER BY h.position) AS steps, min(h.position) AS low,
                              max(h.position) AS high, count(*) AS number
                          FROM public.factcheck_hop h WHERE h.attribution_id = a.id) AS chain
     WHERE a.ledger_seq BETWEEN first AND last
       AND (chain.number = 0 OR chain.low <> 0 OR chain.high <> chain.number - 1
            OR chain.steps[1] <> a.source_id OR chain.steps[chain.number] <> r.publisher_id)
     LIMIT 1;
    IF checked IS NOT NULL THEN
        RETURN format('the chain of attribution %s does not run from its source to the publisher of its article', checked);
    END IF;
    -- A decision names the hashes of what its decider was shown, so that must be sealed already.
    IF EXISTS (SELECT FROM public.factcheck_decision d WHERE d.ledger_seq BETWEEN first AND last AND (
            EXISTS (SELECT FROM public.factcheck_attribution a WHERE a.claim_id = d.claim_id
                    AND a.ledger_seq BETWEEN first AND d.ledger_seq)
            OR EXISTS (SELECT FROM public.factcheck_evidence e WHERE e.claim_id = d.claim_id
                       AND e.ledger_seq BETWEEN first AND d.ledger_seq))) THEN
        RETURN 'a decision and what it rests on cannot be sealed in one run';
    END IF;
    RETURN NULL;
END $$;

-- Seal the run of this transaction: each claim's entries in the order of their numbers. Says how many there were.
CREATE FUNCTION ledger_seal_many() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    run public.factcheck_ledgerrun;
    now_text text;
    sealed timestamptz;
    fault text;
BEGIN
    UPDATE public.factcheck_ledgerrun SET sealing = true WHERE xid = pg_current_xact_id() RETURNING * INTO run;
    IF run.xid IS NULL THEN
        RAISE EXCEPTION 'this transaction has no numbers to seal' USING ERRCODE = 'check_violation';
    END IF;
    fault := public.ledger_fault_of_run(run.first, run.last);
    IF fault IS NOT NULL THEN
        RAISE EXCEPTION '%', fault USING ERRCODE = 'check_violation';
    END IF;
    sealed := clock_timestamp();
    now_text := public.ledger_time_text(sealed);
    INSERT INTO public.factcheck_ledgersalt (seq, salts)
        SELECT made.seq, made.salts FROM public.ledger_salts_of_run(run.first, run.last) AS made WHERE made.salts <> '{}';
    INSERT INTO public.factcheck_ledgerentry (seq, claim_id, claim_seq, kind, claim_version_id, attribution_id,
            evidence_id, decision_id, publication_act_id, recorded_at, sealed_at, previous_hash, body, hash)
        SELECT seq, claim_id, claim_seq, kind, CASE kind WHEN 'claim' THEN record_id END,
            CASE kind WHEN 'attribution' THEN record_id END, CASE kind WHEN 'evidence' THEN record_id END,
            CASE kind WHEN 'decision' THEN record_id END, CASE kind WHEN 'publication' THEN record_id END,
            recorded_at, sealed, before, head || before || tail, hash
        FROM (
            SELECT linked.*, coalesce(lag(hash) OVER (PARTITION BY claim_id ORDER BY seq), previous) AS before
            FROM (
                SELECT placed.*, public.ledger_chain(previous, head, tail) OVER (PARTITION BY claim_id ORDER BY seq) AS hash
                FROM (
                    SELECT r.seq, r.kind, r.claim_id, r.record_id, r.recorded_at, place.claim_seq,
                        coalesce(last.hash, '') AS previous,
                        format('{"claim":%s,"claim_seq":%s,"kind":"%s","previous":"', to_json(c.code), place.claim_seq,
                               r.kind) AS head,
                        format('","record":%s,"recorded_at":"%s","sealed_at":"%s","seq":%s,"v":2}', r.recorded,
                               public.ledger_time_text(r.recorded_at), now_text, r.seq) AS tail
                    FROM (SELECT *, row_number() OVER (PARTITION BY claim_id ORDER BY seq) AS nth
                          FROM public.ledger_records_of_run(run.first, run.last)) AS r
                    JOIN public.factcheck_claim c ON c.id = r.claim_id
                    LEFT JOIN LATERAL (SELECT e.hash, e.claim_seq FROM public.factcheck_ledgerentry e
                                       WHERE e.claim_id = r.claim_id ORDER BY e.claim_seq DESC LIMIT 1) AS last ON true
                    CROSS JOIN LATERAL (SELECT coalesce(last.claim_seq, 0) + r.nth AS claim_seq) AS place
                ) AS placed
            ) AS linked
        ) AS chained
        ORDER BY seq;
    -- Entries of a claim that were sealed before have lower numbers.
    IF EXISTS (SELECT FROM public.factcheck_ledgerentry e JOIN public.factcheck_ledgerentry p
               ON p.claim_id = e.claim_id AND p.claim_seq = e.claim_seq - 1
               WHERE e.seq BETWEEN run.first AND run.last AND p.seq > e.seq) THEN
        RAISE EXCEPTION 'the entries of a chain are sealed in the order of the ledger'
            USING ERRCODE = 'check_violation';
    END IF;
    DELETE FROM public.factcheck_ledgerrun WHERE xid = run.xid;
    RETURN run.last - run.first + 1;
END $$;

REVOKE ALL ON factcheck_ledgerrun FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION ledger_take_many(int), ledger_seal_many(), ledger_salts_of_run(bigint, bigint),
    ledger_salt_for(text), ledger_records_of_run(bigint, bigint), ledger_fault_of_run(bigint, bigint) FROM PUBLIC;

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'factcheck_web') THEN
        GRANT EXECUTE ON FUNCTION ledger_take_many(int), ledger_seal_many() TO factcheck_web;
    END IF;
END $$;
