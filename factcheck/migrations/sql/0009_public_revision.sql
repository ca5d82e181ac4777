-- What readers see and the ledger does not number is counted here, so that one row tells whether a page that
-- somebody keeps is still the page of today.

INSERT INTO factcheck_publicrevision (id, number) VALUES (1, 0);

-- At commit, once a transaction: the row is locked for a moment only, and always after the ledger's head.
CREATE FUNCTION public_revised() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    this_one text := pg_current_xact_id()::text;
BEGIN
    IF current_setting('factcheck.revised_in', true) IS DISTINCT FROM this_one THEN
        UPDATE factcheck_publicrevision SET number = number + 1;
        PERFORM set_config('factcheck.revised_in', this_one, true);
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER public_revised AFTER INSERT OR UPDATE OR DELETE ON factcheck_topic
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public_revised();
CREATE CONSTRAINT TRIGGER public_revised AFTER INSERT OR UPDATE OR DELETE ON factcheck_article
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public_revised();
CREATE CONSTRAINT TRIGGER public_revised AFTER INSERT OR UPDATE OR DELETE ON factcheck_source
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public_revised();
CREATE CONSTRAINT TRIGGER public_revised AFTER INSERT OR UPDATE OR DELETE ON factcheck_sourcealias
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public_revised();
CREATE CONSTRAINT TRIGGER public_revised_name AFTER UPDATE ON factcheck_user
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN ((old.byline, old.first_name, old.last_name, old.username)
        IS DISTINCT FROM (new.byline, new.first_name, new.last_name, new.username))
    EXECUTE FUNCTION public_revised();
CREATE CONSTRAINT TRIGGER public_revised AFTER INSERT ON factcheck_checkpoint
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public_revised();

ALTER TABLE factcheck_topic ENABLE ALWAYS TRIGGER public_revised;
ALTER TABLE factcheck_article ENABLE ALWAYS TRIGGER public_revised;
ALTER TABLE factcheck_source ENABLE ALWAYS TRIGGER public_revised;
ALTER TABLE factcheck_sourcealias ENABLE ALWAYS TRIGGER public_revised;
ALTER TABLE factcheck_user ENABLE ALWAYS TRIGGER public_revised_name;
ALTER TABLE factcheck_checkpoint ENABLE ALWAYS TRIGGER public_revised;

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'factcheck_web') THEN
        GRANT SELECT ON factcheck_publicrevision TO factcheck_web;
    END IF;
END $$;
