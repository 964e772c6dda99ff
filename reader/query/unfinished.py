"""What of a query is being typed at its end: the word, or the value of a field, that may be completed."""

from __future__ import annotations

from typing import NamedTuple

from reader.query.lexemes import FIELDS, Field, split
from reader.tokens import fold


class Unfinished(NamedTuple):
    """The end of a query."""

    start: int  # where what is being typed begins
    typed: str  # so far, without a quotation mark
    field: Field | None = None  # whose value it is; None for a word by itself


def unfinished(text: str) -> Unfinished | None:
    """What is being typed at the end of `text`; None where nothing is.

    >>> unfinished("motie va")
    Unfinished(start=6, typed='va', field=None)
    >>> unfinished("motie van:")
    Unfinished(start=10, typed='', field='sender')
    >>> unfinished('motie van:"Jan de V')
    Unfinished(start=10, typed='Jan de V', field='sender')
    >>> unfinished("motie "), unfinished('van:"Jan"'), unfinished("van: jan")
    (None, None, Unfinished(start=5, typed='jan', field=None))
    """
    lexemes = list(split(text))
    if not lexemes or lexemes[-1].end != len(text):
        return None
    last = lexemes[-1]
    if last.kind == "field":
        field = FIELDS.get(fold(last.value))
        return None if field is None else Unfinished(last.end, "", field)
    if last.kind not in {"word", "phrase"} or (last.kind == "phrase" and last.closed):
        return None
    before = lexemes[-2] if len(lexemes) > 1 else None
    if before is not None and before.kind == "field" and before.end == last.start:
        field = FIELDS.get(fold(before.value))
        return None if field is None else Unfinished(last.start, last.value, field)
    return Unfinished(last.start, last.value) if last.kind == "word" else None


def closed(text: str) -> str:
    """The query with the quotation mark that it lacks at its end.

    >>> closed('motie "in handen'), closed('motie "in handen"'), closed('motie van:"jan')
    ('motie "in handen"', 'motie "in handen"', 'motie van:"jan"')
    """
    lexemes = list(split(text))
    return f'{text}"' if lexemes and not lexemes[-1].closed else text


def quoted(value: str) -> str:
    """A name as the value of a field: in quotation marks where it is more than one word to `lexemes`.

    >>> quoted("griffie@gemeente.example"), quoted("Jan de Vries"), quoted('Bewoners "Zuid" (oud)')
    ('griffie@gemeente.example', '"Jan de Vries"', '"Bewoners Zuid (oud)"')
    """
    plain = " ".join(value.replace('"', " ").split())
    return plain if plain and not set(plain) & set(" ()") else f'"{plain}"'
