DROP FUNCTION claim_words(text, text);
DROP FUNCTION article_signature(text);
DROP FUNCTION cjk_pairs(text);
