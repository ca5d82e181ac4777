"""The witness, against a site of its own that behaves, and then does not."""

import base64
import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import CompletedProcess
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.published import Key, consistency, root, run, sha256
from tools import witness

FINE, REWRITTEN, CANNOT_TELL = 0, 1, 2


class Newsroom:
    """A site that publishes a ledger of as many entries as it is told, and may be made to lie."""

    def __init__(self) -> None:
        self.key = Key()
        self.leaves = leaves(30)
        self.notes: list[str] = []
        self.overrides: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[str] = []

    def sign(self, size: int, *, age: timedelta = timedelta(), key: Key | None = None) -> str:
        moment = (datetime.now(UTC) - age).strftime("%Y-%m-%dT%H:%M:%SZ")
        note = (key or self.key).checkpoint(self.leaves[:size], moment)
        self.notes.append(note)
        return note

    def answer(self, path: str, query: dict[str, list[str]]) -> str | None:
        if path == "/ledger/checkpoints.txt":
            return "\n".join(self.notes)
        if path == "/ledger/key.txt":
            return self.key.vkey + "\n"
        if path == "/ledger/consistency.json":
            start, end = int(query["from"][0]), int(query["to"][0])
            proof = [base64.b64encode(node).decode() for node in consistency(start, self.leaves[:end])]
            return json.dumps({"from": start, "to": end, "proof": proof})
        return None


def leaves(count: int, salt: str = "") -> list[bytes]:
    return [sha256(f"{salt}{number}".encode()) for number in range(count)]


class Handler(BaseHTTPRequestHandler):
    def __init__(self, newsroom: Newsroom, *rest: object) -> None:
        self.newsroom = newsroom
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        self.newsroom.asked.append(self.path)
        text = self.newsroom.answer(address.path, parse_qs(address.query))
        usual: tuple[int, dict[str, str], bytes] = (
            (404, {}, b"") if text is None else (200, {}, text.encode())
        )
        status, headers, body = self.newsroom.overrides.get(address.path, usual)
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        pass


class Watch:
    def __init__(self, newsroom: Newsroom, url: str, folder: Path) -> None:
        self.newsroom, self.url, self.folder = newsroom, url, folder

    def __call__(self, *options: object, url: str = "") -> CompletedProcess[str]:
        done = run("witness.py", url or self.url, "--state", self.folder, *options)
        assert "Traceback" not in done.stderr, done.stderr
        return done

    @property
    def evidence(self) -> str:
        return "\n".join(file.read_text() for file in sorted(self.folder.glob("evidence-*.txt")))

    def finds(self, kind: str) -> str:
        done = self()
        assert done.returncode == REWRITTEN, done
        assert "WAS REWRITTEN" in done.stderr and list(self.folder.glob(f"evidence-{kind}-*.txt"))
        return done.stderr


@pytest.fixture
def newsroom() -> Newsroom:
    return Newsroom()


@pytest.fixture
def watch(newsroom: Newsroom, tmp_path: Path) -> Iterator[Watch]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, newsroom))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield Watch(newsroom, f"http://127.0.0.1:{server.server_port}", tmp_path / "memory")
    server.shutdown()
    server.server_close()
    thread.join()


# ---- Fine ----


def test_a_ledger_that_grows_is_fine(newsroom: Newsroom, watch: Watch) -> None:
    for minute, size in enumerate((5, 5, 8, 13, 30)):
        newsroom.sign(size, age=timedelta(minutes=9 - minute))
        done = watch()
        assert done.returncode == FINE, done
        assert done.stderr == "" and f"Fine: {size} entries" in done.stdout
    kept = json.loads((watch.folder / "witness.json").read_text())
    assert kept["anchor"] == 30 and kept["unproven"] == [] and kept["checkpoints"] == newsroom.notes
    assert [file.name for file in watch.folder.iterdir()] == ["witness.json"]


def test_a_ledger_that_was_empty_grows(newsroom: Newsroom, watch: Watch) -> None:
    newsroom.sign(0)
    assert watch().returncode == FINE
    newsroom.sign(3)
    assert watch().returncode == FINE


def test_the_first_use_asks_for_proofs_of_all_that_is_listed(newsroom: Newsroom, watch: Watch) -> None:
    for size in (5, 8, 13):
        newsroom.sign(size)
    assert watch().returncode == FINE
    asked = [path for path in newsroom.asked if "consistency" in path]
    assert [path.rpartition("?")[2] for path in asked] == ["from=5&to=13", "from=8&to=13"]


def test_the_memory_serves_the_verifier(newsroom: Newsroom, watch: Watch, tmp_path: Path) -> None:
    newsroom.sign(2)
    watch()
    entries = tmp_path / "entries.jsonl"
    lines = [{"seq": seq, "hash": leaf.hex()} for seq, leaf in enumerate(newsroom.leaves[:2], start=1)]
    entries.write_text("".join(json.dumps(line) + "\n" for line in lines))
    memory = watch.folder / "witness.json"
    arguments = (entries, "--checkpoint", memory, "--vkey", newsroom.key.vkey)
    assert run("verify_ledger.py", *arguments).returncode == FINE
    entries.write_text(json.dumps(lines[0]) + "\n")
    assert run("verify_ledger.py", *arguments).returncode == REWRITTEN


# ---- Rewritten ----


def test_a_forked_log_is_found(newsroom: Newsroom, watch: Watch) -> None:
    honest = newsroom.sign(8)
    assert watch().returncode == FINE
    newsroom.leaves = leaves(30, "other")
    forged = newsroom.sign(8)
    watch.finds("fork")
    assert honest in watch.evidence and forged in watch.evidence


def test_a_fork_is_cried_out_each_time_and_kept_once(newsroom: Newsroom, watch: Watch) -> None:
    newsroom.sign(8)
    watch()
    newsroom.leaves = leaves(30, "other")
    newsroom.sign(8)
    watch.finds("fork")
    files = list(watch.folder.iterdir())
    watch.finds("fork")
    assert list(watch.folder.iterdir()) == files


def test_a_past_that_was_changed_is_found_as_the_ledger_grows(newsroom: Newsroom, watch: Watch) -> None:
    old = newsroom.sign(8)
    watch()
    newsroom.leaves = [sha256(b"edited"), *newsroom.leaves[1:]]
    new = newsroom.sign(13)
    watch.finds("inconsistent")
    assert old in watch.evidence and new in watch.evidence and '"proof"' in watch.evidence
    newsroom.sign(20)
    watch.finds("inconsistent")


def test_a_rolled_back_log_is_found(newsroom: Newsroom, watch: Watch) -> None:
    newsroom.sign(8)
    last = newsroom.sign(13)
    watch()
    newsroom.notes.pop()
    said = watch.finds("rollback")
    assert "had 13 entries and now has 8" in said and last in watch.evidence


def test_a_checkpoint_smaller_than_the_one_before_is_found(newsroom: Newsroom, watch: Watch) -> None:
    newsroom.sign(13)
    newsroom.sign(8)
    assert "followed by one of 8" in watch.finds("rollback")


def test_a_removed_checkpoint_is_found(newsroom: Newsroom, watch: Watch) -> None:
    gone = newsroom.sign(5)
    newsroom.sign(8)
    watch()
    newsroom.notes.remove(gone)
    newsroom.sign(13)
    watch.finds("removed")
    assert gone in watch.evidence


def test_all_checkpoints_but_one_replaced_are_found(newsroom: Newsroom, watch: Watch) -> None:
    newsroom.sign(5)
    watch()
    newsroom.notes.clear()
    newsroom.sign(5, age=timedelta(minutes=-1))
    watch.finds("removed")


def test_a_checkpoint_put_into_the_past_is_found(newsroom: Newsroom, watch: Watch) -> None:
    newsroom.sign(5)
    newsroom.sign(13)
    watch()
    honest, newsroom.leaves = newsroom.leaves, leaves(30, "other")
    shown_to_others = newsroom.sign(8)
    newsroom.notes.insert(1, newsroom.notes.pop())
    newsroom.leaves = honest
    watch.finds("inconsistent")
    assert shown_to_others in watch.evidence


def test_a_fork_among_the_checkpoints_of_the_first_use_is_found(newsroom: Newsroom, watch: Watch) -> None:
    honest = newsroom.leaves
    newsroom.sign(5)
    newsroom.leaves = leaves(30, "other")
    newsroom.sign(8)
    newsroom.leaves = honest
    newsroom.sign(10)
    newsroom.sign(13)
    watch.finds("inconsistent")
    watch.finds("inconsistent")  # It stays unproven, so the next run asks again.


def test_a_forged_signature_is_found(newsroom: Newsroom, watch: Watch) -> None:
    newsroom.sign(5)
    watch()
    forged = newsroom.sign(8, key=Key())
    watch.finds("forged")
    assert forged in watch.evidence
    assert forged not in json.loads((watch.folder / "witness.json").read_text())["checkpoints"]


def test_a_key_that_was_exchanged_is_found(newsroom: Newsroom, watch: Watch) -> None:
    newsroom.sign(5)
    watch()
    newsroom.key = Key()
    newsroom.sign(8)
    watch.finds("forged")


def test_a_new_key_is_taken_from_the_person_and_not_from_the_site(newsroom: Newsroom, watch: Watch) -> None:
    newsroom.sign(5)
    watch()
    old, newsroom.key = newsroom.key.vkey, Key()
    newsroom.sign(8)
    both = watch.folder / "keys.txt"
    both.write_text(f"{old}\n{newsroom.key.vkey}\n")
    assert watch("--vkey", newsroom.key.vkey).returncode == CANNOT_TELL
    assert watch("--vkey", f"@{both}").returncode == FINE
    assert watch().returncode == FINE


def test_a_given_key_is_not_taken_from_the_site(newsroom: Newsroom, watch: Watch) -> None:
    newsroom.sign(5)
    assert watch("--vkey", Key().vkey).returncode == REWRITTEN
    assert "/ledger/key.txt" not in newsroom.asked


def test_a_proof_that_is_refused_stays_due(newsroom: Newsroom, watch: Watch) -> None:
    newsroom.sign(5)
    watch()
    honest, newsroom.leaves = newsroom.leaves, leaves(30, "other")
    newsroom.sign(8)
    newsroom.overrides["/ledger/consistency.json"] = (503, {}, b"")
    assert watch().returncode == CANNOT_TELL
    newsroom.overrides.clear()
    newsroom.leaves = honest
    newsroom.sign(13)
    watch.finds("inconsistent")


# ---- Cannot tell ----


def test_no_network_leaves_it_undecided(watch: Watch) -> None:
    assert watch(url="http://127.0.0.1:1").returncode == CANNOT_TELL
    assert not watch.folder.exists()


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param((404, {}, b""), id="missing"),
        pytest.param((500, {}, b"oops"), id="error"),
        pytest.param((200, {}, b"<html>down for maintenance</html>"), id="page"),
        pytest.param((200, {}, b"\xff\xfe"), id="bytes"),
        pytest.param((200, {"Content-Length": "9999"}, b"cut"), id="cut"),
        pytest.param((302, {"Location": "file:///etc/passwd"}, b""), id="to a file"),
        pytest.param((302, {"Location": "ftp://127.0.0.1/x"}, b""), id="to ftp"),
        pytest.param((302, {"Location": "/ledger/checkpoints.txt"}, b""), id="in a circle"),
        pytest.param((200, {}, b""), id="nothing"),
    ],
)
def test_a_bad_answer_leaves_it_undecided_and_the_memory_alone(
    newsroom: Newsroom, watch: Watch, answer: tuple[int, dict[str, str], bytes]
) -> None:
    newsroom.sign(5)
    watch()
    before = (watch.folder / "witness.json").read_bytes()
    newsroom.overrides["/ledger/checkpoints.txt"] = answer
    assert watch().returncode == CANNOT_TELL
    assert (watch.folder / "witness.json").read_bytes() == before


def test_an_answer_that_breaks_off_between_two_checkpoints_is_no_rollback(
    newsroom: Newsroom, watch: Watch
) -> None:
    first, whole = newsroom.sign(5), newsroom.notes
    whole.append(newsroom.key.checkpoint(newsroom.leaves[:8]))
    watch()
    length = len("\n".join(whole).encode())
    newsroom.overrides["/ledger/checkpoints.txt"] = (200, {"Content-Length": str(length)}, first.encode())
    done = watch()
    assert done.returncode == CANNOT_TELL and "broke off" in done.stderr


@pytest.mark.parametrize(
    "proof", ["x", "[]", '{"from": 5, "to": 9, "proof": []}', '{"from": 5, "to": 8, "proof": [3]}']
)
def test_an_unreadable_proof_leaves_it_undecided(newsroom: Newsroom, watch: Watch, proof: str) -> None:
    newsroom.sign(5)
    watch()
    newsroom.sign(8)
    newsroom.overrides["/ledger/consistency.json"] = (200, {}, proof.encode())
    assert watch().returncode == CANNOT_TELL


def test_a_stale_checkpoint_is_complained_of(newsroom: Newsroom, watch: Watch) -> None:
    newsroom.sign(5, age=timedelta(hours=4))
    done = watch()
    assert done.returncode == CANNOT_TELL and "4.0 hours old" in done.stderr
    assert watch("--max-age-hours", 5).returncode == FINE


def test_a_checkpoint_from_the_future_is_complained_of(newsroom: Newsroom, watch: Watch) -> None:
    newsroom.sign(5, age=timedelta(hours=-2))
    done = watch()
    assert done.returncode == CANNOT_TELL and "from the future" in done.stderr


def test_a_ledger_without_a_checkpoint_leaves_it_undecided(watch: Watch) -> None:
    assert watch().returncode == CANNOT_TELL


def test_a_folder_remembers_one_ledger(newsroom: Newsroom, watch: Watch) -> None:
    newsroom.sign(5)
    watch()
    done = watch(url=watch.url.replace("127.0.0.1", "localhost"))
    assert done.returncode == CANNOT_TELL and "a folder of its own" in done.stderr
    assert watch("--vkey", Key().vkey).returncode == CANNOT_TELL


def test_a_spoilt_memory_is_left_as_it_is(newsroom: Newsroom, watch: Watch) -> None:
    newsroom.sign(5)
    watch.folder.mkdir()
    (watch.folder / "witness.json").write_text("{spoilt")
    assert watch().returncode == CANNOT_TELL
    assert (watch.folder / "witness.json").read_text() == "{spoilt"


def test_a_redirect_from_https_to_http_is_not_followed() -> None:
    request = urllib.request.Request("https://desk.example/ledger/key.txt")
    with pytest.raises(urllib.error.URLError, match="redirects to"):
        witness.StayOnTheWeb().redirect_request(
            request, None, 302, "Found", {}, "http://desk.example/key.txt"
        )


@pytest.mark.parametrize("url", ["file:///etc", "ftp://desk.example", "desk.example", "http://", ""])
def test_only_the_web_is_asked(watch: Watch, url: str) -> None:
    assert run("witness.py", url, "--state", watch.folder).returncode == CANNOT_TELL


def test_an_answer_that_is_too_long_is_not_read_to_its_end(newsroom: Newsroom, watch: Watch) -> None:
    newsroom.overrides["/ledger/key.txt"] = (200, {}, bytes(100_000))
    site = witness.Site(watch.url, seconds=20, limit=70_000)
    with pytest.raises(witness.CannotTell, match="longer than 70,000 bytes"):
        site.text("key.txt")


def test_a_server_that_never_answers_is_given_up(
    newsroom: Newsroom, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(newsroom, "answer", lambda *_: time.sleep(2))
    assert watch("--timeout", 0.3).returncode == CANNOT_TELL


def test_the_help_explains_cron(watch: Watch) -> None:
    done = run("witness.py", "--help")
    assert done.returncode == 0 and "17 * * * *" in done.stdout


# ---- Consistency [RFC 6962] ----


def checkpoint(size: int, of: list[bytes]) -> witness.Checkpoint:
    return witness.Checkpoint("o", size, root(of[:size]), "", "", "")


@given(data=st.data())
def test_every_honest_proof_holds_and_no_other(data: st.DataObject) -> None:
    new = data.draw(st.integers(1, 70))
    old = data.draw(st.integers(1, new))
    honest = leaves(new)
    proof = consistency(old, honest) if old < new else []
    assert witness.consistent(checkpoint(old, honest), checkpoint(new, honest), proof)
    edited = list(honest)
    edited[data.draw(st.integers(0, old - 1))] = sha256(b"edited")
    assert not witness.consistent(checkpoint(old, edited), checkpoint(new, honest), proof)
    if old < new:
        assert not witness.consistent(
            checkpoint(old, honest), checkpoint(new, edited), consistency(old, edited)
        )
        assert not witness.consistent(checkpoint(old, honest), checkpoint(new, honest), [*proof, bytes(32)])
        assert not witness.consistent(checkpoint(old, honest), checkpoint(new, honest), proof[:-1])


def test_a_root_signed_under_a_larger_size_is_not_consistent() -> None:
    eight = leaves(8)
    lie = witness.Checkpoint("o", 13, root(eight), "", "", "")
    assert not witness.consistent(checkpoint(4, eight), lie, consistency(4, eight))
