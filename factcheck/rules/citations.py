"""References to an entry for reference managers.

BibTeX as biber reads it (UTF-8, `@online` of biblatex); RIS as Research Information Systems laid it down,
with the tags that Zotero, EndNote and Mendeley share.
"""

import re
from dataclasses import dataclass
from datetime import date

from factcheck.rules.told import LongDay, Told, joined, told

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_SPECIAL |= {sign: f"\\{sign}" for sign in "#$%&_"}


@dataclass(frozen=True, slots=True)
class Reference:
    """What is cited: one entry as it stands. changed: the day of its last change; read: of looking at it."""

    key: str
    publisher: str
    title: str
    url: str
    changed: date
    read: date
    note: str


def as_text(reference: Reference, *, with_day_read: bool = True) -> Told:
    """One line for a footnote. An entry as it stood then needs no day of reading: it stays so."""
    url = _url(reference.url)
    return joined(
        [
            told(
                "{publisher}, “{title}”",
                publisher=_line(reference.publisher),
                title=_line(reference.title),
            ),
            reference.note,
            told("Last changed {day}.", day=LongDay.of(reference.changed)),
            told("{url} (read {day})", url=url, day=LongDay.of(reference.read)) if with_day_read else url,
        ]
    )


def as_bibtex(reference: Reference) -> str:
    """One `@online` entry. Text in any script; what TeX would act on stands escaped."""
    fields = {
        "author": f"{{{_tex(reference.publisher)}}}",
        "title": f"{{{_tex(reference.title)}}}",
        "date": reference.changed.isoformat(),
        "year": str(reference.changed.year),
        "url": _url(reference.url),
        "urldate": reference.read.isoformat(),
        "note": _tex(reference.note),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@online{{{re.sub(r'[^A-Za-z0-9-]', '', reference.key)},", *lines, "}", ""])


def as_ris(reference: Reference) -> str:
    """One record; its lines end with CR LF."""
    tags = [
        ("TY", "ELEC"),
        # A comma at the end: the whole is one name, not a family's and a person's.
        ("AU", f"{reference.publisher.replace(',', ' ')},"),
        ("TI", reference.title),
        ("PB", reference.publisher),
        ("PY", str(reference.changed.year)),
        ("DA", f"{reference.changed:%Y/%m/%d}"),
        ("Y2", f"{reference.read:%Y/%m/%d}"),
        ("UR", reference.url),
        ("N1", reference.note),
        ("ID", reference.key),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in tags)


def _line(text: str) -> str:
    return " ".join(text.split())


def _tex(text: str) -> str:
    return "".join(_SPECIAL.get(sign, sign) for sign in _line(text))


def _url(url: str) -> str:
    return re.sub(r"[{}\\\s]", lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), url)
