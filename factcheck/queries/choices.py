"""What the desk's forms offer to choose from: topics, people, sources; read in one statement."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from factcheck.models import Attribution, Source, Topic, User
from factcheck.queries.together import Reads, Together

SOURCES_OFFERED = 500


class TopicOffered(NamedTuple):
    pk: int
    slug: str
    name: str
    retired: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """topics: by name, retired ones among them. people: who works here now, by username.

    sources: slug and name of those that have said something, no more than anybody scrolls.
    """

    topics: list[TopicOffered]
    people: list[User]
    sources: list[tuple[str, str]]


def choices() -> Choices:
    """Of topics and people."""
    return _choices(_of_forms.read())


def choices_with_sources(chosen: str) -> Choices:
    """The same, and sources with the one that is chosen."""
    found = _choices(_of_filters.read())
    if chosen and all(slug != chosen for slug, _ in found.sources):
        found.sources.extend(Source.objects.filter(slug=chosen).values_list("slug", "name"))
    return found


def people() -> QuerySet[User]:
    return User.objects.filter(is_active=True).order_by("username")


def _choices(found: dict[str, list[Any]]) -> Choices:
    topics = [TopicOffered(*facts) for facts in found["topics"]]
    return Choices(topics, found["people"], found.get("sources", []))


def _reads() -> Reads:
    return {
        "topics": Topic.objects.order_by("name").values_list(*TopicOffered._fields),
        # As much as their names take.
        "people": people().only("username", "first_name", "last_name", "byline"),
    }


def _reads_with_sources() -> Reads:
    spoke = Source.objects.filter(Exists(Attribution.objects.filter(source=OuterRef("pk"))))
    return {**_reads(), "sources": spoke.by_name().values_list("slug", "name")[:SOURCES_OFFERED]}


_of_forms, _of_filters = Together(build=_reads), Together(build=_reads_with_sources)
