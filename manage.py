#!/usr/bin/env python
"""The desk's commands: `python manage.py help` lists them."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit(
            "Django is missing. Type `make run`, or activate the virtual environment: . .venv/bin/activate"
        )

    from django.db import OperationalError

    from factcheck.embedded import EmbeddedError

    try:
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)
    except EmbeddedError as error:
        sys.exit(str(error))
    except OperationalError as error:
        sys.exit(f"The database does not answer, or not in time: {str(error).strip()}")


if __name__ == "__main__":
    main()
