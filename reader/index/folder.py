"""The index folder on disk: generations side by side, of which the highest number counts.

    index/writer.lock    held by the one process that writes; the system frees it when that dies
    index/00001/         a generation: rows.sqlite, the segments, and Whoosh's table of contents
    index/new/           a generation that is being made

Segments are made again from the rows, in their generation, where those are sound.  Else a rebuild begins a new
generation; what only an older one has is carried over from it, and then that goes.  A searcher may keep it open:
Windows does not delete open files.
"""

from __future__ import annotations

import errno
import hashlib
import json
import pickle
import shutil
import sqlite3
import struct
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import whoosh
from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage

from reader.actions.rules import rules_hash
from reader.errors import IndexBusy, IndexUnusable, StorageFailed
from reader.index import segment
from reader.index.cut import is_cut_off
from reader.index.fields import schema
from reader.index.seals import Damaged
from reader.index.stems import TABLE
from reader.index.store import Store
from reader.index.toc import Toc

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORM = 4  # of the rows; a change of the tables, of `saved` or of what a message is raises it, and all exports are read again
FORMAT = 13  # of the segments; a change of schema, tokens, arrays or days raises it, and they are made again from the rows
ROWS = "rows.sqlite"
UNREAD = "unread "  # before an export's path: a fact of the store while a rebuild has not read it to its end
CHECKSUM = "checksum "  # before a file's name: a fact of the store
CONTENTS = "contents"  # a fact: the number of the newest table of contents that these rows go with
UNREAD_ALL = "unread"  # a fact of a generation whose exports must all be read, but are not noted as such yet
FINDING = "finding"  # a fact while actions must be found again in the rows that no segment has
_CONDEMNED = "damaged"  # an empty file that says so
_CARRIED = "carried"  # one that says that nothing more is in this generation than in a newer one
_CHECKED = frozenset({segment.SUFFIX, ".toc"})
_DIGITS = 5
_OF_DISK = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)
_CHUNK = 1 << 20

# What Whoosh and SQLite raise on files that are not as they wrote them, and we.
DAMAGE = (
    Damaged,
    sqlite3.DatabaseError,
    whoosh_index.EmptyIndexError,
    whoosh_index.IndexVersionError,
    pickle.UnpicklingError,
    struct.error,
    EOFError,
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
)


def version() -> str:
    """What segments were made with: our format, Whoosh and the stems."""
    digest = hashlib.sha256(f"{FORMAT} {whoosh.__version__}".encode())
    digest.update(TABLE.read_bytes())
    return f"{FORMAT}-{digest.hexdigest()[:16]}"


def current(root: Path) -> Path | None:
    """The generation that counts."""
    try:
        return max((path for path in root.iterdir() if _is_generation(path)), default=None)
    except FileNotFoundError:
        return None


def create(root: Path) -> Path:
    """Begin an empty generation."""
    older = [int(path.name) for path in root.iterdir() if _is_generation(path)]
    new = root / "new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    store = Store(new / ROWS, create=True)
    _set_versions(store)
    store.set_fact(UNREAD_ALL, "")
    store.close()
    whoosh_index.create_in(str(new), schema())
    return new.rename(root / f"{1 + max(older, default=0):0{_DIGITS}}")


def renew(generation: Path) -> None:
    """Take all segments away, so that they are made again from the rows."""
    damaged = fault(generation) != "index_outdated"
    store = Store(generation / ROWS)
    number = Toc.next_number(generation)
    store.set_fact(CONTENTS, str(number))
    Toc.renew(generation, number)
    store.begin()
    for name in store.facts(CHECKSUM):
        store.drop_fact(CHECKSUM + name)
    if store.fact("rules") != rules_hash():
        store.set_fact(FINDING, "")
    if damaged:  # the newest rows may be lost, and with them how far the exports were read
        store.set_fact(UNREAD_ALL, "")
    _set_versions(store)
    store.commit()
    store.close()
    (generation / _CONDEMNED).unlink(missing_ok=True)


def older(root: Path) -> list[Path]:
    """The generations before the current one that may hold what it has not, newest first."""
    generations = sorted((path for path in root.iterdir() if _is_generation(path)), reverse=True)
    return [path for path in generations[1:] if not (path / _CARRIED).exists()]


def clear(root: Path) -> None:
    """Take the older generations away; on Windows one that is open stays until the next time, marked."""
    generation = current(root)
    for path in root.iterdir():
        if path.is_dir() and path != generation:
            with suppress(OSError):
                (path / _CARRIED).touch()
            shutil.rmtree(path, ignore_errors=True)


def _set_versions(store: Store) -> None:
    for name, value in (("form", str(FORM)), ("version", version()), ("rules", rules_hash())):
        store.set_fact(name, value)


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Be the one that writes; IndexBusy where another process does, StorageFailed without rights."""
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)  # mail is nobody else's business
        lock = FileStorage(str(root)).lock("writer.lock")
        free = lock.acquire()
    except OSError as error:
        raise StorageFailed("data_dir_failed", str(root.parent)) from error
    if not free:
        raise IndexBusy("index_busy")
    try:
        yield
    finally:
        lock.release()


@contextmanager
def storage_errors(root: Path) -> Iterator[None]:
    """Say in our words that the disk is full or fails."""
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        raise StorageFailed("disk_full" if full else "data_dir_failed", str(root.parent)) from error
    except sqlite3.OperationalError as error:
        if not _is_of_disk(error):
            raise
        # SQLite says no more than that its log's index does not fit.
        full = error.sqlite_errorcode in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE)
        raise StorageFailed("disk_full" if full else "data_dir_failed", str(root.parent)) from error


def _is_of_disk(error: Exception) -> bool:
    """Whether SQLite says that the disk is full, fails or is not ours; a sector that cannot be read is damage."""
    return (
        isinstance(error, sqlite3.OperationalError)
        and error.sqlite_errorcode & 0xFF in _OF_DISK
        and error.sqlite_errorcode != sqlite3.SQLITE_IOERR_READ
    )


def fault(generation: Path) -> str:
    """Why a generation cannot be used: "index_outdated", "index_damaged"; "" where it can.

    Damage is noted: the next look might not see it, since SQLite fills a file up from its log.
    OSError and sqlite3.OperationalError where the disk or its rights are in the way, see `storage_errors`.
    """
    while True:
        number = Toc.next_number(generation)
        try:
            found = _fault(generation)
        except OSError as error:
            if error.errno not in (errno.ENOENT, errno.EIO):
                raise
            found = "index_damaged"
        except DAMAGE as error:
            if _is_of_disk(error):
                raise
            found = "index_damaged"
        if found != "index_damaged" or number == Toc.next_number(generation):  # else a commit came in between
            break
    if found == "index_damaged":
        _condemn(generation)
    return found


def _fault(generation: Path) -> str:
    if (generation / _CONDEMNED).exists():
        return "index_damaged"
    if is_cut_off(generation / ROWS):
        return "index_damaged"
    store = Store(generation / ROWS)
    try:
        return _fault_of(generation, store)
    finally:
        store.close()


def _fault_of(generation: Path, store: Store) -> str:
    if store.fact("form") != str(FORM):
        return "index_outdated"
    if not store.has_our_tables():
        return "index_damaged"
    if store.fact("version") != version() or store.fact("rules") != rules_hash():
        return "index_outdated"
    if not _are_whole(generation, store):
        return "index_damaged"
    toc = Toc(generation)
    if toc.number() > int(store.fact(CONTENTS) or 0):  # a part of SQLite's log is lost
        return "index_damaged"
    toc.opened({})
    return ""


def are_sound(generation: Path) -> bool:
    """Whether the rows are of our form, and each is as it was written; that takes a minute for a million messages."""
    try:
        if is_cut_off(generation / ROWS):
            return False
        store = Store(generation / ROWS)
        try:
            return store.fact("form") == str(FORM) and store.has_our_tables() and store.is_whole()
        finally:
            store.close()
    except (*DAMAGE, OSError):
        return False


def _are_whole(generation: Path, store: Store) -> bool:
    """Whether the files still hold what was noted of them, and the rows agree with their indexes.

    zlib and SQLite let other threads run, so each core reads one.
    """
    noted = store.facts(CHECKSUM)

    def is_whole(name: str) -> bool:
        try:
            return checksum(generation / name) == noted[name]
        except FileNotFoundError:
            return True  # gone with the commit after; else its absence shows when it is opened

    with ThreadPoolExecutor() as pool:
        files = pool.map(is_whole, noted)
        return store.agrees() and all(files)


@contextmanager
def damage_noticed(generation: Path) -> Iterator[None]:
    """Condemn a generation where reading it shows damage that its checksums did not; then IndexUnusable."""
    try:
        yield
    except (Damaged, sqlite3.DatabaseError, json.JSONDecodeError, UnicodeDecodeError) as error:
        if isinstance(error, sqlite3.DatabaseError) and error.sqlite_errorcode & 0xFF not in (
            sqlite3.SQLITE_CORRUPT,
            sqlite3.SQLITE_NOTADB,
        ):
            raise
        _condemn(generation)
        raise IndexUnusable("index_damaged", str(generation.parent)) from error


def _condemn(generation: Path) -> None:
    with suppress(OSError):
        (generation / _CONDEMNED).touch()


def checked(generation: Path) -> list[Path]:
    """The files whose checksums are noted."""
    return [path for path in generation.iterdir() if path.suffix in _CHECKED]


def checksum(path: Path) -> str:
    """CRC-32 of a file: it guards against a bad disk, not against an enemy."""
    value = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            value = zlib.crc32(chunk, value)
    return f"{value:08x}"


def _is_generation(path: Path) -> bool:
    return len(path.name) == _DIGITS and path.name.isdigit()
