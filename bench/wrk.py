"""Requests a second as `wrk` counts them: a client in C, which leaves the two cores to the server."""

import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence

# The addresses in turn, from where the last run ended; a tag makes a request conditional.
_SCRIPT = """
local paths, tags, n = {{{paths}}}, {{{tags}}}, {start}
function request()
  local i = n % #paths + 1
  n = n + 1
  local headers = {{["Host"] = "localhost"}}
  if tags[i] ~= "" then headers["If-None-Match"] = tags[i] end
  return wrk.format("GET", paths[i], headers)
end
function done(summary)
  local found = {{summary.requests, summary.errors.status, summary.duration}}
  io.write("\\nmeasured ", table.concat(found, " "), "\\n")
end
"""


def is_here() -> bool:
    return shutil.which("wrk") is not None


def requests(
    port: int, addresses: Sequence[str], tags: Mapping[str, str], *, start: int, at_once: int, seconds: float
) -> tuple[int, float]:
    """How many were asked for, and how many a second were answered below 400."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(
            _SCRIPT.format(
                paths=",".join(map(_quoted, addresses)),
                tags=",".join(_quoted(tags.get(one, "")) for one in addresses),
                start=start,
            )
        )
        script.flush()
        words = ["wrk", "-t1", f"-c{at_once}", f"-d{seconds:.0f}s", "--timeout", "30s", "-s", script.name]
        printed = subprocess.run(
            [*words, f"http://127.0.0.1:{port}"], check=True, capture_output=True, text=True
        ).stdout
    measured = next(line for line in printed.splitlines() if line.startswith("measured "))
    asked, refused, microseconds = map(int, measured.split()[1:])
    return asked, (asked - refused) / (microseconds / 1e6)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
