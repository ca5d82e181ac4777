"""The settings of the desk, as tests need them. A developer's own environment does not reach them."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

STATE = "FACTCHECK_TEST_STATE"

if STATE not in os.environ:
    # The first process of the run makes the folder; the workers of pytest-xdist inherit it.
    folder = Path(tempfile.mkdtemp(prefix="factcheck-tests-"))
    # PostgreSQL's own system user has to pass through when the tests run as root; nothing lies here.
    folder.chmod(0o711)
    os.environ[STATE] = str(folder)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)

for name in ("PORT", "HOST", "DEBUG", "ALLOWED_HOSTS", "SITE_NAME", "TIME_ZONE", "BASE_URL", "FETCH_URLS",
             "EMAIL_URL", "EMAIL_FROM", "DATABASE_OWNER_URL", "DATABASE_REPLICA_URL",
             "DATABASE_ROLE", "DATABASE_POOL_SIZE"):  # fmt: skip
    os.environ.pop(name, None)
os.environ["STATE_DIR"] = os.environ[STATE]
os.environ["SECRET_KEY"] = "for the tests only, and known to everybody"
# Playwright runs an event loop in the thread of the test; Django would refuse its own database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from factcheck.settings import *  # noqa: E402, F403
from factcheck.settings import DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

DATABASES["default"]["THROWAWAY"] = True
if DATABASES["default"]["ENGINE"] == "factcheck.embedded":
    # Tests begin as the owner, who makes the test database; see conftest.py for the rest.
    DATABASES["default"]["USER"] = "factcheck_owner"

# One editor decides alone, unless a test asks for two.
SECOND_EDITOR = []
# What is only slower for readers is a mistake to us: factcheck/written.py.
REFUSE_MISUSED_WORDS = True
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
STATIC_ROOT.mkdir(exist_ok=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
