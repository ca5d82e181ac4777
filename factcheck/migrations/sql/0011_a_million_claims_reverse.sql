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
