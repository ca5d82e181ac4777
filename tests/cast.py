"""The people and the story that tests are told with. Everything is built through actions.

Alice reports, Ed and Edna edit, Cho is the chief editor, Ada looks after the accounts; Olga is nobody here.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO

import pytest

from factcheck.actions.articles import add_article
from factcheck.actions.attributions import Count, Step, Wording, attribute
from factcheck.actions.claims import create_claim
from factcheck.actions.decisions import decide
from factcheck.actions.people import create_person
from factcheck.actions.publication import publish_claim
from factcheck.actions.sources import create_source
from factcheck.actions.topics import create_topic
from factcheck.intake.importing import Options, Progress, import_table
from factcheck.models import Article, Attribution, Claim, Decision, Measure, Source, SourceAlias, Topic, User
from factcheck.rules.figures import Basis, read_figure
from factcheck.rules.names import name_key
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from factcheck.rules.text import find_quote
from factcheck.rules.vocabulary import Role, SourceKind

PASSWORD = "a long enough password"

STORY = """SEOUL, March 27 - North Korea sent another 3,000 soldiers or more to Russia, the South said.

“Of some 11,000 soldiers sent, 4,000 became casualties,” the Joint Chiefs of Staff said in a note.

Neither Moscow nor Pyongyang has confirmed any of it."""


@dataclass(frozen=True)
class Cast:
    alice: User
    ed: User
    edna: User
    cho: User
    ada: User


@pytest.fixture
def cast(db: None) -> Cast:
    return hire()


def hire() -> Cast:
    roles = {
        "alice": Role.REPORTER,
        "ed": Role.EDITOR,
        "edna": Role.EDITOR,
        "cho": Role.CHIEF_EDITOR,
        "ada": Role.ADMIN,
    }
    return Cast(
        **{
            name: create_person(username=name, password=PASSWORD, role=role, byline=name.title())
            for name, role in roles.items()
        }
    )


class Newsroom:
    """Shorthand for the things a test needs on record; each call goes through the actions."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def source(self, name: str, kind: SourceKind = SourceKind.GOVERNMENT, **facts: object) -> Source:
        """The source of that name, made when there is none."""
        known = SourceAlias.objects.filter(key=name_key(name)).select_related("source").first()
        return known.source if known else create_source(name=name, kind=kind, by=self.cast.alice, **facts)  # type: ignore[arg-type]

    def topic(self) -> Topic:
        return Topic.objects.filter(prefix="NK").first() or create_topic(
            name="North Korean troops in Russia", prefix="NK", by=self.cast.alice
        )

    def article(
        self, body_text: str = STORY, publisher: str = "The Example Wire", **facts: object
    ) -> Article:
        stored = Article.objects.filter(body_text=body_text).first()
        if stored is not None:
            return stored
        details: dict = {
            "headline": "South says more soldiers sent",
            "retrieved_at": datetime(2025, 3, 28, tzinfo=UTC),
        }
        return add_article(
            publisher=self.source(publisher, SourceKind.OUTLET),
            body_text=body_text,
            raw_sha256=sha256(body_text.encode()).hexdigest(),
            by=self.cast.alice,
            **(details | facts),
        )

    def claim(self, text: str = "North Korea sent soldiers to Russia.", **facts: object) -> Claim:
        return create_claim(text=text, topic=self.topic(), by=self.cast.alice, **facts)  # type: ignore[arg-type]

    def says(
        self,
        claim: Claim,
        source: str | Source = "Joint Chiefs of Staff",
        stance: Stance = Stance.AFFIRMS,
        *,
        quote: str = "",
        figure: str = "",
        measure: str = "deployed",
        basis: Basis = Basis.CUMULATIVE,
        via: tuple[str, ...] = (),
        article: Article | None = None,
        supersedes: Attribution | None = None,
        **wording: object,
    ) -> Attribution:
        """Put one source's stance on a claim on record."""
        article = article or self.article()
        span = find_quote(article.body_text, quote) if quote else None
        count = Count(read_figure(figure), Measure.objects.get(code=measure), basis) if figure else None
        return attribute(
            claim=claim,
            source=self.source(source) if isinstance(source, str) else source,
            article=article,
            wording=Wording(
                stance=stance,
                quote=quote,
                spans=[span] if span else [],
                relays=[Step(self.source(name, SourceKind.WIRE)) for name in via],
                count=count,
                **wording,  # type: ignore[arg-type]
            ),
            by=self.cast.alice,
            supersedes=supersedes,
        )

    def decides(
        self, claim: Claim, status: Status = Status.CONFIRMED, by: User | None = None, **facts: object
    ) -> Decision:
        claim.refresh_from_db()
        details: dict = {"reason": "Two documents show it.", "version": claim.version}
        return decide(claim=claim, status=status, by=by or self.cast.ed, **(details | facts))

    def published(self, text: str = "North Korea sent soldiers to Russia.", **facts: object) -> Claim:
        """A claim that readers see, affirmed by one source."""
        claim = self.claim(text, **facts)
        self.says(claim)
        claim.refresh_from_db()
        publish_claim(claim=claim, version=claim.version, by=self.cast.ed)
        claim.refresh_from_db()
        return claim

    def brings_in(self, claims: int, *, sources: int = 1, progress: Progress = lambda *_: None) -> None:
        """A table of claims, each said by one of these many sources."""
        lines = "".join(
            f"Report {number}: the bridge was closed.,Office {number % sources},affirms,We closed it.,"
            f"The Daily,https://daily.example/{number // 3},{self.topic().slug}\n"
            for number in range(claims)
        )
        table = f"claim,source,stance,quote,publisher,article_url,topic\n{lines}".encode()
        import_table(BytesIO(table), by=self.cast.ed, options=Options(), report=print, progress=progress)


@pytest.fixture
def newsroom(cast: Cast) -> Newsroom:
    return Newsroom(cast)
