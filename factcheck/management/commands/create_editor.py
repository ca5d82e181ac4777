import getpass
import secrets
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from factcheck.actions.people import PersonRefused, change_role, create_person
from factcheck.models import User
from factcheck.rules.vocabulary import ROLE_LABELS, Role


class Command(BaseCommand):
    help = "Open an account at the desk. Asks for the password unless told where it comes from."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="the name to sign in with")
        parser.add_argument("--role", required=True, choices=[role.value for role in Role])
        parser.add_argument("--byline", default="", help="the name that readers see beside a decision")
        parser.add_argument("--email", default="")
        parser.add_argument(
            "--change-role", action="store_true", help="give an account that is here already this role"
        )
        source = parser.add_mutually_exclusive_group()
        source.add_argument("--password-stdin", action="store_true", help="read it from standard input")
        source.add_argument("--generate", action="store_true", help="make one and print it")

    def handle(self, *args: Any, **options: Any) -> None:
        name, role = options["name"].strip(), Role(options["role"])
        person = User.objects.filter(username__iexact=name).first()
        if person is not None:
            self._already_here(person, role, change=options["change_role"])
            return
        password = self._password(options)
        try:
            person = create_person(
                username=name, password=password, role=role, byline=options["byline"], email=options["email"]
            )
        except PersonRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        except ValidationError as weak:
            raise CommandError(" ".join(weak.messages)) from weak
        self.stdout.write(f"Opened an account for {person.username}, {ROLE_LABELS[role].lower()}.")
        if options["generate"]:
            self.stdout.write(f"Password: {password}")

    def _already_here(self, person: User, role: Role, *, change: bool) -> None:
        if person.role == role:
            closed = "" if person.is_active else " It is closed; an administrator can reopen it."
            self.stdout.write(f"{person.username} is here already, as {ROLE_LABELS[role].lower()}.{closed}")
            return
        if not change:
            raise CommandError(
                f"{person.username} is here already, as {ROLE_LABELS[Role(person.role)].lower()}. "
                f"To make the account {ROLE_LABELS[role].lower()}, add --change-role."
            )
        try:
            change_role(person=person, role=role)
        except PersonRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{person.username} is now {ROLE_LABELS[role].lower()}.")

    def _password(self, options: dict[str, Any]) -> str:
        if options["generate"]:
            return secrets.token_urlsafe(15)
        if options["password_stdin"]:
            return sys.stdin.readline().rstrip("\r\n")
        if not sys.stdin.isatty():
            raise CommandError(
                "There is no terminal to ask for a password. Add --generate to have one made, "
                "or --password-stdin to send it on standard input."
            )
        password = getpass.getpass("Password (at least 10 characters): ")
        if getpass.getpass("The same once more: ") != password:
            raise CommandError("The two passwords differ. Nothing was done; run the command again.")
        return password
