"""The stand-alone verifier: what is sound passes, and each attack is named."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.tools.published import DRAFT, FIRST_CLAIM, Key, Publication, a_small_ledger, edit, run, seal

SOUND, TAMPERED, CANNOT_TELL = 0, 1, 2


class Download:
    """A stranger's folder: entries, and the checkpoints that were saved before anybody touched the ledger."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.key, self.ledger = folder, Key(), a_small_ledger()
        self.saved = "\n".join(self.key.checkpoint(self.ledger.leaves[:size]) for size in (4, 7, 11))

    def check(self, *options: object, checkpoint: bool = True, entries: str | None = None) -> dict[str, Any]:
        file = self.folder / "entries.jsonl"
        file.write_text(self.ledger.jsonl() if entries is None else entries, encoding="utf-8", newline="\n")
        if checkpoint:
            (self.folder / "saved.txt").write_text(self.saved, encoding="utf-8", newline="\n")
            options = ("--checkpoint", self.folder / "saved.txt", "--vkey", self.key.vkey, *options)
        done = run("verify_ledger.py", file, "--json", *options)
        assert "Traceback" not in done.stderr, done.stderr
        told: dict[str, Any] = json.loads(done.stdout)
        assert told["exit"] == done.returncode
        return told


@pytest.fixture
def download(tmp_path: Path) -> Download:
    return Download(tmp_path)


def first_bad(told: dict[str, Any]) -> tuple[int, str]:
    assert told["exit"] == TAMPERED
    return told["first_bad"]["seq"], told["first_bad"]["field"]


# ---- Sound ----


def test_a_sound_ledger_passes(download: Download) -> None:
    told = download.check()
    assert told["exit"] == SOUND, told
    assert (told["entries"], told["withheld"], told["decisions"], told["checkpoints_matched"]) == (
        11,
        2,
        3,
        3,
    )
    assert "11" in told["proved"][1] and download.key.name in told["proved"][1]


def test_an_answer_in_words_says_what_was_proved(download: Download) -> None:
    download.check()
    options = ("--checkpoint", download.folder / "saved.txt", "--vkey", download.key.vkey)
    done = run("verify_ledger.py", download.folder / "entries.jsonl", *options)
    assert done.returncode == SOUND and done.stderr == ""
    assert "signed head of desk.example/ledger, 2026-11-23T11:00:00Z" in done.stdout
    assert done.stdout.endswith("Sound.\n")


def test_quiet_is_silent_when_all_is_sound(download: Download) -> None:
    download.check()
    assert run("verify_ledger.py", download.folder / "entries.jsonl", "--quiet").stdout == ""


def test_the_first_bad_entry_is_named_in_words(download: Download) -> None:
    download.ledger.lines[4]["texts"]["reason"]["text"] = "No reason\x1b[2J."
    download.check()
    done = run("verify_ledger.py", download.folder / "entries.jsonl", "--quiet")
    assert done.returncode == TAMPERED
    assert done.stdout.startswith("First bad entry 5, reason: text and salt do not give the commitment")


def test_without_a_checkpoint_it_says_what_cannot_be_seen(download: Download) -> None:
    told = download.check(checkpoint=False)
    assert told["exit"] == SOUND
    assert "cannot be seen without a checkpoint" in told["not_proved"][0]


def test_entries_after_the_last_checkpoint_are_said_to_be_uncovered(download: Download) -> None:
    download.saved = download.key.checkpoint(download.ledger.leaves[:7])
    assert any("4 entries after it" in line for line in download.check()["not_proved"])


def test_without_a_key_the_signature_is_said_to_be_unchecked(download: Download) -> None:
    download.check()
    told = download.check("--checkpoint", download.folder / "saved.txt", checkpoint=False)
    assert told["exit"] == SOUND and any("no --vkey" in line for line in told["not_proved"])


def test_the_head_file_serves_as_a_checkpoint(download: Download) -> None:
    head = {"seq": 11, "checkpoint": download.key.checkpoint(download.ledger.leaves)}
    download.saved = json.dumps(head)
    assert download.check()["checkpoints_matched"] == 1


def test_a_signature_by_a_further_witness_does_not_matter(download: Download) -> None:
    other = Key(name="witness.example")
    download.saved = download.saved.rstrip("\n") + "\n" + other.checkpoint([]).split("\n\n")[1]
    assert download.check()["exit"] == SOUND


def test_a_key_is_read_from_a_file(download: Download) -> None:
    file = download.folder / "key.txt"
    file.write_text(f"{Key().vkey}\n{download.key.vkey}\n")  # The older key first.
    download.check()
    told = download.check(
        "--checkpoint", download.folder / "saved.txt", "--vkey", f"@{file}", checkpoint=False
    )
    assert told["exit"] == SOUND


# ---- Attacks that the file itself shows ----


def test_a_changed_byte_of_a_body_is_found(download: Download) -> None:
    line = download.ledger.lines[4]
    line["body"] = line["body"].replace('"to":"confirmed"', '"to":"confirmee"')
    told = download.check(checkpoint=False)
    assert first_bad(told) == (5, "hash")
    assert told["first_bad"]["stands"] == line["hash"] != told["first_bad"]["should"]


def test_a_changed_byte_of_a_hash_is_found(download: Download) -> None:
    line = download.ledger.lines[4]
    right = line["hash"]
    line["hash"] = ("0" if right[0] != "0" else "1") + right[1:]
    told = download.check(checkpoint=False)
    assert first_bad(told) == (5, "hash")
    assert told["first_bad"]["should"] == right


def test_a_changed_hash_of_a_withheld_entry_needs_a_checkpoint(download: Download) -> None:
    line = download.ledger.lines[3]
    line["hash"] = ("0" if line["hash"][0] != "0" else "1") + line["hash"][1:]
    assert download.check(checkpoint=False)["exit"] == SOUND
    told = download.check()
    assert told["exit"] == TAMPERED and "one of 1 to 4 that differs" in told["checkpoint_findings"][0]


def test_a_changed_byte_of_a_text_is_found(download: Download) -> None:
    download.ledger.lines[2]["texts"]["quote"]["text"] += "."
    assert first_bad(download.check(checkpoint=False)) == (3, "quote")


def test_a_changed_salt_is_found(download: Download) -> None:
    download.ledger.lines[2]["texts"]["spans/0/exact"]["salt"] = "0" * 64
    assert first_bad(download.check(checkpoint=False)) == (3, "spans/0/exact")


def test_a_text_that_nothing_commits_to_is_found(download: Download) -> None:
    download.ledger.lines[2]["texts"]["cue"] = {"salt": "0" * 64, "text": "lied"}
    assert first_bad(download.check(checkpoint=False)) == (3, "cue")


def test_a_dropped_entry_is_found(download: Download) -> None:
    del download.ledger.lines[4]
    told = download.check(checkpoint=False)
    assert first_bad(told) == (5, "seq") and "entry 5 is missing" in told["first_bad"]["words"]


def test_two_swapped_entries_are_found(download: Download) -> None:
    lines = download.ledger.lines
    lines[4], lines[5] = lines[5], lines[4]
    assert first_bad(download.check(checkpoint=False)) == (5, "seq")


def test_two_swapped_entries_with_their_numbers_put_right_are_found(download: Download) -> None:
    lines = download.ledger.lines
    lines[4], lines[5] = lines[5] | {"seq": 5}, lines[4] | {"seq": 6}
    assert first_bad(download.check(checkpoint=False)) == (5, "seq")


def test_an_entry_put_in_the_middle_is_found(download: Download) -> None:
    download.ledger.lines.insert(4, dict(download.ledger.lines[4]))
    told = download.check(checkpoint=False)
    assert first_bad(told) == (6, "seq")
    assert told["first_bad"]["stands"] == "5"


def test_an_entry_put_in_the_middle_and_numbered_is_found(download: Download) -> None:
    added = download.ledger.lines[4] | {"seq": 5}
    download.ledger.lines.insert(4, added)
    for number, line in enumerate(download.ledger.lines, start=1):
        line["seq"] = number
    assert first_bad(download.check(checkpoint=False))[0] == 6


def test_a_name_that_stands_twice_in_a_line_is_found(download: Download) -> None:
    entries = download.ledger.jsonl().replace('{"seq": 3, ', '{"body": "{}", "seq": 3, ', 1)
    assert first_bad(download.check(checkpoint=False, entries=entries)) == (3, "line")


@pytest.mark.parametrize("extra", ["comment", "Body", "record"])
def test_a_line_carries_nothing_that_is_not_sealed(download: Download, extra: str) -> None:
    download.ledger.lines[2][extra] = "x"
    assert first_bad(download.check(checkpoint=False)) == (3, "line")


@pytest.mark.parametrize(
    "entries", ["{", "\n", "[]\n", "<html>\n", '{"seq": true, "hash": ""}\n', "[" * 99_999]
)
def test_a_line_that_is_none_is_found(download: Download, entries: str) -> None:
    assert first_bad(download.check(checkpoint=False, entries=entries))[0] == 1


def test_a_broken_download_is_found(download: Download) -> None:
    told = download.check(checkpoint=False, entries=download.ledger.jsonl()[:-40])
    assert first_bad(told) == (11, "line") and "download broke off" in told["first_bad"]["words"]


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda body: body.replace('"v":2', '"v": 2'), id="blank"),
        pytest.param(lambda body: '{"v":2,' + body[1:].replace(',"v":2', ""), id="order"),
        pytest.param(lambda body: body.replace("桥", "\\u6865"), id="escape"),
        pytest.param(lambda body: body.replace('"start":3', '"start":3.0'), id="fraction"),
        pytest.param(lambda body: body.replace('"start":3', '"start":9007199254740993'), id="too large"),
        pytest.param(lambda body: body.replace('"start":3', '"start":3,"start":3'), id="twice"),
        pytest.param(lambda body: body.replace('"start"', '"stärt"'), id="name"),
        pytest.param(lambda body: body.replace('"start":3', '"start":NaN'), id="NaN"),
        pytest.param(lambda body: body.replace('"start":3', '"start":-0'), id="minus nought"),
    ],
)
def test_a_body_has_one_form_only(download: Download, spoil: Any) -> None:
    line = download.ledger.lines[2]
    edit(line, record=json.loads(line["body"])["record"] | {"cue": "桥"})
    line["body"] = spoil(before := line["body"])
    assert line["body"] != before
    seal(line)
    assert first_bad(download.check(checkpoint=False)) == (3, "body")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("seq", 4),
        ("claim_seq", 3),
        ("previous", "0" * 64),
        ("recorded_at", "2026-11-23T09:00:00.000000Z"),
        ("recorded_at", "yesterday"),
        ("sealed_at", 5),
        ("kind", None),
        ("record", []),
    ],
)
def test_a_part_of_a_body_that_does_not_fit_is_named(download: Download, field: str, value: object) -> None:
    edit(download.ledger.lines[2], **{field: value})
    assert first_bad(download.check(checkpoint=False)) == (3, field)


def test_an_entry_of_a_shown_claim_cannot_be_hidden(download: Download) -> None:
    line = download.ledger.lines[4]
    del line["body"], line["texts"]
    told = download.check()
    assert first_bad(told) == (11, "claim_seq")
    assert "line 5 hides it" in told["first_bad"]["words"]


def test_withheld_entries_of_the_desk_itself_break_only_what_is_known_of_its_chain(
    download: Download,
) -> None:
    line = download.ledger.lines[5]
    del line["body"], line["texts"]
    told = download.check()
    assert told["exit"] == SOUND and "were not checked" in told["notes"][0]


# ---- Attacks that only a saved checkpoint shows ----


def test_a_cut_tail_is_found_by_a_checkpoint(download: Download) -> None:
    del download.ledger.lines[9:]
    assert download.check(checkpoint=False)["exit"] == SOUND
    told = download.check()
    assert first_bad(told) == (10, "seq") and "tail is cut" in told["first_bad"]["words"]


def test_everything_cut_is_found_by_a_checkpoint(download: Download) -> None:
    assert first_bad(download.check(entries="")) == (1, "seq")


def test_an_edit_with_all_after_it_sealed_anew_is_found_by_a_checkpoint_alone(download: Download) -> None:
    line = download.ledger.lines[4]
    edit(line, record=json.loads(line["body"])["record"] | {"to": "disputed"})
    download.ledger.reseal_from(5)
    told = download.check(checkpoint=False)
    assert told["exit"] == SOUND
    assert "sealed everything after it anew; that cannot be seen" in told["not_proved"][0]
    told = download.check()
    assert told["exit"] == TAMPERED
    assert "Up to entry 4 a checkpoint agrees, so it is one of 5 to 7" in told["checkpoint_findings"][0]


@pytest.mark.parametrize("attack", ["drop", "swap", "insert"])
def test_a_ledger_sealed_anew_after_any_attack_is_found_by_a_checkpoint(
    download: Download, attack: str
) -> None:
    lines = download.ledger.lines
    if attack == "drop":
        del lines[6]
        lines[3] |= {"seq": 4}
    elif attack == "swap":
        lines[5], lines[6] = lines[6], lines[5]
    else:
        lines.insert(6, dict(lines[5]))
    for number, line in enumerate(lines, start=1):
        line["seq"] = number
    for line in lines[5:]:
        if "body" in line:
            edit(line, recorded_at="2026-11-23T10:59:00.000000Z")
    download.ledger.reseal_from(6)
    assert download.check(checkpoint=False)["exit"] == SOUND
    assert download.check()["exit"] == TAMPERED


# ---- Signatures ----


def test_a_forged_signature_is_found(download: Download) -> None:
    honest, download.key = download.key, Key()
    download.saved = download.key.checkpoint(download.ledger.leaves)
    download.key = honest
    told = download.check()
    assert told["exit"] == TAMPERED and "not signed by this key" in told["checkpoint_findings"][0]
    assert len(told["proved"]) == 1


def test_a_changed_checkpoint_is_found(download: Download) -> None:
    download.saved = download.saved.replace("time 2026", "time 2025", 1)
    assert download.check()["exit"] == TAMPERED


def test_a_signature_under_another_name_is_found(download: Download) -> None:
    other = Key(secret=download.key.secret, name="other.example")
    download.saved = other.checkpoint(download.ledger.leaves)
    assert download.check()["exit"] == TAMPERED


def test_a_checkpoint_of_another_ledger_is_found(download: Download) -> None:
    download.saved = download.key.checkpoint(download.ledger.leaves, origin="other.example")
    assert download.check()["exit"] == TAMPERED


@pytest.mark.parametrize(
    "saved", ["", "nothing\n", "o\n11\nAAAA\ntime x\n\n— o AAAA\n", '{"a": 1}', "o\n-1\n\n— o AA\n"]
)
def test_a_checkpoint_that_is_none_leaves_it_undecided(download: Download, saved: str) -> None:
    download.saved = saved
    assert download.check()["exit"] == CANNOT_TELL


# ---- Redactions ----


def test_a_text_taken_out_without_a_word_is_found(download: Download) -> None:
    del download.ledger.lines[2]["texts"]["quote"]
    told = download.check()
    assert first_bad(told) == (3, "quote") and "no redaction entry names it" in told["first_bad"]["words"]


def test_a_text_taken_out_by_a_redaction_leaves_the_ledger_sound(download: Download) -> None:
    del download.ledger.lines[2]["texts"]["quote"]
    record = {"seq": 3, "field": "quote", "reason": "Order of the court.", "by": "ada"}
    download.ledger.add("redaction", FIRST_CLAIM, record)
    told = download.check()
    assert told["exit"] == SOUND and told["redactions"] == 1


def test_a_redaction_of_another_text_does_not_excuse_it(download: Download) -> None:
    del download.ledger.lines[2]["texts"]["quote"]
    download.ledger.add("redaction", FIRST_CLAIM, {"seq": 7, "field": "quote", "reason": "…", "by": "ada"})
    assert first_bad(download.check()) == (3, "quote")


def test_a_redaction_that_left_its_text_standing_is_mentioned(download: Download) -> None:
    download.ledger.add("redaction", FIRST_CLAIM, {"seq": 3, "field": "quote", "reason": "…", "by": "ada"})
    told = download.check()
    assert told["exit"] == SOUND and "which is not missing" in told["notes"][0]


def test_a_redaction_points_back(download: Download) -> None:
    download.ledger.add("redaction", FIRST_CLAIM, {"seq": 12, "field": "quote", "reason": "…", "by": "ada"})
    assert first_bad(download.check()) == (12, "record")


# ---- What cannot be told ----


def test_an_unknown_version_leaves_it_undecided(download: Download) -> None:
    edit(download.ledger.lines[2], v=3)
    told = download.check(checkpoint=False)
    assert told["exit"] == CANNOT_TELL and "version 3" in told["unknown"][0]


def test_an_unknown_kind_leaves_it_undecided(download: Download) -> None:
    download.ledger.add("horoscope", FIRST_CLAIM, {})
    assert download.check()["exit"] == CANNOT_TELL


def test_an_unknown_version_hides_no_attack(download: Download) -> None:
    edit(download.ledger.lines[2], v=3)
    assert download.check()["exit"] == TAMPERED


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["/no/such/file"],
        ["/"],
        ["x", "--vkey", "k"],
        ["x", "--whole-csv"],
        ["x", "--checkpoint", "/no/file"],
    ],
)
def test_bad_arguments_leave_it_undecided(arguments: list[str]) -> None:
    done = run("verify_ledger.py", *arguments)
    assert done.returncode == CANNOT_TELL and "Traceback" not in done.stderr


def test_an_empty_file_without_a_checkpoint_leaves_it_undecided(download: Download) -> None:
    file = download.folder / "empty.jsonl"
    file.write_text("")
    assert run("verify_ledger.py", file).returncode == CANNOT_TELL


# ---- decisions.csv ----

COLUMNS = (
    "ledger_seq claim_code claim from_status to_status reason public_note decided_by decided_at hash".split()
)


def rows_of(ledger: Publication) -> list[dict[str, str]]:
    rows = []
    for line in ledger.lines:
        body = json.loads(line.get("body", "{}"))
        if body.get("kind") != "decision":
            continue
        record, texts = body["record"], line["texts"]
        rows.append({
            "ledger_seq": str(line["seq"]), "claim_code": body["claim"], "claim": "…", "hash": line["hash"],
            "from_status": record["from"], "to_status": record["to"], "reason": texts["reason"]["text"],
            "public_note": texts["public_note"]["text"] if record["public_note"] else "", "decided_by": "ed",
            "decided_at": body["recorded_at"],
        })  # fmt: skip
    return sorted(rows, key=lambda row: row["claim_code"])


def with_csv(download: Download, rows: list[dict[str, str]], *options: str) -> dict[str, Any]:
    file = download.folder / "decisions.csv"
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return download.check("--decisions", file, *options)


def test_a_true_csv_passes(download: Download) -> None:
    told = with_csv(download, rows_of(download.ledger), "--whole-csv")
    assert told["exit"] == SOUND and told["decision_rows"] == 3, told


@pytest.mark.parametrize("column", [name for name in COLUMNS if name not in ("claim", "ledger_seq")])
def test_a_cell_that_says_something_else_is_found(download: Download, column: str) -> None:
    rows = rows_of(download.ledger)
    rows[1][column] += "x"
    assert first_bad(with_csv(download, rows)) == (11, column)


def test_a_row_too_few_is_found_in_a_whole_csv_only(download: Download) -> None:
    rows = rows_of(download.ledger)[1:]
    assert with_csv(download, rows)["exit"] == SOUND
    assert first_bad(with_csv(download, rows, "--whole-csv")) == (5, "decisions.csv")


@pytest.mark.parametrize("seq", ["3", "4", "12", "0", "x", "", "-1", "9" * 30])
def test_a_row_of_no_shown_decision_is_found(download: Download, seq: str) -> None:
    rows = rows_of(download.ledger)
    rows[0]["ledger_seq"] = seq
    assert with_csv(download, rows)["exit"] == TAMPERED


def test_a_row_that_stands_twice_is_found(download: Download) -> None:
    rows = rows_of(download.ledger)
    assert first_bad(with_csv(download, [*rows, rows[0]])) == (5, "decisions.csv")


def test_the_download_for_spreadsheets_passes(download: Download) -> None:
    rows = rows_of(download.ledger)
    assert rows[2]["reason"].startswith("=")
    rows[2]["reason"] = "'" + rows[2]["reason"]
    assert with_csv(download, rows)["exit"] == SOUND


def test_a_withdrawn_reason_stands_in_the_csv_as_withdrawn(download: Download) -> None:
    rows = rows_of(download.ledger)
    del download.ledger.lines[4]["texts"]["reason"]
    download.ledger.add("redaction", FIRST_CLAIM, {"seq": 5, "field": "reason", "reason": "…", "by": "ada"})
    assert first_bad(with_csv(download, rows)) == (5, "reason")
    rows[0]["reason"] = "[text withdrawn]"
    assert with_csv(download, rows)["exit"] == SOUND


def test_a_file_of_another_kind_leaves_it_undecided(download: Download) -> None:
    file = download.folder / "claims.csv"
    file.write_text("claim_code\nNK-0001\n")
    download.check(checkpoint=False)
    done = run("verify_ledger.py", download.folder / "entries.jsonl", "--decisions", file)
    assert done.returncode == CANNOT_TELL


# ---- Claims that come out of drafts ----


def test_a_ledger_of_withheld_entries_only_is_sound(download: Download) -> None:
    for line in download.ledger.lines:
        line.pop("body", None)
        line.pop("texts", None)
    told = download.check()
    assert told["exit"] == SOUND and told["withheld"] == 11
    assert DRAFT not in json.dumps(told)
