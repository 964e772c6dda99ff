"""What is in the index, as another process than the writer and the searcher asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.index import folder
from reader.index.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from reader.past import Past


class Known:
    """The rows of the last commit; sqlite3.Error where they cannot be read."""

    def __init__(self, rows: Path) -> None:
        """`rows` as `Writer.rows`."""
        self._store = Store(rows)

    def keeps(self, message_id: str, content: int, path: str) -> bool:
        """As `Writer.keeps`."""
        return self._store.keeps(message_id, content, path)

    def past(self, export: str, choice: str) -> dict[str, Past]:
        """As `Writer.past`."""
        return self._store.past(export, choice)

    def unread(self) -> frozenset[str]:
        """As `Writer.unread`."""
        return frozenset(self._store.facts(folder.UNREAD))


def known_in(root: Path) -> Known | None:
    """Of the index in a folder; None where there is none."""
    generation = folder.current(root)
    return None if generation is None else Known(generation / folder.ROWS)
