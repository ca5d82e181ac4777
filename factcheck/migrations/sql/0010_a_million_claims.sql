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

-- --- Who is heard in public -----------------------------------------------------------------------------------

-- A source is public once it stands in a chain to a claim that readers can see, and stays so: a claim that was
-- withdrawn still has its page. The entry from which on it was is kept, so that lists look it up, also those of an
-- earlier day, instead of working it out from millions of chains.
CREATE FUNCTION sources_heard_with_acts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.factcheck_source AS s SET heard_seq = heard.seq
      FROM (SELECT h.source_id, min(greatest(f.ledger_seq, a.ledger_seq)) AS seq FROM fresh f
              JOIN public.factcheck_attribution a ON a.claim_id = f.claim_id
              JOIN public.factcheck_hop h ON h.attribution_id = a.id
             WHERE f.to_state <> 'draft' GROUP BY h.source_id) AS heard
     WHERE s.id = heard.source_id AND (s.heard_seq IS NULL OR s.heard_seq > heard.seq);
    RETURN NULL;
END $$;

CREATE FUNCTION sources_heard_with_hops() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.factcheck_source AS s SET heard_seq = heard.seq
      FROM (SELECT h.source_id, min(greatest(p.seq, a.ledger_seq)) AS seq FROM fresh h
              JOIN public.factcheck_attribution a ON a.id = h.attribution_id
              CROSS JOIN LATERAL (SELECT min(p.ledger_seq) AS seq FROM public.factcheck_publicationact p
                                  WHERE p.claim_id = a.claim_id AND p.to_state <> 'draft') AS p
             WHERE p.seq IS NOT NULL GROUP BY h.source_id) AS heard
     WHERE s.id = heard.source_id AND (s.heard_seq IS NULL OR s.heard_seq > heard.seq);
    RETURN NULL;
END $$;

CREATE TRIGGER d_heard AFTER INSERT ON factcheck_publicationact REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION sources_heard_with_acts();
CREATE TRIGGER d_heard AFTER INSERT ON factcheck_hop REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION sources_heard_with_hops();

-- --- How many claims there are ----------------------------------------------------------------------------------

-- Listed claims by topic and status. Whoever changes these holds the ledger's lock, so nobody waits here.
CREATE FUNCTION claims_tally_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO public.factcheck_claimtally AS t (topic_id, status, number)
        SELECT topic_id, status, count(*) FROM fresh WHERE publication IN ('published', 'corrected')
         GROUP BY topic_id, status ORDER BY topic_id, status
        ON CONFLICT (topic_id, status) DO UPDATE SET number = t.number + excluded.number;
    RETURN NULL;
END $$;

CREATE FUNCTION claims_tally_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO public.factcheck_claimtally AS t (topic_id, status, number)
        SELECT topic_id, status, sum(number) FROM (
            SELECT topic_id, status, 1 AS number FROM fresh WHERE publication IN ('published', 'corrected')
            UNION ALL
            SELECT topic_id, status, -1 FROM stale WHERE publication IN ('published', 'corrected')) AS both_sides
         GROUP BY topic_id, status HAVING sum(number) <> 0 ORDER BY topic_id, status
        ON CONFLICT (topic_id, status) DO UPDATE SET number = t.number + excluded.number;
    RETURN NULL;
END $$;

CREATE TRIGGER d_tally AFTER INSERT ON factcheck_claim REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION claims_tally_insert();
CREATE TRIGGER d_tally_again AFTER UPDATE ON factcheck_claim REFERENCING OLD TABLE AS stale NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION claims_tally_update();

ALTER TABLE factcheck_publicationact ENABLE ALWAYS TRIGGER d_heard;
ALTER TABLE factcheck_claim ENABLE ALWAYS TRIGGER d_tally;
ALTER TABLE factcheck_claim ENABLE ALWAYS TRIGGER d_tally_again;
ALTER TABLE factcheck_hop ENABLE ALWAYS TRIGGER d_heard;

-- --- What there is already ------------------------------------------------------------------------------------

UPDATE factcheck_source AS s SET heard_seq = heard.seq
  FROM (SELECT h.source_id, min(greatest(p.seq, a.ledger_seq)) AS seq
          FROM (SELECT claim_id, min(ledger_seq) AS seq FROM factcheck_publicationact
                 WHERE to_state <> 'draft' GROUP BY claim_id) AS p
          JOIN factcheck_attribution a ON a.claim_id = p.claim_id
          JOIN factcheck_hop h ON h.attribution_id = a.id GROUP BY h.source_id) AS heard
 WHERE s.id = heard.source_id;

INSERT INTO factcheck_claimtally (topic_id, status, number)
    SELECT topic_id, status, count(*) FROM factcheck_claim WHERE publication IN ('published', 'corrected')
     GROUP BY topic_id, status;

-- --- What the web role may ------------------------------------------------------------------------------------

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'factcheck_web') THEN
        GRANT SELECT ON factcheck_claimtally TO factcheck_web;
        GRANT SELECT, INSERT ON factcheck_exportlog TO factcheck_web;
        GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO factcheck_web;
    END IF;
END $$;
