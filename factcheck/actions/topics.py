import re

from django.db import IntegrityError, transaction

from factcheck.models import Topic, User
from factcheck.permissions import Permission, require
from factcheck.rules.names import slug_of


class TopicRefused(Exception):
    """A topic cannot be made so."""


def create_topic(*, name: str, prefix: str, by: User, description: str = "") -> Topic:
    """Open a topic; its prefix (one to six capitals) starts the codes of its claims for good."""
    require(by, Permission.RECORD)
    prefix = prefix.strip().upper()
    if not re.fullmatch(r"[A-Z]{1,6}", prefix):
        raise TopicRefused(
            "A prefix is one to six letters, A to Z: it starts the codes of the topic's claims, NK-0001."
        )
    slug = slug_of(name) or prefix.lower()
    try:
        with transaction.atomic():
            return Topic.objects.create(
                name=name.strip(), slug=slug, prefix=prefix, description=description.strip()
            )
    except IntegrityError as error:
        raise TopicRefused(
            f"Another topic has the name {name} or the prefix {prefix}. Choose it or change yours."
        ) from error


def next_code(topic: Topic) -> str:
    """Take the topic's next claim code: NK-0007. Call inside the transaction that uses it."""
    locked = Topic.objects.select_for_update().get(pk=topic.pk)
    locked.last_number += 1
    locked.save(update_fields=["last_number"])
    return f"{locked.prefix}-{locked.last_number:04d}"
