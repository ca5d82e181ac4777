-- What a long transaction has put in is in no figure that the planner goes by, and a VACUUM that comes in between makes it
-- worse: it finds the dead rows of a broken import only, and notes that the table has none. However many there are by
-- then, the planner reckons with one, and goes through whole tables for each row of a run. The ANALYZE of the import that
-- was broken off is no help: its number of rows stays behind, what it knew of the columns went with it.
--
-- Looks at tables into which this transaction has put more than a few rows: where these are more than twice what the
-- planner reckons with, where nothing is known of the columns, and, as before, where the table has doubled. An ANALYZE
-- keeps VACUUM away from its table to the end of the transaction. It looks at the numbers that rows are found by, and at
-- no words: autovacuum is not told of an ANALYZE of some columns, and looks at all of them when it would have done so.
CREATE OR REPLACE FUNCTION ledger_know_sizes() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    t record;
BEGIN
    FOR t IN
        SELECT c.oid::regclass AS name, keys.list AS keys
          FROM pg_class c
         CROSS JOIN LATERAL (SELECT pg_stat_get_xact_tuples_inserted(c.oid) AS ours,
                                    pg_relation_size(c.oid) / current_setting('block_size')::int AS pages) AS now
         CROSS JOIN LATERAL (
                SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS list FROM pg_attribute a
                 WHERE a.attrelid = c.oid AND a.atttypid = 'bigint'::regtype AND a.attnum IN (
                        SELECT unnest(i.indkey) FROM pg_index i WHERE i.indrelid = c.oid)) AS keys
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname LIKE 'factcheck\_%'
           AND now.ours > 20 AND keys.list IS NOT NULL AND (
                now.pages > 2 * greatest(c.relpages, 8)
                -- As the planner reckons. A table without pages on its books was empty when plans were made that are
                -- kept, and only an ANALYZE has them made anew.
                OR now.ours > 2 * coalesce(greatest(c.reltuples, 0) / nullif(c.relpages, 0) * now.pages, 0)
                OR NOT EXISTS (SELECT FROM pg_stats s WHERE s.schemaname = 'public' AND s.tablename = c.relname))
         ORDER BY c.relname
    LOOP
        EXECUTE format('ANALYZE %s (%s)', t.name, t.keys);
    END LOOP;
END $$;

-- What claims are found by is read out of rows that this very statement has put in.
CREATE OR REPLACE FUNCTION claim_index_with_claims() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    ids bigint[] := ARRAY(SELECT id FROM fresh);
BEGIN
    IF cardinality(ids) < 20 THEN
        PERFORM public.claim_index_keep_few(ids);
    ELSE
        PERFORM public.ledger_know_sizes();
        PERFORM public.claim_index_keep(ids);
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION claim_index_with_said() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    ids bigint[] := ARRAY(SELECT DISTINCT claim_id FROM fresh);
BEGIN
    IF cardinality(ids) < 20 THEN
        PERFORM public.claim_index_keep_few(ids);
    ELSE
        PERFORM public.ledger_know_sizes();
        PERFORM public.claim_index_keep(ids);
    END IF;
    RETURN NULL;
END $$;

-- As before, but for the sizes of what it has just put in.
CREATE OR REPLACE FUNCTION ledger_seal_many() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET datestyle = 'ISO' AS $$
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
    -- The entries are looked for from here on, once for each record.
    PERFORM public.ledger_know_sizes();
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
