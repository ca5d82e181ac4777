"""How much style and script a reader's page asks a telephone to fetch."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from factcheck.rules.statuses import Status
from tests.cast import Newsroom

pytestmark = pytest.mark.django_db

MOST_BYTES = 60 * 1024
PAGES = (
    "/",
    "/claims/",
    "/claims/NK-0001/",
    "/articles/{article}/",
    "/sources/joint-chiefs-of-staff/",
    "/ledger/",
    "/ledger/changes/",
)
ASKED_FOR = re.compile(r'<(?:link[^>]+rel="stylesheet"[^>]+href|script[^>]+src)="/static/([^"]+)"')


def test_a_page_for_readers_asks_for_at_most_60_kb_of_styles_and_scripts(
    newsroom: Newsroom, client: Client
) -> None:
    newsroom.decides(newsroom.published(), Status.CONFIRMED)
    heaviest = {}
    for address in PAGES:
        page = client.get(address.format(article=newsroom.article().pk)).content.decode()
        files = [_unhashed(name) for name in ASKED_FOR.findall(page)]
        assert files, f"{address} asks for no style at all"
        heaviest[address] = sum(len(gzip.compress(file.read_bytes())) for file in files)
    assert {address: size for address, size in heaviest.items() if size > MOST_BYTES} == {}


def _unhashed(name: str) -> Path:
    found = finders.find(name) or finders.find(re.sub(r"\.[0-9a-f]{12}(?=\.\w+$)", "", name))
    assert found, f"{name} is no file of ours"
    return Path(found)
