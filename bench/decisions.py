"""What the seal costs: decisions a second by one, eight and thirty-two editors, beside a plain INSERT.

Each round makes the same number of decisions, on one claim and on a claim for each editor, and as many
plain INSERTs of one row in a transaction, by as many clients, in one run on a database of its own; and
pairs of an UPDATE and an INSERT on copies of the tables of claims and entries, with their indexes and
checks, but without triggers and foreign keys. Prints medians of five rounds, and how many pairs go into
one decision. Editors of one claim are told of each other by its version; here each looks again and goes
on. All clients are threads of one Python process, as in one web worker.

    .venv/bin/python -m bench.decisions
"""

import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

ROUNDS = 5
ACTS = 32
CLIENTS = (1, 8, 32)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="fc-bench-") as folder:
        Path(folder).chmod(0o711)
        os.environ.update(
            STATE_DIR=folder, DJANGO_SETTINGS_MODULE="factcheck.settings", SECOND_EDITOR="none",
            SECRET_KEY="only for a measurement, and known to all",
        )  # fmt: skip
        # As the owner makes the tables, and the web role works on them: the embedded engine knows both.
        sys.argv = ["manage.py", "migrate"]
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        from bench.rounds import Bench

        bench = Bench(ACTS + 1)
        print(
            f"{'clients':>8} {'one claim/s':>12} {'own claims/s':>13} {'plain/s':>9} {'pairs/s':>9}"
            f" {'pair : own':>11}"
        )
        for clients in CLIENTS:
            acts = (bench.on_one_claim, bench.on_own_claims, bench.plain_insert, bench.bare_pair)
            one, own, plain, pair = (rate(clients, act) for act in acts)
            print(f"{clients:>8} {one:>12.0f} {own:>13.0f} {plain:>9.0f} {pair:>9.0f} {pair / own:>11.1f}")
        bench.close()
    return 0


def rate(clients: int, act: Callable[[int, int], None]) -> float:
    """Acts a second, the median of the rounds. act: gets the client's number and how many times to act."""
    return statistics.median(ACTS / seconds(clients, act) for _ in range(ROUNDS))


def seconds(clients: int, act: Callable[[int, int], None]) -> float:
    starting_line = threading.Barrier(clients + 1)

    def work(number: int) -> None:
        starting_line.wait()
        act(number, ACTS // clients)

    threads = [threading.Thread(target=work, args=[number]) for number in range(clients)]
    for thread in threads:
        thread.start()
    starting_line.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
