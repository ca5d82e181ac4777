"""The catalogues of translations: what is to be translated, found in the code, and the files beside it.

Pure Python, with polib for the files, so that nobody needs the GNU gettext programs. See docs/translating.md.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.utils.translation.template import templatize

from factcheck.exports.columns import LEDGERS
from factcheck.models.ledger import EntryKind
from factcheck.permissions import Permission
from factcheck.queries import claim_list, corrections, public_list
from factcheck.rules import (
    comparison,
    figures,
    stances,
    statuses,
    suggestions,
    table_imports,
    vocabulary,
    who_says,
)

# One text each; told_many and ngettext take one for one and one for many.
SINGLE = frozenset({"gettext", "gettext_lazy", "gettext_noop", "_", "told", "word"})
PLURAL = frozenset({"ngettext", "ngettext_lazy", "told_many"})

# Closed lists of the rules: their words reach pages through a filter, so no call names them.
LISTS: tuple[Iterable[str], ...] = (
    statuses.LABELS.values(),
    (label.lower() for label in statuses.LABELS.values()),
    statuses.MEANINGS.values(),
    statuses.PUBLICATION_LABELS.values(),
    (label.lower() for label in statuses.PUBLICATION_LABELS.values()),
    stances.LABELS.values(),
    stances.TYPICAL_CUES.values(),
    stances.SIDE_LABELS.values(),
    vocabulary.SOURCE_KIND_LABELS.values(),
    vocabulary.RELIABILITY_LABELS.values(),
    (label.lower() for label in vocabulary.RELIABILITY_LABELS.values()),
    (label.lower() for label in vocabulary.SOURCE_KIND_LABELS.values()),
    vocabulary.CREDIBILITY_LABELS.values(),
    vocabulary.RELATION_KIND_LABELS.values(),
    vocabulary.CLAIM_RELATION_LABELS.values(),
    vocabulary.CLAIM_RELATION_LABELS_TURNED.values(),
    vocabulary.INDEPENDENCE_LABELS.values(),
    vocabulary.EVIDENCE_KIND_LABELS.values(),
    comparison.OUTCOME_LABELS.values(),
    comparison.BASIS_WORDS.values(),
    figures.BASIS_LABELS.values(),
    figures.FROM_TO.values(),
    who_says.SAID_BY.values(),
    who_says.NUMBERS,
    public_list.GROUPS,
    claim_list.NO_SUCH.values(),
    corrections.KIND_LABELS.values(),
    (kind.value for kind in EntryKind),
    ("accepted", "dismissed"),
    vocabulary.ROLE_LABELS.values(),
    (label.lower() for label in vocabulary.ROLE_LABELS.values()),
    vocabulary.HOP_MODE_LABELS.values(),
    table_imports.IMPORT_LABELS.values(),
    suggestions.ANSWER_LABELS.values(),
    vocabulary.CONFLICT_ANSWER_LABELS.values(),
    vocabulary.PROPOSAL_ANSWER_LABELS.values(),
    (label.lower() for label in vocabulary.PROPOSAL_ANSWER_LABELS.values()),
    (permission.value for permission in Permission),
    (ledger.about for ledger in LEDGERS.values()),
    (column.description for ledger in LEDGERS.values() for column in ledger.columns),
    # How the reader of stories found a statement, as it is stored with the reading.
    ("subject, then its verb", "verb, then its subject", "subject of the verb before", "according to",
     "quoted as saying", "cited by whoever reports it",
     "says that somebody has not confirmed, commented or verified",
     "the claims made by somebody, told in the sentence before",
     "«…, – said X, – …»", "«…», – said X", "X said that …", "X said: …", "…, said X", "according to X, …",
     "X denied, or did not confirm", "The desk was stopped while it read this story."),
    # The measures that every desk begins with; their names stand in the database.
    ("people deployed", "people killed", "people wounded", "people missing", "people captured", "casualties",
     "people", "people displaced", "weapons and vehicles", "munitions", "events", "money", "share", "other"),
)  # fmt: skip
_LITERAL = r"(u?\"(?:[^\"\\]|\\.)*\"|u?'(?:[^'\\]|\\.)*')"
_IN_TEMPLATE = re.compile(rf"\b(?:gettext|_)\({_LITERAL}\)|\bngettext\({_LITERAL}, {_LITERAL}")


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """What is to be translated. plural: "" where there is one form only."""

    text: str
    plural: str = ""


def messages() -> dict[Message, set[str]]:
    """Everything that is to be translated, with the files that say it."""
    found: dict[Message, set[str]] = {}
    for path in sorted((settings.BASE_DIR / "templates").rglob("*.html")):
        _note(found, in_template(path.read_text()), path)
    for path in sorted((settings.BASE_DIR / "factcheck").rglob("*.py")):
        _note(found, in_python(path.read_text()), path)
    for words in _LISTED:
        _note(found, [Message(words)], Path(__file__))
    return found


_LISTED = frozenset(words for listed in LISTS for words in listed)


def in_template(text: str) -> Iterator[Message]:
    """Messages of a Django template: translate, blocktranslate and _("...")."""
    for found in _IN_TEMPLATE.finditer(templatize(text)):
        single, one, many = (ast.literal_eval(group) if group else "" for group in found.groups())
        yield Message(single) if single else Message(one, many)


def in_python(text: str) -> Iterator[Message]:
    """Messages of a module: literal arguments of gettext and its kin, and of what rules.told makes."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in SINGLE:
            yield from (Message(literal) for literal in _literals(node.args[0]))
        elif name in PLURAL and len(node.args) > 1:
            one, many = (list(_literals(argument)) for argument in node.args[:2])
            if one and many:
                yield Message(one[0], many[0])


def update(language: str) -> polib.POFile:
    """The language's catalogue with all that the code says now: new texts empty, old ones gone."""
    kept = catalogue(language)
    forms = int((re.findall(r"nplurals=(\d+)", kept.metadata.get("Plural-Forms", "")) or ["1"])[0])
    known = {(entry.msgid, entry.msgid_plural): entry for entry in kept}
    written = polib.POFile(wrapwidth=110)
    written.metadata = kept.metadata
    for message, files in sorted(messages().items()):
        entry = polib.POEntry(
            msgid=message.text,
            msgid_plural=message.plural,
            occurrences=[(name, "") for name in sorted(files)],
            flags=_flags(message.text),
        )
        before = known.get((message.text, message.plural))
        if message.plural:
            entry.msgstr_plural = before.msgstr_plural if before else dict.fromkeys(range(forms), "")
        else:
            entry.msgstr = before.msgstr if before else ""
        written.append(entry)
    return written


def catalogue(language: str) -> polib.POFile:
    path = po_path(language)
    if path.exists():
        return polib.pofile(str(path), wrapwidth=110)
    begun = polib.POFile(wrapwidth=110)
    begun.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    return begun


def untranslated(written: polib.POFile) -> list[str]:
    return [entry.msgid for entry in written if not all(translations(entry)) or entry.fuzzy]


def translations(entry: Any) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def po_path(language: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def other_languages() -> list[str]:
    return [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def _literals(node: ast.expr) -> Iterator[str]:
    """The texts of an argument: a literal, or two with a condition between them."""
    match node:
        case ast.Constant(value=str() as text) if text.strip():
            yield text
        case ast.IfExp():
            yield from _literals(node.body)
            yield from _literals(node.orelse)


def _note(found: dict[Message, set[str]], those: Iterable[Message], path: Path) -> None:
    for message in those:
        found.setdefault(message, set()).add(str(path.relative_to(settings.BASE_DIR)))


def _flags(text: str) -> list[str]:
    if "%(" in text:
        return ["python-format"]
    return ["python-brace-format"] if re.search(r"\{\w+\}", text) else []


def placeholders(text: str) -> Mapping[str, int]:
    """How often each placeholder stands in a text."""
    names = re.findall(r"%\((\w+)\)s|\{(\w+)\}", text)
    counts: dict[str, int] = {}
    for one, other in names:
        counts[one or other] = counts.get(one or other, 0) + 1
    return counts
