"""`ilike`: a text holds these letters, large or small. Unlike `icontains` it can use an index of trigrams."""

from typing import Any

from django.db.models import CharField, Lookup, TextField


@CharField.register_lookup
@TextField.register_lookup
class HoldsLetters(Lookup):
    lookup_name = "ilike"

    def get_prep_lookup(self) -> str:
        letters = str(self.rhs).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return f"%{letters}%"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        left, values = self.process_lhs(compiler, connection)
        right, more = self.process_rhs(compiler, connection)
        return f"{left} ILIKE {right}", [*values, *more]
