"""When two spellings are the same name, and how a name becomes part of an address."""

import re
import unicodedata

from factcheck.rules.vocabulary import SourceKind

_BLANKS = re.compile(r"\s+")
_ARTICLES = ("the ",)
# Marks that writers put in or leave out at will: "U.S." and "US", "Kim Jong-un" and "Kim Jong Un".
_DROPPED = str.maketrans({".": None, "'": None, "’": None, "‘": None, "-": " ", "‐": " ", "–": " "})


def name_key(name: str) -> str:
    """Fold a name of any script to the key that it is found by.

    NFKC, case folded, blanks collapsed, full stops, apostrophes and a leading "the" dropped.
    Accents stay: in many scripts they make another name.
    """
    folded = unicodedata.normalize("NFKC", name).casefold().translate(_DROPPED)
    folded = _BLANKS.sub(" ", folded).strip()
    for article in _ARTICLES:
        folded = folded.removeprefix(article)
    return folded


def slug_of(name: str) -> str:
    """Make the part of an address that stands for a name; '' where the script gives no Latin letters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")[:80].strip("-")


# What the words of a name say of its bearer, the surest first: a spokesman of a ministry is a person.
_KIND_WORDS: dict[SourceKind, str] = {
    SourceKind.ANONYMOUS: "unnamed anonymous sources witnesses",
    SourceKind.OFFICIAL: "president minister secretary spokesman spokeswoman spokesperson chief director "
    "commander general colonel ambassador senator governor mayor mr mrs ms dr king prince chancellor "
    "premier chairman",
    SourceKind.WIRE: "reuters afp tass ap xinhua yonhap kcna interfax ria bloomberg kyodo dpa efe ansa",
    SourceKind.IGO: "nato un eu opec who unicef imf nations union asean iaea osce",
    SourceKind.ARMED_FORCES: "army navy forces military jcs staff chiefs marines corps guard",
    SourceKind.AGENCY: "agency service bureau police court commission authority intelligence nis cia fbi",
    SourceKind.OUTLET: "times post journal news daily tribune herald tv radio gazette magazine press",
    SourceKind.DOCUMENT: "report statement document communique communiqué memo letter survey study",
    SourceKind.NGO: "institute university foundation association centre center watch group observatory party",
    SourceKind.GOVERNMENT: "ministry government department kremlin house parliament congress cabinet",
}


def kind_of_name(name: str) -> SourceKind | None:
    """What a name plainly is by its words: a "Ministry" a government body. None when they say nothing."""
    words = set(re.findall(r"\w+", name.casefold()))
    return next((kind for kind, known in _KIND_WORDS.items() if words & set(known.split())), None)
