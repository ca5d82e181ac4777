from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from factcheck.actions.topics import create_topic
from factcheck.extraction.claimreview import Found, Review, find_reviews
from factcheck.intake.claimreviews import Imported, ReviewRefused, import_review
from factcheck.intake.plain_text import decode
from factcheck.management.editors import importer
from factcheck.models import Topic, User
from factcheck.rules.article_limits import ArticleRefused
from factcheck.rules.vocabulary import SourceKind

MOST_BYTES = 64 * 1024 * 1024
TOPIC, PREFIX = "Claims reviewed by other desks", "CR"


class Command(BaseCommand):
    help = (
        "Take in the ClaimReviews of other fact-checking desks, from saved pages or JSON. Each becomes a "
        "draft: the claim, who said it, and the other desk's verdict as evidence, never as a decision of "
        "yours. The same file twice changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="A page (.html) or JSON (.json).")
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done, and do nothing.")
        parser.add_argument(
            "--topic", default="", metavar="SLUG", help=f"Where new claims go; without it, “{TOPIC}”."
        )
        parser.add_argument(
            "--by", default="", metavar="USERNAME", help="Which editor imports; without it, the first."
        )
        parser.add_argument(
            "--claimant-kind",
            default=SourceKind.WITNESS,
            choices=list(SourceKind),
            help="What new claimants are, where a review does not say (witness). The desk can change it.",
        )

    def handle(self, *args: Any, files: list[str], **options: Any) -> None:
        by = importer(options["by"])
        _check_topic(options["topic"])
        read = [(path, self._read(Path(path))) for path in files]
        counts: Counter[str] = Counter()
        for path, found in read:
            counts.update(self._import_file(path, found, by, options))
        done = "would be imported" if options["dry_run"] else "imported"
        without = sum(not found.reviews for _, found in read)
        summary = (
            f"{counts['new']} {done}, {counts['known']} here already, {counts['refused']} refused; "
            f"{without} of {len(read)} files without any."
        )
        if counts["refused"]:
            raise CommandError(summary)
        self.stdout.write(summary)

    def _read(self, path: Path) -> Found:
        try:
            if path.stat().st_size > MOST_BYTES:
                raise CommandError(f"{path} is larger than {MOST_BYTES // 2**20} MiB. Cut it into several.")
            text, _ = decode(path.read_bytes(), is_html=True)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except ArticleRefused as refusal:
            raise CommandError(f"{path}: {refusal}") from refusal
        return find_reviews(text)

    def _import_file(self, path: str, found: Found, by: User, options: dict[str, Any]) -> Counter[str]:
        counts: Counter[str] = Counter()
        for problem in found.problems:
            counts["refused"] += 1
            self.stderr.write(f"{path}, {problem}")
        if not (found.reviews or found.problems):
            self.stdout.write(f"{path}: no ClaimReview in it.")
        for number, review in enumerate(found.reviews, start=1):
            where = f"{path}, {review.place} ({number} of {len(found.reviews)})"
            try:
                imported = _import(review, found.page_url, by, options)
            except ReviewRefused as refusal:
                counts["refused"] += 1
                self.stderr.write(f"{where}: {refusal}")
            else:
                counts["new" if imported.is_new else "known"] += 1
                self.stdout.write(f"{where}: {_told(imported, dry_run=options['dry_run'])}")
        return counts


# One transaction a review, also when trying: the ledger's lock is not held while others wait.
@transaction.atomic
def _import(review: Review, page_url: str, by: User, options: dict[str, Any]) -> Imported:
    imported = import_review(
        review,
        topic=_topic(options["topic"], by),
        by=by,
        at=timezone.now(),
        page_url=page_url,
        claimant_kind=SourceKind(options["claimant_kind"]),
    )
    if options["dry_run"]:
        transaction.set_rollback(True)
    return imported


def _told(imported: Imported, *, dry_run: bool) -> str:
    words = imported.claim.code
    if not imported.is_new:
        words += ", here already"
    elif dry_run:
        # Its code would be another: each one is tried on the record as it is.
        words = "would be imported"
    return "; ".join([words, *imported.warnings])


def _check_topic(slug: str) -> None:
    if slug and not Topic.objects.filter(slug=slug).exists():
        slugs = ", ".join(Topic.objects.order_by("slug").values_list("slug", flat=True))
        raise CommandError(f"There is no topic {slug}. The topics are: {slugs or 'none yet'}.")


def _topic(slug: str, by: User) -> Topic:
    if slug:
        return Topic.objects.get(slug=slug)
    known = Topic.objects.filter(name=TOPIC).first()
    return known or create_topic(name=TOPIC, prefix=PREFIX, by=by)
