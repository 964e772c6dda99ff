"""Files with files in them: .zip, and .gz round one file.

A file inside is copied to a temporary file under a name of ours, so no name in an archive can point anywhere.  Its
place is written `NUMBER!LOCATOR`: which entry of the archive, counted from 0, and the place inside that.

An archive may hold little and unfold to much.  So each has a budget of bytes, shared with the archives inside
it, and nothing is unpacked beyond that.
"""

from __future__ import annotations

import gzip
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reader import scratch
from reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from reader.problems import Problem

INSIDE = "!"  # between the number of an entry and the place inside it
DEEPEST = 4  # archives inside archives
_RATIO = 200  # mail packs to a half or a tenth; what unfolds 200 times was made to fill a disk
_FREE = 256 << 20  # bytes that even the smallest archive may unfold to
_PIECE = 1 << 20
_MOST_MEMBERS = 1_000_000
_ENCRYPTED = 0x1  # bit of the general purpose flags, APPNOTE.TXT §4.4.4


class Member(NamedTuple):
    """One file in an archive."""

    number: int
    name: str  # "Postvak IN/brief.eml", without anything that points outside
    size: int  # bytes, as far as the archive says


class Budget:
    """How many bytes may still be unpacked."""

    def __init__(self, packed: int) -> None:
        self._left = packed * _RATIO + _FREE

    @property
    def is_spent(self) -> bool:
        return self._left < 0

    def spend(self, size: int, path: str) -> None:
        """ReaderError where that is more than there is."""
        self._left -= size
        if self.is_spent:
            raise ReaderError("archive_bomb", path)


class Container(Protocol):
    """A kind of archive; its methods raise ReaderError where it cannot be read."""

    def members(self, path: Path) -> Sequence[Member]: ...
    def opened(self, path: Path, number: int) -> BinaryIO: ...


def container_of(path: Path, head: bytes) -> Container | None:
    """How to look into a file; None where it is no archive.  A .docx is one too, but not of mail."""
    suffix = path.suffix.lower()
    if suffix == ".zip" and head.startswith((b"PK\3\4", b"PK\5\6", b"PK\7\10PK\3\4")):
        return _Zip()
    if suffix == ".gz" and head.startswith(b"\x1f\x8b"):
        return _Gzip()
    return None


def unpacked(container: Container, path: Path, member: Member, budget: Budget) -> tuple[Path, Problem | None]:
    """A temporary copy of a member, and what was wrong with it; `scratch.remove` takes the copy away.

    A damaged member is copied as far as it goes.  ReaderError where nothing of it can be read.
    """
    copy = scratch.new_file(PurePosixPath(member.name).name)
    try:
        with container.opened(path, member.number) as source, copy.open("wb") as target:
            problem = None
            try:
                while piece := _next(source, path):
                    budget.spend(len(piece), str(path))
                    target.write(piece)
            except ReaderError as error:
                if error.problem.code != "archive_damaged" or not target.tell():
                    raise
                problem = error.problem
    except BaseException:
        scratch.remove(copy)
        raise
    return copy, problem


def points_outside(name: str) -> bool:
    """Whether a name in an archive would leave the folder that it is unpacked in."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return ".." in parts or (bool(parts) and (parts[0].startswith("/") or parts[0].endswith(":")))


class _Zip:
    def members(self, path: Path) -> Sequence[Member]:
        with _damage(path), zipfile.ZipFile(path) as archive:
            if len(archive.infolist()) > _MOST_MEMBERS:
                raise ReaderError("archive_bomb", str(path))
            return [
                Member(number, info.filename, info.file_size)
                for number, info in enumerate(archive.infolist())
                if not info.is_dir()
            ]

    def opened(self, path: Path, number: int) -> BinaryIO:
        with _damage(path), zipfile.ZipFile(path) as archive:
            info = archive.infolist()[number]
            if info.flag_bits & _ENCRYPTED:
                raise ReaderError("archive_encrypted", str(path))
            return archive.open(info)  # type: ignore[return-value] # IO[bytes]; it outlives the ZipFile


class _Gzip:
    def members(self, path: Path) -> Sequence[Member]:
        return [Member(0, path.stem, 0)]

    def opened(self, path: Path, _number: int) -> BinaryIO:
        return gzip.open(path)  # type: ignore[return-value] # a GzipFile reads as any


def _next(source: BinaryIO, path: Path) -> bytes:
    with _damage(path):
        return source.read1(_PIECE)  # type: ignore[attr-defined,no-any-return] # `read` loses what came before a fault


@contextmanager
def _damage(path: Path) -> Iterator[None]:
    """What the libraries raise for a bad archive, as one ReaderError."""
    try:
        yield
    except NotImplementedError as error:  # Deflate64, which Windows uses above 2 GB
        raise ReaderError("archive_method", str(path)) from error
    except (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError, ValueError, IndexError) as error:
        raise ReaderError("archive_damaged", str(path)) from error
