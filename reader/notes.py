"""What the user added, in a SQLite file of its own: never thrown away, unlike the index.

`PRAGMA user_version` counts the steps of `_STEPS` that were taken; a later version adds a step.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from reader.choice import EVERYTHING, Choice, in_words
from reader.correcting import Right
from reader.errors import StorageFailed
from reader.judging import NO_VERDICTS, Judgement, Verdicts
from reader.note import NO_NOTES, NOTHING, Note, category_name
from reader.sqlite_text import python_text, sql_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from reader.note import Change

_STEPS = (
    "CREATE TABLE export (path TEXT PRIMARY KEY, sample INTEGER NOT NULL, added TEXT NOT NULL) WITHOUT ROWID",
    "ALTER TABLE export ADD COLUMN choice TEXT NOT NULL DEFAULT '{}'",  # JSON: the fields of a Choice
    "CREATE TABLE query (text TEXT PRIMARY KEY, used TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE note (id TEXT PRIMARY KEY, listed INTEGER NOT NULL, proposal TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE category (id TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (id, name)) WITHOUT ROWID",
    # words: a fingerprint; first, last: numbers of words; see `judging.Judgement`
    """CREATE TABLE judgement (id TEXT NOT NULL, words TEXT NOT NULL, verdict TEXT NOT NULL, first INTEGER NOT NULL,
    last INTEGER NOT NULL, judged TEXT NOT NULL, PRIMARY KEY (id, words)) WITHOUT ROWID""",
    "CREATE TABLE rule_off (id TEXT PRIMARY KEY) WITHOUT ROWID",
    # due, event, addressee: see `correcting.Right`
    """CREATE TABLE put_right (id TEXT NOT NULL, words TEXT NOT NULL, due TEXT, event TEXT, addressee TEXT,
    PRIMARY KEY (id, words)) WITHOUT ROWID""",
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
        self._messages = NO_NOTES
        self._verdicts = NO_VERDICTS
        self._version = 0  # of the file when these were read

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

    def messages(self) -> Mapping[str, Note]:
        """What is noted about messages, by id, whether they are in the index or not; one mapping until that changes."""
        self._read()
        return self._messages

    def verdicts(self) -> Verdicts:
        """What the user said of action items, whether the messages are in the index or not; one object until that changes."""
        self._read()
        return self._verdicts

    def change(self, ids: Sequence[str], change: Change) -> dict[str, Note]:
        """Change the notes of messages, all or none; what is noted about them after it."""
        rows = [(sql_text(one),) for one in ids]
        with self._opened() as db:
            known = self._newest() == self._version
            if name := category_name(change.add):
                _add_category(db, rows, name)
            if change.remove:
                db.executemany(
                    "DELETE FROM category WHERE id = CAST(? AS TEXT) AND name = CAST(? AS TEXT)",
                    [(*row, sql_text(change.remove)) for row in rows],
                )
            if change.listed is not None:
                _set(db, rows, "listed", change.listed)
            if change.proposal is not None:
                _set(db, rows, "proposal", change.proposal)
            found = _notes(db, json.dumps(list(ids)))
        changed = {one: found.get(one, NOTHING) for one in ids}
        if known:
            kept = {**self._messages, **changed}
            self._messages = {one: note for one, note in kept.items() if note != NOTHING}
        return changed

    def judge(self, judgement: Judgement) -> None:
        """Keep what the user says of a passage, in place of what he said of it before."""
        with self._opened() as db:
            db.execute(
                "INSERT OR REPLACE INTO judgement VALUES (CAST(? AS TEXT), ?, ?, ?, ?, ?)",
                (
                    sql_text(judgement.id),
                    judgement.words,
                    judgement.verdict,
                    judgement.first,
                    judgement.last,
                    judgement.judged.isoformat(),
                ),
            )
            self._verdicts = _verdicts(db)

    def forget_judgement(self, message_id: str, words: str) -> None:
        """Undo what the user said of a passage with this fingerprint; what he put right of one that he marked goes with it."""
        with self._opened() as db:
            row = sql_text(message_id), words
            where = "WHERE id = CAST(? AS TEXT) AND words = ?"
            (verdict,) = db.execute(f"SELECT verdict FROM judgement {where}", row).fetchone() or ("",)  # noqa: S608 - our own
            if verdict == "action":
                db.execute(f"DELETE FROM put_right {where}", row)  # noqa: S608 - our own words
            db.execute(f"DELETE FROM judgement {where}", row)  # noqa: S608 - our own words
            self._verdicts = _verdicts(db)

    def put_right(self, message_id: str, words: str, right: Right | None) -> None:
        """Keep how an action with this fingerprint is, beside what the user said of it before; None to undo all of that."""
        with self._opened() as db:
            row = sql_text(message_id), words
            where = "WHERE id = CAST(? AS TEXT) AND words = ?"
            earlier = db.execute(f"SELECT due, event, addressee FROM put_right {where}", row).fetchone()  # noqa: S608 - our own
            db.execute(f"DELETE FROM put_right {where}", row)  # noqa: S608 - our own words
            if right is not None:
                kept = right.over(Right(*earlier)) if earlier else right
                db.execute("INSERT INTO put_right VALUES (CAST(? AS TEXT), ?, ?, ?, ?)", (*row, *kept))
            self._verdicts = _verdicts(db)

    def switch_rules(self, off: Iterable[str]) -> None:
        """Switch these rules off, and all others on."""
        with self._opened() as db:
            db.execute("DELETE FROM rule_off")
            db.executemany("INSERT INTO rule_off VALUES (?)", [(one,) for one in sorted(off)])
            self._verdicts = _verdicts(db)

    def carry(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Say of the second message of each pair what the user said of the first, unless something is said already."""
        with self._opened() as db:
            noted = _notes(db, json.dumps([new for _old, new in pairs]))
            rows = [(sql_text(new), sql_text(old)) for old, new in pairs]
            bare = [row for row, (_old, new) in zip(rows, pairs, strict=True) if new not in noted]
            for table, columns, of in (
                ("note", "listed, proposal", bare),
                ("category", "name", bare),
                ("judgement", "words, verdict, first, last, judged", rows),
                ("put_right", "words, due, event, addressee", rows),
            ):
                db.executemany(
                    f"INSERT OR IGNORE INTO {table} (id, {columns})"  # noqa: S608 - our own names
                    f" SELECT CAST(? AS TEXT), {columns} FROM {table} WHERE id = CAST(? AS TEXT)",
                    of,
                )

    def _read(self) -> None:
        """Read again what a program wrote since: another, or this one in a way that does not keep it."""
        version = self._newest()
        if version != self._version:
            with self._opened() as db:
                self._messages, self._verdicts, self._version = _notes(db), _verdicts(db), version

    def _newest(self) -> int:
        """A number that grows by one with each commit: SQLite's change counter (Database File Format, 1.3.7)."""
        try:
            with self._path.open("rb") as file:
                return int.from_bytes(file.read(28)[24:], "big")
        except FileNotFoundError:
            return 0
        except OSError as error:
            raise StorageFailed("data_dir_failed", str(self._path.parent)) from error

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(self._path, timeout=20, isolation_level=None)
            db.text_factory = python_text
            try:
                db.execute("PRAGMA secure_delete = ON")  # a history that is cleared leaves no name behind
                db.execute("BEGIN IMMEDIATE")
                before = self._newest()
                (taken,) = db.execute("PRAGMA user_version").fetchone()
                for step in _STEPS[taken:]:
                    db.execute(step)
                if taken < len(_STEPS):  # written again it would look like a change
                    db.execute(f"PRAGMA user_version = {len(_STEPS)}")
                yield db
                db.execute("COMMIT")
                if (
                    before == self._version and self._newest() == before + 1
                ):  # what was read changed by us alone
                    self._version = before + 1
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


def _notes(db: sqlite3.Connection, ids: str | None = None) -> dict[str, Note]:
    """What is noted, by the id of the message: about all, or those in a JSON list."""
    where, values = ("", ()) if ids is None else (" WHERE id IN (SELECT value FROM json_each(?))", (ids,))
    names: dict[str, list[str]] = {}
    for one, name in db.execute(f"SELECT id, name FROM category{where}", values):  # noqa: S608 - our own words
        names.setdefault(one, []).append(name)
    found = {one: Note(tuple(sorted(own, key=str.casefold))) for one, own in names.items()}
    for one, listed, proposal in db.execute(f"SELECT id, listed, proposal FROM note{where}", values):  # noqa: S608
        found[one] = Note(found.get(one, NOTHING).categories, bool(listed), proposal)
    return found


def _verdicts(db: sqlite3.Connection) -> Verdicts:
    judgements: dict[str, tuple[Judgement, ...]] = {}
    for one, words, verdict, first, last, moment in db.execute(
        "SELECT id, words, verdict, first, last, judged FROM judgement ORDER BY judged, id, words"
    ):
        judgement = Judgement(one, words, verdict, first, last, datetime.fromisoformat(moment))
        judgements[one] = (*judgements.get(one, ()), judgement)
    rights: dict[str, dict[str, Right]] = {}
    for one, words, *right in db.execute("SELECT id, words, due, event, addressee FROM put_right"):
        rights.setdefault(one, {})[words] = Right(*right)
    return Verdicts(judgements, frozenset(one for (one,) in db.execute("SELECT id FROM rule_off")), rights)


def _add_category(db: sqlite3.Connection, rows: Sequence[tuple[bytes]], name: str) -> None:
    """Give messages a category; one that is in use in other capitals is meant."""
    used = {one.casefold(): one for (one,) in db.execute("SELECT DISTINCT name FROM category")}
    spelled = sql_text(used.get(name.casefold(), name))
    db.executemany(
        "INSERT OR IGNORE INTO category VALUES (CAST(? AS TEXT), CAST(? AS TEXT))",
        [(*row, spelled) for row in rows],
    )


def _set(
    db: sqlite3.Connection,
    rows: Sequence[tuple[bytes]],
    column: Literal["listed", "proposal"],
    value: bool | str,  # noqa: FBT001 - a value of that column
) -> None:
    db.executemany(
        "INSERT INTO note (id, listed, proposal) VALUES (CAST(? AS TEXT), 0, '') ON CONFLICT DO NOTHING", rows
    )
    db.executemany(
        f"UPDATE note SET {column} = ? WHERE id = CAST(? AS TEXT)",  # noqa: S608 - our own names
        [(value, *row) for row in rows],
    )
    db.execute("DELETE FROM note WHERE NOT listed AND proposal = ''")
