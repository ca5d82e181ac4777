"""Which language a story is in: what its page declares, else what its words show."""

import re

from py3langid.langid import MODEL_FILE, LanguageIdentifier

# What newsrooms of the world write in; over all languages it knows, the identifier errs on short texts.
_LANGUAGES = (
    "am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka "
    "kk km kn ko ky lo lt lv mk ml mn mr ms mt nb ne nl nn pa pl ps pt ro ru si sk sl sq sr sv sw ta te "
    "th tl tr uk ur vi xh zh zu"
).split()
_LEAST_LETTERS = 60
# Hangul, kana and ideographs say more in fewer characters.
_LEAST_WIDE_LETTERS = 15
_LEAST_CERTAINTY = 0.9
# To overrule what a page declares.
_CERTAIN = 0.999
# The identifier errs between these.
_ALIKE = tuple(
    frozenset(group.split())
    for group in (
        "da nb no nn sv", "bs hr sr sl mk bg", "id ms", "cs sk", "es ca gl pt", "hi mr ne", "be ru uk",
        "xh zu", "fa ps ur", "az tr kk ky", "ja zh",
    )
)  # fmt: skip
_LANGUAGE_CHARACTERS = 4000
_LANGUAGE_TAG = re.compile(
    r"([a-z]{2,3})(?:[-_](hant|hans|tw|hk|mo|cn|sg))?(?:[-_][a-z0-9]+)*", re.IGNORECASE
)
_SCRIPT_OF_REGION = {"tw": "Hant", "hk": "Hant", "mo": "Hant", "hant": "Hant"}
_identifier: list[LanguageIdentifier] = []


def language_of(text: str, *, certainty: float = _LEAST_CERTAINTY) -> str:
    """The BCP 47 code of the language, or "" when the text is too short or too mixed to tell."""
    sample = text[:_LANGUAGE_CHARACTERS]
    letters = [character for character in sample if character.isalpha()]
    wide = sum(character >= "\u2e80" for character in letters)
    if len(letters) < _LEAST_LETTERS and wide < _LEAST_WIDE_LETTERS:
        return ""
    language, found_certainty = _language_identifier().classify(sample)
    return str(language) if found_certainty >= certainty else ""


def told_language(declared: str, text: str) -> str:
    """The declared language, unless the words are plainly another's: templates often keep their own."""
    found = language_of(text, certainty=_CERTAIN)
    base = declared.partition("-")[0]
    alike = any(base in group and found in group for group in _ALIKE)
    return declared if base not in _LANGUAGES or not found or found == base or alike else found


def _language_identifier() -> LanguageIdentifier:
    # Loaded on first use: a second and 60 MB that readers' pages never need.
    if not _identifier:
        identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
        identifier.set_languages(set(_LANGUAGES) & set(identifier.labels))
        _identifier.append(identifier)
    return _identifier[0]


def short_language(tag: str) -> str:
    """en-US is en; Chinese keeps its script, because its readers do."""
    found = _LANGUAGE_TAG.fullmatch(tag.strip())
    if not found:
        return ""
    language, script = found[1].lower(), _SCRIPT_OF_REGION.get((found[2] or "").lower(), "")
    return f"{language}-{script}" if language == "zh" and script else language
