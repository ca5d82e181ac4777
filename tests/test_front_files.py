"""docs/nginx.conf and docs/pgbouncer.ini say of the desk what is so. bench/front.py tries them as a whole."""

import configparser
import re
from pathlib import Path

import pytest
from django.conf import settings

from factcheck.intake.table_imports import MOST_BYTES

DOCS = Path(settings.BASE_DIR) / "docs"
NGINX = (DOCS / "nginx.conf").read_text(encoding="utf-8")
MIB = 1024 * 1024


def past_the_cache(path: str) -> bool:
    """Whether nginx asks the desk each time: by a regular expression of a location, which wins."""
    found = re.search(r"location ~ (\S+) \{", NGINX)
    assert found is not None
    return re.search(found[1], path) is not None


@pytest.mark.parametrize(
    "path",
    [
        "/desk/", "/desk/claims/NK-0001/", "/accounts/login/", "/claims/NK-0001/report/",
        "/ko/claims/NK-0001/report/", "/claims/NK-0001/report/thanks/", "/ledger/claims.csv",
        "/ledger/entries.jsonl", "/ledger/checkpoints.txt", "/healthz", "/readyz",
    ],
)  # fmt: skip
def test_what_is_made_for_one_or_too_long_to_keep_goes_past_the_cache(path: str) -> None:
    assert past_the_cache(path)


@pytest.mark.parametrize("path", ["/", "/claims/", "/claims/NK-0001/", "/claims/report/", "/ledger/", "/ko/"])
def test_readers_pages_may_be_kept(path: str) -> None:
    assert not past_the_cache(path)


def test_nginx_lets_through_what_the_desk_takes() -> None:
    ordinary, tables = (int(size) * MIB for size in re.findall(r"client_max_body_size (\d+)m;", NGINX))
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE < ordinary < 2 * settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert MOST_BYTES < tables < 2 * MOST_BYTES


def test_a_session_is_known_by_the_name_of_its_cookie() -> None:
    found = re.search(r'map \$http_cookie \S+ \{\s+"~(\S+)" \$http_cookie;', NGINX)
    assert found is not None
    name = settings.SESSION_COOKIE_NAME
    for cookies in (f"{name}=x", f"a=b; {name}=", f"a=b;{name} =x"):
        assert re.search(found[1], cookies), cookies
    for cookies in ("", f"my{name}=x", f"a={name}", f"{name}s=x"):
        assert not re.search(found[1], cookies), cookies


def test_pgbouncer_leaves_out_the_options_that_the_desk_sends() -> None:
    said = configparser.ConfigParser()
    said.read(DOCS / "pgbouncer.ini", encoding="utf-8")
    assert "options" in said["pgbouncer"]["ignore_startup_parameters"]
    assert said["pgbouncer"]["pool_mode"] == "transaction"
    assert int(said["pgbouncer"]["max_prepared_statements"]) > 0


@pytest.mark.parametrize("name", ["nginx.conf", "pgbouncer.ini"])
def test_the_docs_hand_them_out(name: str) -> None:
    assert f"({name})" in (DOCS / "scaling.md").read_text(encoding="utf-8")
