DROP FUNCTION claim_words(text, text);
DROP FUNCTION article_signature(text);
