"""Play the demonstration's record through the ordinary actions, each on the day that it happened."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from hashlib import sha256

from django.contrib.auth.hashers import make_password
from django.db import transaction

from factcheck import ledger
from factcheck.actions.articles import add_article
from factcheck.actions.attributions import Count, Step, Wording, attribute
from factcheck.actions.claims import assign_claim, create_claim, event_range, reword_claim
from factcheck.actions.conflicts import rule_on_conflict
from factcheck.actions.decisions import decide
from factcheck.actions.desk_settings import set_second_editor
from factcheck.actions.evidence import EvidenceDraft, add_evidence
from factcheck.actions.people import create_person
from factcheck.actions.publication import correct_claim, publish_claim, withdraw_claim
from factcheck.actions.sources import create_source, grade_source, relate_sources
from factcheck.actions.topics import create_topic
from factcheck.demo.articles import ARTICLES, DemoArticle
from factcheck.demo.chronology import LATER, MARCH, OCTOBER, WINTER
from factcheck.demo.logins import PASSWORD, PEOPLE
from factcheck.demo.northgate import NORTHGATE
from factcheck.demo.record import (
    Assigns,
    Decides,
    Event,
    Evidence,
    NewClaim,
    Publishes,
    Rewords,
    Rules,
    Says,
)
from factcheck.demo.sources import GRADES, RELATIONS, SOURCES
from factcheck.models import Article, Attribution, Claim, LedgerEntry, Measure, Source, Topic, User
from factcheck.queries.desk_settings import needing_second_editor
from factcheck.queries.related_claims import relations_of
from factcheck.rules.figures import Basis, read_figure
from factcheck.rules.statuses import Publication
from factcheck.rules.text import find_quote
from factcheck.rules.vocabulary import ClaimRelationKind

ASSIGNED = [
    Assigns("killed", "mina"),
    Assigns("artillery", "ed"),
    Assigns("administration", "ed"),
    Assigns("kim-visit", "mina"),
]


class DemoRefused(Exception):
    """The demonstration does not belong on this site."""


def is_loaded() -> bool:
    return Article.objects.filter(url=ARTICLES[0].url).exists()


@transaction.atomic
def load(progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Load the demonstration into an empty site and return the number of ledger entries it made.

    Needs the database's owner, who alone may record for an earlier day. Raises DemoRefused on a site in use.
    """
    if LedgerEntry.objects.exists():
        raise DemoRefused("This site has claims of its own. The demonstration is for an empty site only.")
    return _Desk(progress).play()


def _in_order() -> Iterator[Event]:
    record = [*OCTOBER, *WINTER, *MARCH, *LATER, *NORTHGATE]
    return iter(sorted(record, key=lambda event: event.at))


class _Desk:
    """The demonstration's people, sources and articles by name, while the record is played."""

    def __init__(self, progress: Callable[[int, int], None]) -> None:
        self.progress = progress
        self.people: dict[str, User] = {}
        self.sources: dict[str, Source] = {}
        self.topics: dict[str, Topic] = {}
        self.articles: dict[str, Article] = {}
        self.claims: dict[str, Claim] = {}
        self.measures = {measure.code: measure for measure in Measure.objects.all()}

    def play(self) -> int:
        self._open()
        events = list(_in_order())
        for done, event in enumerate(events, start=1):
            with ledger.backdated_to(datetime.fromisoformat(event.at)):
                self._play(event)
            self.progress(done, len(events))
        for assignment in ASSIGNED:
            assign_claim(
                claim=self.claims[assignment.claim],
                to=self.people[assignment.to],
                by=self.people[assignment.by],
            )
        return LedgerEntry.objects.count()

    def _open(self) -> None:
        """People, sources, topics and articles: there before the record begins."""
        hashed = make_password(PASSWORD)
        for username, (role, byline) in PEOPLE.items():
            person = User.objects.filter(username=username).first()
            self.people[username] = person or create_person(
                username=username, password=PASSWORD, role=role, byline=byline, hashed=hashed
            )
        alice, cho = self.people["alice"], self.people["cho"]
        with ledger.backdated_to(datetime(2024, 10, 1, tzinfo=UTC)):
            if needing_second_editor():
                set_second_editor(
                    statuses=(), by=self.people["ada"],
                    reason="A demonstration: whoever tries the desk is alone and decides alone.",
                )  # fmt: skip
            for one in SOURCES:
                self.sources[one.name] = create_source(
                    name=one.name, kind=one.kind, by=alice, aliases=one.aliases, country=one.country,
                    parent=self.sources[one.parent] if one.parent else None, position_note=one.position,
                )  # fmt: skip
            for grade in GRADES:
                grade_source(
                    source=self.sources[grade.source], reliability=grade.reliability, note=grade.note, by=cho
                )
            for tie in RELATIONS:
                relate_sources(
                    one=self.sources[tie.one], other=self.sources[tie.other], kind=tie.kind,
                    independence=tie.independence, by=cho, note=tie.note,
                )  # fmt: skip
        self.topics["NK"] = create_topic(
            name="North Korean soldiers in Russia", prefix="NK", by=alice,
            description="Who has been sent, how many, and what became of them: since October 2024.",
        )  # fmt: skip
        self.topics["NG"] = create_topic(
            name="Northgate bridge",
            prefix="NG",
            by=alice,
            description="A made-up city story, for trying the desk.",
        )
        for article in ARTICLES:
            self.articles[article.key] = self._store(article)

    def _store(self, article: DemoArticle) -> Article:
        text = article.text.strip()
        return add_article(
            publisher=self.sources[article.publisher], headline=article.headline, body_text=text,
            raw_sha256=sha256(text.encode()).hexdigest(), retrieved_at=article.published_at, by=self.people["alice"],
            byline=article.byline, dateline=article.dateline, url=article.url, language="en",
            published_at=article.published_at, excerpt_only=article.excerpt_only,
        )  # fmt: skip

    def _play(self, event: Event) -> None:
        match event:
            case NewClaim():
                self._create(event)
            case Says():
                for name in event.sources:
                    self._say(event, name)
            case Evidence():
                draft = EvidenceDraft(
                    title=event.title, url=event.url, kind=event.kind, bearing=event.bearing, note=event.note
                )
                add_evidence(claim=self.claims[event.claim], draft=draft, by=self.people[event.by])
            case Publishes():
                self._publish(event)
            case Rewords():
                self._reword(event)
            case Rules():
                self._rule(event)
            case Decides():
                decide(
                    claim=self._fresh(event.claim), status=event.status, reason=event.reason,
                    version=self._fresh(event.claim).version, by=self.people[event.by], public_note=event.public_note,
                    successor=self.claims[event.successor] if event.successor else None,
                )  # fmt: skip

    def _rule(self, event: Rules) -> None:
        claim = self._fresh(event.claim)
        one, other = (
            Attribution.objects.standing().filter(claim=claim, source=self.sources[name]).latest("ledger_seq")
            for name in event.sources
        )
        rule_on_conflict(
            claim=claim, one=one, other=other, answer=event.answer, reason=event.reason,
            version=claim.version, by=self.people[event.by],
        )  # fmt: skip

    def _fresh(self, key: str) -> Claim:
        claim = self.claims[key]
        claim.refresh_from_db()
        return claim

    def _create(self, event: NewClaim) -> None:
        days = [date.fromisoformat(day) if day else None for day in event.event or ("", "")]
        self.claims[event.key] = create_claim(
            text=event.text, topic=self.topics[event.topic], by=self.people[event.by], place=event.place,
            event_during=event_range(days[0], days[1]), parties=[self.sources[name] for name in event.parties],
            supersedes=self.claims[event.supersedes] if event.supersedes else None,
            relations=[(ClaimRelationKind.PART_OF, self.claims[event.part_of])] if event.part_of else (),
        )  # fmt: skip

    def _say(self, event: Says, name: str) -> None:
        article, source = self.articles[event.article], self.sources[name]
        span = find_quote(article.body_text, event.quote)
        if span is None:
            raise DemoRefused(f"The demo's article “{article.headline}” does not say: {event.quote}")
        count = None
        if event.figure:
            basis = event.basis or Basis.CUMULATIVE
            count = Count(read_figure(event.figure), self.measures[event.measure], basis, event.population)
        own = Attribution.objects.standing().filter(claim=self.claims[event.claim], source=source)
        attribute(
            claim=self.claims[event.claim],
            source=source,
            article=article,
            wording=Wording(
                stance=event.stance, cue=event.cue, quote=event.quote, spans=[span], hedge=event.hedge, mode=event.mode,
                relays=[Step(self.sources[relay], "reported") for relay in event.via], count=count,
                said_on=date.fromisoformat(event.said_on) if event.said_on else None,
                as_of=date.fromisoformat(event.as_of) if event.as_of else None, credibility=event.credibility,
            ),
            by=self.people[event.by],
            supersedes=own.order_by("-ledger_seq").first() if event.replaces_own else None,
        )  # fmt: skip

    def _publish(self, event: Publishes) -> None:
        claim, by = self._fresh(event.claim), self.people[event.by]
        match event.to:
            case Publication.CORRECTED:
                correct_claim(claim=claim, note=event.note, version=claim.version, by=by)
            case Publication.WITHDRAWN:
                withdraw_claim(claim=claim, note=event.note, version=claim.version, by=by)
            case _:
                publish_claim(claim=claim, version=claim.version, by=by)

    def _reword(self, event: Rewords) -> None:
        claim = self._fresh(event.claim)
        parties = [
            row.source for row in claim.versions.latest("ledger_seq").party_rows.select_related("source")
        ]
        reword_claim(
            claim=claim, version=claim.version, text=event.text, topic=claim.topic, reason=event.reason,
            by=self.people[event.by], event_during=claim.event_during, place=claim.place, parties=parties,
            relations=[(ClaimRelationKind(one.kind), one.other) for one in relations_of(claim)],
        )  # fmt: skip
