-- Bodies of version 2: texts that may have to be withdrawn stand as salted commitments, a decision says what
-- its decider was shown, and there are entries that concern no single claim.

-- The source's name as it was then: a source that gets a new name does not change what was said before.
CREATE OR REPLACE FUNCTION ledger_record_of_attribution(attribution_id bigint) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT jsonb_build_object(
        'id', a.id, 'source', s.slug,
        'source_name', coalesce((SELECT v.name FROM public.factcheck_sourceversion v
                                 WHERE v.source_id = s.id AND v.recorded_at <= a.recorded_at
                                 ORDER BY v.recorded_at DESC LIMIT 1), s.name),
        'article', r.id, 'article_text_sha256', r.text_sha256,
        'article_url', r.url, 'stance', a.stance, 'cue', a.cue, 'quote', a.quote, 'hedge', a.hedge,
        'said_on', a.said_on::text, 'as_of', a.as_of::text, 'credibility', a.credibility,
        'supersedes', a.supersedes_id, 'by', u.username,
        'chain', (SELECT coalesce(jsonb_agg(jsonb_build_object('source', hs.slug, 'cue', h.cue, 'mode', h.mode)
                                            ORDER BY h.position), '[]')
                  FROM public.factcheck_hop h JOIN public.factcheck_source hs ON hs.id = h.source_id
                  WHERE h.attribution_id = a.id),
        'spans', (SELECT coalesce(jsonb_agg(jsonb_build_object('start', p.start, 'end', p."end", 'exact', p.exact)
                                            ORDER BY p.start, p.id), '[]')
                  FROM public.factcheck_span p WHERE p.attribution_id = a.id),
        'quantity', (SELECT jsonb_build_object(
                        'measure', m.code, 'population', q.population, 'verbatim', q.verbatim, 'hedge', q.hedge,
                        'basis', q.basis, 'unit', q.unit, 'whole', q.whole,
                        'low', trim_scale(lower(q.bounds))::text, 'low_inclusive', lower_inc(q.bounds),
                        'high', trim_scale(upper(q.bounds))::text, 'high_inclusive', upper_inc(q.bounds),
                        'point', trim_scale(q.point)::text)
                     FROM public.factcheck_quantity q JOIN public.factcheck_measure m ON m.id = q.measure_id
                     WHERE q.attribution_id = a.id))
    FROM public.factcheck_attribution a
    JOIN public.factcheck_source s ON s.id = a.source_id
    JOIN public.factcheck_article r ON r.id = a.article_id
    JOIN public.factcheck_user u ON u.id = a.recorded_by_id
    WHERE a.id = attribution_id
$$;

CREATE FUNCTION ledger_record_of_conflict(ruling_id bigint) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT jsonb_build_object(
        'id', c.id, 'one', c.one_id, 'other', c.other_id, 'answer', c.answer, 'explanation', c.explanation,
        'reason', c.reason, 'by', u.username)
    FROM public.factcheck_conflictruling c JOIN public.factcheck_user u ON u.id = c.ruled_by_id
    WHERE c.id = ruling_id
$$;

CREATE FUNCTION ledger_record_of_recount(recount_id bigint) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT jsonb_build_object(
        'id', c.id, 'origins_before', c.origins_before, 'origins_after', c.origins_after, 'because', c.because,
        'by', u.username)
    FROM public.factcheck_recount c JOIN public.factcheck_user u ON u.id = c.recorded_by_id
    WHERE c.id = recount_id
$$;

CREATE FUNCTION ledger_record_of_redaction(redaction_id bigint) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT jsonb_build_object('seq', r.entry_id, 'field', r.field, 'reason', r.reason, 'by', u.username)
    FROM public.factcheck_redaction r JOIN public.factcheck_user u ON u.id = r.recorded_by_id
    WHERE r.id = redaction_id
$$;

CREATE FUNCTION ledger_record_of_relation(version_id bigint) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT jsonb_build_object(
        'id', v.id, 'a', a.slug, 'b', b.slug, 'kind', v.kind, 'independence', v.independence, 'note', v.note,
        'by', u.username)
    FROM public.factcheck_sourcerelationversion v
    JOIN public.factcheck_source a ON a.id = v.a_id JOIN public.factcheck_source b ON b.id = v.b_id
    JOIN public.factcheck_user u ON u.id = v.recorded_by_id
    WHERE v.id = version_id
$$;

CREATE FUNCTION ledger_record_of_setting(change_id bigint) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT jsonb_build_object('id', s.id, 'name', s.name, 'value', s.value, 'reason', s.reason, 'by', u.username)
    FROM public.factcheck_settingchange s JOIN public.factcheck_user u ON u.id = s.changed_by_id
    WHERE s.id = change_id
$$;

-- What the decider was shown: the statements that stood and the evidence, each by the hash of its own entry.
CREATE FUNCTION ledger_shown_to_decider(decision_id bigint) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT jsonb_build_object(
        'undoes', d.undoes_id,
        'shown', (
            SELECT coalesce(jsonb_agg(jsonb_build_object(
                'attribution', a.id, 'source', s.slug, 'stance', a.stance, 'hash', e.hash) ORDER BY a.ledger_seq), '[]')
            FROM public.factcheck_attribution a
            JOIN public.factcheck_source s ON s.id = a.source_id
            JOIN public.factcheck_ledgerentry e ON e.attribution_id = a.id
            WHERE a.claim_id = d.claim_id AND a.ledger_seq < d.ledger_seq
              AND NOT EXISTS (SELECT FROM public.factcheck_attribution n
                              WHERE n.supersedes_id = a.id AND n.ledger_seq < d.ledger_seq)),
        'shown_evidence', (
            SELECT coalesce(jsonb_agg(jsonb_build_object('evidence', v.id, 'hash', e.hash) ORDER BY v.ledger_seq), '[]')
            FROM public.factcheck_evidence v JOIN public.factcheck_ledgerentry e ON e.evidence_id = v.id
            WHERE v.claim_id = d.claim_id AND v.ledger_seq < d.ledger_seq))
    FROM public.factcheck_decision d WHERE d.id = decision_id
$$;

-- What an entry records, with all its texts. version: of the body; the first knew no `shown`.
CREATE FUNCTION ledger_record(entry_kind text, record_id bigint, version int) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    CASE entry_kind
        WHEN 'claim' THEN RETURN public.ledger_record_of_claim(record_id);
        WHEN 'attribution' THEN RETURN public.ledger_record_of_attribution(record_id);
        WHEN 'evidence' THEN RETURN public.ledger_record_of_evidence(record_id);
        WHEN 'decision' THEN
            IF version = 1 THEN RETURN public.ledger_record_of_decision(record_id); END IF;
            RETURN public.ledger_record_of_decision(record_id) || public.ledger_shown_to_decider(record_id);
        WHEN 'publication' THEN RETURN public.ledger_record_of_publication(record_id);
        WHEN 'conflict' THEN RETURN public.ledger_record_of_conflict(record_id);
        WHEN 'recount' THEN RETURN public.ledger_record_of_recount(record_id);
        WHEN 'redaction' THEN RETURN public.ledger_record_of_redaction(record_id);
        WHEN 'relation' THEN RETURN public.ledger_record_of_relation(record_id);
        WHEN 'setting' THEN RETURN public.ledger_record_of_setting(record_id);
    END CASE;
END $$;

-- The texts of a record that a court may have withdrawn, by their path. An empty one hides nothing.
CREATE FUNCTION ledger_withdrawable(entry_kind text, recorded jsonb) RETURNS TABLE (field text, words text)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT path, recorded #>> string_to_array(path, '/')
    FROM (
        SELECT unnest(CASE entry_kind
            WHEN 'claim' THEN ARRAY['text', 'reason']
            WHEN 'attribution' THEN ARRAY['quote']
            WHEN 'evidence' THEN ARRAY['title', 'url', 'archived_url', 'note']
            WHEN 'decision' THEN ARRAY['reason', 'public_note']
            WHEN 'publication' THEN ARRAY['note']
            WHEN 'conflict' THEN ARRAY['explanation', 'reason']
            WHEN 'relation' THEN ARRAY['note']
        END)
        UNION ALL
        SELECT format('spans/%s/exact', place - 1)
        FROM jsonb_array_elements(recorded -> 'spans') WITH ORDINALITY AS span(said, place)
        WHERE entry_kind = 'attribution'
    ) AS paths(path)
    WHERE recorded #>> string_to_array(path, '/') <> ''
$$;

-- The record as it is sealed: each text that has a salt replaced by sha256 over salt and text.
CREATE FUNCTION ledger_covered(recorded jsonb, salts jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    field text;
    salt text;
    path text[];
BEGIN
    FOR field, salt IN SELECT key, value FROM jsonb_each_text(salts) LOOP
        path := string_to_array(field, '/');
        recorded := jsonb_set(recorded, path, jsonb_build_object('commitment', encode(
            sha256(decode(salt, 'hex') || convert_to(recorded #>> path, 'UTF8')), 'hex')), false);
    END LOOP;
    RETURN recorded;
END $$;

-- 244 random bits from the server's own strong generator; there is no pgcrypto to ask.
CREATE FUNCTION ledger_new_salt() RETURNS text
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
    SELECT replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')
$$;

CREATE OR REPLACE FUNCTION ledger_seal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    record_id bigint;
    record_claim bigint;
    recorded jsonb;
    salts jsonb;
    previous public.factcheck_ledgerentry;
BEGIN
    CASE NEW.kind
        WHEN 'claim' THEN
            SELECT id, claim_id, ledger_seq, recorded_at INTO record_id, record_claim, NEW.seq, NEW.recorded_at
              FROM public.factcheck_claimversion WHERE id = NEW.claim_version_id;
        WHEN 'attribution' THEN
            SELECT id, claim_id, ledger_seq, recorded_at INTO record_id, record_claim, NEW.seq, NEW.recorded_at
              FROM public.factcheck_attribution WHERE id = NEW.attribution_id;
            PERFORM public.ledger_check_chain(NEW.attribution_id);
        WHEN 'evidence' THEN
            SELECT id, claim_id, ledger_seq, recorded_at INTO record_id, record_claim, NEW.seq, NEW.recorded_at
              FROM public.factcheck_evidence WHERE id = NEW.evidence_id;
        WHEN 'decision' THEN
            SELECT id, claim_id, ledger_seq, decided_at INTO record_id, record_claim, NEW.seq, NEW.recorded_at
              FROM public.factcheck_decision WHERE id = NEW.decision_id;
        WHEN 'publication' THEN
            SELECT id, claim_id, ledger_seq, acted_at INTO record_id, record_claim, NEW.seq, NEW.recorded_at
              FROM public.factcheck_publicationact WHERE id = NEW.publication_act_id;
        WHEN 'conflict' THEN
            SELECT id, claim_id, ledger_seq, recorded_at INTO record_id, record_claim, NEW.seq, NEW.recorded_at
              FROM public.factcheck_conflictruling WHERE id = NEW.conflict_ruling_id;
        WHEN 'recount' THEN
            SELECT id, claim_id, ledger_seq, recorded_at INTO record_id, record_claim, NEW.seq, NEW.recorded_at
              FROM public.factcheck_recount WHERE id = NEW.recount_id;
        WHEN 'redaction' THEN
            SELECT id, claim_id, ledger_seq, recorded_at INTO record_id, record_claim, NEW.seq, NEW.recorded_at
              FROM public.factcheck_redaction WHERE id = NEW.redaction_id;
        WHEN 'relation' THEN
            SELECT id, NULL, ledger_seq, recorded_at INTO record_id, record_claim, NEW.seq, NEW.recorded_at
              FROM public.factcheck_sourcerelationversion WHERE id = NEW.relation_version_id;
        WHEN 'setting' THEN
            SELECT id, NULL, ledger_seq, recorded_at INTO record_id, record_claim, NEW.seq, NEW.recorded_at
              FROM public.factcheck_settingchange WHERE id = NEW.setting_change_id;
        ELSE
            RAISE EXCEPTION 'unknown kind of ledger entry: %', NEW.kind USING ERRCODE = 'check_violation';
    END CASE;
    IF record_id IS NULL THEN
        RAISE EXCEPTION 'there is no such % to seal', NEW.kind USING ERRCODE = 'check_violation';
    END IF;
    IF record_claim IS DISTINCT FROM NEW.claim_id THEN
        RAISE EXCEPTION 'this record belongs to another claim' USING ERRCODE = 'check_violation';
    END IF;
    -- Two statements, because an index does not serve IS NOT DISTINCT FROM.
    IF NEW.claim_id IS NULL THEN
        SELECT * INTO previous FROM public.factcheck_ledgerentry
          WHERE claim_id IS NULL ORDER BY claim_seq DESC LIMIT 1;
    ELSE
        SELECT * INTO previous FROM public.factcheck_ledgerentry
          WHERE claim_id = NEW.claim_id ORDER BY claim_seq DESC LIMIT 1;
    END IF;
    IF previous.seq >= NEW.seq THEN
        RAISE EXCEPTION 'the entries of a chain are sealed in the order of the ledger'
            USING ERRCODE = 'check_violation';
    END IF;
    recorded := public.ledger_record(NEW.kind, record_id, 2);
    SELECT coalesce(jsonb_object_agg(field, public.ledger_new_salt()), '{}') INTO salts
      FROM public.ledger_withdrawable(NEW.kind, recorded);
    NEW.claim_seq := coalesce(previous.claim_seq, 0) + 1;
    NEW.previous_hash := coalesce(previous.hash, '');
    NEW.sealed_at := clock_timestamp();
    NEW.body := public.canonical_json(jsonb_build_object(
        'v', 2, 'seq', NEW.seq, 'kind', NEW.kind, 'claim_seq', NEW.claim_seq, 'previous', NEW.previous_hash,
        'claim', coalesce((SELECT code FROM public.factcheck_claim WHERE id = NEW.claim_id), ''),
        'recorded_at', public.ledger_time_text(NEW.recorded_at), 'sealed_at', public.ledger_time_text(NEW.sealed_at),
        'record', public.ledger_covered(recorded, salts)));
    NEW.hash := encode(sha256('\x00'::bytea || convert_to(NEW.body, 'UTF8')), 'hex');
    IF salts <> '{}' THEN
        INSERT INTO public.factcheck_ledgersalt (seq, salts) VALUES (NEW.seq, salts);
    END IF;
    RETURN NEW;
END $$;

-- Salts come from the seal alone, also where a login owns the tables: no row without its entry's own word.
CREATE FUNCTION ledger_check_salts() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM public.factcheck_ledgerentry WHERE seq = NEW.seq) THEN
        RAISE EXCEPTION 'salts are made when an entry is sealed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

-- Take a text out of the record. Only the owner's session can; the redaction's entry is there before, and says
-- what goes. Triggers are switched off for the moment, which no other role can do, and on again.
CREATE FUNCTION ledger_withdraw_text(redaction_id bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    gone constant text := '[text withdrawn]';
    wanted public.factcheck_redaction;
    entry public.factcheck_ledgerentry;
    old_words text;
    span public.factcheck_span;
    t text;
    tables text[] := ARRAY['factcheck_claimversion', 'factcheck_claimstate', 'factcheck_attribution', 'factcheck_span',
        'factcheck_evidence', 'factcheck_decision', 'factcheck_publicationact', 'factcheck_conflictruling',
        'factcheck_sourcerelationversion', 'factcheck_ledgersalt', 'factcheck_article'];
BEGIN
    SET CONSTRAINTS ALL IMMEDIATE;
    SELECT * INTO STRICT wanted FROM public.factcheck_redaction WHERE id = redaction_id;
    SELECT * INTO STRICT entry FROM public.factcheck_ledgerentry WHERE seq = wanted.entry_id;
    IF NOT EXISTS (SELECT FROM public.factcheck_ledgersalt WHERE seq = entry.seq AND salts ? wanted.field) THEN
        RAISE EXCEPTION 'entry % has no text % that could be withdrawn', entry.seq, wanted.field
            USING ERRCODE = 'check_violation';
    END IF;
    FOREACH t IN ARRAY tables LOOP EXECUTE format('ALTER TABLE %I DISABLE TRIGGER USER', t); END LOOP;
    CASE entry.kind
        WHEN 'claim' THEN
            IF wanted.field = 'text' THEN
                SELECT v.text INTO old_words FROM public.factcheck_claimversion v WHERE v.id = entry.claim_version_id;
                UPDATE public.factcheck_claimversion SET text = gone WHERE id = entry.claim_version_id;
                UPDATE public.factcheck_claimstate SET text = gone WHERE claim_id = entry.claim_id AND text = old_words;
                UPDATE public.factcheck_claim SET text = gone WHERE id = entry.claim_id AND text = old_words;
            ELSE
                UPDATE public.factcheck_claimversion SET reason = gone WHERE id = entry.claim_version_id;
            END IF;
        WHEN 'attribution' THEN
            IF wanted.field = 'quote' THEN
                UPDATE public.factcheck_attribution SET quote = gone WHERE id = entry.attribution_id;
            ELSE
                SELECT * INTO STRICT span FROM public.factcheck_span p WHERE p.attribution_id = entry.attribution_id
                  ORDER BY p.start, p.id OFFSET split_part(wanted.field, '/', 2)::int LIMIT 1;
                -- As many marks as the words had, so that every other position in the article stays right.
                UPDATE public.factcheck_article
                  SET body_text = overlay(body_text PLACING repeat('█', span."end" - span.start)
                                          FROM span.start + 1 FOR span."end" - span.start),
                      clean_html = ''
                  WHERE id = span.article_id;
                UPDATE public.factcheck_span
                  SET exact = repeat('█', span."end" - span.start), prefix = '', suffix = '' WHERE id = span.id;
            END IF;
        WHEN 'evidence' THEN
            EXECUTE format('UPDATE public.factcheck_evidence SET %I = $1 WHERE id = $2', wanted.field)
              USING CASE WHEN wanted.field IN ('url', 'archived_url') THEN '' ELSE gone END, entry.evidence_id;
        WHEN 'decision' THEN
            EXECUTE format('UPDATE public.factcheck_decision SET %I = $1 WHERE id = $2', wanted.field)
              USING gone, entry.decision_id;
            IF wanted.field = 'reason' THEN
                UPDATE public.factcheck_claimstate s SET last_reason = gone
                  FROM public.factcheck_decision d
                  WHERE d.id = entry.decision_id AND s.claim_id = entry.claim_id AND s.last_decided_at = d.decided_at;
                UPDATE public.factcheck_claim c SET last_reason = gone
                  FROM public.factcheck_decision d
                  WHERE d.id = entry.decision_id AND c.id = entry.claim_id AND c.last_decided_at = d.decided_at;
            END IF;
        WHEN 'publication' THEN
            UPDATE public.factcheck_publicationact SET note = gone WHERE id = entry.publication_act_id;
        WHEN 'conflict' THEN
            EXECUTE format('UPDATE public.factcheck_conflictruling SET %I = $1 WHERE id = $2', wanted.field)
              USING gone, entry.conflict_ruling_id;
        WHEN 'relation' THEN
            UPDATE public.factcheck_sourcerelationversion SET note = gone WHERE id = entry.relation_version_id;
            UPDATE public.factcheck_sourcerelation r SET note = gone
              FROM public.factcheck_sourcerelationversion v
              WHERE v.id = entry.relation_version_id AND r.a_id = v.a_id AND r.b_id = v.b_id;
    END CASE;
    UPDATE public.factcheck_ledgersalt SET salts = salts - wanted.field WHERE seq = entry.seq;
    SET CONSTRAINTS ALL IMMEDIATE;
    FOREACH t IN ARRAY tables LOOP
        -- Ours are ALWAYS, and there are no others.
        EXECUTE (SELECT string_agg(format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I', t, tgname), '; ')
                 FROM pg_trigger WHERE tgrelid = t::regclass AND NOT tgisinternal);
    END LOOP;
    SET CONSTRAINTS ALL DEFERRED;
END $$;

-- --- The Merkle tree [RFC 6962], in runs of 256 --------------------------------------------------------------

CREATE FUNCTION ledger_node_over(hashes bytea[]) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    -- A complete run: their number is a power of two.
    WHILE cardinality(hashes) > 1 LOOP
        hashes := ARRAY(SELECT sha256('\x01'::bytea || hashes[2 * i - 1] || hashes[2 * i])
                        FROM generate_series(1, cardinality(hashes) / 2) AS i ORDER BY i);
    END LOOP;
    RETURN hashes[1];
END $$;

-- The hash over the entries [place * 2^height, (place + 1) * 2^height), all of which are there. A whole tier
-- is folded from the tier below: its own run may not be stored yet.
CREATE FUNCTION ledger_node(height int, place bigint) RETURNS bytea
LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    tier int := CASE WHEN height > 0 AND height % 8 = 0 THEN height / 8 - 1 ELSE height / 8 END;
    width bigint := 1::bigint << (height - 8 * tier);
    hashes bytea[];
BEGIN
    IF tier = 0 THEN
        hashes := ARRAY(SELECT decode(hash, 'hex') FROM public.factcheck_ledgerentry
                        WHERE seq > place * width AND seq <= (place + 1) * width ORDER BY seq);
    ELSE
        hashes := ARRAY(SELECT decode(hash, 'hex') FROM public.factcheck_ledgertile
                        WHERE level = tier AND index >= place * width AND index < (place + 1) * width ORDER BY index);
    END IF;
    IF cardinality(hashes) <> width THEN
        RAISE EXCEPTION 'the tree has no complete run % at height %', place, height USING ERRCODE = 'no_data_found';
    END IF;
    RETURN public.ledger_node_over(hashes);
END $$;

-- Complete the runs up to the ledger's end. Says how many were added.
CREATE FUNCTION ledger_grow_tree() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    units bigint;
    tier int := 0;
    have bigint;
    added bigint := 0;
BEGIN
    -- No lock, so no writer waits: the head and its entries are committed together, and two growers meet in the
    -- unique constraint.
    SELECT seq INTO STRICT units FROM public.factcheck_ledgerhead WHERE id = 1;
    LOOP
        units := units / 256;
        tier := tier + 1;
        EXIT WHEN units = 0;
        SELECT coalesce(max(index) + 1, 0) INTO have FROM public.factcheck_ledgertile WHERE level = tier;
        INSERT INTO public.factcheck_ledgertile (level, index, hash)
            SELECT tier, n, encode(public.ledger_node(8 * tier, n), 'hex') FROM generate_series(have, units - 1) AS n
            ON CONFLICT DO NOTHING;
        added := added + greatest(units - have, 0);
    END LOOP;
    RETURN added;
END $$;

-- The root over the first entries. Complete runs from the left, folded together from the right.
CREATE FUNCTION ledger_root(size bigint) RETURNS text
LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    root bytea;
    rest bigint := size;
    height int := 0;
    run bytea;
BEGIN
    IF size = 0 THEN RETURN encode(sha256(''::bytea), 'hex'); END IF;
    WHILE rest > 0 LOOP
        IF rest & (1::bigint << height) <> 0 THEN
            rest := rest - (1::bigint << height);
            run := public.ledger_node(height, rest >> height);
            root := CASE WHEN root IS NULL THEN run ELSE sha256('\x01'::bytea || run || root) END;
        END IF;
        height := height + 1;
    END LOOP;
    RETURN encode(root, 'hex');
END $$;

-- A checkpoint says what the ledger is, and never less than the one before.
CREATE FUNCTION ledger_check_checkpoint() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    here bigint;
    last bigint;
BEGIN
    SELECT seq INTO STRICT here FROM public.factcheck_ledgerhead WHERE id = 1;
    SELECT max(c.size) INTO last FROM public.factcheck_checkpoint c;
    IF NEW.size > here OR NEW.size < coalesce(last, 0) THEN
        RAISE EXCEPTION 'a checkpoint of % entries does not fit a ledger of % whose last checkpoint has %',
            NEW.size, here, coalesce(last, 0) USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.root <> public.ledger_root(NEW.size) THEN
        RAISE EXCEPTION 'this is not the root of the first % entries', NEW.size USING ERRCODE = 'check_violation';
    END IF;
    NEW.signed_at := clock_timestamp();
    RETURN NEW;
END $$;

-- --- Two pairs of eyes ---------------------------------------------------------------------------------------

CREATE FUNCTION proposal_check_reply() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    proposed public.factcheck_proposal;
BEGIN
    SELECT * INTO STRICT proposed FROM public.factcheck_proposal WHERE id = NEW.proposal_id;
    IF NEW.answer IN ('approved', 'sent_back') AND NEW.answered_by_id = proposed.proposed_by_id THEN
        RAISE EXCEPTION 'nobody answers their own proposal'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'proposal_is_answered_by_another';
    END IF;
    IF NEW.answer = 'taken_back' AND NEW.answered_by_id <> proposed.proposed_by_id THEN
        RAISE EXCEPTION 'only its proposer takes a proposal back'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'proposal_is_taken_back_by_its_proposer';
    END IF;
    RETURN NEW;
END $$;

-- An undoing decision belongs to the same claim and comes from the same hand.
CREATE FUNCTION decision_check_undo() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.undoes_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM public.factcheck_decision d WHERE d.id = NEW.undoes_id AND d.claim_id = NEW.claim_id
          AND NEW.decided_by_id IN (d.decided_by_id, d.approved_by_id)
          AND d.from_status = NEW.to_status AND d.to_status = NEW.from_status AND d.undoes_id IS NULL
          AND NEW.decided_at <= d.decided_at + interval '10 minutes') THEN
        RAISE EXCEPTION 'this decision cannot be undone so'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'undo_turns_back_a_decision_of_ones_own';
    END IF;
    RETURN NEW;
END $$;

DO $$
DECLARE
    t text;
    i int;
    stamped text[] := ARRAY['factcheck_conflictruling', 'factcheck_recount', 'factcheck_redaction',
        'factcheck_sourcerelationversion', 'factcheck_settingchange'];
    append_only text[] := stamped || ARRAY['factcheck_ledgersalt', 'factcheck_ledgertile', 'factcheck_checkpoint',
        'factcheck_proposal', 'factcheck_proposal_evidence', 'factcheck_proposalreply'];
BEGIN
    FOREACH t IN ARRAY stamped LOOP
        EXECUTE format('CREATE TRIGGER a_stamp BEFORE INSERT ON %I FOR EACH ROW
                        EXECUTE FUNCTION ledger_stamp_record(''recorded_at'')', t);
        EXECUTE format('CREATE CONSTRAINT TRIGGER z_demand_seal AFTER INSERT ON %I DEFERRABLE INITIALLY DEFERRED
                        FOR EACH ROW EXECUTE FUNCTION ledger_demand_seal()', t);
    END LOOP;
    FOREACH t IN ARRAY append_only LOOP
        EXECUTE format('CREATE TRIGGER deny_change BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION ledger_deny()', t);
    END LOOP;
    CREATE TRIGGER a_check BEFORE INSERT ON factcheck_ledgersalt FOR EACH ROW EXECUTE FUNCTION ledger_check_salts();
    CREATE TRIGGER a_check BEFORE INSERT ON factcheck_checkpoint FOR EACH ROW EXECUTE FUNCTION ledger_check_checkpoint();
    CREATE TRIGGER a_check BEFORE INSERT ON factcheck_proposalreply FOR EACH ROW EXECUTE FUNCTION proposal_check_reply();
    CREATE TRIGGER c_check_undo BEFORE INSERT ON factcheck_decision FOR EACH ROW EXECUTE FUNCTION decision_check_undo();
    CREATE TRIGGER deny_removal BEFORE DELETE OR TRUNCATE ON factcheck_usage
        FOR EACH STATEMENT EXECUTE FUNCTION ledger_deny();
    CREATE TRIGGER hold BEFORE UPDATE ON factcheck_usage FOR EACH ROW
        EXECUTE FUNCTION ledger_hold_all_but('mended_for', 'mended_note', 'mended_by_id', 'mended_at');
    -- Bodies name people by their login.
    CREATE TRIGGER hold BEFORE UPDATE ON factcheck_user FOR EACH ROW EXECUTE FUNCTION ledger_hold('username');
    FOR t, i IN SELECT format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', tgrelid::regclass, tgname), 0
                FROM pg_trigger WHERE NOT tgisinternal
                  AND tgfoid::regproc::text ~ '^(ledger_|span_check|proposal_check|decision_check)' LOOP
        EXECUTE t;
    END LOOP;
END $$;

REVOKE EXECUTE ON FUNCTION ledger_withdraw_text(bigint), ledger_new_salt(), ledger_grow_tree() FROM PUBLIC;

DO $$
DECLARE
    t text;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'factcheck_web') THEN RETURN; END IF;
    FOREACH t IN ARRAY ARRAY['factcheck_conflictruling', 'factcheck_recount', 'factcheck_sourcerelationversion',
        'factcheck_settingchange', 'factcheck_checkpoint', 'factcheck_proposal', 'factcheck_proposal_evidence',
        'factcheck_proposalreply'] LOOP
        EXECUTE format('GRANT SELECT, INSERT ON %I TO factcheck_web', t);
    END LOOP;
    GRANT SELECT ON factcheck_redaction, factcheck_ledgersalt, factcheck_ledgertile TO factcheck_web;
    GRANT SELECT, INSERT, UPDATE ON factcheck_usage TO factcheck_web;
    GRANT EXECUTE ON FUNCTION ledger_grow_tree() TO factcheck_web;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO factcheck_web;
END $$;
