"""What the desk's forms offer to choose from: topics, people, sources; read in one statement."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from factcheck.models import Attribution, Source, Topic, User
from factcheck.queries.together import Reads, Together

SOURCES_OFFERED = 500


@dataclass(frozen=True, slots=True)
class Choices:
    """topics: by name, retired ones among them. people: who works here now, by username.

    sources: slug and name of those that have said something, no more than anybody scrolls.
    """

    topics: list[Topic]
    people: list[User]
    sources: list[tuple[str, str]]


def choices() -> Choices:
    """Of topics and people."""
    return Choices(**_of_forms.read(), sources=[])


def choices_with_sources(chosen: str) -> Choices:
    """The same, and sources with the one that is chosen."""
    found = Choices(**_of_filters.read())
    if chosen and all(slug != chosen for slug, _ in found.sources):
        found.sources.extend(Source.objects.filter(slug=chosen).values_list("slug", "name"))
    return found


def people() -> QuerySet[User]:
    return User.objects.filter(is_active=True).order_by("username")


def _reads() -> Reads:
    return {"topics": Topic.objects.order_by("name"), "people": people()}


def _reads_with_sources() -> Reads:
    spoke = Source.objects.filter(Exists(Attribution.objects.filter(source=OuterRef("pk"))))
    return {**_reads(), "sources": spoke.by_name().values_list("slug", "name")[:SOURCES_OFFERED]}


_of_forms, _of_filters = Together(build=_reads), Together(build=_reads_with_sources)
