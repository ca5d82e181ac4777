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

CREATE OR REPLACE FUNCTION claim_index_with_claims() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    ids bigint[] := ARRAY(SELECT id FROM fresh);
BEGIN
    IF cardinality(ids) < 20 THEN
        PERFORM public.claim_index_keep_few(ids);
    ELSE
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
        PERFORM public.claim_index_keep(ids);
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION ledger_know_sizes() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    t record;
BEGIN
    FOR t IN SELECT c.oid::regclass AS name FROM pg_class c
             WHERE c.relnamespace = 'public'::regnamespace AND c.relname IN (
                'factcheck_claim', 'factcheck_claimversion', 'factcheck_attribution', 'factcheck_hop', 'factcheck_quantity',
                'factcheck_evidence', 'factcheck_ledgersalt', 'factcheck_ledgerentry', 'factcheck_claimstate',
                'factcheck_source', 'factcheck_sourceversion')
               AND pg_relation_size(c.oid) / current_setting('block_size')::int > 2 * greatest(c.relpages, 8)
    LOOP
        EXECUTE format('ANALYZE %s', t.name);
    END LOOP;
END $$;
