"""How well does the reader of stories find who says what? Runs it over a file of annotated articles.

    .venv/bin/python -m bench.attribution --data FOLDER [--file dev/dev.jsonl] [--plain]

FOLDER (or the variable FACTCHECK_DATA) holds score.py and JSON lines with `doc`, `text`, `date` and
`attributions` of
[source, cue, content] as lists of [start, end). Its own score.py is run as it is and prints the table.
--plain
leaves attitudes ("wants", "criticised") out, as the desk does.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from factcheck.extraction.english import read_english
from factcheck.extraction.statements import Statement, Story


def main() -> int:
    options = _options()
    folder = Path(options.data or os.environ.get("FACTCHECK_DATA", ""))
    gold, scorer = folder / options.file, folder / "score.py"
    if not folder.name or not gold.is_file() or not scorer.is_file():
        print(f"No annotated articles: {gold} and {scorer} are needed. Give their folder with --data.")
        return 2
    began = time.process_time()
    characters = 0
    with tempfile.TemporaryDirectory() as place, gold.open(encoding="utf8") as lines:
        answers = Path(place) / "answers.jsonl"
        with answers.open("w", encoding="utf8") as out:
            for line in lines:
                article = json.loads(line)
                characters += len(article["text"])
                out.write(json.dumps(_read(article, attitudes=not options.plain)) + "\n")
        seconds = time.process_time() - began
        sys.stdout.flush()
        status = subprocess.run([sys.executable, scorer, gold, answers], check=False).returncode
    print(
        f"{characters:,} characters in {seconds:.1f} s of processor time:"
        f" {characters / seconds:,.0f} a second"
    )
    return status


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", default="", help="the folder with score.py")
    parser.add_argument("--file", default="dev/dev.jsonl", help="the articles within it")
    parser.add_argument("--plain", action="store_true", help="leave attitudes out")
    return parser.parse_args()


def _read(article: dict[str, str], *, attitudes: bool) -> dict[str, object]:
    story = Story(article["text"], "en", date.fromisoformat(article["date"]))
    said = [statement for statement in read_english(story, attitudes=attitudes) if statement.speaker]
    return {"doc": article["doc"], "attributions": [_answer(statement) for statement in said]}


def _answer(statement: Statement) -> dict[str, list[tuple[int, int]]]:
    return {
        "source": [statement.speaker.place] if statement.speaker else [],
        "cue": [statement.cue] if statement.cue else [],
        "content": list(statement.content),
    }


if __name__ == "__main__":
    sys.exit(main())
