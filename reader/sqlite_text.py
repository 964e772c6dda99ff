"""Texts in SQLite that are no text to it: a file name on Linux need not be UTF-8, and on Windows need not be UTF-16.

Python has lone surrogates for those, as for half of an emoji that was pasted.  A query writes such a value as
`CAST(? AS TEXT)` with `sql_text(path)`; a connection reads it with `text_factory = python_text`.
"""

from __future__ import annotations

_LONE = "surrogatepass"


def sql_text(text: str) -> bytes:
    """The bytes that SQLite keeps as text."""
    return text.encode("utf-8", _LONE)


def python_text(stored: bytes) -> str:
    r"""The text that was given to `sql_text`.

    >>> python_text(sql_text("caf\udce9 \ud83d"))
    'caf\udce9 \ud83d'
    """
    return stored.decode("utf-8", _LONE)
