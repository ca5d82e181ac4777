"""Ways to look into texts that indexes can answer."""

import re
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Func, Lookup, TextField

# As cjk_pairs() of migrations/sql/0001_words.sql has it.
_RUNS = re.compile("[぀-ヿ㐀-鿿가-힣]{2,}")


@CharField.register_lookup
@TextField.register_lookup
class Holds(Lookup):
    """text__holds: a part of the text, capitals or not. Trigrams answer ILIKE, not UPPER(…)."""

    lookup_name = "holds"

    def get_prep_lookup(self) -> str:
        escaped = re.sub(r"([\\%_])", r"\\\1", str(self.rhs))
        return f"%{escaped}%"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        text, values = self.process_lhs(compiler, connection)
        part, more = self.process_rhs(compiler, connection)
        return f"{text} ILIKE {part}", [*values, *more]


class CjkPairs(Func):
    """Each two characters that stand together where blanks part no words, cut by the database."""

    function = "cjk_pairs"
    arity = 1
    output_field = ArrayField(TextField())


def cjk_pairs(words: str) -> list[str]:
    """The same of words that are looked for: a word of two characters has no trigram, but one pair."""
    return sorted({run[at : at + 2] for run in _RUNS.findall(words) for at in range(len(run) - 1)})
