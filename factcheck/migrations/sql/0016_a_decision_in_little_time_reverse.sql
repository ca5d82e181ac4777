DROP TRIGGER hold ON factcheck_claim;
CREATE TRIGGER hold BEFORE UPDATE ON factcheck_claim FOR EACH ROW
    EXECUTE FUNCTION ledger_hold('code', 'created_at', 'created_by_id');
ALTER TABLE factcheck_claim ENABLE ALWAYS TRIGGER hold;

DROP TRIGGER d_index_again ON factcheck_claim;
CREATE TRIGGER d_index_again AFTER UPDATE ON factcheck_claim REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION claim_index_with_claims();
ALTER TABLE factcheck_claim ENABLE ALWAYS TRIGGER d_index_again;

DROP TRIGGER d_tally_again ON factcheck_claim;
CREATE TRIGGER d_tally_again AFTER UPDATE ON factcheck_claim REFERENCING OLD TABLE AS stale NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION claims_tally_update();
ALTER TABLE factcheck_claim ENABLE ALWAYS TRIGGER d_tally_again;

CREATE OR REPLACE FUNCTION claims_tally_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO public.factcheck_claimtally AS t (topic_id, status, number)
        SELECT topic_id, status, sum(number) FROM (
            SELECT topic_id, status, 1 AS number FROM fresh WHERE publication IN ('published', 'corrected')
            UNION ALL
            SELECT topic_id, status, -1 FROM stale WHERE publication IN ('published', 'corrected')) AS both_sides
         GROUP BY topic_id, status HAVING sum(number) <> 0 ORDER BY topic_id, status
        ON CONFLICT (topic_id, status) DO UPDATE SET number = t.number + excluded.number;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION claim_index_with_claims() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM public.claim_index_keep(ARRAY(SELECT id FROM fresh));
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION claim_index_with_said() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM public.claim_index_keep(ARRAY(SELECT DISTINCT claim_id FROM fresh));
    RETURN NULL;
END $$;

DROP FUNCTION claim_index_follows();
DROP FUNCTION claim_index_keep_few(bigint[]);

CREATE OR REPLACE FUNCTION canonical_json(value jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    CASE jsonb_typeof(value)
        WHEN 'object' THEN
            RETURN '{' || coalesce((
                SELECT string_agg(to_json(k)::text || ':' || canonical_json(v), ',' ORDER BY k COLLATE "C")
                FROM jsonb_each(value) AS pair(k, v)), '') || '}';
        WHEN 'array' THEN
            RETURN '[' || coalesce((
                SELECT string_agg(canonical_json(v), ',' ORDER BY place)
                FROM jsonb_array_elements(value) WITH ORDINALITY AS item(v, place)), '') || ']';
        WHEN 'string' THEN
            RETURN to_json(value #>> '{}')::text;
        ELSE
            RETURN value::text;
    END CASE;
END $$;

CREATE OR REPLACE FUNCTION ledger_seal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    record_id bigint;
    record_claim bigint;
    recorded jsonb;
    salts jsonb;
    previous public.factcheck_ledgerentry;
BEGIN
    CASE NEW.kind
        WHEN 'claim' THEN
            SELECT id, claim_id, ledger_seq, recorded_at INTO record_id, record_claim, NEW.seq, NEW.recorded_at
              FROM public.factcheck_claimversion WHERE id = NEW.claim_version_id;
        WHEN 'attribution' THEN
            SELECT id, claim_id, ledger_seq, recorded_at INTO record_id, record_claim, NEW.seq, NEW.recorded_at
              FROM public.factcheck_attribution WHERE id = NEW.attribution_id;
            PERFORM public.ledger_check_chain(NEW.attribution_id);
        WHEN 'evidence' THEN
            SELECT id, claim_id, ledger_seq, recorded_at INTO record_id, record_claim, NEW.seq, NEW.recorded_at
              FROM public.factcheck_evidence WHERE id = NEW.evidence_id;
        WHEN 'decision' THEN
            SELECT id, claim_id, ledger_seq, decided_at INTO record_id, record_claim, NEW.seq, NEW.recorded_at
              FROM public.factcheck_decision WHERE id = NEW.decision_id;
        WHEN 'publication' THEN
            SELECT id, claim_id, ledger_seq, acted_at INTO record_id, record_claim, NEW.seq, NEW.recorded_at
              FROM public.factcheck_publicationact WHERE id = NEW.publication_act_id;
        WHEN 'conflict' THEN
            SELECT id, claim_id, ledger_seq, recorded_at INTO record_id, record_claim, NEW.seq, NEW.recorded_at
              FROM public.factcheck_conflictruling WHERE id = NEW.conflict_ruling_id;
        WHEN 'recount' THEN
            SELECT id, claim_id, ledger_seq, recorded_at INTO record_id, record_claim, NEW.seq, NEW.recorded_at
              FROM public.factcheck_recount WHERE id = NEW.recount_id;
        WHEN 'redaction' THEN
            SELECT id, claim_id, ledger_seq, recorded_at INTO record_id, record_claim, NEW.seq, NEW.recorded_at
              FROM public.factcheck_redaction WHERE id = NEW.redaction_id;
        WHEN 'relation' THEN
            SELECT id, NULL, ledger_seq, recorded_at INTO record_id, record_claim, NEW.seq, NEW.recorded_at
              FROM public.factcheck_sourcerelationversion WHERE id = NEW.relation_version_id;
        WHEN 'setting' THEN
            SELECT id, NULL, ledger_seq, recorded_at INTO record_id, record_claim, NEW.seq, NEW.recorded_at
              FROM public.factcheck_settingchange WHERE id = NEW.setting_change_id;
        ELSE
            RAISE EXCEPTION 'unknown kind of ledger entry: %', NEW.kind USING ERRCODE = 'check_violation';
    END CASE;
    IF record_id IS NULL THEN
        RAISE EXCEPTION 'there is no such % to seal', NEW.kind USING ERRCODE = 'check_violation';
    END IF;
    IF record_claim IS DISTINCT FROM NEW.claim_id THEN
        RAISE EXCEPTION 'this record belongs to another claim' USING ERRCODE = 'check_violation';
    END IF;
    -- Two statements, because an index does not serve IS NOT DISTINCT FROM.
    IF NEW.claim_id IS NULL THEN
        SELECT * INTO previous FROM public.factcheck_ledgerentry
          WHERE claim_id IS NULL ORDER BY claim_seq DESC LIMIT 1;
    ELSE
        SELECT * INTO previous FROM public.factcheck_ledgerentry
          WHERE claim_id = NEW.claim_id ORDER BY claim_seq DESC LIMIT 1;
    END IF;
    IF previous.seq >= NEW.seq THEN
        RAISE EXCEPTION 'the entries of a chain are sealed in the order of the ledger'
            USING ERRCODE = 'check_violation';
    END IF;
    recorded := public.ledger_record(NEW.kind, record_id, 2);
    SELECT coalesce(jsonb_object_agg(field, public.ledger_new_salt()), '{}') INTO salts
      FROM public.ledger_withdrawable(NEW.kind, recorded);
    NEW.claim_seq := coalesce(previous.claim_seq, 0) + 1;
    NEW.previous_hash := coalesce(previous.hash, '');
    NEW.sealed_at := clock_timestamp();
    NEW.body := public.canonical_json(jsonb_build_object(
        'v', 2, 'seq', NEW.seq, 'kind', NEW.kind, 'claim_seq', NEW.claim_seq, 'previous', NEW.previous_hash,
        'claim', coalesce((SELECT code FROM public.factcheck_claim WHERE id = NEW.claim_id), ''),
        'recorded_at', public.ledger_time_text(NEW.recorded_at), 'sealed_at', public.ledger_time_text(NEW.sealed_at),
        'record', public.ledger_covered(recorded, salts)));
    NEW.hash := encode(sha256('\x00'::bytea || convert_to(NEW.body, 'UTF8')), 'hex');
    IF salts <> '{}' THEN
        INSERT INTO public.factcheck_ledgersalt (seq, salts) VALUES (NEW.seq, salts);
    END IF;
    RETURN NEW;
END $$;

ALTER FUNCTION ledger_seal_many() RESET datestyle;
ALTER FUNCTION ledger_records_of_run(bigint, bigint) SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION ledger_records_of_run(bigint, bigint) SET datestyle = 'ISO';
