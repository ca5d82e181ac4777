"""The demonstration shows every part of the domain, on the days on which things happened."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction

from factcheck.demo.load import load
from factcheck.models import (
    Article,
    Attribution,
    Claim,
    ClaimState,
    Decision,
    Source,
    SourceAlias,
)
from factcheck.queries.confirmation import rule_report_of
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Publication, Status
from tests.clean_slate import owner

# Without it no database is made, where no other test of the run asks for one.
pytestmark = pytest.mark.django_db

TOLD = "North Korea has sent soldiers to Russia."


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Loaded once for all that only look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with owner():
            load()
        yield
        transaction.set_rollback(True)


def state(text: str, day: datetime) -> ClaimState:
    return ClaimState.objects.as_of(day).get(text=text)


def test_it_holds_enough_to_look_around_in() -> None:
    assert Claim.objects.count() >= 20
    assert Source.objects.count() >= 15
    assert Article.objects.count() >= 5


def test_sources_are_found_in_korean_and_in_russian() -> None:
    named = {
        text: SourceAlias.objects.get(text=text).source.name for text in ("합참", "ТАСС", "КНДР", "국정원")
    }
    assert named == {
        "합참": "South Korea's Joint Chiefs of Staff",
        "ТАСС": "Tass",
        "КНДР": "North Korea",
        "국정원": "National Intelligence Service",
    }


def test_it_shows_every_status_every_publication_and_every_stance() -> None:
    assert set(Claim.objects.values_list("status", flat=True)) == set(Status)
    assert set(Claim.objects.values_list("publication", flat=True)) == set(Publication)
    assert set(Attribution.objects.values_list("stance", flat=True)) == set(Stance)


def test_several_editors_decided_over_time() -> None:
    decisions = Decision.objects.order_by("ledger_seq")
    assert len(set(decisions.values_list("decided_by", flat=True))) >= 2
    assert decisions.earliest("ledger_seq").decided_at.year == 2024
    assert decisions.latest("ledger_seq").decided_at.date() >= datetime(2025, 6, 19, tzinfo=UTC).date()


def test_what_was_known_in_march_2025_stays_readable() -> None:
    assert state(TOLD, datetime(2025, 3, 28, tzinfo=UTC)).status == Status.DISPUTED
    assert state(TOLD, datetime(2025, 5, 1, tzinfo=UTC)).status == Status.CONFIRMED
    assert not ClaimState.objects.as_of(datetime(2024, 1, 1, tzinfo=UTC)).exists()


def test_the_parties_own_word_confirms_the_deployment() -> None:
    report = rule_report_of(Claim.objects.get(text=TOLD))
    assert report.lines[2].text == "Affirmed by the party that it is about: North Korea and Russia."


def test_eight_sources_of_which_nothing_is_established_are_one_origin() -> None:
    assert Claim.objects.get(text=TOLD).independent_origins == 1


def test_a_later_figure_of_the_same_source_replaces_its_earlier_one() -> None:
    killed = Attribution.objects.filter(claim__code="NK-0007", source__name="National Intelligence Service")
    assert [a.quantity.verbatim for a in killed.order_by("ledger_seq")] == ["Some 300", "600", "About 2,000"]
    assert [a.quantity.verbatim for a in Attribution.objects.standing().filter(pk__in=killed)] == [
        "About 2,000"
    ]


def test_a_lawmakers_account_keeps_the_service_as_its_origin() -> None:
    attribution = Attribution.objects.filter(quantity__verbatim="600").get()
    assert [hop.source.name for hop in attribution.hops.order_by("position")] == [
        "National Intelligence Service",
        "Lee Seong-kweun",
        "The Meridian Wire",
    ]
