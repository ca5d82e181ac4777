"""A confined process that tells what the sanitiser's process knows and has loaded."""

import os
import sys

import factcheck.intake.sanitiser  # noqa: F401 - loaded to be seen in the report
from factcheck.intake.confined import answer_confined

if __name__ == "__main__":
    answer_confined(lambda request: {"environment": dict(os.environ), "modules": sorted(sys.modules)})
