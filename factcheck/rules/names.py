"""When two spellings are the same name, and how a name becomes part of an address."""

import re
import unicodedata

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
