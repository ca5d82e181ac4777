"""The tables that bench.tables brings in: of the folders as they are, or made of those that hold no CSV."""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factcheck.extraction.claimreview import plain


@dataclass(frozen=True, slots=True)
class Made:
    """asked: what the command is told beside publisher and topic. rows: as they are in the file."""

    name: str
    path: Path
    asked: tuple[str, ...]
    rows: list[dict[str, str]]


def tables_of(data: Path, split: str, work: Path) -> Iterator[Made]:
    csv.field_size_limit(200_000)
    for name, file, asked in (
        ("bulk-csv", "claims_1.csv", ()),
        ("claims-politifact-en", "claims.tsv", ()),
        ("claims-korean-govbriefing", "claims.tsv", ("--map", "press=publisher", "ministry=verdict_by")),
    ):
        path = data / name / split / file
        if path.is_file():
            yield _copied(name, path, work, asked)
    folder = data / "claims-factopolis" / split
    if folder.is_dir():
        titles = {row["id"]: row["title"] for row in _lines(folder / "claims.jsonl")}
        yield _made("claims-factopolis claims", work, _titles(titles))
        yield _made(
            "claims-factopolis assertions", work, _quotes(_lines(folder / "assertions.jsonl"), titles)
        )
    for file in ("missile_tests_en", "missile_tests_ja", "provocations"):
        path = data / "claims-nk-events" / split / f"{file}.jsonl"
        if path.is_file():
            # The original of one of them has CR alone at the ends of its lines.
            end = "\r\n" if file.endswith("_en") else "\r"
            yield _made(f"claims-nk-events {file}", work, _events(_lines(path)), end)


def _copied(name: str, path: Path, work: Path, asked: tuple[str, ...]) -> Made:
    copy = work / f"{name}{path.suffix}"
    copy.write_bytes(path.read_bytes())
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t" if path.suffix == ".tsv" else ","))
    return Made(name, copy, asked, rows)


def _made(name: str, work: Path, rows: Iterable[dict[str, str]], end: str = "\r\n") -> Made:
    kept = list(rows)
    path = work / f"{name.replace(' ', '-')}.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(kept[0]), lineterminator=end)
        writer.writeheader()
        writer.writerows(kept)
    return Made(name, path, (), kept)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _titles(titles: dict[str, str]) -> Iterator[dict[str, str]]:
    for key, title in titles.items():
        yield {"external_id": key, "claim": title}


def _quotes(assertions: list[dict[str, Any]], titles: dict[str, str]) -> Iterator[dict[str, str]]:
    """One row for each quote under each claim that it is a case of."""
    for said in assertions:
        links = [one["url"] for one in said.get("sources", ()) if one.get("url")]
        for claim in said.get("claims", ()):
            if claim in titles:
                yield {
                    "claim": titles[claim],
                    "speaker": said["person"],
                    "date": str(said["date"]),
                    "quote": plain(said.get("quote", "")),
                    "url": links[0] if links else "",
                }


def _events(rows: list[dict[str, Any]]) -> Iterator[dict[str, str]]:
    for row in rows:
        yield {
            "external_id": row["id"],
            "claim": row["description"],
            "event_from": str(row["date"]),
            "place": str(row.get("facility", "")),
        }
