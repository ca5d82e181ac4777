import re

from django.db import IntegrityError, transaction

from factcheck import ledger
from factcheck.models import Topic, TopicVersion, User
from factcheck.permissions import Permission, require
from factcheck.rules.names import slug_of
from factcheck.rules.told import told, word


class TopicRefused(Exception):
    """A topic cannot be made so."""


class TopicRetired(TopicRefused):
    """No new claims come under this topic."""

    def __init__(self, topic: Topic) -> None:
        super().__init__(
            told("The topic {name} is retired: no new claims come under it. Choose another.", name=topic.name)
        )


def create_topic(*, name: str, prefix: str, by: User, description: str = "") -> Topic:
    """Open a topic; its prefix (one to six capitals) starts the codes of its claims for good."""
    require(by, Permission.RECORD)
    prefix = prefix.strip().upper()
    if not re.fullmatch(r"[A-Z]{1,6}", prefix):
        raise TopicRefused(
            word(
                "A prefix is one to six letters, A to Z: it starts the codes of the topic's claims, NK-0001."
            )
        )
    slug = slug_of(name) or prefix.lower()
    try:
        with transaction.atomic():
            return Topic.objects.create(
                name=name.strip(), slug=slug, prefix=prefix, description=description.strip()
            )
    except IntegrityError as error:
        raise TopicRefused(
            told(
                "Another topic has the name {name} or the prefix {prefix}. Choose it or change yours.",
                name=name,
                prefix=prefix,
            )
        ) from error


def describe_topic(
    *, topic: Topic, name: str, description: str, by: User, retired: bool | None = None
) -> Topic:
    """Change what is said of a topic, or retire it: no new claims come under it. Its address and codes stay.

    What was said of it before stays readable. retired: None leaves it as it is. Raises TopicRefused.
    """
    require(by, Permission.PUBLISH)
    name = " ".join(name.split())
    if not name:
        raise TopicRefused(word("Give the topic a name."))
    try:
        with ledger.writing():
            topic = Topic.objects.select_for_update().get(pk=topic.pk)
            if not topic.versions.exists():
                # As it was called from its beginning until now.
                _record_version(topic, by)
            topic.name, topic.description = name, description.strip()
            topic.retired = topic.retired if retired is None else retired
            topic.save(update_fields=["name", "description", "retired"])
            _record_version(topic, by)
    except IntegrityError as error:
        raise TopicRefused(
            told("Another topic has the name {name}. Choose it or change yours.", name=name)
        ) from error
    return topic


def _record_version(topic: Topic, by: User) -> None:
    facts = {"name": topic.name, "description": topic.description, "retired": topic.retired}
    TopicVersion.objects.create(topic=topic, recorded_by=by, **facts)


def next_code(topic: Topic) -> str:
    """Take the topic's next claim code: NK-0007. Call inside the transaction that uses it.

    Raises TopicRetired.
    """
    locked = Topic.objects.select_for_update().get(pk=topic.pk)
    if locked.retired:
        raise TopicRetired(locked)
    locked.last_number += 1
    locked.save(update_fields=["last_number"])
    return f"{locked.prefix}-{locked.last_number:04d}"
