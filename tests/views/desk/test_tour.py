"""The tour shows the keys that the desk's pages have."""

import re

from django.conf import settings
from django.test import Client

from factcheck.rules.desk_keys import KEYS
from tests.cast import Newsroom

# Heard by the scripts themselves, or given to a button by the view.
BY_SCRIPT = {"j", "k", "Enter", "X", "?", "c", "d"}


def test_the_tour_names_no_key_that_no_page_has() -> None:
    pages = "".join(path.read_text() for path in (settings.BASE_DIR / "templates").rglob("*.html"))
    known = set(re.findall(r'data-key="(.)"', pages)) | BY_SCRIPT
    shown = {key for _, keys in KEYS for several, _ in keys for key in several.split()}
    assert shown <= known
    assert set(re.findall(r'data-key="(.)"', pages)) <= shown


def test_the_tour_is_there_for_everybody_of_the_desk(client: Client, newsroom: Newsroom) -> None:
    client.force_login(newsroom.cast.alice)
    page = client.get("/desk/tour/").content.decode()
    assert "<kbd>c</kbd> <kbd>d</kbd> <kbd>u</kbd>" in page
    assert 'href="/desk/tour/"' in client.get("/desk/").content.decode()
