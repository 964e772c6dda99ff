"""Which messages are in the index, as another process than the writer asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.index.store import Store

if TYPE_CHECKING:
    from pathlib import Path


class Known:
    """Those of the last commit, by their identifiers; sqlite3.Error where that cannot be told."""

    def __init__(self, rows: Path) -> None:
        """`rows` as `Writer.rows`."""
        self._store = Store(rows)

    def __contains__(self, message_id: str) -> bool:
        return self._store.number_of(message_id) is not None
