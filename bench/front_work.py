"""Editors at work behind nginx and pgbouncer, and what each loss costs."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import requests

from bench.front_cache import PAGES, Fact, but
from bench.front_people import Crowd, Editor, read
from bench.front_stage import NotSo, Stage, until

# What for_readers.py lets a cache do: keep a page, and give it once more while it asks anew.
KEPT_SECONDS, ASKING_SECONDS = 30, 60
PATIENCE_SECONDS = 10
DRAFT, CODE, FORGOTTEN = "NK-0015", "NK-0001", "NK-0005"
ROWS = 10_000
LONG_TABLE = (
    "claim,topic,source,stance,cue,quote,publisher,article_url,said_on\r\n"
    '"Made-up wagon {number} stood at the station.",north-korean-soldiers-in-russia,Station,affirms,said,'
    "Wagon {number} stood there.,The Trial,https://trial.example/wagons,2025-05-01\r\n"
)
OWN = ("NK-0004", "NK-0005", "NK-0006", "NK-0008", "NK-0011", "NK-0012", "NK-0013", "NK-0014")


def facts(stage: Stage, decisions: int) -> Iterator[Fact]:
    yield _an_editors_pages(stage)
    yield _both_at_work(stage, decisions)
    yield _publishing(stage)
    yield _at_once(stage)
    yield from _seen_by_readers(stage)


def losses(stage: Stage) -> Iterator[Fact]:
    yield _cut_off(stage)
    yield _one_killed(stage)
    yield from _all_killed(stage)
    yield _without_postgresql(stage)


def _an_editors_pages(stage: Stage) -> Fact:
    """Readers' pages while somebody has signed in: made for them, and for nobody else."""
    editor, wrong = Editor(stage), []
    for address in (page for page in PAGES if not page.endswith((".json", ".atom", ".xml"))):
        read(stage, address)
        theirs, then = editor.get(address), read(stage, address)
        is_own = "private" in theirs.headers["Cache-Control"] and theirs.kept == "BYPASS"
        if not (is_own and "/desk/" in theirs.text and then.is_for_all and 'href="/desk/"' not in then.text):
            wrong.append(f"{address} ({theirs.kept}, {then.kept})")
    desk = editor.get("/desk/")
    if desk.kept or "no-store" not in desk.headers["Cache-Control"]:
        wrong.append("/desk/")
    fresh = f"/claims/?q=first{time.monotonic_ns()}"
    editor.get(fresh)
    if 'href="/desk/"' in read(stage, fresh).text:
        wrong.append("a page that an editor asked for first")
    return not wrong, f"an editor is never given a kept page and leaves none behind{but(wrong)}"


def _both_at_work(stage: Stage, decisions: int) -> Fact:
    """Plain forms and HTMX in turn; nginx gives each request to another web process."""
    editor, before, unseen = Editor(stage), len(stage.served_by()), 0
    refused: list[str] = []
    for number in range(decisions):
        reason, is_htmx = f"Decision {number} of the trial.", number % 2 == 1
        answer = editor.decide(CODE, reason, htmx=is_htmx)
        if answer.status != (200 if is_htmx else 303) or (is_htmx and "<!doctype" in answer.text):
            refused.append(f"{reason} ({answer.status})")
        unseen += sum(reason not in editor.get(f"/desk/claims/{CODE}/").text for _ in range(2))
        unseen += reason not in editor.get(f"/claims/{CODE}/").text
    # Which one wrote a line and which is to write the next is nginx's affair; both must have had some.
    time.sleep(0.5)
    served = Counter(stage.served_by()[before:])
    share = min(served[f"127.0.0.1:{port}"] for port in stage.web_ports) / sum(served.values())
    return not refused and not unseen and share > 0.3, (
        f"{decisions} decisions, as a form and by HTMX in turn, by both web processes ({share:.0%} of the "
        f"requests by the one with fewer): the editor's next three pages lacked {unseen} of them"
        + but(refused)
    )


def _publishing(stage: Stage) -> Fact:
    editor = Editor(stage, "cho")
    before = read(stage, f"/claims/{DRAFT}/").status
    answer = editor.publish(DRAFT)
    seen = read(stage, f"/claims/{DRAFT}/").status
    return (before, answer.status, seen) == (404, 303, 200), (
        f"a draft is published: readers had {before} and have {seen} at once, as nothing is kept of what is "
        "not there"
    )


def _at_once(stage: Stage) -> Fact:
    """Editors who write to the ledger at the same moment, each to a claim of their own."""
    editors = [Editor(stage, ("ed", "mina", "cho", "ada")[number % 4]) for number in range(len(OWN))]

    def write(number: int) -> list[int]:
        editor, place = editors[number], f"/desk/claims/{OWN[number]}/"
        page = editor.get(place).text
        return [
            editor.post(
                f"{place}evidence/", page, title=f"Paper {turn} of the trial", kind="primary_document",
                bearing="supports",
            ).status
            for turn in range(3)
        ]  # fmt: skip

    with ThreadPoolExecutor(len(OWN)) as many:
        statuses = Counter(status for some in many.map(write, range(len(OWN))) for status in some)
    return set(statuses) == {303}, (
        f"{len(OWN)} editors write to the ledger at once, three times each: {_counted(statuses)}"
    )


def _seen_by_readers(stage: Stage) -> Iterator[Fact]:
    """Readers who ask all the time; and one who comes when nobody has asked for long."""
    editor, reason = Editor(stage), f"For readers, {time.monotonic_ns()}."
    read(stage, f"/claims/{CODE}/")
    read(stage, f"/claims/{FORGOTTEN}/")
    for code in (FORGOTTEN, CODE):
        if (status := editor.decide(code, reason).status) != 303:
            raise NotSo(f"A decision on {code} is answered with {status}.")
    at_once = reason in editor.get(f"/claims/{CODE}/").text
    decided = time.monotonic()
    seconds = until(lambda: reason in read(stage, f"/claims/{CODE}/").text, "the reader", 100)
    yield (
        at_once and seconds < KEPT_SECONDS + PATIENCE_SECONDS,
        (
            "the editor sees a decision at once on the readers' page; readers who go on asking after "
            f"{seconds:.0f} s"
        ),
    )
    time.sleep(max(0, decided + KEPT_SECONDS + ASKING_SECONDS + 2 - time.monotonic()))
    first = read(stage, f"/claims/{FORGOTTEN}/")
    yield (
        reason in first.text,
        (
            f"the first reader of a page that nobody asked for in {KEPT_SECONDS + ASKING_SECONDS} s has it "
            f"as it is now ({first.kept})"
        ),
    )


# --- losses -------------------------------------------------------------------------------------------------


def _cut_off(stage: Stage) -> Fact:
    """A web process dies in the middle of a long download: what came must not look like the whole."""
    table = stage.folder / "long.csv"
    header, _, row = LONG_TABLE.partition("\r\n")
    table.write_text(header + "\r\n" + "".join(row.format(number=number) for number in range(ROWS)))
    ran = stage.run("import_claims", str(table), "--by", "ed")
    if ran.returncode:
        return False, f"a long table: {ran.stderr.strip()[-300:]}"
    return _broken_off(stage)


def _broken_off(stage: Stage) -> Fact:
    port, got, is_told = stage.web_ports[0], 0, False
    stage.kill_web(stage.web_ports[1])
    # The one download with drafts, as hashes of their words.
    with requests.get(
        f"{stage.https}/ledger/entries.jsonl", verify=stage.certificate, timeout=60, stream=True
    ) as answer:
        try:
            for part in answer.iter_content(1024):
                if not got:
                    stage.kill_web(port)
                got += len(part)
        except requests.RequestException:
            is_told = True
    for one in stage.web_ports:
        stage.start_web(one)
    whole = len(read(stage, "/ledger/entries.jsonl").body)
    return is_told and got < whole, (
        f"kill -9 of the web process in a download of {whole / 1e6:.1f} MB: the reader has {got / 1e6:.1f} "
        f"MB and is told that it broke off{'' if is_told else '; but not so'}"
    )


def _one_killed(stage: Stage) -> Fact:
    """kill -9 of one web process under readers and an editor, who writes while it is away."""
    port = stage.web_ports[0]
    editor, crowd, ended, pages = Editor(stage), Crowd(stage), threading.Event(), Counter[int]()

    def look() -> None:
        while not ended.is_set():
            pages[editor.get(f"/desk/claims/{CODE}/").status] += 1

    looking = threading.Thread(target=look)
    with crowd.asking():
        looking.start()
        time.sleep(3)
        stage.kill_web(port)
        time.sleep(6)
        ended.set()
        looking.join()
        for number in range(5):
            pages[editor.decide(CODE, f"While one is away, {number}.").status] += 1
    stage.start_web(port)
    return set(crowd.answers) == {200} and set(pages) == {200, 303}, (
        f"kill -9 of one web process: readers {crowd}; the editor's pages and decisions {_counted(pages)}"
    )


def _all_killed(stage: Stage) -> Iterator[Fact]:
    """Both are gone: what nginx has is given, also when it is due; the desk is away."""
    held = _held(stage)
    for port in stage.web_ports:
        stage.kill_web(port)
    at_once = Counter(read(stage, address).status for address in held)
    time.sleep(KEPT_SECONDS + ASKING_SECONDS + 5)
    later = [read(stage, address) for address in held]
    desk = read(stage, "/desk/").status
    new = read(stage, "/claims/?q=nobody-has-asked-for-this").status
    ok = set(at_once) == {200} and all(one.status == 200 and one.kept == "STALE" for one in later)
    yield (
        ok and desk in {502, 503, 504} and new in {502, 503, 504},
        (
            f"kill -9 of both: {len(held)} pages that were kept are given at once ({_counted(at_once)}) and "
            f"95 s later ({_counted(Counter(one.status for one in later))}); a new page {new}, the desk "
            f"{desk}"
        ),
    )
    for port in stage.web_ports:
        stage.start_web(port)
    seconds = until(lambda: read(stage, "/desk/").status == 302, "the desk")
    back = read(stage, f"/claims/{CODE}/")
    yield back.status == 200, f"started again, the desk answers {seconds:.1f} s after both are ready"


def _without_postgresql(stage: Stage) -> Fact:
    """kill -9 of PostgreSQL: nginx and the web processes answer for readers, and nobody hangs."""
    editor = Editor(stage)
    held = _held(stage)
    time.sleep(KEPT_SECONDS + ASKING_SECONDS + 5)
    stage.kill_postgresql()
    began = time.perf_counter()
    pages = [read(stage, address) for address in held[:4]]
    slowest = (time.perf_counter() - began) / 4
    began = time.perf_counter()
    desk = editor.get("/desk/").status
    waited = time.perf_counter() - began
    again = Counter(read(stage, address).status for address in held[:4])
    stage.primary.revive()
    seconds = until(lambda: editor.get(f"/desk/claims/{CODE}/").status == 200, "the desk")
    ok = {one.status for one in pages} == set(again) == {200} and desk == 503 and waited < 20 and slowest < 20
    return ok, (
        f"kill -9 of PostgreSQL: pages that nobody asked for in 95 s are given after {slowest:.1f} s each; "
        f"the desk says {desk} after {waited:.1f} s, and works {seconds:.1f} s after PostgreSQL is back"
    )


def _held(stage: Stage) -> list[str]:
    """The pages that may be given while the desk is away; all of them are kept now."""
    return [page for page in PAGES if "stale-if-error" in read(stage, page).headers.get("Cache-Control", "")]


def _counted(statuses: Counter[int]) -> str:
    return ", ".join(f"{number:,} × {status}" for status, number in sorted(statuses.items()))
