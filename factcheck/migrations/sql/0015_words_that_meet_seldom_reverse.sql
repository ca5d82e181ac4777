DROP FUNCTION claims_with_words(tsquery, text[], integer);
