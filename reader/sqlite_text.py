"""Paths in SQLite: a file name on Linux need not be UTF-8, and Python's stand-in for such bytes is no text.

A query writes such a value as `CAST(? AS TEXT)` with `sql_text(path)`; a connection reads it with
`text_factory = python_text`.
"""

from __future__ import annotations


def sql_text(text: str) -> bytes:
    """The bytes that SQLite keeps as text, PEP 383."""
    return text.encode("utf-8", "surrogateescape")


def python_text(stored: bytes) -> str:
    r"""The text that was given to `sql_text`.

    >>> python_text(sql_text("caf\udce9"))
    'caf\udce9'
    """
    return stored.decode("utf-8", "surrogateescape")
