-- What a decision had the database do for nothing: rows turned into JSON to compare three columns, a claim's
-- statements looked at again where none had come, plans made anew for each act. All promises stay as they were.

-- Canonical JSON [RFC 8785], the same bytes as before. Only what has parts is a call of its own: most of a record
-- is texts and numbers, and each call costs as much as the words of a short reason.
CREATE OR REPLACE FUNCTION canonical_json(value jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    CASE jsonb_typeof(value)
        WHEN 'object' THEN
            RETURN '{' || coalesce((
                SELECT string_agg(to_json(k)::text || ':' || CASE jsonb_typeof(v)
                    WHEN 'string' THEN to_json(v #>> '{}')::text
                    WHEN 'object' THEN canonical_json(v)
                    WHEN 'array' THEN CASE WHEN v = '[]' THEN '[]' ELSE canonical_json(v) END
                    ELSE v::text END, ',' ORDER BY k COLLATE "C")
                FROM jsonb_each(value) AS pair(k, v)), '') || '}';
        WHEN 'array' THEN
            RETURN '[' || coalesce((
                SELECT string_agg(CASE jsonb_typeof(v)
                    WHEN 'string' THEN to_json(v #>> '{}')::text
                    WHEN 'object' THEN canonical_json(v)
                    WHEN 'array' THEN CASE WHEN v = '[]' THEN '[]' ELSE canonical_json(v) END
                    ELSE v::text END, ',' ORDER BY place)
                FROM jsonb_array_elements(value) WITH ORDINALITY AS item(v, place)), '') || ']';
        WHEN 'string' THEN
            RETURN to_json(value #>> '{}')::text;
        ELSE
            RETURN value::text;
    END CASE;
END $$;

-- What a run's entries record is asked for by kind: written into the statement that asks, only that kind is looked at.
-- Both who ask name their schemas and write days as ISO 8601 has them.
ALTER FUNCTION ledger_records_of_run(bigint, bigint) RESET ALL;
ALTER FUNCTION ledger_seal_many() SET datestyle = 'ISO';

CREATE OR REPLACE FUNCTION ledger_seal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET datestyle = 'ISO'
-- Each statement here looks for one record: the first plan is as good as any, and making one takes longer than all else.
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    record_id bigint;
    record_claim bigint;
    recorded jsonb;
    sealed text;
    salts jsonb;
    previous record;
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
        SELECT seq, claim_seq, hash INTO previous FROM public.factcheck_ledgerentry
          WHERE claim_id IS NULL ORDER BY claim_seq DESC LIMIT 1;
    ELSE
        SELECT seq, claim_seq, hash INTO previous FROM public.factcheck_ledgerentry
          WHERE claim_id = NEW.claim_id ORDER BY claim_seq DESC LIMIT 1;
    END IF;
    IF previous.seq >= NEW.seq THEN
        RAISE EXCEPTION 'the entries of a chain are sealed in the order of the ledger'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.kind = 'decision' THEN
        -- As ledger_seal_many() writes it, in one pass.
        SELECT jsonb_strip_nulls(jsonb_build_object(
                'reason', public.ledger_salt_for(d.reason), 'public_note', public.ledger_salt_for(d.public_note)))
          INTO salts FROM public.factcheck_decision d WHERE d.id = record_id;
        INSERT INTO public.factcheck_ledgersalt (seq, salts) VALUES (NEW.seq, salts);
        SELECT r.recorded INTO STRICT sealed FROM public.ledger_records_of_run(NEW.seq, NEW.seq) AS r
         WHERE r.kind = 'decision';
    ELSE
        recorded := public.ledger_record(NEW.kind, record_id, 2);
        SELECT coalesce(jsonb_object_agg(field, public.ledger_new_salt()), '{}') INTO salts
          FROM public.ledger_withdrawable(NEW.kind, recorded);
        IF salts <> '{}' THEN
            INSERT INTO public.factcheck_ledgersalt (seq, salts) VALUES (NEW.seq, salts);
        END IF;
        sealed := public.canonical_json(public.ledger_covered(recorded, salts));
    END IF;
    NEW.claim_seq := coalesce(previous.claim_seq, 0) + 1;
    NEW.previous_hash := coalesce(previous.hash, '');
    NEW.sealed_at := clock_timestamp();
    NEW.body := format(
        '{"claim":%s,"claim_seq":%s,"kind":"%s","previous":"%s","record":%s,"recorded_at":"%s","sealed_at":"%s","seq":%s,"v":2}',
        to_json(coalesce((SELECT code FROM public.factcheck_claim WHERE id = NEW.claim_id), '')), NEW.claim_seq, NEW.kind,
        NEW.previous_hash, sealed, public.ledger_time_text(NEW.recorded_at), public.ledger_time_text(NEW.sealed_at), NEW.seq);
    NEW.hash := encode(sha256('\x00'::bytea || convert_to(NEW.body, 'UTF8')), 'hex');
    RETURN NEW;
END $$;

-- The columns that a claim keeps for good are compared as they are; the function is called to refuse.
DROP TRIGGER hold ON factcheck_claim;
CREATE TRIGGER hold BEFORE UPDATE ON factcheck_claim FOR EACH ROW
    WHEN ((old.code, old.created_at, old.created_by_id) IS DISTINCT FROM (new.code, new.created_at, new.created_by_id))
    EXECUTE FUNCTION ledger_hold('code', 'created_at', 'created_by_id');
ALTER TABLE factcheck_claim ENABLE ALWAYS TRIGGER hold;

-- --- How many claims there are ----------------------------------------------------------------------------------

-- Of a claim that lists show, or showed, when it goes from one count to another; all others are passed by.
CREATE OR REPLACE FUNCTION claims_tally_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    was_listed boolean := OLD.publication IN ('published', 'corrected');
    is_listed boolean := NEW.publication IN ('published', 'corrected');
BEGIN
    IF (was_listed OR is_listed) AND (OLD.topic_id, OLD.status, was_listed) <> (NEW.topic_id, NEW.status, is_listed) THEN
        INSERT INTO public.factcheck_claimtally AS t (topic_id, status, number)
            SELECT topic_id, status, sum(number)
              FROM (VALUES (NEW.topic_id, NEW.status, is_listed::int), (OLD.topic_id, OLD.status, -was_listed::int))
                AS both_sides (topic_id, status, number)
             WHERE number <> 0 GROUP BY topic_id, status ORDER BY topic_id, status
            ON CONFLICT (topic_id, status) DO UPDATE SET number = t.number + excluded.number;
    END IF;
    RETURN NULL;
END $$;

DROP TRIGGER d_tally_again ON factcheck_claim;
CREATE TRIGGER d_tally_again AFTER UPDATE ON factcheck_claim FOR EACH ROW
    WHEN (old.publication <> 'draft' OR new.publication <> 'draft') EXECUTE FUNCTION claims_tally_update();
ALTER TABLE factcheck_claim ENABLE ALWAYS TRIGGER d_tally_again;

-- --- What claims are found by -----------------------------------------------------------------------------------

-- What is said of a claim comes with an attribution, whose own trigger reads it. A change of the claim itself only
-- takes its columns along, and counts its sources where lists begin or cease to show it.
CREATE FUNCTION claim_index_follows() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    was_listed boolean := OLD.publication IN ('published', 'corrected');
    is_listed boolean := NEW.publication IN ('published', 'corrected');
BEGIN
    UPDATE public.factcheck_claimindex
       SET ledger_seq = NEW.ledger_seq, publication = NEW.publication, status = NEW.status, topic_id = NEW.topic_id,
           review_by = NEW.review_by, assigned_to_id = NEW.assigned_to_id, created_by_id = NEW.created_by_id,
           words = NEW.match_words || quoted
     WHERE claim_id = NEW.id;
    IF was_listed <> is_listed THEN
        INSERT INTO public.factcheck_sourcetally AS t (source_id, claims)
            SELECT source_id, is_listed::int - was_listed::int
              FROM public.factcheck_claimindex i CROSS JOIN LATERAL unnest(i.spoken_by) AS source_id
             WHERE i.claim_id = NEW.id ORDER BY source_id
            ON CONFLICT (source_id) DO UPDATE SET claims = t.claims + excluded.claims;
    END IF;
    RETURN NULL;
END $$;

DROP TRIGGER d_index_again ON factcheck_claim;
CREATE TRIGGER d_index_again AFTER UPDATE ON factcheck_claim FOR EACH ROW EXECUTE FUNCTION claim_index_follows();
ALTER TABLE factcheck_claim ENABLE ALWAYS TRIGGER d_index_again;

-- For a few claims one plan serves as well as another, and making it takes ten times as long as following it.
CREATE FUNCTION claim_index_keep_few(ids bigint[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    PERFORM public.claim_index_keep(ids);
END $$;

REVOKE EXECUTE ON FUNCTION claim_index_keep_few(bigint[]) FROM PUBLIC;

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
