DROP FUNCTION claim_index_forget(bigint);
