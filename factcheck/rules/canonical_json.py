"""Canonical JSON [RFC 8785] for the values that the ledger holds, byte for byte as the database writes it."""

import json

_LARGEST = 2**53 - 1


def canonical(value: object) -> str:
    """Write objects with ASCII keys, lists, strings, whole numbers below 2^53, booleans and null.

    Raises ValueError for anything else: floats have no place in a ledger.
    """
    _check(value)
    # ASCII keys sort alike by code point and by UTF-16 unit, which RFC 8785 asks for.
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if not text.isascii():
        text.encode()  # Half of a surrogate pair is no text: UnicodeEncodeError is a ValueError.
    return text


def _check(value: object) -> None:
    match value:
        case None | bool() | str():
            return
        case int():
            if abs(value) > _LARGEST:
                raise ValueError(f"{value} is beyond what JSON numbers hold exactly")
        case dict():
            for key, item in value.items():
                if not (isinstance(key, str) and key.isascii()):
                    raise ValueError(f"the key {key!r} is not ASCII text")
                _check(item)
        case list() | tuple():
            for item in value:
                _check(item)
        case _:
            raise ValueError(f"{type(value).__name__} has no place in canonical JSON")
