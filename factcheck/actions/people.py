from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from factcheck.models import User
from factcheck.permissions import Permission, require
from factcheck.rules.vocabulary import Role


class PersonRefused(Exception):
    """An account cannot be made or changed so."""


@transaction.atomic
def create_person(
    *, username: str, password: str, role: Role, byline: str = "", email: str = "", by: User | None = None
) -> User:
    """Open an account. `by` is None on the command line, where whoever has the machine decides.

    Raises PersonRefused when the name is taken, ValidationError when the password is too weak.
    """
    if by is not None:
        require(by, Permission.MANAGE_ACCOUNTS)
    if not username.strip():
        raise PersonRefused("Give the account a name to log in with.")
    if User.objects.filter(username__iexact=username).exists():
        raise PersonRefused(f"There is an account {username} already. Choose another name to log in with.")
    person = User(username=username, role=role, byline=byline, email=email)
    validate_password(password, person)
    person.set_password(password)
    person.save()
    return person
