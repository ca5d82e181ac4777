-- A quote that is withdrawn from the record cannot be searched for any more. The words of a claim's quotes are cut anew
-- only where a statement came since, and a withdrawal is none: whoever withdraws a text says so here.
CREATE FUNCTION claim_index_forget(claim bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.factcheck_claimindex SET heard_seq = -1 WHERE claim_id = claim;
    PERFORM public.claim_index_keep(ARRAY[claim]);
END $$;

REVOKE EXECUTE ON FUNCTION claim_index_forget(bigint) FROM PUBLIC;

-- What was withdrawn before.
SELECT count(claim_index_forget(claim_id))
  FROM (SELECT DISTINCT claim_id FROM factcheck_redaction WHERE claim_id IS NOT NULL) AS withdrawn;
