"""The rows beside the inverted index, in one SQLite file: what a message is, where it stands, what it says.

Tables
    message  number and id, and what it has in common with copies of another subject, see `content`
    saved    the packed message, see `saved`: what a row shows, its text, the rest, and the texts of its attachments; and
             what it says as one number, see `content`
    again    messages whose words in the segments are those of before: they say something else now
    export   the paths that the user added, and the maps of it that were read
    place    where each message stands in them, and whether it says there what is kept of it; `round` as in `past.Past`,
             or GONE
    file     how far each file of an export was read, see `past.Past`
    fact     versions, checksums, the newest table of contents, and the count of removals

SQLite has no checksums, so a flipped bit would be a wrong answer.  What is packed has one (`saved`), and is held against
the table of messages; a place and a file have a seal that is looked at where they are read.  Of messages, exports and facts
each column stands in an index too, and an index is only opened after SQLite's own check of the two (`agrees`).  A bit of
`content` that flipped, or of `again`, costs that a message is written anew, with the same words.
"""

from __future__ import annotations

import json
import sqlite3
import weakref
from contextlib import contextmanager
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from reader.events import Place
from reader.index.content import kin_of
from reader.index.saved import (
    Packed,
    pack,
    pack_texts,
    unpack,
    unpack_row,
    unpack_source,
    unpack_texts,
)
from reader.index.seals import LOWER, Damaged, file_seal, place_seal, sealed_numbers
from reader.message import MessageRef
from reader.past import Past
from reader.problems import Problem
from reader.sqlite_text import python_text, sql_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from reader.actions.action import Findings
    from reader.agenda import Source
    from reader.index.arrays import Array
    from reader.index.saved import Row, Saved
    from reader.message import Message

ZONE = ZoneInfo("Europe/Amsterdam")  # a day and a year are those of the griffie

NEVER = -2  # a round in which nothing was found
GONE = -1  # round of a place where the message stands no more, kept because it stands nowhere else

_SCHEMA = """
CREATE TABLE message (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kin INTEGER NOT NULL);
CREATE INDEX message_kin ON message (kin);
CREATE TABLE saved (
    number INTEGER PRIMARY KEY,
    content INTEGER NOT NULL,
    row BLOB NOT NULL,
    text BLOB NOT NULL,
    rest BLOB NOT NULL,
    attached BLOB NOT NULL
);
CREATE TABLE again (number INTEGER PRIMARY KEY);
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
    same INTEGER NOT NULL,
    seal INTEGER NOT NULL,
    UNIQUE (number, export, folder, path)
);
CREATE INDEX place_file ON place (export, path, locator, round);
CREATE INDEX place_other ON place (number) WHERE NOT same;
CREATE INDEX place_gone ON place (number) WHERE round < 0;
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
    seal INTEGER NOT NULL,
    PRIMARY KEY (export, path)
) WITHOUT ROWID;
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE INDEX fact_whole ON fact (name, value);
"""
_NO_TEXTS = pack_texts({})

_INDEXED = ("message", "export", "fact")  # tables of which each column stands in an index


class Store:
    """One connection.  A writer's changes are seen by others from `commit` on."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._path = path
        # Why it is read without a log; then it is not to be kept open while others may write.
        self.frozen: sqlite3.OperationalError | None = None
        self._places_agree = False
        self._db = self._connected("mode=rwc" if create else "mode=rw")
        if create:
            self._db.execute("PRAGMA journal_mode = WAL")  # readers go on while a batch is written
            self._db.executescript(_SCHEMA)
        else:
            self._begin_log()
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA cell_size_check = ON")  # a damaged page shows sooner
        self._db.execute("PRAGMA secure_delete = ON")  # a mailbox that was taken away leaves no text behind

    def _connected(self, mode: str) -> sqlite3.Connection:
        # One thread uses it, but what nobody closed is closed in whichever thread the collector runs.
        db = sqlite3.connect(
            f"{self._path.as_uri()}?{mode}",
            uri=True,
            timeout=20,
            isolation_level=None,
            check_same_thread=False,
        )
        weakref.finalize(self, db.close)  # also for a desk that nobody closes: Python 3.13 warns of it
        db.text_factory = python_text
        return db

    def _begin_log(self) -> None:
        """Have SQLite make its log and the index of that; on a full disk it is read without, where nothing is in it."""
        try:
            self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            self._db.close()
            log = self._path.with_name(self._path.name + "-wal")
            if log.exists() and log.stat().st_size:
                raise
            self._db = self._connected("mode=ro&immutable=1")
            self.frozen = error

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
            for file, past in self.files(key).items():
                self.set_file(key, file, past.anew())
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
        """How far the files of an export were read; Damaged where that is not as it was written."""
        out: dict[str, Past] = {}
        for path, seal, problems, *numbers in self._db.execute(
            "SELECT path, seal, problems, size, changed, places, messages, end, sample, whole, round"
            " FROM file WHERE export = ?",
            (export,),
        ):
            if file_seal(export, path, *numbers, problems) != seal:
                raise Damaged("file")
            size, changed, places, messages, end, sample, whole, round_ = numbers
            out[path] = Past(
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
        return out

    def set_file(self, export: int, path: str, past: Past) -> None:
        packed = json.dumps([(one.code, one.path, one.detail) for one in past.problems])
        values = (*past[:-1], packed)
        self._db.execute(
            "INSERT OR REPLACE INTO file VALUES (?, CAST(? AS TEXT), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (export, sql_text(path), *values, file_seal(export, path, *values)),
        )

    def drop_file(self, export: int, path: str) -> None:
        self._db.execute(
            "DELETE FROM file WHERE export = ? AND path = CAST(? AS TEXT)", (export, sql_text(path))
        )

    def miss(self, export: int, path: str, round_: int) -> bool:
        """Take the places in a file away that this round of reading did not find; says whether there were any.

        The last place of a message stays, as GONE.  Damaged where the places are not as they were written.
        """
        self._check_places()
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

    def add_message(
        self, message: Message, content: int, findings: Findings, attached: Mapping[int, str]
    ) -> int:
        """The number of a new message.

        `content` is that of `content_of`, `attached` has the texts of its attachments, by the number of the attachment.
        """
        number = self._db.execute(
            "INSERT INTO message (id, kin) VALUES (?, ?)", (message.id, kin_of(message))
        ).lastrowid
        assert number is not None
        self._db.execute(
            "INSERT INTO saved VALUES (?, ?, ?, ?, ?, ?)",
            (number, content, *pack(message, findings), _packed_texts(attached)),
        )
        return number

    def replace_message(
        self, number: int, message: Message, content: int, findings: Findings, attached: Mapping[int, str]
    ) -> None:
        """Keep what a message says now, and that its words in the segments are not those yet, see `again`."""
        self._db.execute(
            "UPDATE saved SET content = ?, row = ?, text = ?, rest = ?, attached = ? WHERE number = ?",
            (content, *pack(message, findings), _packed_texts(attached), number),
        )
        self._db.execute("INSERT OR IGNORE INTO again VALUES (?)", (number,))

    def drop_again(self, numbers: Iterable[int]) -> None:
        """The words of these messages in the segments are theirs now."""
        self._db.executemany("DELETE FROM again WHERE number = ?", [(number,) for number in numbers])

    def add_place(
        self, number: int, export: int, folder: str, ref: MessageRef, round_: int, *, same: bool = True
    ) -> None:
        """Where a message stands, and whether as it is kept.

        It has one place per map of a file: the first that is found in a round of reading.
        """
        self._db.execute(
            "INSERT INTO place VALUES (?, ?, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET"
            " locator = excluded.locator, round = excluded.round, same = excluded.same, seal = excluded.seal"
            " WHERE round <> excluded.round",
            (
                number,
                export,
                sql_text(folder),
                sql_text(ref.path),
                sql_text(ref.locator),
                round_,
                same,
                place_seal(number, export, folder, ref, int(same)),
            ),
        )

    def set_same(self, number: int, export: int, folder: str, ref: MessageRef) -> None:
        """A message is kept as it stands here."""
        self._db.execute(
            "UPDATE place SET same = 1, seal = ?"
            " WHERE number = ? AND export = ? AND folder = CAST(? AS TEXT) AND path = CAST(? AS TEXT)",
            (
                place_seal(number, export, folder, ref, 1),
                number,
                export,
                sql_text(folder),
                sql_text(ref.path),
            ),
        )

    def strays(self) -> dict[int, str]:
        """The messages that stand somewhere, and nowhere as they are kept: number -> id."""
        return dict(
            self._db.execute(
                "SELECT number, id FROM place JOIN message USING (number) WHERE NOT same AND round >= 0 AND NOT EXISTS"
                " (SELECT 1 FROM place AS other WHERE other.number = place.number AND other.round >= 0 AND other.same)"
            )
        )

    def superseded(self) -> list[tuple[int, str, str]]:
        """The messages that stand nowhere any more while one of their kin does: number, id, and the id of that one."""
        return self._db.execute(  # a CROSS JOIN, since SQLite then begins with the few that are gone
            "SELECT DISTINCT gone.number, gone.id, kin.id FROM place CROSS JOIN message AS gone USING (number)"
            " CROSS JOIN message AS kin ON kin.kin = gone.kin WHERE round < 0 AND gone.kin <> 0"
            " AND NOT EXISTS (SELECT 1 FROM place AS other WHERE other.number = gone.number AND other.round >= 0)"
            " AND EXISTS (SELECT 1 FROM place AS other WHERE other.number = kin.number AND other.round >= 0)"
        ).fetchall()

    def drop_gone(self, number: int) -> None:
        """A message has a place again: take those away where it stands no more."""
        if self._db.execute("DELETE FROM place WHERE number = ? AND round = ?", (number, GONE)).rowcount:
            self._count_removal()

    def empty_log(self) -> None:
        """Take what was overwritten out of SQLite's log, where no reader is busy; not in a transaction."""
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def remove_export(self, path: str) -> None:
        """Take an export and its places away; its messages stay until `remove`.

        Damaged where the places are not as they were written.
        """
        self._check_places()
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
        """Take the places in these maps of an export away; its messages stay until `remove`.

        Damaged where the places are not as they were written.
        """
        self._check_places()
        self._db.executemany(
            "DELETE FROM place WHERE folder = CAST(? AS TEXT)"
            " AND export IN (SELECT key FROM export WHERE path = CAST(? AS TEXT))",
            [(sql_text(folder), sql_text(path)) for folder in folders],
        )
        self._count_removal()

    def again(self) -> list[int]:
        """The messages whose words in the segments are those of before."""
        return self._numbers("SELECT number FROM again")

    def placeless(self) -> list[int]:
        return self._numbers("SELECT number FROM message WHERE number NOT IN (SELECT number FROM place)")

    def remove(self, numbers: Iterable[int]) -> None:
        rows = [(number,) for number in numbers]
        for table in ("place", "saved", "again", "message"):
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

    def agrees(self) -> bool:
        """Whether the tables of messages, exports and facts agree with their indexes; 0.1 s for 100,000 messages."""
        try:
            self._check(_INDEXED)
        except Damaged:
            return False
        return True

    def is_whole(self) -> bool:
        """Whether every page and every row is as it was written: this reads all of it."""
        if self._db.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            return False
        for number, message_id in self._db.execute("SELECT number, id FROM message"):
            saved = self.saved(number)
            self.attached(number)
            self.places([number])
            if saved is None or saved.message.id != message_id:
                return False
        self.standing(0)
        for (key,) in self._db.execute("SELECT key FROM export").fetchall():
            self.files(key)
        return True

    def _check_places(self) -> None:
        """Damaged where the places do not agree with their indexes; looked at once, as thousands of files may be missed."""
        if not self._places_agree:
            self._check(["place"])
            self._places_agree = True

    def _check(self, tables: Sequence[str]) -> None:
        """Damaged where one of these tables does not agree with its indexes."""
        for table in tables:
            if self._db.execute(f"PRAGMA integrity_check({table})").fetchall() != [("ok",)]:
                raise Damaged(table)

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

    def known(self, message_id: str) -> tuple[int | None, int]:
        """The number of a message, and what is kept of it as `content_of` says; (None, 0) where it is not there.

        Damaged where nothing is kept of it.
        """
        row = self._db.execute(
            "SELECT number, content FROM message LEFT JOIN saved USING (number) WHERE id = CAST(? AS TEXT)",
            (sql_text(message_id),),
        ).fetchone()
        number, content = row or (None, 0)
        if content is None:
            raise Damaged("saved")
        return number, content

    def keeps(self, message_id: str, content: int, path: str) -> bool:
        """Whether a message is there, and stays as it is when this file says that of it, see `writer`."""
        number, before = self.known(message_id)
        return number is not None and (before == content or self.stands(number, path))

    def stands(self, number: int, path: str, export: int = 0, round_: int = 0) -> bool:
        """Whether a message stands as it is kept in another file, or was found in this one by this round of reading."""
        found = self._db.execute(
            "SELECT 1 FROM place WHERE number = ? AND round >= 0"
            " AND CASE WHEN path = CAST(? AS TEXT) THEN export = ? AND round = ? ELSE same END LIMIT 1",
            (number, sql_text(path), export, round_),
        ).fetchone()
        return found is not None

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

    def standing(self, after: int) -> list[tuple[str, str, Array]]:
        """(export, folder, numbers) of the places with a row above `after`; Damaged as `files`.

        One text for many places: a row of Python for each would be most of the time that opening an index takes.  Without
        an index of SQLite's, whose entries might lead to one place twice.
        """
        paths = dict(self._db.execute("SELECT key, path FROM export"))
        out: list[tuple[str, str, Array]] = []
        for export, folder, texts, seals in self._db.execute(
            "SELECT export, folder, group_concat(number), sum(seal & ?) FROM place NOT INDEXED"
            " WHERE rowid > ? GROUP BY export, folder",
            (LOWER, after),
        ):
            numbers = sealed_numbers(texts, export, folder, seals)
            if export not in paths:
                raise Damaged("export")
            out.append((paths[export], folder, numbers))
        if not after and self._db.execute("SELECT count(*) FROM place").fetchone() != (
            sum(len(numbers) for _export, _folder, numbers in out),
        ):
            raise Damaged("place")  # they are counted in an index
        return out

    def exports(self) -> list[tuple[str, bool]]:
        """(path, sample) in the order in which they were added."""
        return [
            (path, bool(sample))
            for path, sample in self._db.execute("SELECT path, sample FROM export ORDER BY key")
        ]

    def saved(self, number: int) -> Saved | None:
        """What the table of that name has under a number, whatever the others say."""
        columns = self._db.execute("SELECT row, text, rest FROM saved WHERE number = ?", (number,)).fetchone()
        return columns and unpack(Packed(*columns))

    def message(self, number: int) -> Saved | None:
        """A message; None where it was forgotten this moment, Damaged where it is not as it was written."""
        found = self._db.execute(
            "SELECT id, row, text, rest FROM message LEFT JOIN saved USING (number) WHERE number = ?",
            (number,),
        ).fetchone()
        if found is None:
            return None
        message_id, *columns = found
        if None in columns:
            raise Damaged("saved")
        saved = unpack(Packed(*columns))
        if saved.message.id != message_id:
            raise Damaged("saved")
        return saved

    def rows(self, numbers: Sequence[int]) -> dict[int, tuple[Row, bytes]]:
        """What the list shows of these messages, and the text of each for `unpack_text`; as `message`."""
        out: dict[int, tuple[Row, bytes]] = {}
        for number, message_id, packed, text in self._db.execute(
            "SELECT message.number, id, row, text FROM message LEFT JOIN saved USING (number)"
            " WHERE message.number IN (SELECT value FROM json_each(?))",
            (json.dumps(numbers),),
        ):
            if packed is None:
                raise Damaged("saved")
            row = unpack_row(packed)
            if row.id != message_id:
                raise Damaged("saved")
            out[number] = row, text
        return out

    def sources(self, ids: Sequence[str]) -> Iterator[Source]:
        """What the agenda needs of these messages, as far as they are there; as `message`."""
        for message_id, *columns in self._db.execute(
            "SELECT id, row, text, rest FROM message LEFT JOIN saved USING (number)"
            " WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(ids),),
        ):
            if None in columns:
                raise Damaged("saved")
            source = unpack_source(Packed(*columns))
            if source.id != message_id:
                raise Damaged("saved")
            yield source

    def attached(self, number: int) -> dict[int, str]:
        """The texts of a message's attachments, by the number of the attachment."""
        row = self._db.execute("SELECT attached FROM saved WHERE number = ?", (number,)).fetchone()
        return unpack_texts(row[0]) if row else {}

    def places(self, numbers: Sequence[int]) -> dict[int, list[tuple[Place, bool]]]:
        """Where each of these messages stands, with whether that is the sample mailbox; Damaged as `message`."""
        out: dict[int, list[tuple[Place, bool]]] = {}
        for number, key, export, folder, path, locator, same, seal, sample in self._db.execute(
            "SELECT number, key, export.path, folder, place.path, locator, same, seal, sample"
            " FROM place JOIN export ON export = key"
            " WHERE number IN (SELECT value FROM json_each(?)) ORDER BY place.rowid",
            (json.dumps(numbers),),
        ):
            place = Place(export, folder, MessageRef(path, locator))
            if place_seal(number, key, folder, place.ref, same) != seal:
                raise Damaged("place")
            out.setdefault(number, []).append((place, bool(sample)))
        if self.ids_of(
            [number for number in numbers if number not in out]
        ):  # each message that is has a place
            raise Damaged("place")
        return out

    def _numbers(self, sql: str, *values: object) -> list[int]:
        return [row[0] for row in self._db.execute(sql, values)]


def _packed_texts(attached: Mapping[int, str]) -> bytes:
    return pack_texts(attached) if attached else _NO_TEXTS
