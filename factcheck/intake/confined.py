"""Run one piece of work on foreign bytes in a process of its own, with hard limits.

A web worker must survive whatever it is fed. The child knows no secret (an empty environment), may use
so much processor time and memory and no more, and is killed when the clock runs out. It speaks JSON:
one request on standard input, one answer on standard output.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# The folder that holds the package: the child is started there, wherever the parent stands.
_ROOT = Path(__file__).resolve().parents[2]
_OUT_OF_MEMORY = 75
# numpy, which trafilatura brings in, would reserve memory for each processor of a large machine.
_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}

CPU_SECONDS = 5
MEMORY_BYTES = 1024**3
WALL_SECONDS = 20

Payload = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Limits:
    cpu_seconds: int = CPU_SECONDS
    memory_bytes: int = MEMORY_BYTES
    wall_seconds: float = WALL_SECONDS


DEFAULT_LIMITS = Limits()


class OverLimit(Exception):
    """The child used up its time or its memory."""


def run_confined(module: str, request: Payload, limits: Limits = DEFAULT_LIMITS) -> Payload:
    """Let `python -m module` answer the request. Raises OverLimit; any other failure is a defect of ours."""
    command = [sys.executable, "-m", module, str(limits.cpu_seconds), str(limits.memory_bytes)]
    try:
        finished = subprocess.run(  # noqa: S603 - our own interpreter, a module of ours, two numbers
            command,
            input=json.dumps(request).encode(),
            capture_output=True,
            cwd=_ROOT,
            env=_ENVIRONMENT,
            timeout=limits.wall_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as expired:
        raise OverLimit(f"it took longer than {limits.wall_seconds:g} seconds") from expired
    if finished.returncode == _OUT_OF_MEMORY:
        raise OverLimit(f"it needed more than {limits.memory_bytes // 1024**2} MB of memory")
    if finished.returncode < 0:
        # A signal: SIGXCPU from the limit on time, or a C library that met the limit on memory.
        raise OverLimit(f"it took more than {limits.cpu_seconds} seconds of computing, or too much memory")
    if finished.returncode:
        error = finished.stderr.decode(errors="replace")[-2000:]
        raise RuntimeError(f"{module} failed with status {finished.returncode}: {error}")
    answer: Payload = json.loads(finished.stdout)
    return answer


def answer_confined(answer: Callable[[Payload], Payload]) -> None:
    """The child's side: take on the limits, read the request, write the answer."""
    cpu_seconds, memory_bytes = int(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    # A crash would otherwise leave an image of the story on the disk.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        written = json.dumps(answer(json.load(sys.stdin)))
    except MemoryError:
        raise SystemExit(_OUT_OF_MEMORY) from None
    sys.stdout.write(written)
