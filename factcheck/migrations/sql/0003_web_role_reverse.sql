-- The role may serve other databases of the cluster: only its rights here go.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'factcheck_web') THEN
        REVOKE ALL ON ALL TABLES IN SCHEMA public FROM factcheck_web;
        REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM factcheck_web;
        REVOKE ALL ON FUNCTION ledger_lock(), ledger_settle() FROM factcheck_web;
        REVOKE ALL ON SCHEMA public FROM factcheck_web;
    END IF;
END $$;
