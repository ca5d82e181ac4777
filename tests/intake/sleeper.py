"""A confined process that never answers."""

import time

from factcheck.intake.confined import Payload, answer_confined


def _sleep(request: Payload) -> Payload:
    time.sleep(60)
    return {}


if __name__ == "__main__":
    answer_confined(_sleep)
