"""The day's digest by e-mail: to whom, with what in it, and never twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string

from factcheck.models import Digest, User
from factcheck.permissions import Permission, may
from factcheck.queries.for_you import DayFor, day_for


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one person's digest. problem: why it could not be sent, or ""."""

    person: User
    problem: str = ""


def send_digests(day: date) -> Iterator[Sent]:
    """Send each person with an e-mail address their digest of a day; those without news get none.

    Safe to run twice, also at the same time. One that could not be sent is tried again by the next run.
    """
    people = User.objects.filter(is_active=True).exclude(email="").exclude(digests__day=day)
    for person in people.order_by("pk"):
        if not may(person, Permission.SEE_DRAFTS):
            continue
        news = day_for(person, day)
        if not news.news and not news.mentions:
            continue
        try:
            if _send(person, news):
                yield Sent(person)
        except (OSError, SMTPException) as error:
            yield Sent(person, str(error) or type(error).__name__)


def _send(person: User, news: DayFor) -> bool:
    """False where another run was faster."""
    words = {"digest": news, "person": person, "base_url": settings.BASE_URL, "site_name": settings.SITE_NAME}
    subject = render_to_string("desk/mail/digest_subject.txt", words)
    text = render_to_string("desk/mail/digest.txt", words)
    message = EmailMessage(" ".join(subject.split()), text, to=[person.email])
    # A list that nobody subscribed to by hand must not set off answers of absence.
    message.extra_headers = {"Auto-Submitted": "auto-generated"}
    try:
        with transaction.atomic():
            # First the line that says so: a second run waits for it, and a failure takes it back.
            Digest.objects.create(person=person, day=news.day)
            message.send()
    except IntegrityError:
        return False
    return True
