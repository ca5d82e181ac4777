-- Entries that were sealed many at once are like all others: nothing of them has to go.
DROP TRIGGER a_seal ON factcheck_ledgerentry;
CREATE TRIGGER a_seal BEFORE INSERT ON factcheck_ledgerentry FOR EACH ROW EXECUTE FUNCTION ledger_seal();
ALTER TABLE factcheck_ledgerentry ENABLE ALWAYS TRIGGER a_seal;

CREATE OR REPLACE FUNCTION ledger_stamp_record() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    stamp record := public.ledger_take();
BEGIN
    NEW.ledger_seq := stamp.seq;
    CASE TG_ARGV[0]
        WHEN 'decided_at' THEN NEW.decided_at := stamp.moment;
        WHEN 'acted_at' THEN NEW.acted_at := stamp.moment;
        ELSE NEW.recorded_at := stamp.moment;
    END CASE;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION ledger_stamp_time() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    head public.factcheck_ledgerhead;
    moment timestamptz;
BEGIN
    SELECT * INTO STRICT head FROM public.factcheck_ledgerhead WHERE id = 1 FOR UPDATE;
    moment := public.ledger_clock(head.recorded_at);
    UPDATE public.factcheck_ledgerhead SET recorded_at = moment WHERE id = 1;
    IF TG_ARGV[0] = 'created_at' THEN
        NEW.created_at := moment;
    ELSE
        NEW.recorded_at := moment;
    END IF;
    RETURN NEW;
END $$;

DROP FUNCTION ledger_seal_many, ledger_fault_of_run, ledger_records_of_run, ledger_salts_of_run, ledger_salt_for,
    ledger_take_many, ledger_sealing_many, ledger_sealed_text;
DROP AGGREGATE ledger_chain(text, text, text);
DROP FUNCTION ledger_link;
DROP TABLE factcheck_ledgerrun;
DROP FUNCTION ledger_demand_use;
