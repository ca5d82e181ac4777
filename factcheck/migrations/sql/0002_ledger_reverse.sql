DO $$
DECLARE
    gone text;
BEGIN
    FOR gone IN SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass) FROM pg_trigger
                WHERE NOT tgisinternal AND tgfoid::regproc::text ~ '^(ledger_|span_check)' LOOP
        EXECUTE gone;
    END LOOP;
    FOR gone IN SELECT format('DROP FUNCTION %s', p.oid::regprocedure) FROM pg_proc p
                WHERE p.pronamespace = 'public'::regnamespace
                  AND (p.proname LIKE 'ledger\_%' OR p.proname IN ('canonical_json', 'span_check_words')) LOOP
        EXECUTE gone;
    END LOOP;
    DELETE FROM factcheck_ledgerhead;
END $$;
