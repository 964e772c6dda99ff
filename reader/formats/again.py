"""One message again, from where it was found.

The file is recognised anew, so `ref.locator` is the format's own affair; what stands before `INSIDE` in it says
which entry of an archive the message is in.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from reader import scratch
from reader.errors import MessageGone, ReaderError
from reader.formats import containers
from reader.formats.containers import Budget, container_of
from reader.formats.files import on_disk, patience
from reader.formats.in_use import is_in_use
from reader.formats.recognise import FORMATS, format_of, head_of
from reader.formats.task import Task, read_task
from reader.guard import guard
from reader.message import Message, MessageRef
from reader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from reader.formats.format import Format


def read_message(ref: MessageRef, folder: str = "") -> Message:
    """MessageGone where the message is there no more; ReaderError where it can be read no more."""
    with _reached(ref) as (reader, inner):
        message = (
            cast("Message", guard.call(reader.message, inner, folder, seconds=patience(Path(inner.path))))
            if reader.ISOLATED
            else reader.message(inner, folder)
        )
    return _from(ref, message)


def read_at(ref: MessageRef, folder: str) -> Message | Problem:
    """The same for an import: a Problem where it cannot be read, whatever a parser throws."""
    try:
        with _reached(ref) as (reader, inner):
            file = on_disk(Path(inner.path), folder)
            entry = read_task(Task(reader.NAME, inner, folder, file, end=0, done=0, size=file.size))
    except ReaderError as error:
        return error.problem
    return entry if isinstance(entry, Problem) else _from(ref, entry)


def _from(ref: MessageRef, message: Message) -> Message:
    """A message that may have been read from a copy."""
    if message.ref == ref:
        return message
    return replace(message, ref=ref, problems=tuple(replace(one, path=ref.path) for one in message.problems))


def write_attachment(ref: MessageRef, number: int, target: BinaryIO) -> None:
    """The bytes of one attachment, piece by piece, also of one that is not held; errors as `read_message`."""
    with _reached(ref) as (reader, inner):
        if not reader.ISOLATED:
            reader.write_attachment(inner, number, target)
            return
        copy = scratch.new_file("bijlage")
        try:
            guard.call(_write, reader.NAME, inner, number, copy, seconds=_WRITING_SECONDS)
            with copy.open("rb") as source:
                shutil.copyfileobj(source, target)
        finally:
            scratch.remove(copy)


_WRITING_SECONDS = 600.0


def _write(name: str, ref: MessageRef, number: int, path: Path) -> None:
    """In the guard's child."""
    reader = next(one for one in FORMATS if name == one.NAME)
    with path.open("wb") as target:
        reader.write_attachment(ref, number, target)


@contextmanager
def _reached(ref: MessageRef) -> Iterator[tuple[Format, MessageRef]]:
    """The format of the file that holds a message, and its place there, unpacked where it has to be."""
    try:
        path, locator = Path(ref.path), ref.locator
        if containers.INSIDE in locator:
            *numbers, locator = locator.split(containers.INSIDE)
            path = _kept.reached(path, numbers)
        reader = format_of(path, head_of(path))
        if reader is None:
            raise MessageGone("message_gone", ref.path)
        yield reader, MessageRef(str(path), locator)
    except OSError as error:
        raise MessageGone("in_use" if is_in_use(error, ref.path) else "message_gone", ref.path) from error


class _Copy(NamedTuple):
    """What a temporary file is a copy of."""

    archive: Path
    changed: int  # nanoseconds
    size: int
    numbers: tuple[str, ...]


class _Kept:
    """The file that was unpacked last, since the next message to be read may well be in it too."""

    def __init__(self) -> None:
        self._copy: _Copy | None = None
        self._path: Path | None = None

    def reached(self, archive: Path, numbers: list[str]) -> Path:
        """The temporary copy of an entry; MessageGone where the archive has no such entry."""
        status = archive.stat()
        wanted = _Copy(archive, status.st_mtime_ns, status.st_size, tuple(numbers))
        if self._path is not None and wanted == self._copy and self._path.exists():
            return self._path
        self._drop()
        self._path = _unpacked(archive, numbers, Budget(status.st_size))
        self._copy = wanted
        return self._path

    def _drop(self) -> None:
        if self._path is not None:
            scratch.remove(self._path)
            self._path = self._copy = None


_kept = _Kept()


def _unpacked(archive: Path, numbers: list[str], budget: Budget) -> Path:
    path = archive
    for number in numbers:
        container = container_of(path, head_of(path) or b"")
        members = {str(member.number): member for member in (container.members(path) if container else ())}
        if container is None or number not in members:
            raise MessageGone("message_gone", str(archive))
        copy, _ = containers.unpacked(container, path, members[number], budget)
        if path != archive:
            scratch.remove(path)
        path = copy
    return path
