from factcheck.rules.vocabulary import Role

# Shown on the terminal by `serve` and in the README: for trying out, never for a site that others reach.
PASSWORD = "try-the-desk-first"  # noqa: S105

PEOPLE: dict[str, tuple[Role, str]] = {
    "alice": (Role.REPORTER, "Alice Moreau"),
    "ed": (Role.EDITOR, "Ed Barrow"),
    "mina": (Role.EDITOR, "Mina Sato"),
    "cho": (Role.CHIEF_EDITOR, "Cho Eun-ji"),
    "ada": (Role.ADMIN, "Ada Lindqvist"),
}

# Name, password and role, as `serve` prints them.
LOGINS: list[tuple[str, str, str]] = [
    (username, PASSWORD, role.value.replace("_", " ")) for username, (role, _) in PEOPLE.items()
]
