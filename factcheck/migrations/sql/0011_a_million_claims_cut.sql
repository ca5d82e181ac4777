-- Each two characters that stand together in a script without blanks, by which a word of two is found in a million
-- texts: it has no trigram.
CREATE FUNCTION cjk_pairs(words text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT substr(run[1], place, 2)), '{}')
    FROM regexp_matches(words, '[぀-ヿ㐀-鿿가-힣]{2,}', 'g') AS run, generate_series(1, length(run[1]) - 1) AS place
$$;
