-- The claims with these words, by the index of words alone; NULL where they are more than at_most.
-- Of each word the planner knows how common it is, not which words keep apart. It would look for two common ones in
-- the order of the list, sure to meet them soon, and read a million rows where they stand together in none.
CREATE FUNCTION claims_with_words(asked tsquery, among text[], at_most integer) RETURNS bigint[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_indexscan = off AS $$
DECLARE
    found bigint[] := ARRAY(
        SELECT claim_id FROM public.factcheck_claimindex
         WHERE words @@ asked AND publication = ANY(among) LIMIT at_most + 1);
BEGIN
    RETURN CASE WHEN cardinality(found) <= at_most THEN found END;
END $$;
