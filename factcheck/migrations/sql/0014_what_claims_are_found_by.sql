-- One narrow row a claim holds all that lists filter and searches find by. The database keeps it, in the same
-- transaction as the claim and what is said of it, so that it cannot fall behind whoever writes.

CREATE AGGREGATE words_together(tsvector) (SFUNC = tsvector_concat, STYPE = tsvector, INITCOND = '');

-- Makes the rows of these claims anew, and counts on how many of those that lists show each source stands. What
-- sources say is read again only where an attribution came since: a decision on a claim with hundreds of them costs
-- what any other does. Of a claim's quotes the newest hundred are cut into words, so that no row grows without end.
CREATE FUNCTION claim_index_keep(ids bigint[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    WITH before AS (
        SELECT spoken_by FROM public.factcheck_claimindex
         WHERE claim_id = ANY(ids) AND publication IN ('published', 'corrected')),
    after AS (
    INSERT INTO public.factcheck_claimindex (claim_id, ledger_seq, publication, status, topic_id, review_by,
        assigned_to_id, created_by_id, heard_seq, spoken_by, stances, said, quoted, words)
    SELECT c.id, c.ledger_seq, c.publication, c.status, c.topic_id, c.review_by, c.assigned_to_id, c.created_by_id,
           newest.seq, now.spoken_by, now.stances, now.said, now.quoted, c.match_words || now.quoted
      FROM unnest(ids) AS asked (id)
      JOIN public.factcheck_claim c ON c.id = asked.id
      LEFT JOIN public.factcheck_claimindex old ON old.claim_id = c.id
     CROSS JOIN LATERAL (SELECT coalesce(max(ledger_seq), 0) AS seq
                           FROM public.factcheck_attribution WHERE claim_id = c.id) AS newest
      LEFT JOIN LATERAL (
            SELECT array_agg(DISTINCT a.source_id ORDER BY a.source_id) AS spoken_by,
                   array_agg(DISTINCT a.stance::text ORDER BY a.stance::text) AS stances,
                   array_agg(DISTINCT a.source_id || ' ' || a.stance ORDER BY a.source_id || ' ' || a.stance) AS said
              FROM public.factcheck_attribution a
             WHERE a.claim_id = c.id AND old.heard_seq IS DISTINCT FROM newest.seq
               AND NOT EXISTS (SELECT FROM public.factcheck_attribution later WHERE later.supersedes_id = a.id)
            ) AS heard ON true
      LEFT JOIN LATERAL (
            SELECT setweight(words_together(public.claim_words(quote, '') ORDER BY ledger_seq), 'B') AS words
              FROM (SELECT a.quote, a.ledger_seq FROM public.factcheck_attribution a
                     WHERE a.claim_id = c.id AND a.quote <> '' AND old.heard_seq IS DISTINCT FROM newest.seq
                       AND NOT EXISTS (SELECT FROM public.factcheck_attribution later
                                        WHERE later.supersedes_id = a.id)
                     ORDER BY a.ledger_seq DESC LIMIT 100) AS latest
            ) AS quotes ON true
     CROSS JOIN LATERAL (
            SELECT CASE WHEN known THEN old.spoken_by ELSE coalesce(heard.spoken_by, '{}') END AS spoken_by,
                   CASE WHEN known THEN old.stances ELSE coalesce(heard.stances, '{}') END AS stances,
                   CASE WHEN known THEN old.said ELSE coalesce(heard.said, '{}') END AS said,
                   CASE WHEN known THEN old.quoted ELSE coalesce(quotes.words, '') END AS quoted
              FROM (SELECT old.heard_seq IS NOT DISTINCT FROM newest.seq AS known) AS whether
            ) AS now
    ON CONFLICT (claim_id) DO UPDATE SET ledger_seq = excluded.ledger_seq, publication = excluded.publication,
        status = excluded.status, topic_id = excluded.topic_id, review_by = excluded.review_by,
        assigned_to_id = excluded.assigned_to_id, created_by_id = excluded.created_by_id,
        heard_seq = excluded.heard_seq, spoken_by = excluded.spoken_by, stances = excluded.stances,
        said = excluded.said, quoted = excluded.quoted, words = excluded.words
    RETURNING publication, spoken_by)
    INSERT INTO public.factcheck_sourcetally AS t (source_id, claims)
        SELECT source_id, sum(number) FROM (
            SELECT unnest(spoken_by) AS source_id, 1 AS number FROM after WHERE publication IN ('published', 'corrected')
            UNION ALL
            SELECT unnest(spoken_by), -1 FROM before) AS both_sides
         GROUP BY source_id HAVING sum(number) <> 0 ORDER BY source_id
        ON CONFLICT (source_id) DO UPDATE SET claims = t.claims + excluded.claims;
END $$;

CREATE FUNCTION claim_index_with_claims() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM public.claim_index_keep(ARRAY(SELECT id FROM fresh));
    RETURN NULL;
END $$;

CREATE FUNCTION claim_index_with_said() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM public.claim_index_keep(ARRAY(SELECT DISTINCT claim_id FROM fresh));
    RETURN NULL;
END $$;

REVOKE EXECUTE ON FUNCTION claim_index_keep(bigint[]) FROM PUBLIC;

CREATE TRIGGER d_index AFTER INSERT ON factcheck_claim REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION claim_index_with_claims();
CREATE TRIGGER d_index_again AFTER UPDATE ON factcheck_claim REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION claim_index_with_claims();
CREATE TRIGGER d_index AFTER INSERT ON factcheck_attribution REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION claim_index_with_said();
ALTER TABLE factcheck_claim ENABLE ALWAYS TRIGGER d_index;
ALTER TABLE factcheck_claim ENABLE ALWAYS TRIGGER d_index_again;
ALTER TABLE factcheck_attribution ENABLE ALWAYS TRIGGER d_index;

-- Names and words are skewed: a few stand in most claims. With more of them known, the plan fits each.
ALTER TABLE factcheck_claimindex ALTER COLUMN words SET STATISTICS 1000;
ALTER TABLE factcheck_claimindex ALTER COLUMN spoken_by SET STATISTICS 1000;
ALTER TABLE factcheck_claimindex ALTER COLUMN said SET STATISTICS 1000;

-- --- Articles ---------------------------------------------------------------------------------------------------

-- The words of an article's headline are made by the database, after this trigger: they are no change of anybody's.
DROP TRIGGER hold ON factcheck_article;
CREATE TRIGGER hold BEFORE UPDATE ON factcheck_article FOR EACH ROW
    EXECUTE FUNCTION ledger_hold_all_but('excerpt_only', 'headline_words');
ALTER TABLE factcheck_article ENABLE ALWAYS TRIGGER hold;

-- --- What there is already ------------------------------------------------------------------------------------

SELECT claim_index_keep(ARRAY(SELECT id FROM factcheck_claim ORDER BY ledger_seq));
ANALYZE factcheck_claimindex, factcheck_sourcetally;

-- --- What the web role may ------------------------------------------------------------------------------------

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'factcheck_web') THEN
        GRANT SELECT ON factcheck_claimindex, factcheck_sourcetally TO factcheck_web;
    END IF;
END $$;
