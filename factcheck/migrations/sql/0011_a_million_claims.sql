-- What belongs to a sealed record cannot grow afterwards, as before. Each column has its own statement, so that
-- its plan is kept: a statement put together anew for each row took most of the time of filling a ledger.
CREATE OR REPLACE FUNCTION ledger_refuse_after_seal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    sealed boolean;
BEGIN
    CASE TG_ARGV[1]
        WHEN 'attribution_id' THEN
            sealed := EXISTS (SELECT FROM public.factcheck_ledgerentry e WHERE e.attribution_id = NEW.attribution_id);
        WHEN 'decision_id' THEN
            sealed := EXISTS (SELECT FROM public.factcheck_ledgerentry e WHERE e.decision_id = NEW.decision_id);
        WHEN 'claim_version_id' THEN
            sealed := EXISTS (SELECT FROM public.factcheck_ledgerentry e WHERE e.claim_version_id = NEW.claim_version_id);
        ELSE
            RAISE EXCEPTION 'it is not known what % belongs to', TG_TABLE_NAME;
    END CASE;
    IF sealed THEN
        RAISE EXCEPTION 'the record is sealed; correct it by a new one' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
