from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction

from factcheck.models import User
from factcheck.permissions import Permission, require
from factcheck.rules.told import told, word
from factcheck.rules.vocabulary import Role


class PersonRefused(Exception):
    """An account cannot be made or changed so."""


@transaction.atomic
def create_person(
    *,
    username: str,
    password: str,
    role: Role,
    byline: str = "",
    email: str = "",
    by: User | None = None,
    hashed: str = "",
) -> User:
    """Open an account. `by` is None on the command line, where whoever has the machine decides.

    hashed: the password as make_password() gives it, where several accounts share one: hashing takes time.

    Raises PersonRefused when the name is taken, ValidationError when the password is too weak.
    """
    _require(by)
    username = username.strip()
    if not username:
        raise PersonRefused(word("Give the account a name to log in with."))
    taken = PersonRefused(
        told("There is an account {username} already. Choose another name to log in with.", username=username)
    )
    if User.objects.filter(username__iexact=username).exists():
        raise taken
    person = User(username=username, role=role, byline=byline.strip(), email=email)
    validate_password(password, person)
    if hashed:
        person.password = hashed
    else:
        person.set_password(password)
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        raise taken from error
    return person


@transaction.atomic
def change_role(*, person: User, role: Role, by: User | None = None) -> User:
    """Give somebody another role. Raises PersonRefused where nobody would be left to look after accounts."""
    _require(by)
    person = _lock(person)
    if role != Role.ADMIN:
        _keep_an_administrator(person)
    person.role = role
    person.save(update_fields=["role"])
    return person


@transaction.atomic
def deactivate_person(*, person: User, by: User | None = None) -> User:
    """Close an account: no more signing in. What the person decided keeps their name."""
    _require(by)
    person = _lock(person)
    _keep_an_administrator(person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    return person


@transaction.atomic
def reactivate_person(*, person: User, by: User | None = None) -> User:
    """Open a closed account again, with its old password and role."""
    _require(by)
    person = _lock(person)
    person.is_active = True
    person.save(update_fields=["is_active"])
    return person


def _require(by: User | None) -> None:
    if by is not None:
        require(by, Permission.MANAGE_ACCOUNTS)


def _lock(person: User) -> User:
    """Lock the person and every administrator, so that two of these cannot demote each other at once."""
    rows = User.objects.select_for_update().order_by("pk")
    locked = {row.pk: row for row in rows.filter(role=Role.ADMIN) | rows.filter(pk=person.pk)}
    return locked[person.pk]


def _keep_an_administrator(person: User) -> None:
    if person.role != Role.ADMIN or not person.is_active:
        return
    others = User.objects.filter(role=Role.ADMIN, is_active=True).exclude(pk=person.pk)
    if not others.exists():
        raise PersonRefused(
            told(
                "{person} is the last administrator. Make somebody else one first, or nobody "
                "could look after the accounts.",
                person=person,
            )
        )
