"""How well a claim on record is found again from other words, and how fast.

    .venv/bin/python -m bench.matching --data FOLDER [--part dev|train] [--claims N]

FOLDER holds CheckThat! 2020 task 2 (English): verified_claims.tsv, dev/*.queries.tsv, dev/*.qrels.tsv. The
weights of factcheck/rules/matching.py were learned on `train`; `dev` judges them. A verified claim is stored
as a claim, its title as the claim's last reason. Beside our order stand plain BM25 (Okapi, over stems of
claim and title, in memory) and ts_rank of PostgreSQL over the same words. With --claims N, as many claims of
made-up words, a few common and most rare, are stored and searched for the times alone.
"""

import argparse
import csv
import math
import os
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench.own_desk import begin

Query = tuple[str, set[str]]
Finder = Callable[[str], Sequence[str]]
SYLLABLES = [a + b for a in "b d f g k l m n p r s t v z st tr".split() for b in "a e i o u an or".split()]


def main() -> int:
    options = _options()
    begin()
    from django.db import connection

    if options.claims:
        _store((f"S-{n:07d}", _sentence(random.Random(n)), "") for n in range(options.claims))
        _times(options.claims)
    if options.data:
        _quality(Path(options.data), options.part)
    connection.close()
    return 0


def _options() -> argparse.Namespace:
    reader = argparse.ArgumentParser(
        prog="bench.matching", description="Claims found again: how well, how fast"
    )
    reader.add_argument("--data", default=os.environ.get("FACTCHECK_DATA", ""))
    reader.add_argument("--part", choices=("dev", "train"), default="dev")
    reader.add_argument("--claims", type=int, default=0)
    options = reader.parse_args()
    if not options.data and not options.claims:
        reader.error("give --data FOLDER, --claims N or both")
    if options.data and not (Path(options.data) / "verified_claims.tsv").is_file():
        reader.error(f"there is no verified_claims.tsv in {options.data}")
    return options


def _store(rows: Any) -> None:
    from django.db import connection
    from django.utils import timezone

    from factcheck.actions.people import create_person
    from factcheck.actions.topics import create_topic
    from factcheck.models import User
    from factcheck.rules.vocabulary import Role

    by = User.objects.first() or create_person(username="bench", password="of no use here", role=Role.EDITOR)
    topic = create_topic(name="Bench", prefix="B", by=by)
    columns = (
        "code text topic_id created_by_id created_at place status publication version sources_for"
        " sources_against sources_not_confirming independent_origins last_reason decision_count"
    ).split()
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY factcheck_claim ({', '.join(columns)}) FROM STDIN") as copy:
            for code, text, reason in rows:
                copy.write_row(
                    (
                        code,
                        text,
                        topic.pk,
                        by.pk,
                        timezone.now(),
                        "",
                        "unverified",
                        "draft",
                        0,
                        [],
                        [],
                        [],
                        0,
                        reason,
                        0,
                    )
                )
        cursor.execute("VACUUM ANALYZE factcheck_claim")


def _sentence(chance: random.Random) -> str:
    """Twelve words of about 60,000, the n-th as common as 1/n [Zipf]."""
    ranks = [int(math.exp(chance.random() * math.log(60_000))) for _ in range(12)]
    return " ".join(_word(rank) for rank in ranks).capitalize() + "."


def _word(rank: int) -> str:
    first, rest = rank % len(SYLLABLES), rank // len(SYLLABLES)
    return (
        SYLLABLES[first]
        + SYLLABLES[rest % len(SYLLABLES)]
        + SYLLABLES[rest // len(SYLLABLES) % len(SYLLABLES)]
    )


def _times(claims: int) -> None:
    from factcheck.queries.matching import matching_claims

    taken = []
    for number in range(220):
        chance = random.Random(-1 - number)
        text = _sentence(chance) if number % 2 else _sentence(random.Random(chance.randrange(claims)))
        began = time.perf_counter()
        matching_claims(text)
        taken.append(time.perf_counter() - began)
    print(f"{claims} claims of made-up words: {_spread(taken[20:])}")


def _quality(data: Path, part: str) -> None:
    rows = [
        (f"B-{int(row['vclaim_id']):05d}", row["vclaim"][:280], row["title"])
        for row in _tsv(data / "verified_claims.tsv")
    ]
    _store(rows)
    gold: dict[str, set[str]] = {}
    for row in _tsv(data / "dev" / f"{part}.qrels.tsv"):
        gold.setdefault(row["tweet_id"], set()).add(f"B-{int(row['vclaim_id']):05d}")
    queries = [
        (row["tweet_content"], gold[row["tweet_id"]])
        for row in _tsv(data / "dev" / f"{part}.queries.tsv")
        if row["tweet_id"] in gold
    ]
    print(f"{len(rows)} claims, {len(queries)} queries of {part}")
    print(f"{'':>10} {'MAP@5':>7} {'P@1':>7} {'MRR':>7}")
    for name, finder in (("ours", _ours), ("BM25", _bm25()), ("ts_rank", _ts_rank)):
        _print_scores(name, finder, queries)


def _tsv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def _print_scores(name: str, finder: Finder, queries: Sequence[Query]) -> None:
    taken, averages, firsts, reciprocals = [], [], [], []
    for text, right in queries:
        began = time.perf_counter()
        found = list(finder(text))[:5]
        taken.append(time.perf_counter() - began)
        hits = [place for place, code in enumerate(found, 1) if code in right]
        averages.append(sum(n / place for n, place in enumerate(hits, 1)) / min(len(right), 5))
        firsts.append(bool(hits) and hits[0] == 1)
        reciprocals.append(1 / hits[0] if hits else 0.0)
    means = [statistics.mean(values) for values in (averages, firsts, reciprocals)]
    print(f"{name:>10} {means[0]:>7.3f} {means[1]:>7.3f} {means[2]:>7.3f}  {_spread(taken)}")


def _spread(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds)
    half, most = (ordered[int(len(ordered) * part)] * 1000 for part in (0.5, 0.95))
    return f"p50 {half:.0f} ms, p95 {most:.0f} ms"


def _ours(text: str) -> list[str]:
    from factcheck.queries.matching import matching_claims

    return [match.claim.code for match in matching_claims(text)]


def _ts_rank(text: str) -> list[str]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "WITH wanted AS ("
            " SELECT replace(plainto_tsquery('english', %s)::text, '&', '|')::tsquery AS query)"
            " SELECT code FROM factcheck_claim, wanted,"
            " LATERAL to_tsvector('english', text || ' ' || last_reason) AS words"
            " WHERE words @@ query ORDER BY ts_rank(words, query) DESC LIMIT 5",
            [text],
        )
        return [code for (code,) in cursor.fetchall()]


def _bm25() -> Finder:
    """Okapi BM25 (k1 1.5, b 0.75) over the stems that PostgreSQL's english configuration makes."""
    from django.db import connection

    words = "SELECT lexeme, coalesce(array_length(positions, 1), 1) FROM unnest(to_tsvector('english', %s))"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT code, lexeme, coalesce(array_length(positions, 1), 1) FROM factcheck_claim,"
            " unnest(to_tsvector('english', text || ' ' || last_reason))"
        )
        postings: dict[str, list[tuple[str, int]]] = {}
        lengths: Counter[str] = Counter()
        for code, lexeme, times in cursor.fetchall():
            postings.setdefault(lexeme, []).append((code, times))
            lengths[code] += times
    usual = statistics.mean(lengths.values())

    def find(text: str) -> list[str]:
        scores: Counter[str] = Counter()
        with connection.cursor() as cursor:
            cursor.execute(words, [text])
            asked = cursor.fetchall()
        for lexeme, _ in asked:
            having = postings.get(lexeme, [])
            rarity = math.log(1 + (len(lengths) - len(having) + 0.5) / (len(having) + 0.5))
            for code, times in having:
                scores[code] += rarity * times * 2.5 / (times + 1.5 * (0.25 + 0.75 * lengths[code] / usual))  # type: ignore[assignment]
        return [code for code, _ in scores.most_common(5)]

    return find


if __name__ == "__main__":
    sys.exit(main())
