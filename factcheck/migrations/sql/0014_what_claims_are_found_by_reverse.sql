DROP TRIGGER hold ON factcheck_article;
CREATE TRIGGER hold BEFORE UPDATE ON factcheck_article FOR EACH ROW
    EXECUTE FUNCTION ledger_hold_all_but('excerpt_only');
ALTER TABLE factcheck_article ENABLE ALWAYS TRIGGER hold;
DROP TRIGGER d_index ON factcheck_attribution;
DROP TRIGGER d_index_again ON factcheck_claim;
DROP TRIGGER d_index ON factcheck_claim;
DROP FUNCTION claim_index_with_said();
DROP FUNCTION claim_index_with_claims();
DROP FUNCTION claim_index_keep(bigint[]);
DROP AGGREGATE words_together(tsvector);
