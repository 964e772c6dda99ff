"""The rows beside the inverted index, in one SQLite file: what a message is, where it stands, what it says.

Tables
    message  number and id
    saved    the packed message, see `saved`: what a row shows, its text, and the rest
    attached the texts of its attachments, where it has any
    export   the paths that the user added, and the maps of it that were read
    place    where each message stands in them;  `round` as in `past.Past`, or GONE
    file     how far each file of an export was read, see `past.Past`
    fact     versions, checksums, the newest table of contents, and the count of removals

What a row holds has a checksum (`saved`).  Of the tables of messages, places and exports each column stands in an index too,
so that SQLite's own check of the two sees a flipped bit.
"""

from __future__ import annotations

import json
import sqlite3
import weakref
from contextlib import contextmanager
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from reader.events import Place
from reader.index.saved import Packed, pack, pack_texts, unpack, unpack_row, unpack_texts
from reader.message import MessageRef
from reader.past import Past
from reader.problems import Problem
from reader.sqlite_text import python_text, sql_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from reader.actions.action import Findings
    from reader.index.saved import Row, Saved
    from reader.message import Message

ZONE = ZoneInfo("Europe/Amsterdam")  # a day and a year are those of the griffie

_ANEW = "size = -1, messages = 0, whole = 0"  # as `Past.anew`
NEVER = -2  # a round in which nothing was found
GONE = -1  # round of a place where the message stands no more, kept because it stands nowhere else

_SCHEMA = """
CREATE TABLE message (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE);
CREATE TABLE saved (number INTEGER PRIMARY KEY, row BLOB NOT NULL, text BLOB NOT NULL, rest BLOB NOT NULL);
CREATE TABLE attached (number INTEGER PRIMARY KEY, packed BLOB NOT NULL);
CREATE TABLE export (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL UNIQUE,
    sample INTEGER NOT NULL,
    choice TEXT NOT NULL
);
CREATE TABLE place (
    number INTEGER NOT NULL,
    export INTEGER NOT NULL,
    folder TEXT NOT NULL,
    path TEXT NOT NULL,
    locator TEXT NOT NULL,
    round INTEGER NOT NULL,
    UNIQUE (number, export, folder, path)
);
CREATE INDEX place_file ON place (export, path, locator, round);
CREATE INDEX export_whole ON export (path, sample, choice);
CREATE TABLE file (
    export INTEGER NOT NULL,
    path TEXT NOT NULL,
    size INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    places INTEGER NOT NULL,
    messages INTEGER NOT NULL,
    end INTEGER NOT NULL,
    sample TEXT NOT NULL,
    whole INTEGER NOT NULL,
    round INTEGER NOT NULL,
    problems TEXT NOT NULL,
    PRIMARY KEY (export, path)
) WITHOUT ROWID;
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


class Store:
    """One connection.  A writer's changes are seen by others from `commit` on."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._path = path
        mode = "rwc" if create else "rw"
        self._db = sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True, timeout=20, isolation_level=None)
        weakref.finalize(self, self._db.close)  # also for a desk that nobody closes: Python 3.13 warns of it
        self._db.text_factory = python_text
        if create:
            self._db.execute("PRAGMA journal_mode = WAL")  # readers go on while a batch is written
            self._db.executescript(_SCHEMA)
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA secure_delete = ON")  # a mailbox that was taken away leaves no text behind

    def close(self) -> None:
        self._db.close()

    # What a writer does, between `begin` and `commit`

    def begin(self) -> None:
        if not self._db.in_transaction:
            self._db.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        if self._db.in_transaction:
            self._db.execute("COMMIT")

    def rollback(self) -> None:
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")

    def add_export(self, path: str, choice: str, *, sample: bool) -> int:
        """The key of an export, known or new; where other maps of it were read until now, its files are not known."""
        key, before = self.export(path)
        if before is not None and before != choice:
            self._db.execute(f"UPDATE file SET {_ANEW} WHERE export = ?", (key,))  # noqa: S608 - our own words
        self._db.execute(
            "INSERT INTO export (path, sample, choice) VALUES (CAST(? AS TEXT), ?, CAST(? AS TEXT))"
            " ON CONFLICT (path) DO UPDATE SET sample = excluded.sample, choice = excluded.choice",
            (sql_text(path), sample, sql_text(choice)),
        )
        return self.export(path)[0]

    def export(self, path: str) -> tuple[int, str | None]:
        """Its key, and the maps that were read; (0, None) where it is unknown."""
        row = self._db.execute(
            "SELECT key, choice FROM export WHERE path = CAST(? AS TEXT)", (sql_text(path),)
        ).fetchone()
        return row or (0, None)

    def past(self, path: str, choice: str) -> dict[str, Past]:
        """How far the files of an export were read; that counts for nothing where other maps were."""
        key, before = self.export(path)
        files = self.files(key)
        return files if before == choice else {file: past.anew() for file, past in files.items()}

    def files(self, export: int) -> dict[str, Past]:
        """How far the files of an export were read."""
        return {
            path: Past(
                size,
                changed,
                places,
                messages,
                end,
                sample,
                bool(whole),
                round_,
                tuple(Problem(*one) for one in json.loads(problems)),
            )
            for path, size, changed, places, messages, end, sample, whole, round_, problems in self._db.execute(
                "SELECT path, size, changed, places, messages, end, sample, whole, round, problems"
                " FROM file WHERE export = ?",
                (export,),
            )
        }

    def set_file(self, export: int, path: str, past: Past) -> None:
        packed = json.dumps([(one.code, one.path, one.detail) for one in past.problems])
        self._db.execute(
            "INSERT OR REPLACE INTO file VALUES (?, CAST(? AS TEXT), ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (export, sql_text(path), *past[:-1], packed),
        )

    def drop_file(self, export: int, path: str) -> None:
        self._db.execute(
            "DELETE FROM file WHERE export = ? AND path = CAST(? AS TEXT)", (export, sql_text(path))
        )

    def miss(self, export: int, path: str, round_: int) -> bool:
        """Take the places in a file away that this round of reading did not find; says whether there were any.

        The last place of a message stays, as GONE.
        """
        file = (export, sql_text(path))
        missing = f"export = ? AND path = CAST(? AS TEXT) AND round NOT IN (?, {GONE})"
        there = "other.round >= 0 AND (other.export <> ? OR other.path <> CAST(? AS TEXT) OR other.round = ?)"
        taken = self._db.execute(
            f"DELETE FROM place WHERE {missing} AND EXISTS"  # noqa: S608 - our own words
            f" (SELECT 1 FROM place AS other WHERE other.number = place.number AND {there})",
            (*file, round_, *file, round_),
        ).rowcount
        kept = self._db.execute(f"UPDATE place SET round = {GONE} WHERE {missing}", (*file, round_)).rowcount  # noqa: S608
        if taken:
            self._count_removal()
        return taken + kept > 0

    def number_of(self, message_id: str) -> int | None:
        row = self._db.execute(
            "SELECT number FROM message WHERE id = CAST(? AS TEXT)", (sql_text(message_id),)
        ).fetchone()
        return row and int(row[0])

    def add_message(self, message: Message, findings: Findings) -> int:
        """The number of a new message."""
        number = self._db.execute("INSERT INTO message (id) VALUES (?)", (message.id,)).lastrowid
        assert number is not None
        self._db.execute("INSERT INTO saved VALUES (?, ?, ?, ?)", (number, *pack(message, findings)))
        return number

    def add_attached(self, number: int, texts: Mapping[int, str]) -> None:
        """The texts of a message's attachments, by the number of the attachment."""
        if texts:
            self._db.execute("INSERT INTO attached VALUES (?, ?)", (number, pack_texts(texts)))

    def add_place(self, number: int, export: int, folder: str, ref: MessageRef, round_: int) -> None:
        """A message has one place per file: a later one in the same file replaces it."""
        self._db.execute(
            "INSERT INTO place VALUES (?, ?, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), ?)"
            " ON CONFLICT DO UPDATE SET locator = excluded.locator, round = excluded.round"
            " WHERE locator <> excluded.locator OR round <> excluded.round",
            (number, export, sql_text(folder), sql_text(ref.path), sql_text(ref.locator), round_),
        )

    def drop_gone(self, number: int) -> None:
        """A message has a place again: take those away where it stands no more."""
        if self._db.execute("DELETE FROM place WHERE number = ? AND round = ?", (number, GONE)).rowcount:
            self._count_removal()

    def empty_log(self) -> None:
        """Take what was overwritten out of SQLite's log, where no reader is busy; not in a transaction."""
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def remove_export(self, path: str) -> None:
        """Take an export and its places away; its messages stay until `remove`."""
        self._db.execute(
            "DELETE FROM place WHERE export IN (SELECT key FROM export WHERE path = CAST(? AS TEXT))",
            (sql_text(path),),
        )
        self._db.execute("DELETE FROM file WHERE export = ?", (self.export(path)[0],))
        self._db.execute("DELETE FROM export WHERE path = CAST(? AS TEXT)", (sql_text(path),))
        self._count_removal()

    def only_in(self, path: str) -> list[int]:
        """The messages that stand in this export and nowhere else."""
        return self._numbers(
            "SELECT number FROM place JOIN export ON export = key GROUP BY number"
            " HAVING min(export.path = CAST(? AS TEXT))",
            sql_text(path),
        )

    def maps(self, path: str) -> list[str]:
        """The maps of an export that messages stand in."""
        rows = self._db.execute(
            "SELECT DISTINCT folder FROM place JOIN export ON export = key"
            " WHERE export.path = CAST(? AS TEXT)",
            (sql_text(path),),
        )
        return [row[0] for row in rows]

    def remove_maps(self, path: str, folders: Iterable[str]) -> None:
        """Take the places in these maps of an export away; its messages stay until `remove`."""
        self._db.executemany(
            "DELETE FROM place WHERE folder = CAST(? AS TEXT)"
            " AND export IN (SELECT key FROM export WHERE path = CAST(? AS TEXT))",
            [(sql_text(folder), sql_text(path)) for folder in folders],
        )
        self._count_removal()

    def placeless(self) -> list[int]:
        return self._numbers("SELECT number FROM message WHERE number NOT IN (SELECT number FROM place)")

    def remove(self, numbers: Iterable[int]) -> None:
        rows = [(number,) for number in numbers]
        for table in ("place", "saved", "attached", "message"):
            self._db.executemany(f"DELETE FROM {table} WHERE number = ?", rows)  # noqa: S608 - our own names
        self._count_removal()

    def numbers(self) -> list[int]:
        return self._numbers("SELECT number FROM message ORDER BY number")

    def set_saved(self, number: int, message: Message, findings: Findings) -> None:
        """Keep other findings of a message."""
        self._db.execute(
            "UPDATE saved SET row = ?, text = ?, rest = ? WHERE number = ?",
            (*pack(message, findings), number),
        )

    def set_fact(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO fact VALUES (CAST(? AS TEXT), ?)", (sql_text(name), value))

    def drop_fact(self, name: str) -> None:
        self._db.execute("DELETE FROM fact WHERE name = CAST(? AS TEXT)", (sql_text(name),))

    def _count_removal(self) -> None:
        self.set_fact("removals", str(int(self.fact("removals") or 0) + 1))

    # What tells whether it is as it was written

    def is_cut_off(self) -> bool:
        """Whether the file ends within a page, or before its last one: SQLite reads zeros there, without a word."""
        (page,) = self._db.execute("PRAGMA page_size").fetchone()
        (pages,) = self._db.execute("PRAGMA page_count").fetchone()
        log = self._path.with_name(self._path.name + "-wal")
        size = self._path.stat().st_size
        has_log = log.exists() and log.stat().st_size > 0  # the last pages may stand in it alone
        return size % int(page) > 0 or (size < int(page) * int(pages) and not has_log)

    def is_whole(self) -> bool:
        """Whether every page and every row is as it was written: this reads all of it."""
        if self._db.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            return False
        for number, message_id in self._db.execute("SELECT number, id FROM message"):
            saved = self.saved(number)
            self.attached(number)
            if saved is None or saved.message.id != message_id:
                return False
        return True

    def has_our_tables(self) -> bool:
        """Whether the tables are those that we make."""
        made = sqlite3.connect(":memory:")
        made.executescript(_SCHEMA)
        query = "SELECT sql FROM sqlite_master ORDER BY name"
        ours = made.execute(query).fetchall()
        made.close()
        return self._db.execute(query).fetchall() == ours

    def highest(self) -> int:
        """The highest number of a message."""
        return int(self._db.execute("SELECT max(number) FROM saved").fetchone()[0] or 0)

    # What a searcher asks

    def fact(self, name: str) -> str | None:
        row = self._db.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return row and str(row[0])

    def state(self) -> int:
        """A number that changes when another connection commits."""
        return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read one moment's state."""
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            self._db.execute("COMMIT")

    def ids_of(self, numbers: Sequence[int]) -> list[str]:
        """The ids of messages, in the same order; one that was forgotten this moment is left out."""
        found = dict(
            self._db.execute(
                "SELECT number, id FROM message WHERE number IN (SELECT value FROM json_each(?))",
                (json.dumps(numbers),),
            )
        )
        return [found[number] for number in numbers if number in found]

    def numbers_of(self, ids: Sequence[str]) -> dict[str, int]:
        """The numbers of the messages that are there."""
        return dict(
            self._db.execute(
                "SELECT id, number FROM message WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(ids),),
            )
        )

    def facts(self, prefix: str) -> dict[str, str]:
        """The facts whose name begins so, without that beginning."""
        return {
            name.removeprefix(prefix): value
            for name, value in self._db.execute("SELECT name, value FROM fact")
            if name.startswith(prefix)
        }

    def last_place(self) -> int:
        """The row of the newest place."""
        return int(self._db.execute("SELECT max(rowid) FROM place").fetchone()[0] or 0)

    def standing(self, after: int) -> list[tuple[str, str, str]]:
        """(export, folder, numbers with commas between them) of the places with a row above `after`.

        One text for many places: a row of Python for each would be most of the time that opening an index takes.
        """
        return self._db.execute(
            "SELECT export.path, folder, group_concat(number) FROM place JOIN export ON export = key"
            " WHERE place.rowid > ? GROUP BY export, folder",
            (after,),
        ).fetchall()

    def exports(self) -> list[tuple[str, bool]]:
        """(path, sample) in the order in which they were added."""
        return [
            (path, bool(sample))
            for path, sample in self._db.execute("SELECT path, sample FROM export ORDER BY key")
        ]

    def saved(self, number: int) -> Saved | None:
        columns = self._db.execute("SELECT row, text, rest FROM saved WHERE number = ?", (number,)).fetchone()
        return columns and unpack(Packed(*columns))

    def rows(self, numbers: Sequence[int]) -> dict[int, tuple[Row, bytes]]:
        """What the list shows of these messages, and the text of each for `unpack_text`."""
        found = self._db.execute(
            "SELECT number, row, text FROM saved WHERE number IN (SELECT value FROM json_each(?))",
            (json.dumps(numbers),),
        )
        return {number: (unpack_row(row), text) for number, row, text in found}

    def attached(self, number: int) -> dict[int, str]:
        """The texts of a message's attachments, by the number of the attachment."""
        row = self._db.execute("SELECT packed FROM attached WHERE number = ?", (number,)).fetchone()
        return unpack_texts(row[0]) if row else {}

    def places(self, numbers: Sequence[int]) -> dict[int, list[tuple[Place, bool]]]:
        """Where each of these messages stands, with whether that is the sample mailbox."""
        out: dict[int, list[tuple[Place, bool]]] = {}
        for number, export, folder, path, locator, sample in self._db.execute(
            "SELECT number, export.path, folder, place.path, locator, sample"
            " FROM place JOIN export ON export = key"
            " WHERE number IN (SELECT value FROM json_each(?)) ORDER BY place.rowid",
            (json.dumps(numbers),),
        ):
            place = Place(export, folder, MessageRef(path, locator))
            out.setdefault(number, []).append((place, bool(sample)))
        return out

    def _numbers(self, sql: str, *values: object) -> list[int]:
        return [row[0] for row in self._db.execute(sql, values)]
