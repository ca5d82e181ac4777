"""In whose name a command writes."""

from django.core.management.base import CommandError

from factcheck.models import User
from factcheck.permissions import NotAllowed, Permission, may


def importer(username: str) -> User:
    """Who imports: the account of that name, or else the first that may. Raises CommandError."""
    people = User.objects.filter(is_active=True).order_by("id")
    if username:
        person = people.filter(username=username).first()
        if person is None:
            raise CommandError(f"There is no account {username}.")
        if not may(person, Permission.IMPORT):
            raise CommandError(str(NotAllowed(Permission.IMPORT)))
        return person
    person = next((one for one in people if may(one, Permission.IMPORT)), None)
    if person is None:
        raise CommandError("There is no editor yet. Make one: manage.py create_editor NAME --role editor")
    return person
