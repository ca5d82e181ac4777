-- What a long transaction has written itself, the planner does not know: on a record that was empty before, it would
-- go through whole tables for each row of a run. Looks only at tables that have doubled since they were last looked at.
CREATE FUNCTION ledger_know_sizes() RETURNS void
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

REVOKE EXECUTE ON FUNCTION ledger_know_sizes() FROM PUBLIC;

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'factcheck_web') THEN
        GRANT EXECUTE ON FUNCTION ledger_know_sizes() TO factcheck_web;
        GRANT SELECT, INSERT, UPDATE ON factcheck_tableimport TO factcheck_web;
        -- A table that is through is not kept: its words are on record or were refused.
        GRANT SELECT, INSERT, DELETE ON factcheck_tablepiece TO factcheck_web;
        GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO factcheck_web;
        -- Where this login may not grant it, the import says what to type.
        BEGIN
            EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO factcheck_web', current_database());
        EXCEPTION WHEN insufficient_privilege THEN NULL;
        END;
    END IF;
END $$;
