-- What was said of topics is appended and never changed; the database gives the time.
CREATE TRIGGER a_stamp BEFORE INSERT ON factcheck_topicversion
    FOR EACH ROW EXECUTE FUNCTION ledger_stamp_time('recorded_at');
CREATE TRIGGER deny_change BEFORE UPDATE OR DELETE OR TRUNCATE ON factcheck_topicversion
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_deny();
ALTER TABLE factcheck_topicversion ENABLE ALWAYS TRIGGER a_stamp;
ALTER TABLE factcheck_topicversion ENABLE ALWAYS TRIGGER deny_change;

DO $$
BEGIN
    -- Where the role is missing, 0003 has said so.
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'factcheck_web') THEN
        GRANT SELECT, INSERT ON factcheck_topicversion TO factcheck_web;
        GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO factcheck_web;
    END IF;
END $$;
