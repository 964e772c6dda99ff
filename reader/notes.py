"""What the user added, in a SQLite file of its own: never thrown away, unlike the index.

`PRAGMA user_version` counts the steps of `_STEPS` that were taken; a later version adds a step.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader.choice import EVERYTHING, Choice, in_words
from reader.errors import StorageFailed
from reader.sqlite_text import python_text, sql_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_STEPS = (
    "CREATE TABLE export (path TEXT PRIMARY KEY, sample INTEGER NOT NULL, added TEXT NOT NULL) WITHOUT ROWID",
    "ALTER TABLE export ADD COLUMN choice TEXT NOT NULL DEFAULT '{}'",  # JSON: the fields of a Choice
    "CREATE TABLE query (text TEXT PRIMARY KEY, used TEXT NOT NULL) WITHOUT ROWID",
)

_MOST_QUERIES = 50


@dataclass(frozen=True, slots=True)
class NotedExport:
    """A path that the user added."""

    path: str  # absolute
    sample: bool  # the mailbox that comes with the program
    added: datetime
    choice: Choice = EVERYTHING  # the maps of it that the user wants to read


class Notes:
    """The notes file, opened for one use case; StorageFailed where it cannot be used."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def exports(self) -> tuple[NotedExport, ...]:
        """In the order in which they were added."""
        if not self._path.exists():
            return ()
        with self._opened() as db:
            rows = db.execute(
                "SELECT path, sample, added, choice FROM export ORDER BY added, path"
            ).fetchall()
        return tuple(
            NotedExport(path, bool(sample), datetime.fromisoformat(added), _choice(packed))
            for path, sample, added, packed in rows
        )

    def choice(self, path: str) -> Choice:
        """The maps that the user wants to read of an export; everything where it was never noted."""
        return next((export.choice for export in self.exports() if export.path == path), EVERYTHING)

    def add_export(self, path: str, *, sample: bool, choice: Choice) -> None:
        """Note an export; one that was noted before keeps its date."""
        with self._opened() as db:
            db.execute(
                "INSERT INTO export (path, sample, added, choice) VALUES (CAST(? AS TEXT), ?, ?, ?)"
                " ON CONFLICT (path) DO UPDATE SET sample = excluded.sample, choice = excluded.choice",
                (sql_text(path), sample, datetime.now(UTC).isoformat(), in_words(choice)),
            )

    def forget_export(self, path: str) -> None:
        with self._opened() as db:
            db.execute("DELETE FROM export WHERE path = CAST(? AS TEXT)", (sql_text(path),))

    def queries(self) -> tuple[str, ...]:
        """What the user searched for, the last one first."""
        if not self._path.exists():
            return ()
        with self._opened() as db:
            return tuple(text for (text,) in db.execute("SELECT text FROM query ORDER BY used DESC, text"))

    def note_query(self, text: str) -> None:
        """Note what the user searched for; of many the oldest is forgotten."""
        with self._opened() as db:
            db.execute(
                "INSERT OR REPLACE INTO query VALUES (CAST(? AS TEXT), ?)",
                (sql_text(text), datetime.now(UTC).isoformat()),
            )
            db.execute(
                "DELETE FROM query WHERE text NOT IN (SELECT text FROM query ORDER BY used DESC LIMIT ?)",
                (_MOST_QUERIES,),
            )

    def forget_queries(self) -> None:
        with self._opened() as db:
            db.execute("DELETE FROM query")

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(self._path, timeout=20, isolation_level=None)
            db.text_factory = python_text
            try:
                db.execute("PRAGMA secure_delete = ON")  # a history that is cleared leaves no name behind
                db.execute("BEGIN IMMEDIATE")
                (taken,) = db.execute("PRAGMA user_version").fetchone()
                for step in _STEPS[taken:]:
                    db.execute(step)
                db.execute(f"PRAGMA user_version = {max(taken, len(_STEPS))}")
                yield db
                db.execute("COMMIT")
            finally:
                db.close()
        except OSError as error:
            raise StorageFailed("data_dir_failed", str(self._path.parent)) from error
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
                raise
            code = "disk_full" if error.sqlite_errorcode == sqlite3.SQLITE_FULL else "data_dir_failed"
            raise StorageFailed(code, str(self._path.parent)) from error


def _choice(packed: str) -> Choice:
    return Choice(**{name: tuple(names) for name, names in json.loads(packed).items()})
