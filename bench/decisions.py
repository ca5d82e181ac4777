"""What the seal costs: decisions a second by one editor and by up to thirty-two, beside a plain INSERT.

Each round makes the same number of decisions, on one claim and on a claim for each editor, and as many
plain INSERTs of one row in a transaction, by as many clients, in one run on a database of its own; and
pairs of an UPDATE and an INSERT on copies of the tables of claims and entries, with their indexes and
checks, but without triggers and foreign keys. Prints medians of five rounds, in which all four take turns,
and how many pairs go into one decision. Every client has its connection and has acted a few times before
the clock starts, as in a web process that has been up for a while. Editors of one claim are told of each
other by its version; here each looks again, which is counted, and goes on. All clients are threads of one
Python process, as in one web worker. After each round: nothing is lost, every decision is on its claim.

Then one editor's decision and the pair in turn: the median of each in milliseconds, the CPU of the web
process in it, and of its server process where the system tells.

    .venv/bin/python -m bench.decisions
"""

import statistics
import sys
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from bench.own_desk import begin

if TYPE_CHECKING:
    from bench.rounds import Bench

ROUNDS = 5
ACTS = 64
WARMING_UP = 6
TURNS = 200
CLIENTS = (1, 8, 16, 32)


def main() -> int:
    begin()
    from bench.rounds import Bench

    bench = Bench(ACTS + 1)
    print(
        f"{'clients':>8} {'one claim/s':>12} {'own claims/s':>13} {'plain/s':>9} {'pairs/s':>9}"
        f" {'pair : own':>11}"
    )
    for clients in CLIENTS:
        one, own, plain, pair = rates(bench, clients)
        print(f"{clients:>8} {one:>12.0f} {own:>13.0f} {plain:>9.0f} {pair:>9.0f} {pair / own:>11.1f}")
    decision, bare = bench.in_turn(TURNS)
    print(f"\n{'one editor':>10} {'ms':>6} {'CPU here':>9} {'in the server':>14}")
    print(f"{'decision':>10} {decision.all:>6.2f} {decision.here:>9.2f} {decision.server:>14.2f}")
    print(f"{'pair':>10} {bare.all:>6.2f} {bare.here:>9.2f} {bare.server:>14.2f}")
    print(f"{'times':>10} {decision.all / bare.all:>6.1f}")
    bench.close()
    return 0


def rates(bench: "Bench", clients: int) -> list[float]:
    """Acts a second of each kind, the medians of rounds in which they take turns."""
    acts = (bench.on_one_claim, bench.on_own_claims, bench.plain_insert, bench.bare_pair)
    taken: list[list[float]] = [[] for _ in acts]
    for _ in range(ROUNDS):
        for act, times in zip(acts, taken, strict=True):
            times.append(seconds(bench, clients, act))
        bench.check_nothing_is_lost()
    return [ACTS / statistics.median(times) for times in taken]


def seconds(bench: "Bench", clients: int, act: Callable[[int, int], None]) -> float:
    """How long the clients take together. act: gets the client's number and how many times to act."""
    starting_line = threading.Barrier(clients + 1)

    def work(number: int) -> None:
        with bench.as_web():
            act(number, WARMING_UP)
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
