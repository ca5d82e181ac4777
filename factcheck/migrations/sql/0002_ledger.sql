-- The database keeps the ledger's promises itself: sequence, clock, seal, and no way back.
-- Functions that touch the head run as the owner; the web role can reach them through triggers alone.

INSERT INTO factcheck_ledgerhead (id, seq, recorded_at) VALUES (1, 0, '1970-01-01T00:00:00Z');

-- Canonical JSON [RFC 8785] for objects with ASCII keys, whole numbers, strings, booleans and null.
CREATE FUNCTION canonical_json(value jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    CASE jsonb_typeof(value)
        WHEN 'object' THEN
            RETURN '{' || coalesce((
                SELECT string_agg(to_json(k)::text || ':' || canonical_json(v), ',' ORDER BY k COLLATE "C")
                FROM jsonb_each(value) AS pair(k, v)), '') || '}';
        WHEN 'array' THEN
            RETURN '[' || coalesce((
                SELECT string_agg(canonical_json(v), ',' ORDER BY place)
                FROM jsonb_array_elements(value) WITH ORDINALITY AS item(v, place)), '') || ']';
        WHEN 'string' THEN
            RETURN to_json(value #>> '{}')::text;
        ELSE
            RETURN value::text;
    END CASE;
END $$;

-- Times in bodies: UTC, microseconds, Z.
CREATE FUNCTION ledger_time_text(moment timestamptz) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

-- Whoever writes to the ledger takes this lock first and holds it to the end of the transaction.
CREATE FUNCTION ledger_lock() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT seq FROM public.factcheck_ledgerhead WHERE id = 1 FOR UPDATE
$$;

-- Waits for writers under way, so that "as of now" gives the same answer when asked again.
CREATE FUNCTION ledger_settle() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT seq FROM public.factcheck_ledgerhead WHERE id = 1 FOR SHARE
$$;

-- The ledger's clock: now, or the day that an archive or the demo is recorded for. Only the owner's own
-- session may say such a day; the web role may not, whatever it sets.
CREATE FUNCTION ledger_clock(last timestamptz) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    wanted text := current_setting('factcheck.backdate_to', true);
    role_now text := current_setting('role');
    acting name := CASE WHEN role_now = 'none' THEN session_user ELSE role_now END;
    moment timestamptz := clock_timestamp();
BEGIN
    IF coalesce(wanted, '') <> '' AND pg_has_role(acting, current_user, 'MEMBER') THEN
        IF wanted::timestamptz > moment THEN
            RAISE EXCEPTION 'the ledger takes nothing from the future (%)', wanted USING ERRCODE = 'check_violation';
        END IF;
        IF wanted::timestamptz < last - interval '1 second' THEN
            RAISE EXCEPTION 'the ledger already reaches %; nothing can be recorded before that', last
                USING ERRCODE = 'check_violation';
        END IF;
        moment := wanted::timestamptz;
    END IF;
    RETURN greatest(moment, last + interval '1 microsecond');
END $$;

CREATE FUNCTION ledger_take(OUT seq bigint, OUT moment timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    head public.factcheck_ledgerhead;
BEGIN
    SELECT * INTO STRICT head FROM public.factcheck_ledgerhead WHERE id = 1 FOR UPDATE;
    seq := head.seq + 1;
    moment := public.ledger_clock(head.recorded_at);
    UPDATE public.factcheck_ledgerhead AS h SET seq = ledger_take.seq, recorded_at = moment WHERE h.id = 1;
END $$;

CREATE FUNCTION ledger_stamp_record() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    stamp record := public.ledger_take();
BEGIN
    NEW.ledger_seq := stamp.seq;
    CASE TG_ARGV[0]
        WHEN 'decided_at' THEN NEW.decided_at := stamp.moment;
        WHEN 'acted_at' THEN NEW.acted_at := stamp.moment;
        ELSE NEW.recorded_at := stamp.moment;
    END CASE;
    RETURN NEW;
END $$;

-- For what has a time in the ledger's order and no line of its own: claims as such, versions of sources.
CREATE FUNCTION ledger_stamp_time() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    head public.factcheck_ledgerhead;
    moment timestamptz;
BEGIN
    SELECT * INTO STRICT head FROM public.factcheck_ledgerhead WHERE id = 1 FOR UPDATE;
    moment := public.ledger_clock(head.recorded_at);
    UPDATE public.factcheck_ledgerhead SET recorded_at = moment WHERE id = 1;
    IF TG_ARGV[0] = 'created_at' THEN
        NEW.created_at := moment;
    ELSE
        NEW.recorded_at := moment;
    END IF;
    RETURN NEW;
END $$;

-- What each kind of entry records.
CREATE FUNCTION ledger_record_of_claim(version_id bigint) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT jsonb_build_object(
        'text', v.text, 'topic', t.slug, 'place', v.place, 'reason', v.reason,
        'event_from', lower(v.event_during)::text, 'event_to', (upper(v.event_during) - 1)::text,
        'supersedes', (SELECT c.code FROM public.factcheck_claim c WHERE c.id = v.supersedes_id),
        'parties', (SELECT coalesce(jsonb_agg(s.slug ORDER BY s.slug COLLATE "C"), '[]')
                    FROM public.factcheck_claimparty p JOIN public.factcheck_source s ON s.id = p.source_id
                    WHERE p.claim_version_id = v.id),
        'relations', (SELECT coalesce(jsonb_agg(r.kind || ' ' || o.code ORDER BY o.code), '[]')
                      FROM public.factcheck_claimrelation r JOIN public.factcheck_claim o ON o.id = r.other_id
                      WHERE r.claim_version_id = v.id),
        'by', u.username)
    FROM public.factcheck_claimversion v
    JOIN public.factcheck_topic t ON t.id = v.topic_id
    JOIN public.factcheck_user u ON u.id = v.recorded_by_id
    WHERE v.id = version_id
$$;

CREATE FUNCTION ledger_record_of_attribution(attribution_id bigint) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT jsonb_build_object(
        'id', a.id, 'source', s.slug, 'source_name', s.name, 'article', r.id, 'article_text_sha256', r.text_sha256,
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

CREATE FUNCTION ledger_record_of_evidence(evidence_id bigint) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT jsonb_build_object(
        'id', e.id, 'title', e.title, 'url', e.url, 'archived_url', e.archived_url, 'sha256', e.sha256,
        'kind', e.kind, 'bearing', e.bearing, 'note', e.note, 'by', u.username)
    FROM public.factcheck_evidence e JOIN public.factcheck_user u ON u.id = e.recorded_by_id
    WHERE e.id = evidence_id
$$;

CREATE FUNCTION ledger_record_of_decision(decision_id bigint) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT jsonb_build_object(
        'id', d.id, 'from', d.from_status, 'to', d.to_status, 'reason', d.reason, 'public_note', d.public_note,
        'rule', d.rule_report, 'rule_met', d.rule_met, 'overridden', d.overridden, 'content_hash', d.content_hash,
        'successor', (SELECT c.code FROM public.factcheck_claim c WHERE c.id = d.successor_id),
        'evidence', (SELECT coalesce(jsonb_agg(de.evidence_id ORDER BY de.evidence_id), '[]')
                     FROM public.factcheck_decision_evidence de WHERE de.decision_id = d.id),
        'by', u.username, 'approved_by', (SELECT a.username FROM public.factcheck_user a WHERE a.id = d.approved_by_id))
    FROM public.factcheck_decision d JOIN public.factcheck_user u ON u.id = d.decided_by_id
    WHERE d.id = decision_id
$$;

CREATE FUNCTION ledger_record_of_publication(act_id bigint) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT jsonb_build_object('id', p.id, 'from', p.from_state, 'to', p.to_state, 'note', p.note, 'by', u.username)
    FROM public.factcheck_publicationact p JOIN public.factcheck_user u ON u.id = p.acted_by_id
    WHERE p.id = act_id
$$;

-- A chain runs from the attribution's source, position 0 without gaps, to the article's publisher.
CREATE FUNCTION ledger_check_chain(checked bigint) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    steps bigint[];
    positions int[];
    origin bigint;
    publisher bigint;
BEGIN
    SELECT array_agg(h.source_id ORDER BY h.position), array_agg(h.position::int ORDER BY h.position)
      INTO steps, positions FROM public.factcheck_hop h WHERE h.attribution_id = checked;
    SELECT a.source_id, r.publisher_id INTO origin, publisher
      FROM public.factcheck_attribution a JOIN public.factcheck_article r ON r.id = a.article_id WHERE a.id = checked;
    IF steps IS NULL OR steps[1] <> origin OR steps[cardinality(steps)] <> publisher
       OR positions <> (SELECT array_agg(n) FROM generate_series(0, cardinality(steps) - 1) AS n) THEN
        RAISE EXCEPTION 'a chain runs from its source to the publisher of its article'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'hop_chain_runs_from_source_to_publisher';
    END IF;
END $$;

CREATE FUNCTION ledger_seal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    record_claim bigint;
    recorded jsonb;
    previous public.factcheck_ledgerentry;
BEGIN
    CASE NEW.kind
        WHEN 'claim' THEN
            SELECT claim_id, ledger_seq, recorded_at INTO record_claim, NEW.seq, NEW.recorded_at
              FROM public.factcheck_claimversion WHERE id = NEW.claim_version_id;
            recorded := public.ledger_record_of_claim(NEW.claim_version_id);
        WHEN 'attribution' THEN
            SELECT claim_id, ledger_seq, recorded_at INTO record_claim, NEW.seq, NEW.recorded_at
              FROM public.factcheck_attribution WHERE id = NEW.attribution_id;
            PERFORM public.ledger_check_chain(NEW.attribution_id);
            recorded := public.ledger_record_of_attribution(NEW.attribution_id);
        WHEN 'evidence' THEN
            SELECT claim_id, ledger_seq, recorded_at INTO record_claim, NEW.seq, NEW.recorded_at
              FROM public.factcheck_evidence WHERE id = NEW.evidence_id;
            recorded := public.ledger_record_of_evidence(NEW.evidence_id);
        WHEN 'decision' THEN
            SELECT claim_id, ledger_seq, decided_at INTO record_claim, NEW.seq, NEW.recorded_at
              FROM public.factcheck_decision WHERE id = NEW.decision_id;
            recorded := public.ledger_record_of_decision(NEW.decision_id);
        WHEN 'publication' THEN
            SELECT claim_id, ledger_seq, acted_at INTO record_claim, NEW.seq, NEW.recorded_at
              FROM public.factcheck_publicationact WHERE id = NEW.publication_act_id;
            recorded := public.ledger_record_of_publication(NEW.publication_act_id);
        ELSE
            RAISE EXCEPTION 'unknown kind of ledger entry: %', NEW.kind USING ERRCODE = 'check_violation';
    END CASE;
    IF record_claim IS DISTINCT FROM NEW.claim_id THEN
        RAISE EXCEPTION 'this record belongs to another claim' USING ERRCODE = 'check_violation';
    END IF;
    SELECT * INTO previous FROM public.factcheck_ledgerentry
      WHERE claim_id = NEW.claim_id ORDER BY claim_seq DESC LIMIT 1;
    IF previous.seq >= NEW.seq THEN
        RAISE EXCEPTION 'a claim''s entries are sealed in the order of the ledger' USING ERRCODE = 'check_violation';
    END IF;
    NEW.claim_seq := coalesce(previous.claim_seq, 0) + 1;
    NEW.previous_hash := coalesce(previous.hash, '');
    NEW.sealed_at := clock_timestamp();
    NEW.body := public.canonical_json(jsonb_build_object(
        'v', 1, 'seq', NEW.seq, 'kind', NEW.kind, 'claim_seq', NEW.claim_seq, 'previous', NEW.previous_hash,
        'claim', (SELECT code FROM public.factcheck_claim WHERE id = NEW.claim_id),
        'recorded_at', public.ledger_time_text(NEW.recorded_at), 'sealed_at', public.ledger_time_text(NEW.sealed_at),
        'record', recorded));
    NEW.hash := encode(sha256('\x00'::bytea || convert_to(NEW.body, 'UTF8')), 'hex');
    RETURN NEW;
END $$;

-- At COMMIT every record has its sealed line: the sequence has no gap.
CREATE FUNCTION ledger_demand_seal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM public.factcheck_ledgerentry WHERE seq = NEW.ledger_seq) THEN
        RAISE EXCEPTION '% % was not sealed into the ledger', TG_TABLE_NAME, NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

-- What belongs to a sealed record cannot grow afterwards. Arguments: the column here, the entry's column.
CREATE FUNCTION ledger_refuse_after_seal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    sealed boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT FROM public.factcheck_ledgerentry WHERE %I = ($1).%I)', TG_ARGV[1], TG_ARGV[0])
       INTO sealed USING NEW;
    IF sealed THEN
        RAISE EXCEPTION 'the record is sealed; correct it by a new one' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION ledger_deny() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '% refuses %: its rows stay as they are, correct by appending', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;

-- Rows that may change in the named columns only.
CREATE FUNCTION ledger_hold_all_but() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF to_jsonb(OLD) - TG_ARGV <> to_jsonb(NEW) - TG_ARGV THEN
        RAISE EXCEPTION '% may change only in: %', TG_TABLE_NAME, array_to_string(TG_ARGV, ', ')
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

-- Rows that may change except in the named columns.
CREATE FUNCTION ledger_hold() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    held text;
BEGIN
    FOREACH held IN ARRAY TG_ARGV LOOP
        IF to_jsonb(OLD) -> held IS DISTINCT FROM to_jsonb(NEW) -> held THEN
            RAISE EXCEPTION '%.% never changes', TG_TABLE_NAME, held USING ERRCODE = 'restrict_violation';
        END IF;
    END LOOP;
    RETURN NEW;
END $$;

-- A span's words stand in the article where it says.
CREATE FUNCTION span_check_words() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.factcheck_article r JOIN public.factcheck_attribution a ON a.article_id = r.id
        WHERE a.id = NEW.attribution_id AND r.id = NEW.article_id
          AND substring(r.body_text FROM NEW.start + 1 FOR NEW."end" - NEW.start) = NEW.exact) THEN
        RAISE EXCEPTION 'the article does not say this at [%, %)', NEW.start, NEW."end"
            USING ERRCODE = 'check_violation', CONSTRAINT = 'span_words_stand_in_the_article';
    END IF;
    RETURN NEW;
END $$;

DO $$
DECLARE
    t text;
    stamped text[][] := ARRAY[
        ['factcheck_claimversion', 'recorded_at'], ['factcheck_attribution', 'recorded_at'],
        ['factcheck_evidence', 'recorded_at'], ['factcheck_decision', 'decided_at'],
        ['factcheck_publicationact', 'acted_at']];
    timed text[][] := ARRAY[['factcheck_claim', 'created_at'], ['factcheck_sourceversion', 'recorded_at']];
    parts text[][] := ARRAY[
        ['factcheck_hop', 'attribution_id', 'attribution_id'], ['factcheck_quantity', 'attribution_id', 'attribution_id'],
        ['factcheck_span', 'attribution_id', 'attribution_id'], ['factcheck_decision_evidence', 'decision_id', 'decision_id'],
        ['factcheck_claimparty', 'claim_version_id', 'claim_version_id'],
        ['factcheck_claimrelation', 'claim_version_id', 'claim_version_id']];
    append_only text[] := ARRAY[
        'factcheck_claimversion', 'factcheck_claimparty', 'factcheck_claimrelation', 'factcheck_claimstate',
        'factcheck_attribution', 'factcheck_hop',
        'factcheck_quantity', 'factcheck_evidence', 'factcheck_decision', 'factcheck_decision_evidence',
        'factcheck_publicationact', 'factcheck_ledgerentry', 'factcheck_sourceversion'];
    kept text[] := ARRAY[
        'factcheck_span', 'factcheck_article', 'factcheck_claim', 'factcheck_source', 'factcheck_topic',
        'factcheck_measure', 'factcheck_user', 'factcheck_ledgerhead'];
    i int;
BEGIN
    FOR i IN 1 .. array_length(stamped, 1) LOOP
        EXECUTE format('CREATE TRIGGER a_stamp BEFORE INSERT ON %I FOR EACH ROW EXECUTE FUNCTION ledger_stamp_record(%L)',
                       stamped[i][1], stamped[i][2]);
        EXECUTE format('CREATE CONSTRAINT TRIGGER z_demand_seal AFTER INSERT ON %I DEFERRABLE INITIALLY DEFERRED
                        FOR EACH ROW EXECUTE FUNCTION ledger_demand_seal()', stamped[i][1]);
    END LOOP;
    FOR i IN 1 .. array_length(timed, 1) LOOP
        EXECUTE format('CREATE TRIGGER a_stamp BEFORE INSERT ON %I FOR EACH ROW EXECUTE FUNCTION ledger_stamp_time(%L)',
                       timed[i][1], timed[i][2]);
    END LOOP;
    FOR i IN 1 .. array_length(parts, 1) LOOP
        EXECUTE format('CREATE TRIGGER b_refuse_after_seal BEFORE INSERT ON %I FOR EACH ROW
                        EXECUTE FUNCTION ledger_refuse_after_seal(%L, %L)', parts[i][1], parts[i][2], parts[i][3]);
    END LOOP;
    CREATE TRIGGER a_seal BEFORE INSERT ON factcheck_ledgerentry FOR EACH ROW EXECUTE FUNCTION ledger_seal();
    CREATE TRIGGER c_check_words BEFORE INSERT ON factcheck_span FOR EACH ROW EXECUTE FUNCTION span_check_words();
    FOREACH t IN ARRAY append_only LOOP
        EXECUTE format('CREATE TRIGGER deny_change BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION ledger_deny()', t);
    END LOOP;
    FOREACH t IN ARRAY kept LOOP
        EXECUTE format('CREATE TRIGGER deny_removal BEFORE DELETE OR TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION ledger_deny()', t);
    END LOOP;
    CREATE TRIGGER hold BEFORE UPDATE ON factcheck_span FOR EACH ROW EXECUTE FUNCTION ledger_hold_all_but('state');
    CREATE TRIGGER hold BEFORE UPDATE ON factcheck_article FOR EACH ROW
        EXECUTE FUNCTION ledger_hold_all_but('excerpt_only');
    CREATE TRIGGER hold BEFORE UPDATE ON factcheck_claim FOR EACH ROW
        EXECUTE FUNCTION ledger_hold('code', 'created_at', 'created_by_id');
    CREATE TRIGGER hold BEFORE UPDATE ON factcheck_source FOR EACH ROW EXECUTE FUNCTION ledger_hold('slug');
    CREATE TRIGGER hold BEFORE UPDATE ON factcheck_topic FOR EACH ROW EXECUTE FUNCTION ledger_hold('slug', 'prefix');
    -- ALWAYS: also under session_replication_role = replica, which switches ordinary triggers off.
    FOR t, i IN SELECT format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', tgrelid::regclass, tgname), 0
                FROM pg_trigger WHERE NOT tgisinternal AND tgfoid::regproc::text ~ '^(ledger_|span_check)' LOOP
        EXECUTE t;
    END LOOP;
END $$;

REVOKE EXECUTE ON FUNCTION ledger_take() FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION ledger_clock(timestamptz) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION ledger_lock() FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION ledger_settle() FROM PUBLIC;
