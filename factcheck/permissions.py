"""Who may do what: one table, asked in every view and again in every action."""

from enum import StrEnum

from django.contrib.auth.models import AnonymousUser

from factcheck.models import User
from factcheck.rules.told import told, word
from factcheck.rules.vocabulary import Role


class Permission(StrEnum):
    SEE_DRAFTS = "see drafts"
    RECORD = "add articles, claims, attributions and comments"
    DECIDE = "decide on claims"
    APPROVE = "approve another's decision"
    PUBLISH = "publish claims"
    IMPORT = "import"
    RETRACT = "retract claims"
    REDACT = "take texts out of the record"
    GRADE_SOURCES = "grade sources"
    RELATE_SOURCES = "relate sources"
    SET_CONFLICT_RULES = "set the rules of conflicts"
    MANAGE_ACCOUNTS = "manage accounts and roles"
    SET_HOUSE_RULES = "set the rules of the house"


_FROM_REPORTER = frozenset(Role)
_FROM_EDITOR = frozenset({Role.EDITOR, Role.CHIEF_EDITOR, Role.ADMIN})
_FROM_CHIEF = frozenset({Role.CHIEF_EDITOR, Role.ADMIN})

MAY: dict[Permission, frozenset[Role]] = {
    Permission.SEE_DRAFTS: _FROM_REPORTER,
    Permission.RECORD: _FROM_REPORTER,
    Permission.DECIDE: _FROM_EDITOR,
    Permission.APPROVE: _FROM_EDITOR,
    Permission.PUBLISH: _FROM_EDITOR,
    Permission.IMPORT: _FROM_EDITOR,
    Permission.RETRACT: _FROM_CHIEF,
    Permission.REDACT: _FROM_CHIEF,
    Permission.GRADE_SOURCES: _FROM_CHIEF,
    Permission.RELATE_SOURCES: _FROM_CHIEF,
    Permission.SET_CONFLICT_RULES: _FROM_CHIEF,
    Permission.MANAGE_ACCOUNTS: frozenset({Role.ADMIN}),
    Permission.SET_HOUSE_RULES: frozenset({Role.ADMIN}),
}


class NotAllowed(Exception):
    """Somebody of the desk asked for what their role does not allow."""

    def __init__(self, permission: Permission) -> None:
        self.permission = permission
        super().__init__(
            told(
                "Your role does not allow you to {act}. Ask an administrator of the desk.",
                act=word(permission.value),
            )
        )


def may(user: User | AnonymousUser, permission: Permission) -> bool:
    return isinstance(user, User) and user.is_active and user.role in MAY[permission]


def require(user: User | AnonymousUser, permission: Permission) -> None:
    """Raise NotAllowed unless the user's role grants the permission."""
    if not may(user, permission):
        raise NotAllowed(permission)
