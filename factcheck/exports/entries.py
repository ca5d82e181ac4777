"""The sealed entries as JSON Lines, for anyone who wants to check the ledger with their own tools.

One object a line, in the order of the ledger, no gap. `body` is the exact text that the hash is over;
`texts` opens its commitments. An entry of a claim that readers have not seen shows its hash alone: it counts
in the tree and tells nothing. docs/ledger.md describes the format.
"""

from collections.abc import Iterator

from factcheck.exports.copying import Sent, copied
from factcheck.rules.statuses import PUBLIC

# Control characters cannot stand in JSON, so neither quote nor delimiter ever occurs and COPY adds nothing.
_AS_IT_IS = "(FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')"

_LINES = """
    SELECT CASE
        WHEN e.claim_id IS NULL OR c.publication = ANY(%s)
        THEN json_build_object('seq', e.seq, 'hash', e.hash, 'body', e.body, 'texts', coalesce(t.texts, '{}'))
        ELSE json_build_object('seq', e.seq, 'hash', e.hash)
    END
    FROM factcheck_ledgerentry e
    LEFT JOIN factcheck_claim c ON c.id = e.claim_id
    LEFT JOIN factcheck_ledgersalt s ON s.seq = e.seq
    LEFT JOIN LATERAL (
        SELECT json_object_agg(field, json_build_object(
            'salt', salt, 'text', r.recorded #>> string_to_array(field, '/')))
        FROM jsonb_each_text(s.salts) AS one(field, salt),
             (SELECT ledger_record(e.kind, coalesce(
                 e.claim_version_id, e.attribution_id, e.evidence_id, e.decision_id, e.publication_act_id,
                 e.conflict_ruling_id, e.recount_id, e.redaction_id, e.relation_version_id,
                 e.setting_change_id), 2)
             ) AS r(recorded)
    ) AS t(texts) ON true
    WHERE e.seq >= %s AND e.seq <= %s
    ORDER BY e.seq
"""


def entry_lines(first: int, last: int, sent: Sent | None = None) -> Iterator[bytes]:
    """The entries from first to last, both included, in chunks; readers' texts only of what is public."""
    values = [[state.value for state in PUBLIC], first, last]
    return copied(f"COPY ({_LINES}) TO STDOUT WITH {_AS_IT_IS}", values, line_end=b"\n", sent=sent)
