"""What is here already: claims that say the same as these words, stories nearly the same as this one.

Two steps. The database gives the claims that share the rarest words, by an index and within a budget of rows,
so that a desk of a million claims waits hardly longer than one of ten thousand. `rules.matching` then orders
them. How many claims have a word is known from the statistics that PostgreSQL keeps by itself of the column.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from django.db import connection
from django.db.models import Q

from factcheck.models import Article, Attribution, Claim
from factcheck.rules.matching import Rarity, Wording, likeness, reason, same_quote
from factcheck.rules.statuses import Status
from factcheck.rules.told import joined, told

OVER = (Status.SUPERSEDED, Status.RETRACTED)
LONGEST = 1000
# Rows that may be looked at, words that may be looked for, claims that are then compared.
ROWS, MOST_WORDS, COMPARED = 3000, 24, 100
# Comparing how all claims are spelt is for a desk that has no more than these.
SPELT_ALIKE_UP_TO = 20_000
# A claim with its words takes about so many bytes, when PostgreSQL has not counted them yet.
_BYTES_OF_A_CLAIM = 1000
_QUOTES_READ = 400
# Parts of addresses are rare and say nothing.
_ADDRESS = re.compile(r"\b(?:https?://|www\.|pic\.twitter\.com/)\S*", re.IGNORECASE)
# Of a signature's 64 runs of words, as many as make two stories nearly the same.
RUNS_SHARED = 20


@dataclass(frozen=True, slots=True)
class Match:
    """A claim that may say the same. score: 0 to 1. reason: what they share, in words for the editor."""

    claim: Claim
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class ArticleMatch:
    """A story stored already. share: of the text's runs of four words, about how many it has, 0 to 1."""

    article: Article
    share: float


def matching_claims(text: str, *, limit: int = 5, over_too: bool = False) -> list[Match]:
    """Claims that may say the same as these words, best first; those that are over only if asked for."""
    text = _ADDRESS.sub(" ", text.replace("\x00", "")[:LONGEST]).strip()
    stems = _stems(text)
    if not stems:
        return []
    counts = _Counts.of(stems)
    candidates = _sharing(stems, counts, over_too) or _spelt_alike(text, counts, over_too)
    return _ordered(text, stems, candidates, counts)[:limit]


def matching_articles(
    body_text: str, *, limit: int = 3, besides: Article | None = None
) -> list[ArticleMatch]:
    """Nearly the same stories, nearest first; `besides` that article and the versions next to it."""
    sql = (
        "WITH wanted AS MATERIALIZED (SELECT article_signature(%s) AS runs), near AS MATERIALIZED ("
        " SELECT id, article_signature(body_text) AS runs FROM factcheck_article"
        " WHERE article_signature(body_text) && (SELECT runs FROM wanted) LIMIT 50)"
        " SELECT id, shared, least(cardinality(near.runs), cardinality(wanted.runs)) FROM near, wanted,"
        " LATERAL (SELECT count(*) AS shared FROM unnest(near.runs) AS run"
        "  WHERE run = ANY(wanted.runs)) AS both_have"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [body_text.replace("\x00", "")])
        shares = {
            pk: shared / runs
            for pk, shared, runs in cursor.fetchall()
            if runs and shared * 64 >= RUNS_SHARED * runs
        }
    if not shares:
        return []
    found = (
        Article.objects.filter(pk__in=shares)
        .select_related("publisher")
        .defer("body_text", "clean_html", "headline_words")
    )
    if besides is not None:
        found = found.exclude(
            Q(pk=besides.pk) | Q(pk=besides.previous_version_id or 0) | Q(previous_version=besides)
        )
    matches = [ArticleMatch(article, min(shares[article.pk], 1.0)) for article in found]
    return sorted(matches, key=lambda match: (-match.share, match.article.pk))[:limit]


# --- Claims: the steps ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Counts:
    """How many claims there are, and about how many have each stem; `few` have one that is not listed."""

    claims: float
    having: Mapping[str, float]
    few: float

    @classmethod
    def of(cls, stems: Sequence[str]) -> "_Counts":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT CASE WHEN reltuples > 0 THEN reltuples"
                " ELSE greatest(pg_relation_size(oid) / %s, 1) END"
                " FROM pg_class"
                " WHERE oid = 'factcheck_claim'::regclass",
                [_BYTES_OF_A_CLAIM],
            )
            claims = float(cursor.fetchone()[0])
            cursor.execute(
                "SELECT word, share, shares[cardinality(shares) - 1] FROM ("
                " SELECT most_common_elems::text::text[] AS words, most_common_elem_freqs AS shares"
                " FROM pg_stats"
                " WHERE schemaname = 'public' AND tablename = 'factcheck_claim' AND attname = 'match_words'"
                ") AS kept, unnest(words, shares) AS one (word, share) WHERE word = ANY(%s)",
                [list(stems)],
            )
            rows = cursor.fetchall()
        having = {word: share * claims for word, share, _ in rows}
        return cls(claims, having, few=rows[0][2] * claims / 2 if rows else 1.0)

    def number(self, stem: str) -> float:
        return self.having.get(stem, self.few)


@dataclass(frozen=True, slots=True)
class _Candidate:
    pk: int
    wording: Wording


def _stems(text: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tsvector_to_array(claim_words(%s, ''))", [text])
        return list(cursor.fetchone()[0])


_CANDIDATES = """
    SELECT id, text, left(last_reason, 600), tsvector_to_array(ts_filter(match_words, '{a}')),
        tsvector_to_array(ts_filter(match_words, '{d}'))
    FROM factcheck_claim
"""


def _sharing(stems: Iterable[str], counts: _Counts, over_too: bool) -> list[_Candidate]:
    """Claims with the rarest of the words, or with two of them where each alone has too many."""
    rarest = sorted(stems, key=lambda stem: (counts.number(stem), -len(stem), stem))[:MOST_WORDS]
    rarity = Rarity(counts.claims, {stem: counts.number(stem) for stem in rarest})
    weighed = " + ".join(["(match_words @@ %s::tsquery)::int * %s"] * len(rarest))
    each = [value for stem in rarest for value in (_quoted(stem), rarity.of(stem))]
    sql = (
        f"{_CANDIDATES} WHERE id IN (SELECT id FROM ("  # noqa: S608 - our own words; values are parameters
        " SELECT id, match_words FROM factcheck_claim"
        " WHERE match_words @@ %s::tsquery AND (%s OR status <> ALL(%s)) LIMIT %s"
        f") AS found ORDER BY {weighed} DESC, id LIMIT %s)"
    )
    over = [str(status.value) for status in OVER]
    return _read(sql, [_looked_for(rarest, counts), over_too, over, ROWS, *each, COMPARED])


def _looked_for(rarest: Sequence[str], counts: _Counts) -> str:
    """A tsquery of about as many rows as may be looked at: single words, then pairs of the commoner ones."""
    rows, alternatives, common = 0.0, [], []
    for stem in rarest:
        if rows + counts.number(stem) <= ROWS:
            rows += counts.number(stem)
            alternatives.append(_quoted(stem))
        else:
            common.append(stem)
    for one, other in combinations(common[:6], 2):
        # Words of one matter stand together more often than chance has it.
        both = 2 * counts.number(one) * counts.number(other) / counts.claims
        if rows + both <= ROWS:
            rows += both
            alternatives.append(f"({_quoted(one)} & {_quoted(other)})")
    return " | ".join(alternatives) or " & ".join(map(_quoted, common[:4]))


def _spelt_alike(text: str, counts: _Counts, over_too: bool) -> list[_Candidate]:
    """Where no word is shared: claims with nearly the same letters. Reads all, so only where few are."""
    if counts.claims > SPELT_ALIKE_UP_TO:
        return []
    sql = (
        f"{_CANDIDATES} WHERE (%s OR status <> ALL(%s)) AND similarity(text, %s) >= 0.3"
        " ORDER BY similarity(text, %s) DESC LIMIT 20"
    )
    return _read(sql, [over_too, [str(status.value) for status in OVER], text, text])


def _read(sql: str, values: list[bool | int | float | str | list[str]]) -> list[_Candidate]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [
            _Candidate(pk, Wording(text, frozenset(stems), beside, frozenset(beside_stems)))
            for pk, text, beside, stems, beside_stems in cursor.fetchall()
        ]


def _quoted(stem: str) -> str:
    escaped = stem.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _ordered(
    text: str, stems: Sequence[str], candidates: Sequence[_Candidate], counts: _Counts
) -> list[Match]:
    rarity = _rarity(candidates, counts)
    # Words that no claim has cannot be shared, and so do not count against one.
    wanted = Wording(text, frozenset(stem for stem in stems if stem in rarity.claims_with))
    scored = [(likeness(wanted, one.wording, rarity), one.pk, one.wording) for one in candidates]
    # Of two that are equally like it, the one that was on record first.
    scored.sort(key=lambda one: (-one[0], one[1]))
    quotes = _same_quotes(wanted, [pk for _, pk, _ in scored[:30]])
    claims = Claim.objects.in_bulk([pk for _, pk, _ in scored[:30]])
    matches = []
    for score, pk, wording in scored[:30]:
        why: list[str] = [told("the same quote in “{headline}”", headline=quotes[pk])] if pk in quotes else []
        why += [words] if (words := reason(wanted, wording, rarity)) else []
        if why:
            matches.append(Match(claims[pk], min(score + 0.2 * (pk in quotes), 1.0), joined(why, "; ")))
    return sorted(matches, key=lambda match: (-match.score, match.claim.pk))


def _rarity(candidates: Sequence[_Candidate], counts: _Counts) -> Rarity:
    """Words that the statistics do not list are counted among the candidates, which have most of them."""
    seen = Counter(stem for one in candidates for stem in one.wording.stems | one.wording.beside_stems)
    return Rarity(counts.claims, {**seen, **counts.having})


def _same_quotes(wanted: Wording, claims: Sequence[int]) -> dict[int, str]:
    """The headline of an article that has been quoted for a claim in the same words, by claim."""
    said = Attribution.objects.filter(claim__in=claims).exclude(quote="").order_by("ledger_seq")
    found: dict[int, str] = defaultdict(str)
    for claim, quote, headline in said.values_list("claim", "quote", "article__headline")[:_QUOTES_READ]:
        if claim not in found and same_quote(wanted, quote):
            found[claim] = headline
    return dict(found)
