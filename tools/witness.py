#!/usr/bin/env python3
"""Watch a newsroom's ledger: remember each signed checkpoint, and cry out when the ledger is rewritten.

    python3 witness.py https://desk.example --state ~/witness

Python 3.11 or later; nothing to install. Let cron run it each hour, at a minute of your own. What is fine
goes to stdout, trouble to stderr, so that cron sends mail only when there is trouble:

    17 * * * *  python3 $HOME/witness.py https://desk.example --state $HOME/witness >/dev/null

The first run trusts the key that it finds at /ledger/key.txt, unless you give the one that you know (--vkey).
After that it holds the newsroom to it, and to each checkpoint ever seen. They lie in FOLDER/witness.json,
which verify_ledger.py takes for a --checkpoint. Evidence of a trouble stays in FOLDER as files of its own:
make it public. A witness is worth most on a machine that the newsroom does not run.

Exit status: 0 fine, 1 rewritten (fork, rollback, removed checkpoint, forged signature, no consistency),
2 cannot tell (no network, bad answer, checkpoint too old).
"""

import argparse
import base64
import functools
import hashlib
import http.client
import itertools
import json
import os
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

FINE, REWRITTEN, CANNOT_TELL = 0, 1, 2

ANSWER_BYTES = 64 * 1024 * 1024
PROOFS_A_RUN = 200
CLOCKS_MAY_DIFFER_SECONDS = 600


class CannotTell(Exception):
    """What was asked cannot be answered, one way or the other."""


class Trouble(NamedTuple):
    """A sign that the ledger was rewritten, with what shows it."""

    kind: str
    words: str
    evidence: list[str]


# ---- Ed25519 [RFC 8032], verification only ----
# The same lines stand in verify_ledger.py and witness.py, on purpose: each is one file that a stranger can
# read to its end and run, with nothing to install and nothing to trust beside it. A test holds the two alike.

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]
NEUTRAL: Point = (0, 1, 1, 0)


def add(one: Point, other: Point) -> Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def point(encoded: bytes) -> Point:
    """Decode a point [5.1.3]. Raises ValueError when there is none."""
    sign, y = divmod(int.from_bytes(encoded, "little"), 2**255)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * ROOT_OF_MINUS_ONE % P
    if len(encoded) != 32 or y >= P or x * x % P != square or (x == 0 and sign):
        raise ValueError("these are not the bytes of an Ed25519 public key")
    if x % 2 != sign:
        x = P - x
    return x, y, 1, x * y % P


def multiples(of: Point) -> list[list[Point]]:
    """For each hex digit of a factor, each value's worth of the point: thousands of checks become quick."""
    rows = []
    for _ in range(64):
        row = [NEUTRAL]
        for _ in range(15):
            row.append(add(row[-1], of))
        rows.append(row)
        of = add(row[-1], of)
    return rows


@functools.cache
def base_multiples() -> list[list[Point]]:
    return multiples(point((4 * pow(5, -1, P) % P).to_bytes(32, "little")))


class PublicKey:
    def __init__(self, encoded: bytes) -> None:
        x, y, z, t = point(encoded)
        self.encoded = encoded
        self._multiples_of_minus = multiples((P - x, y, z, P - t))

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Whether R = sB - hA [5.1.7]. Public values only, so nothing here needs constant time."""
        r, s = signature[:32], int.from_bytes(signature[32:], "little")
        # Without this bound anyone could make a second signature out of each.
        if len(signature) != 64 or s >= L:
            return False
        h = int.from_bytes(hashlib.sha512(r + self.encoded + message).digest(), "little") % L
        total = NEUTRAL
        for of_base, of_key in zip(base_multiples(), self._multiples_of_minus, strict=True):
            total = add(add(total, of_base[s % 16]), of_key[h % 16])
            s, h = s // 16, h // 16
        shrink = pow(total[2], -1, P)
        sign, y = total[0] * shrink % P % 2, total[1] * shrink % P
        return (sign << 255 | y).to_bytes(32, "little") == r


# ---- Signed checkpoints [C2SP signed-note, tlog-checkpoint]; alike in both programs too ----

NOTE = re.compile(r"((?:[^\n]+\n)+)\n((?:— [^\n]+\n)+)\n*")
TIME_LINE = re.compile(r"^time (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$", re.MULTILINE | re.ASCII)


class Checkpoint(NamedTuple):
    """One signed head: so many entries, this root. `text` is what the signature covers."""

    origin: str
    size: int
    root: bytes
    time: str
    text: str
    note: str


class Signer:
    """The key that signs checkpoints, out of its vkey line [Go's sumdb/note]. Raises ValueError."""

    def __init__(self, vkey: str) -> None:
        parts = vkey.split("+", 2)
        if len(parts) != 3:
            raise ValueError("a key is a line of three parts, name+id+key")
        self.vkey, self.name = vkey, parts[0]
        key = base64.b64decode(parts[2], validate=True)
        if len(key) != 33 or key[0] != 1:
            raise ValueError("this is not an Ed25519 key")
        self.id = hashlib.sha256(self.name.encode() + b"\n" + key).digest()[:4]
        if self.id.hex() != parts[1]:
            raise ValueError(f"the key's id should be {self.id.hex()}, not {parts[1]}")
        self._key = PublicKey(key[1:])

    def signed(self, checkpoint: Checkpoint) -> bool:
        """Whether this key signed it. Signatures by others, such as witnesses, do not matter here."""
        if checkpoint.origin != self.name:
            return False
        for line in checkpoint.note[len(checkpoint.text) + 1 :].splitlines():
            name, _, encoded = line.removeprefix("— ").rpartition(" ")
            signature = base64.b64decode(encoded, validate=True)
            if name == self.name and signature[:4] == self.id:
                return self._key.signed(checkpoint.text.encode(), signature[4:])
        return False


class Keys:
    """All the keys of one ledger, a line each: one that was replaced still vouches for what it signed."""

    def __init__(self, text: str) -> None:
        self.signers = [Signer(line) for line in text.split()]
        if len({signer.name for signer in self.signers}) != 1:
            raise ValueError("there should be one ledger's key, or several of the same ledger")
        self.name = self.signers[0].name
        self.lines = [signer.vkey for signer in self.signers]

    def signed(self, checkpoint: Checkpoint) -> bool:
        return any(signer.signed(checkpoint) for signer in self.signers)


def checkpoints_in(text: str) -> list[Checkpoint]:
    """Notes in the order in which they stand. Raises ValueError at the first that is none."""
    text = text.replace("\r\n", "\n").strip("\n") + "\n"
    found: list[Checkpoint] = []
    place = 0
    while place < len(text):
        note = NOTE.match(text, place)
        if note is None:
            raise ValueError(
                f"after {len(found)} checkpoints comes something that is not a signed checkpoint"
            )
        found.append(_checkpoint(note[1], note[1] + "\n" + note[2]))
        place = note.end()
    return found


def _checkpoint(text: str, note: str) -> Checkpoint:
    lines = text.split("\n")
    if len(lines) < 4 or not re.fullmatch(r"0|[1-9][0-9]{0,17}", lines[1]):
        raise ValueError(f"this is not a checkpoint: {shown(text)}")
    for line in note[len(text) + 1 :].splitlines():
        base64.b64decode(line.rpartition(" ")[2], validate=True)
    root = base64.b64decode(lines[2], validate=True)
    if len(root) != 32:
        raise ValueError(f"the root of a checkpoint has 32 bytes, not {len(root)}: {shown(lines[2])}")
    time = TIME_LINE.search(text)
    return Checkpoint(lines[0], int(lines[1]), root, time[1] if time else "", text, note)


def shown(value: object) -> str:
    """A value as it can be printed: short, on one line, nothing that a terminal would obey."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = "".join(
        c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode() for c in text
    )
    return text if len(text) <= 160 else text[:157] + "..."


# ---- Consistency of two Merkle trees [RFC 9162, 2.1.4.2] ----


def consistent(old: Checkpoint, new: Checkpoint, proof: list[bytes]) -> bool:
    """Whether the proof shows that the new tree begins with the whole old one."""
    if old.size == new.size:
        return old.root == new.root and not proof
    if old.size == 0:
        return old.root == hashlib.sha256().digest() and not proof
    path = list(proof)
    if old.size & (old.size - 1) == 0:
        path.insert(0, old.root)
    if not path:
        return False
    left, right = old.size - 1, new.size - 1
    while left & 1:
        left, right = left >> 1, right >> 1
    old_root = new_root = path[0]
    for node in path[1:]:
        if right == 0:
            return False
        if left & 1 or left == right:
            old_root = hashlib.sha256(b"\x01" + node + old_root).digest()
            new_root = hashlib.sha256(b"\x01" + node + new_root).digest()
            while left and not left & 1:
                left, right = left >> 1, right >> 1
        else:
            new_root = hashlib.sha256(b"\x01" + new_root + node).digest()
        left, right = left >> 1, right >> 1
    return right == 0 and old_root == old.root and new_root == new.root


# ---- The network ----


class StayOnTheWeb(urllib.request.HTTPRedirectHandler):
    """Follows redirects to http and https only, and from https to nothing less."""

    def redirect_request(self, req: urllib.request.Request, *rest: Any) -> urllib.request.Request | None:
        to = urllib.parse.urlsplit(rest[-1]).scheme
        if to not in ("http", "https") or (req.type == "https" and to != "https"):
            raise urllib.error.URLError(f"it redirects to {shown(rest[-1])}")
        return super().redirect_request(req, *rest)


def _web() -> urllib.request.OpenerDirector:
    # build_opener() would bring along handlers for ftp:, file: and data:.
    web = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        StayOnTheWeb(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
    ):
        web.add_handler(handler)
    web.addheaders = [("User-Agent", "ledger-witness/1")]
    return web


class Site:
    def __init__(self, url: str, *, seconds: float, limit: int = ANSWER_BYTES) -> None:
        if (
            urllib.parse.urlsplit(url).scheme not in ("http", "https")
            or not urllib.parse.urlsplit(url).hostname
        ):
            raise CannotTell(f"{shown(url)} is no address that begins with http:// or https://")
        self.url = url.rstrip("/")
        self._seconds, self._limit, self._web = seconds, limit, _web()

    def text(self, path: str) -> str:
        address = f"{self.url}/ledger/{path}"
        try:
            return self._read(address).decode()
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise CannotTell(f"{address} gives no answer that can be used: {shown(str(error))}") from error

    def _read(self, address: str) -> bytes:
        until = time.monotonic() + self._seconds
        parts, size = [], 0
        with self._web.open(address, timeout=min(30.0, self._seconds)) as answer:
            # A piece at a time: a server that drips must not hold the witness for ever.
            while part := answer.read1(64 * 1024):
                parts.append(part)
                size += len(part)
                if size > self._limit:
                    raise ValueError(f"the answer is longer than {self._limit:,} bytes")
                if time.monotonic() > until:
                    raise TimeoutError(f"the answer took longer than {self._seconds:g} s")
        # urllib keeps silent when the connection ends early.
        if (announced := answer.headers.get("Content-Length")) and size != int(announced):
            raise ValueError(f"the answer broke off after {size:,} of {shown(announced)} bytes")
        return b"".join(parts)


# ---- What the witness remembers ----


class Memory:
    """Every checkpoint ever seen, in one file.

    anchor: the largest size that proofs have reached. unproven: sizes that no proof ties to the anchor yet.
    """

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url
        self.file = folder / "witness.json"
        self.keys: list[str] = []
        self.anchor = -1
        self.unproven: set[int] = set()
        self.checkpoints: list[Checkpoint] = []
        if self.file.exists():
            self._load()

    def _load(self) -> None:
        try:
            kept = json.loads(self.file.read_text("utf-8"))
            url, self.keys = str(kept["url"]), [str(key) for key in kept["keys"]]
            self.anchor, self.unproven = int(kept["anchor"]), {int(size) for size in kept["unproven"]}
            self.checkpoints = checkpoints_in("\n".join(kept["checkpoints"])) if kept["checkpoints"] else []
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CannotTell(
                f"{self.file} cannot be read, and is left as it is: {shown(str(error))}"
            ) from error
        if url != self.url:
            raise CannotTell(
                f"{self.folder} remembers {shown(url)}; take a folder of its own for each ledger"
            )

    def save(self) -> None:
        kept = {
            "url": self.url,
            "keys": self.keys,
            "anchor": self.anchor,
            "unproven": sorted(self.unproven),
            "checkpoints": [one.note for one in self.checkpoints],
        }
        write_at_once(self.file, json.dumps(kept, ensure_ascii=False, indent=1) + "\n")

    def add(self, signed: list[Checkpoint]) -> None:
        texts, sizes = {one.text for one in self.checkpoints}, {one.size for one in self.checkpoints}
        new = {one.text: one for one in signed if one.text not in texts}.values()
        self.checkpoints += new
        self.unproven |= {one.size for one in new} - sizes

    def keep_evidence(self, trouble: Trouble) -> Path:
        """One file for each trouble, the same for the same: an hourly cry does not fill the disk."""
        text = "\n".join(["Ledger of " + self.url, *self.keys, trouble.words, "", *trouble.evidence]) + "\n"
        name = hashlib.sha256(text.encode()).hexdigest()[:12]
        file = self.folder / f"evidence-{trouble.kind}-{name}.txt"
        if not file.exists():
            write_at_once(file, text)
        return file


def write_at_once(file: Path, text: str) -> None:
    """All of it or nothing, whenever the power goes."""
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f"{file.name}.{os.getpid()}.new")
    with new.open("w", encoding="utf-8", newline="\n") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    new.replace(file)


# ---- The watch ----


def watch(site: Site, memory: Memory, vkey: str | None) -> tuple[list[Trouble], Checkpoint | None]:
    """Look once; returns the troubles and the newest checkpoint that the key signed."""
    keys = trusted_keys(site, memory, vkey)
    try:
        listed = checkpoints_in(site.text("checkpoints.txt"))
    except ValueError as error:
        raise CannotTell(f"{site.url}/ledger/checkpoints.txt: {shown(str(error))}") from error
    known_notes = {one.note for one in memory.checkpoints}
    forged = {one.note: one for one in listed if one.note not in known_notes and not keys.signed(one)}
    signed = [one for one in listed if one.note not in forged]
    troubles = [
        Trouble(
            "forged",
            f"A listed checkpoint of {one.size:,} entries is not signed by the ledger's key.",
            [one.note],
        )
        for one in forged.values()
    ]
    troubles += removed(memory.checkpoints, listed)
    troubles += rolled_back(memory.checkpoints, signed)
    memory.keys = keys.lines
    memory.add(signed)
    troubles += forked(memory.checkpoints)
    # Before the proofs: what was seen is remembered also when the site then refuses to prove it.
    memory.save()
    try:
        troubles += prove(site, memory, troubled=bool(troubles))
    finally:
        memory.save()
    return troubles, max(signed, key=lambda one: (one.size, one.time), default=None)


def trusted_keys(site: Site, memory: Memory, vkey: str | None) -> Keys:
    """The keys that were given, are remembered, or else are found: on the first use only.

    A new key is taken from you alone, beside those remembered: the site could exchange its own.
    """
    try:
        keys = Keys(vkey or "\n".join(memory.keys) or site.text("key.txt"))
    except ValueError as error:
        raise CannotTell(f"the ledger's key: {shown(str(error))}") from error
    if gone := set(memory.keys) - set(keys.lines):
        raise CannotTell(f"{memory.file} remembers a further key: {shown(min(gone))}")
    return keys


def removed(known: list[Checkpoint], listed: list[Checkpoint]) -> list[Trouble]:
    texts = {one.text for one in listed}
    return [
        Trouble(
            "removed",
            f"The checkpoint of {one.size:,} entries ({one.time}) is not listed any more.",
            [one.note],
        )
        for one in known
        if one.text not in texts
    ]


def rolled_back(known: list[Checkpoint], listed: list[Checkpoint]) -> list[Trouble]:
    troubles = []
    for before, after in itertools.pairwise(listed):
        if after.size < before.size:
            words = (
                f"Rolled back: a checkpoint of {before.size:,} entries is followed by one of {after.size:,}."
            )
            troubles.append(Trouble("rollback", words, [before.note, after.note]))
    last = max(known, key=lambda one: one.size, default=None)
    newest = max(listed, key=lambda one: one.size, default=None)
    if last and (newest is None or newest.size < last.size):
        words = (
            f"Rolled back: the ledger had {last.size:,} entries and now has {newest.size if newest else 0:,}."
        )
        troubles.append(Trouble("rollback", words, [last.note, newest.note if newest else "no checkpoint"]))
    return troubles


def forked(known: list[Checkpoint]) -> list[Trouble]:
    first: dict[int, Checkpoint] = {}
    troubles = []
    for one in known:
        other = first.setdefault(one.size, one)
        if other.root != one.root:
            words = f"Forked: two signed checkpoints of {one.size:,} entries have different roots."
            troubles.append(Trouble("fork", words, [other.note, one.note]))
    return troubles


def prove(site: Site, memory: Memory, *, troubled: bool) -> list[Trouble]:
    """Ask for the proof that ties each new checkpoint to the last one proven: newest first, then the rest.

    One that turns up late, with a size long passed, is asked about as well: it may be a fork shown to others.
    """
    sizes = {one.size: one for one in reversed(memory.checkpoints)}
    if memory.anchor not in sizes and sizes:
        memory.anchor = min(sizes)  # The first use takes the oldest on trust.
        memory.unproven.discard(memory.anchor)
    for size in sorted(memory.unproven, reverse=True)[:PROOFS_A_RUN]:
        old, new = sizes[min(size, memory.anchor)], sizes[max(size, memory.anchor)]
        try:
            proof, answer = fetch_proof(site, old, new)
        except CannotTell as error:
            if troubled:  # A louder word than "cannot tell" is due.
                print(f"No proof: {error}", file=sys.stderr)
                return []
            raise
        if not consistent(old, new, proof):
            words = f"The ledger of {new.size:,} entries does not continue the one of {old.size:,} entries."
            return [Trouble("inconsistent", words, [old.note, new.note, answer])]
        memory.anchor = new.size
        memory.unproven.discard(size)
    if memory.unproven:
        print(f"The next run will ask about {len(memory.unproven):,} more checkpoints.")
    return []


def fetch_proof(site: Site, old: Checkpoint, new: Checkpoint) -> tuple[list[bytes], str]:
    if old.size == 0:
        return [], ""
    answer = site.text(f"consistency.json?from={old.size}&to={new.size}")
    try:
        told = json.loads(answer)
        if (told["from"], told["to"]) != (old.size, new.size):
            raise ValueError("it speaks of other sizes")
        return [base64.b64decode(node, validate=True) for node in told["proof"]], answer
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise CannotTell(f"the consistency proof cannot be read: {shown(str(error))}") from error


def check_age(newest: Checkpoint, hours: float, now: datetime) -> None:
    """Raises CannotTell when nothing was signed lately: who shows only the past hides what came after."""
    if not newest.time:
        raise CannotTell("the newest checkpoint does not say its time")
    try:
        age = (now - datetime.fromisoformat(newest.time)).total_seconds()
    except ValueError as error:
        raise CannotTell(f"the newest checkpoint has no such time: {newest.time}") from error
    if age > hours * 3600:
        raise CannotTell(
            f"the newest checkpoint is {age / 3600:.1f} hours old; one is due at least hourly. Either"
            " the desk has stopped, or what came after is kept from you"
        )
    if age < -CLOCKS_MAY_DIFFER_SECONDS:
        raise CannotTell(
            f"the newest checkpoint is from the future ({newest.time}); is the clock here right?"
        )


# ---- The command ----


def cry(troubles: list[Trouble], memory: Memory) -> None:
    print(f"\n{'!' * 72}\nTHE LEDGER OF {shown(memory.url)} WAS REWRITTEN.\n", file=sys.stderr)
    for trouble in troubles:
        print(f"  {trouble.words}\n    evidence: {memory.keep_evidence(trouble)}", file=sys.stderr)
    print(f"\nKeep these files and show them to others.\n{'!' * 72}", file=sys.stderr)


def parser() -> argparse.ArgumentParser:
    about, _, rest = (__doc__ or "").partition("\n")
    arguments = argparse.ArgumentParser(
        description=about, epilog=rest, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("url", metavar="URL", help="the newsroom's site: https://desk.example")
    arguments.add_argument("--state", metavar="FOLDER", required=True, type=Path, help="where to remember")
    arguments.add_argument(
        "--vkey",
        metavar="KEY",
        help="the ledger's key, or @FILE with one or several, if you know it beforehand",
    )
    arguments.add_argument(
        "--max-age-hours",
        metavar="N",
        type=float,
        default=3.0,
        help="complain of an older checkpoint (default 3)",
    )
    arguments.add_argument(
        "--timeout", metavar="SECONDS", type=float, default=120.0, help="for each answer (default 120)"
    )
    return arguments


def main() -> int:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    arguments = parser().parse_args()
    try:
        vkey = arguments.vkey
        if vkey and vkey.startswith("@"):
            vkey = Path(vkey[1:]).read_text("utf-8")
        site = Site(arguments.url, seconds=arguments.timeout)
        memory = Memory(arguments.state, site.url)
        troubles, newest = watch(site, memory, vkey)
        if troubles:
            cry(troubles, memory)
            return REWRITTEN
        if newest is None:
            raise CannotTell("the site lists no checkpoint yet")
        check_age(newest, arguments.max_age_hours, datetime.now(UTC))
    except (CannotTell, OSError, UnicodeDecodeError) as error:
        print(f"Cannot tell: {error}", file=sys.stderr)
        return CANNOT_TELL
    print(
        f"Fine: {newest.size:,} entries, {newest.time}, root {newest.root.hex()};"
        f" {len(memory.checkpoints):,} checkpoints remembered, key {shown(memory.keys[-1])}"
    )
    return FINE


if __name__ == "__main__":
    sys.exit(main())
