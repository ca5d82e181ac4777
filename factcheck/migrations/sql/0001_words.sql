-- The words by which a claim is found again. One home: claims and what is looked for go through the same cut.
-- Weight A: the claim itself; D: what stands beside it, its last reason, of which the beginning is enough.
--
-- "russian" is the configuration that stems Cyrillic by the Russian stemmer and ASCII by the English one; words
-- of other scripts stay as they are. Chinese, Japanese and Korean also give their pairs of characters, since
-- blanks do not part words there or an ending is glued to them. 12,000 and 12000 are one number, #BridgeIsOpen
-- is three words.
CREATE FUNCTION claim_words(claim text, beside text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT setweight(cut[1], 'A') || setweight(cut[2], 'D')
    FROM (SELECT array_agg(to_tsvector('pg_catalog.russian'::regconfig,
        regexp_replace(regexp_replace(regexp_replace(
            part, '(\d),(?=\d{3}(?!\d))', '\1', 'g'), '([a-zа-я])([A-ZА-Я])', '\1 \2', 'g'),
            '[^\w.]|_|\.(?!\d)', ' ', 'g')
        || ' ' || COALESCE((
            SELECT string_agg(substr(run[1], place, 2), ' ')
            FROM regexp_matches(part, '[぀-ヿ㐀-鿿가-힣]{3,}', 'g') AS run,
                generate_series(1, length(run[1]) - 1) AS place), '')) ORDER BY number) AS cut
        FROM (VALUES (1, left(claim, 1000)), (2, left(beside, 600))) AS given (number, part)) AS both_parts
$$;

-- What is left of a story when it is known by 64 of its runs of four words: the smallest sums of all of them
-- [bottom-k sketch, Broder 1997]. Two stories that share most of their runs share most of these too.
CREATE FUNCTION article_signature(story text) RETURNS integer[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT COALESCE(array_agg(kept.run), '{}') FROM (
        SELECT DISTINCT ('x' || left(md5(concat_ws(' ', one, two, three, four)), 8))::bit(32)::integer AS run
        FROM (SELECT word AS one, lead(word) OVER placed AS two, lead(word, 2) OVER placed AS three,
                lead(word, 3) OVER placed AS four
            FROM regexp_split_to_table(lower(left(story, 20000)), '[^\w]+') WITH ORDINALITY AS cut (word, place)
            WHERE word <> '' WINDOW placed AS (ORDER BY place)) AS runs
        WHERE four IS NOT NULL ORDER BY run LIMIT 64) AS kept
$$;

-- Each two characters that stand together in a script without blanks, by which a word of two is found in a million
-- texts: it has no trigram.
CREATE FUNCTION cjk_pairs(words text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT substr(run[1], place, 2)), '{}')
    FROM regexp_matches(words, '[぀-ヿ㐀-鿿가-힣]{2,}', 'g') AS run, generate_series(1, length(run[1]) - 1) AS place
$$;
