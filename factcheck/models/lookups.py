"""Ways to look into texts that indexes can answer."""

import re
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, CharField, Func, Lookup, TextField


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
    """Each two characters that stand together where blanks part no words; an index had them until 0014."""

    function = "cjk_pairs"
    arity = 1
    output_field = ArrayField(TextField())


class OneNamed(Func):
    """Whether a text is one of those that commas part: OneNamed("code", Value("NK-0001,NK-0002"))."""

    template = "%(expressions)s, ','))"
    arg_joiner = " = ANY(string_to_array("
    arity = 2
    output_field = BooleanField()


class OneOf(Func):
    """Whether a number is in an array that was read as a text: OneOf("claim_id", Value("{1,2,3}"))."""

    template = "%(expressions)s::bigint[])"
    arg_joiner = " = ANY("
    arity = 2
    output_field = BooleanField()
