"""The fetching process, let loose on a server of this machine."""

from factcheck.intake.confined import answer_confined
from factcheck.intake.fetching import Reach, download

if __name__ == "__main__":
    answer_confined(
        lambda request: {
            "url": download(request["url"], Reach(ports=frozenset({request["port"]}), loopback=True)).url
        }
    )
