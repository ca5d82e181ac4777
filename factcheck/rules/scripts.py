"""Which language a text of the record is most likely in, told by its script alone.

A reading voice needs the language of each passage [WCAG 2.2, 3.1.2]; the record has claims and reasons in any
language and does not ask editors for it. Where several languages share a script, letters that only one of
them has decide, else the one with the most speakers among the wire services' languages.
"""

import re

# Tried in this order; the letters of the first that a text has enough of decide.
_LETTERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ko", re.compile("[가-힣ᄀ-ᇿ㄰-㆏]")),
    ("ja", re.compile("[぀-ヿ]")),
    ("zh", re.compile("[㐀-鿿]")),
    ("ar", re.compile("[؀-ۿݐ-ݿ]")),
    ("he", re.compile("[֐-׿]")),
    ("ru", re.compile("[Ѐ-ӿ]")),
    ("el", re.compile("[Ͱ-Ͽ]")),
    ("hi", re.compile("[ऀ-ॿ]")),
    ("th", re.compile("[฀-๿]")),
    ("ka", re.compile("[Ⴀ-ჿ]")),
    ("hy", re.compile("[԰-֏]")),
)
_ONLY_IN = {"ru": (("uk", re.compile("[іїєґІЇЄҐ]")),), "ar": (("fa", re.compile("[پچژگی]")),)}
_WORD_SIGN = re.compile(r"[^\W\d_]")
# A name in another script within a sentence does not make the sentence one of that language.
_SHARE = 0.3
# Beyond this nothing changes.
_READ = 400


def language_of(text: str) -> str:
    """A BCP 47 tag; "" for Latin letters, which half of all languages share, and where there are none."""
    text = text[:_READ]
    if text.isascii():
        return ""
    letters = len(_WORD_SIGN.findall(text))
    for language, own in _LETTERS:
        if letters and len(own.findall(text)) >= letters * _SHARE:
            return next((other for other, only in _ONLY_IN.get(language, ()) if only.search(text)), language)
    return ""
