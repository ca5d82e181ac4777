"""How well is Russian attribution read? Precision, recall and F1 by token, against hand-marked sentences.

The data is a JSONL file with tokens and tags (O, source, cue, content) for each sentence. Even lines are for
tuning, odd lines for reporting.

    .venv/bin/python -m bench.attribution_russian PATH/dev/ru.jsonl
"""

import json
import sys
from collections import Counter
from pathlib import Path

from factcheck.extraction.russian import read_quotations
from factcheck.extraction.statements import Place, Story

LABELS = ("source", "cue", "content")


def token_tags(sentence: str, tokens: list[str]) -> list[str]:
    marks: dict[str, tuple[Place, ...]] = dict.fromkeys(LABELS, ())
    for one in read_quotations(Story(sentence, "ru")):
        marks["source"] += (one.speaker.place,) if one.speaker else ()
        marks["cue"] += (one.cue,) if one.cue else ()
        marks["content"] += one.content
    tags, at = [], 0
    for token in tokens:
        found = sentence.find(token, at)
        at = found if found >= 0 else at
        hit = (label for label in LABELS if any(low <= at < high for low, high in marks[label]))
        tags.append(next(hit, "O"))
        at += len(token) if found >= 0 else 0
    return tags


def report(name: str, pairs: list[tuple[str, str]]) -> None:
    counted = Counter(pairs)
    for label in LABELS:
        right = counted[label, label]
        given = sum(times for (_, said), times in counted.items() if said == label)
        wanted = sum(times for (gold, _), times in counted.items() if gold == label)
        precision, recall = right / max(given, 1), right / max(wanted, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(
            f"{name:<8} {label:<10} precision {precision:.2f}  recall {recall:.2f}  F1 {f1:.2f}  of {wanted}"
        )


def main() -> int:
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_file():
        print("Name the file of marked sentences: python -m bench.attribution_russian PATH/dev/ru.jsonl")
        return 2
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    for name, part in (("tuning", rows[::2]), ("report", rows[1::2])):
        pairs: list[tuple[str, str]] = []
        marked: Counter[tuple[bool, bool]] = Counter()
        for row in part:
            tags = token_tags(row["sentence"], row["tokens"])
            pairs += list(zip(row["tags"], tags, strict=True))
            marked["content" in row["tags"], "content" in tags] += 1
        report(name, pairs)
        right, wrong, missed = marked[True, True], marked[False, True], marked[True, False]
        precision, recall = right / max(right + wrong, 1), right / max(right + missed, 1)
        print(f"{name:<8} sentences  precision {precision:.2f}  recall {recall:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
