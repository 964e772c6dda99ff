"""Whether the name of a map suggests mail that not everyone may read; the words stand in `resources/confidential.toml`."""

from __future__ import annotations

import tomllib
from functools import cache

from reader.paths import RESOURCES
from reader.tokens import forms


def suggests_confidence(name: str) -> bool:
    """A hint for the user, who decides.

    >>> [suggests_confidence(name) for name in ("Personeelszaken", "Privé 2020", "Raad", "Christus Koning")]
    [True, True, False, False]
    """
    parts, whole = _words()
    return any(word in whole or any(part in word for part in parts) for word in forms(name))


@cache
def _words() -> tuple[tuple[str, ...], frozenset[str]]:
    table = tomllib.loads((RESOURCES / "confidential.toml").read_text(encoding="utf-8"))
    return tuple(table["parts"]), frozenset(table["words"])
