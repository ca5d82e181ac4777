"""Words with a typing mistake, mended by the words of published claims and of the sources' names.

It is for a search that found nothing. It may take about BUDGET_MS and then gives up, so that a slip of
the pen does not hold up a desk of a million claims. What is offered stands in something that readers may see.
"""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

from django.db import OperationalError, transaction

from factcheck.queries.database import reading, reading_from
from factcheck.queries.wording import said_nowhere
from factcheck.rules.highlight import words_of
from factcheck.rules.statuses import LISTED

BUDGET_MS = 400
MOST_MENDED = 5
# Of two words, about so many letters must agree; below the first the database does not look.
_ALIKE, _NEAR_ENOUGH = 0.3, 0.66
_SHORTEST = {"letters": 4, "signs": 2}
_TEXTS_READ = 400
_SIGNS = re.compile(r"[぀-ヿ㐀-鿿가-힣]{2,12}")
_WORD = re.compile(r"\w++")

_LISTED_TEXTS = """
    SELECT text FROM (
        (SELECT text FROM factcheck_claim WHERE publication = ANY(%(listed)s) AND {claim} LIMIT %(most)s)
        UNION ALL
        (SELECT key FROM factcheck_sourcealias AS alias WHERE {alias} AND EXISTS (
            SELECT FROM factcheck_attribution AS said
            JOIN factcheck_claim AS claim ON claim.id = said.claim_id
            WHERE said.source_id = alias.source_id AND claim.publication = ANY(%(listed)s)) LIMIT %(most)s)
    ) AS known (text)
"""


def mended(q: str) -> str:
    """The same search with its words spelt as the record spells them; '' where nothing is near."""
    # Most words are right, and for a common one the database would look longest.
    words = said_nowhere([word for word in words_of(q) if _is_long_enough(word)][:MOST_MENDED])
    if not words:
        return ""
    changed = q
    try:
        with transaction.atomic(using=reading_from()):
            usual = _usual_timeout()
            for word in words:
                nearest = _nearest(word, _texts_with_one_like(word))
                if nearest and nearest.casefold() != word.casefold():
                    changed = _with_word(changed, word, nearest)
            _set(statement_timeout=usual, similarity="0.6")
    except OperationalError:
        return ""
    return changed if changed != q else ""


def _with_word(q: str, word: str, other: str) -> str:
    # Both are made of letters and digits alone, so nothing in them is special to `re`.
    return re.sub(rf"(?<!\w){word}(?!\w)", other, q)


def _is_long_enough(word: str) -> bool:
    return len(word) >= _SHORTEST["signs" if _SIGNS.fullmatch(word) else "letters"] and not word.isdecimal()


def _texts_with_one_like(word: str) -> list[str]:
    values: dict[str, str | int | list[str]] = {
        "listed": [str(one.value) for one in LISTED],
        "most": _TEXTS_READ,
        "word": word,
    }
    claim, alias = "%(word)s <% text", "%(word)s <% key"
    if _SIGNS.fullmatch(word):
        # Two signs have no trigrams worth comparing: any one of them may be another.
        values["word"] = "|".join(f"{word[:at]}.{word[at + 1 :]}" for at in range(len(word)))
        claim, alias = "text ~ %(word)s", "key ~ %(word)s"
    _set(statement_timeout=f"{BUDGET_MS // MOST_MENDED * 2}", similarity=str(_ALIKE))
    with reading().cursor() as cursor:
        sql = _LISTED_TEXTS.format(claim=claim.replace("<%", "<%%"), alias=alias.replace("<%", "<%%"))
        cursor.execute(sql, values)
        return [text for (text,) in cursor.fetchall()]


def _usual_timeout() -> str:
    with reading().cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        return str(cursor.fetchone()[0])


def _set(*, statement_timeout: str, similarity: str) -> None:
    with reading().cursor() as cursor:
        cursor.execute(
            "SELECT set_config('statement_timeout', %s, true),"
            " set_config('pg_trgm.word_similarity_threshold', %s, true)",
            [statement_timeout, similarity],
        )


def _nearest(word: str, texts: Iterable[str]) -> str:
    known = {one for text in texts for one in _candidates(word, text)}
    if word.casefold() in {one.casefold() for one in known}:
        return word
    scored = sorted(((_likeness(word, one), one) for one in known), reverse=True)
    return scored[0][1] if scored and scored[0][0] >= _NEAR_ENOUGH else ""


def _candidates(word: str, text: str) -> list[str]:
    if not _SIGNS.fullmatch(word):
        return _WORD.findall(text)
    size = len(word)
    return [run[at : at + size] for run in _SIGNS.findall(text) for at in range(len(run) - size + 1)]


def _likeness(one: str, other: str) -> float:
    if _SIGNS.fullmatch(one):
        return sum(map(_same_letters, one, other)) / len(one)
    return _same_letters(one.casefold(), other.casefold())


def _same_letters(one: str, other: str) -> float:
    # Parted into its letters, a Korean sign with one wrong vowel is nearly the same.
    first, second = (unicodedata.normalize("NFD", text) for text in (one, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
