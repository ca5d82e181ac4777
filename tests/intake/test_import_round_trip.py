"""claims.csv and attributions.csv into an empty desk and out again: the same cells, for what a table can
carry.
"""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.actions.claims import create_claim, event_range
from factcheck.actions.publication import publish_claim
from factcheck.actions.topics import create_topic
from factcheck.exports.columns import LEDGERS
from factcheck.exports.ledger_csv import stream
from factcheck.intake.importing import Options, import_table
from factcheck.models import Claim, LedgerEntry, Topic
from factcheck.rules.figures import Basis
from factcheck.rules.filters import Filters
from factcheck.rules.names import name_key
from factcheck.rules.stances import Stance
from factcheck.rules.vocabulary import SourceKind
from tests.cast import Newsroom

# Decided, counted or numbered by the desk that wrote the file; addresses of its own pages.
DESKS_OWN = {
    "claim_url", "status", "status_since", "last_reason", "last_decided_at", "decisions", "superseded_by",
    "created_at", "recorded_at", "ledger_seq", "attribution_id", "source_reliability",
}  # fmt: skip
SIGNS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
TEXTS = st.text(SIGNS, max_size=40) | st.sampled_from(
    ["=1+1", '"', "a,b", "first\r\nsecond", "\\.", "one\n\\.\ntwo", "\\N", "“…”", "‮abc", "-", "'=x", "\ufeff"]
)
SAID = TEXTS.filter(lambda text: bool(text.strip()))
NAMES = st.sampled_from(
    ["Russia", "Joint Chiefs of Staff", "國防部", "Tass", "O'Neil, Pat", '"Quoted" Body', "=Equals"]
)
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1))
FIGURES = st.sampled_from(["", "11,000", "some 11,000", "at least 3,000", "more than 3,000",
"up to 12,000", "nearly 12,000",
                           "11,000 to 12,000", "hundreds", "40%", "a third of the 11,000"])  # fmt: skip
STATEMENT = st.fixed_dictionaries(
    {
        "source": NAMES, "stance": st.sampled_from([one for one in Stance if one != Stance.RETRACTED]),
        "cue": TEXTS, "hedge": TEXTS, "quote": TEXTS, "said_on": DAYS, "as_of": DAYS, "figure": FIGURES,
        "basis": st.sampled_from(list(Basis)), "credibility": st.none() | st.integers(1, 6),
        "via": st.lists(NAMES, max_size=2, unique=True), "url": st.integers(0, 2),
        "withdraws": st.booleans(), "again": st.booleans(),
    }
)  # fmt: skip
CLAIM = st.fixed_dictionaries(
    {
        "text": SAID, "place": TEXTS, "first": DAYS, "days": st.none() | st.integers(0, 400),
        "topic": st.sampled_from(["aa-bridges", "zz-rain"]), "replaces": st.integers(0, 3),
        "said": st.lists(STATEMENT, max_size=4),
    }
)  # fmt: skip


@contextmanager
def a_desk_of_its_own() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def written(name: str) -> bytes:
    return b"".join(stream(LEDGERS[name], Filters()))


def cells(file: bytes) -> list[dict[str, str]]:
    """What a table carries, with attributions named by their place and not by their number."""
    rows = list(csv.DictReader(io.StringIO(file.decode(), newline="")))
    places = {row.get("attribution_id", ""): str(place) for place, row in enumerate(rows)}
    kept = [{name: cell for name, cell in row.items() if name not in DESKS_OWN} for row in rows]
    for row, one in zip(rows, kept, strict=True):
        if "stance" in row:
            one["replaced_by"] = places[row["superseded_by"]] if row["superseded_by"] else ""
            if "/articles/" in row["article_url"]:
                one["article_url"] = "a page of the desk"
    return kept


def take(newsroom: Newsroom, file: bytes) -> int:
    faults: list[Any] = []
    imported = import_table(
        io.BytesIO(file),
        by=newsroom.cast.ed,
        options=Options(),
        report=faults.append,
        progress=lambda *_: None,
    )
    assert not faults
    return imported.new


def publish_all(newsroom: Newsroom) -> None:
    for claim in Claim.objects.filter(publication="draft").order_by("pk"):
        publish_claim(claim=claim, version=claim.version, by=newsroom.cast.ed)


def record(newsroom: Newsroom, claims: list[dict[str, Any]]) -> None:
    made: list[Claim] = []
    for facts in claims:
        last = (
            facts["first"] + timedelta(facts["days"])
            if facts["first"] and facts["days"] is not None
            else None
        )
        topic = Topic.objects.filter(slug=facts["topic"]).first()
        topic = topic or create_topic(name=facts["topic"], prefix=facts["topic"][:2], by=newsroom.cast.ed)
        claim = create_claim(
            text=facts["text"], topic=topic, by=newsroom.cast.ed, place=facts["place"],
            event_during=event_range(facts["first"], last),
            supersedes=made[-facts["replaces"]] if 0 < facts["replaces"] <= len(made) else None,
        )  # fmt: skip
        made.append(claim)
        for said in facts["said"]:
            say(newsroom, claim, dict(said))
    publish_all(newsroom)


def say(newsroom: Newsroom, claim: Claim, said: dict[str, Any]) -> None:
    url, withdraws, again = (said.pop(name) for name in ("url", "withdraws", "again"))
    source = newsroom.source(said.pop("source"), SourceKind.WITNESS, country="KR")
    said["via"] = tuple(name for name in said["via"] if name_key(name) != source.name_key)
    article = newsroom.article(
        f"Story {url}, {claim.pk if not url else ''}", publisher=f"Paper {url}",
        url=f"https://paper.example/{url}" if url else "",
    )  # fmt: skip
    first = newsroom.says(claim, source, article=article, **said)
    if withdraws:
        newsroom.says(claim, source, Stance.RETRACTED, article=article)
    if withdraws and again:
        last = newsroom.says(claim, source, article=article, **said)
        assert first.pk != last.pk


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(claims=st.lists(CLAIM, min_size=1, max_size=3))
def test_out_in_and_out_again_is_the_same(newsroom: Newsroom, claims: list[dict[str, Any]]) -> None:
    with a_desk_of_its_own():
        record(newsroom, claims)
        files = {name: written(name) for name in ("claims", "attributions")}
        before = LedgerEntry.objects.count()
        assert [take(newsroom, file) for file in files.values()] == [0, 0]
        assert LedgerEntry.objects.count() == before
    with a_desk_of_its_own():
        for file in files.values():
            take(newsroom, file)
        publish_all(newsroom)
        for name, file in files.items():
            assert cells(written(name)) == cells(file)
        assert [take(newsroom, file) for file in files.values()] == [0, 0]
