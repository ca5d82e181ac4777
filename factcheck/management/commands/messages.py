from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

try:
    from factcheck.management.messages import other_languages, po_path, untranslated, update
except ModuleNotFoundError as missing:
    raise CommandError(
        f"{missing.name} is not installed: translations are made with what requirements-dev.txt names."
    ) from missing


class Command(BaseCommand):
    help = "Collect what is to be translated, and compile the translations. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail where a translation is missing")

    def handle(self, **options: Any) -> None:
        lacking = 0
        for language in other_languages():
            written, path = update(language), po_path(language)
            path.parent.mkdir(parents=True, exist_ok=True)
            written.save(str(path))
            written.save_as_mofile(str(path.with_suffix(".mo")))
            empty = untranslated(written)
            lacking += len(empty)
            for text in empty[:20]:
                self.stdout.write(f"  not translated: {text}")
            self.stdout.write(f"{language}: {len(written)} texts, {len(empty)} not translated.")
        if lacking and options["check"]:
            raise CommandError(f"{lacking} texts are not translated.")
