"""What holds for the code as a whole. The layers themselves are held by import-linter (`make layers`)."""

import ast
from pathlib import Path

import pytest
from django.core.management import call_command

HOUSE = Path(__file__).parent.parent / "factcheck"

# Only these write: every change of the record goes through one door, where its rules are.
WRITERS = {"actions", "intake", "ledger.py", "demo", "migrations"}
# These keep no record: the launcher, and the models, whose managers may offer what actions then call.
NO_RECORD = {"embedded", "models"}

WRITING = {
    "save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete",
    "acreate", "asave", "adelete", "aupdate", "insert_row",
}  # fmt: skip
# Also methods of dicts and sets: only a queryset's count, so only where one is plainly in the chain.
AMBIGUOUS = {"update", "add", "set", "clear", "remove"}
QUERYSET = {"objects", "filter", "exclude", "all", "select_for_update"}


def sources() -> list[Path]:
    return [
        path
        for path in sorted(HOUSE.rglob("*.py"))
        if path.relative_to(HOUSE).parts[0] not in WRITERS | NO_RECORD
    ]


def writes(code: str) -> list[str]:
    """The calls in this code that write to the database, as `line: call`."""
    return [
        f"{node.lineno}: {ast.unparse(node.func)}"
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and is_write(node.func)
        and not is_picture(node)
    ]


def is_write(call: ast.Attribute) -> bool:
    if call.attr in WRITING:
        return True
    return call.attr in AMBIGUOUS and not QUERYSET.isdisjoint(chain(call.value))


def is_picture(call: ast.Call) -> bool:
    """`image.save(file, "PNG")`: where to and as what, which no record's save() takes."""
    return ast.unparse(call.func) == "image.save" and [ast.unparse(arg) for arg in call.args[1:]] == ["'PNG'"]


def chain(node: ast.expr) -> set[str]:
    """The names in `Claim.objects.filter(…).first()`, whatever their order."""
    return {part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)}


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(HOUSE)))
def test_only_actions_intake_and_ledger_write(path: Path) -> None:
    assert writes(path.read_text()) == []


@pytest.mark.parametrize(
    "code",
    [
        "claim.save()",
        "image.save()",
        "claim.save(file, 'PNG')",
        "form.save(commit=False)",
        "Claim.objects.create(text='')",
        "Claim.objects.filter(pk=1).update(status='')",
        "Source.objects.all().delete()",
        "Topic.objects.get_or_create(slug='x')",
        "claim.parties.all().set([])",
        "ledger.insert_row(decision)",
    ],
)
def test_a_write_in_the_wrong_place_is_seen(code: str) -> None:
    assert writes(code)


@pytest.mark.parametrize(
    "code",
    ["facts.update(a=1)", "digest.update(b'')", "seen.add(1)", "decide(claim)", "image.save(file, 'PNG')"],
)
def test_what_only_looks_like_a_write_is_let_through(code: str) -> None:
    assert not writes(code)


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"utils.py", "helpers.py", "misc.py", "common.py"}
    assert [path for path in HOUSE.rglob("*.py") if path.name in drawers] == []


def test_nothing_inline_in_a_template() -> None:
    """The Content-Security-Policy would stop it silently; here it is stopped aloud."""
    templates = HOUSE.parent / "templates"
    forbidden = (" style=", "<style", " onclick=", " onsubmit=", " onload=", "hx-on", "javascript:", "|safe")
    found = [
        f"{path.relative_to(templates)}: {word}"
        for path in templates.rglob("*.html")
        for word in forbidden
        if word in path.read_text()
    ]
    assert found == []


@pytest.mark.django_db
def test_the_models_need_no_new_migration() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
