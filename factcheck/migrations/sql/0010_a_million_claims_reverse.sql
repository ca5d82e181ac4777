CREATE OR REPLACE FUNCTION ledger_refuse_after_seal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    sealed boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT FROM public.factcheck_ledgerentry WHERE %I = ($1).%I)', TG_ARGV[1], TG_ARGV[0])
       INTO sealed USING NEW;
    IF sealed THEN
        RAISE EXCEPTION 'the record is sealed; correct it by a new one' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER d_heard ON factcheck_publicationact;
DROP TRIGGER d_heard ON factcheck_hop;
DROP TRIGGER d_tally ON factcheck_claim;
DROP TRIGGER d_tally_again ON factcheck_claim;
DROP FUNCTION sources_heard_with_acts(), sources_heard_with_hops(), claims_tally_insert(), claims_tally_update();
