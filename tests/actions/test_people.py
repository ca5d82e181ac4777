"""Accounts: who may change them, and that somebody is always left who can."""

import pytest
from django.core.exceptions import ValidationError

from factcheck.actions.people import (
    PersonRefused,
    change_role,
    create_person,
    deactivate_person,
    reactivate_person,
)
from factcheck.permissions import NotAllowed, Permission, may
from factcheck.rules.vocabulary import Role
from tests.cast import PASSWORD, Cast


def test_an_administrator_opens_accounts(cast: Cast) -> None:
    person = create_person(username=" nia ", password=PASSWORD, role=Role.REPORTER, by=cast.ada)
    assert (person.username, person.role) == ("nia", Role.REPORTER)
    assert person.check_password(PASSWORD)


@pytest.mark.parametrize("name", ["alice", "ed", "cho"])
def test_nobody_else_does(name: str, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        create_person(username="nia", password=PASSWORD, role=Role.ADMIN, by=getattr(cast, name))
    with pytest.raises(NotAllowed):
        change_role(person=getattr(cast, name), role=Role.ADMIN, by=getattr(cast, name))


def test_a_name_is_taken_once_whatever_its_capitals(cast: Cast) -> None:
    with pytest.raises(PersonRefused, match="ALICE"):
        create_person(username="ALICE", password=PASSWORD, role=Role.REPORTER)


def test_a_weak_password_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        create_person(username="nia", password="short", role=Role.REPORTER)


def test_a_role_changes_what_somebody_may_do(cast: Cast) -> None:
    assert not may(cast.alice, Permission.DECIDE)
    assert may(change_role(person=cast.alice, role=Role.EDITOR, by=cast.ada), Permission.DECIDE)


def test_a_closed_account_may_nothing_and_can_be_opened_again(cast: Cast) -> None:
    assert not may(deactivate_person(person=cast.ed, by=cast.ada), Permission.SEE_DRAFTS)
    assert may(reactivate_person(person=cast.ed, by=cast.ada), Permission.DECIDE)


def test_the_last_administrator_stays(cast: Cast) -> None:
    with pytest.raises(PersonRefused, match="last administrator"):
        deactivate_person(person=cast.ada, by=cast.ada)
    with pytest.raises(PersonRefused, match="last administrator"):
        change_role(person=cast.ada, role=Role.EDITOR, by=cast.ada)
    change_role(person=cast.cho, role=Role.ADMIN, by=cast.ada)
    assert change_role(person=cast.ada, role=Role.EDITOR, by=cast.ada).role == Role.EDITOR


def test_a_closed_administrator_does_not_count(cast: Cast) -> None:
    change_role(person=cast.cho, role=Role.ADMIN, by=cast.ada)
    deactivate_person(person=cast.cho, by=cast.ada)
    with pytest.raises(PersonRefused, match="last administrator"):
        deactivate_person(person=cast.ada, by=cast.ada)
