-- The web process works as factcheck_web: it owns nothing, and of the ledger it can only read and append.
-- Where this login may not create roles, the triggers still hold and the start-up check says what is missing.
DO $$
DECLARE
    t text;
    append_only text[] := ARRAY[
        'factcheck_claimversion', 'factcheck_claimparty', 'factcheck_claimrelation', 'factcheck_claimstate',
        'factcheck_attribution', 'factcheck_hop',
        'factcheck_quantity', 'factcheck_evidence', 'factcheck_decision', 'factcheck_decision_evidence',
        'factcheck_publicationact', 'factcheck_ledgerentry', 'factcheck_sourceversion'];
    read_only text[] := ARRAY[
        'factcheck_ledgerhead', 'factcheck_measure', 'factcheck_measure_parts', 'django_migrations', 'django_content_type',
        'auth_permission', 'auth_group', 'auth_group_permissions'];
    changing text[] := ARRAY[
        'factcheck_article', 'factcheck_claim', 'factcheck_source', 'factcheck_span', 'factcheck_topic', 'factcheck_user'];
    free text[] := ARRAY[
        'django_session', 'factcheck_sourcealias', 'factcheck_sourcerelation', 'factcheck_user_groups',
        'factcheck_user_user_permissions'];
BEGIN
    -- Look first: whoever may not create roles is told so even where the role is there already.
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'factcheck_web') THEN
        BEGIN
            CREATE ROLE factcheck_web NOLOGIN;
        EXCEPTION
            WHEN duplicate_object OR unique_violation THEN NULL;
            WHEN insufficient_privilege THEN
                RAISE NOTICE 'cannot create the role factcheck_web; see "A real PostgreSQL" in the README';
                RETURN;
        END;
    END IF;
    -- From PostgreSQL 16 on, whoever makes a role is a member of it without the right to step into it.
    IF NOT pg_has_role(current_user, 'factcheck_web',
                       CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) THEN
        BEGIN
            EXECUTE format('GRANT factcheck_web TO %I', current_user);
        EXCEPTION WHEN insufficient_privilege THEN NULL;
        END;
    END IF;
    GRANT USAGE ON SCHEMA public TO factcheck_web;
    FOREACH t IN ARRAY append_only LOOP EXECUTE format('GRANT SELECT, INSERT ON %I TO factcheck_web', t); END LOOP;
    FOREACH t IN ARRAY read_only LOOP EXECUTE format('GRANT SELECT ON %I TO factcheck_web', t); END LOOP;
    FOREACH t IN ARRAY changing LOOP EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO factcheck_web', t); END LOOP;
    FOREACH t IN ARRAY free LOOP EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO factcheck_web', t); END LOOP;
    GRANT EXECUTE ON FUNCTION ledger_lock(), ledger_settle() TO factcheck_web;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO factcheck_web;
END $$;
