from django.test import Client

from factcheck.models import Attribution, Claim, Suggestion
from tests.cast import Newsroom


def test_it(client: Client, newsroom: Newsroom) -> None:
    article = newsroom.article("SEOUL - The Joint Chiefs of Staff said another 3,000 soldiers left for Russia.")
    newsroom.topic()
    client.force_login(newsroom.cast.alice)
    client.post(f"/desk/articles/{article.pk}/read/")
    page = client.get(f"/desk/articles/{article.pk}/").content.decode()
    print(page[page.index('<section class="stack" id="suggestions"'):][:6000])
    assert 0
