"""An export as the user adds it, a file or a folder, and one walk through all its messages.

Here is the one boundary where whatever a parser throws becomes a `Problem`: it costs one message.
"""

from __future__ import annotations

import errno
import logging
import os
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from reader import scratch
from reader.errors import NothingToRead, ReaderError
from reader.formats import containers, folders
from reader.formats.containers import Budget, container_of
from reader.formats.format import Found
from reader.formats.recognise import MAIL_SUFFIXES, format_of, head_of
from reader.guard import Guard
from reader.message import Message, MessageRef
from reader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reader.choice import Choice
    from reader.formats.containers import Container, Member
    from reader.formats.format import Format

_log = logging.getLogger(__name__)

_parsers = Guard()  # its own: between two messages others use the common one
_IN_USE = 32  # ERROR_SHARING_VIOLATION of Windows: Outlook keeps its data files to itself
_LISTING_SECONDS = 600.0  # to find the messages of one file, of 50 GB at most


class _File(NamedTuple):
    """A file of the export, or a temporary copy of one that is packed in such a file."""

    path: Path  # where its bytes are
    folder: str  # of its messages
    size: int
    single: bool  # the user named it, so it is no map and is never passed over
    ref: MessageRef  # its own place in the export: locators inside it come behind this one's
    shown: str  # its name in problems
    depth: int = 0  # archives round it


class _Source(NamedTuple):
    """A file with messages, and how to read them."""

    file: _File
    format: Format


class Export:
    """Iterate to read it; `done` and `total` tell how far that is."""

    def __init__(self, path: str, choice: Choice | None = None) -> None:
        """NothingToRead where there is no such path, or no way in."""
        self.path = Path(path)
        self.done = 0  # bytes
        self.passed_over = 0  # files in a folder that do not look like mail
        self._choice = choice
        self._before = 0  # bytes of the files that were read
        self._left_out = 0  # messages of maps that were not chosen
        self._problems: list[Problem] = []
        try:
            self._single = not self.path.is_dir()
            self._files = list(self._found())
        except FileNotFoundError as error:
            raise NothingToRead("not_found", path) from error
        except PermissionError as error:
            raise NothingToRead("no_rights", path) from error
        except OSError as error:
            raise NothingToRead("read_failed", path, error.strerror or "") from error
        self.total = sum(file.size for file in self._files)

    def __iter__(self) -> Iterator[Message | Problem]:
        """Every message of the chosen maps, in the order of the files; what cannot be read is a Problem."""
        found = False
        for source in self._sources():
            if isinstance(source, Problem):
                found = found or self._single  # it says already what is wrong with the one file
                yield source
                continue
            for entry in self._read(source):
                found = True
                yield entry
        if not found and not self._left_out:
            yield Problem("nothing_found", str(self.path))

    def maps(self) -> Mapping[str, int]:
        """How many messages each map has, without reading them; a map without any is not there."""
        counts: Counter[str] = Counter()
        for source in self._sources():
            if not isinstance(source, Problem):
                places = (place for place in self._places(source) if isinstance(place, Found))
                counts.update(place.folder for place in places)
        return counts

    def _found(self) -> Iterator[_File]:
        if self._single:
            self.path.stat()  # not there, or no rights to it, ends here; further down it is a Problem
            yield _on_disk(self.path, "", single=True)
            return
        next(self.path.iterdir(), None)  # the same
        for folder, names, files in os.walk(self.path, onerror=self._note_folder):
            place = Path(folder)
            name = folders.folder_name(place.relative_to(self.path))
            if folders.is_maildir(names):
                for own in folders.READ:
                    for path in sorted((place / own).iterdir()):
                        yield _on_disk(path, name)
                names[:] = folders.without_own(names)
            names.sort()
            for file in sorted(files):
                yield _on_disk(place / file, name)

    def _sources(self) -> Iterator[_Source | Problem]:
        """Every file with messages in it, unpacked where it has to be."""
        yield from self._problems
        self._before = 0
        for file in self._files:
            yield from self._opened(file, Budget(file.size))
            self._before += file.size
            self.done = self._before

    def _opened(self, file: _File, budget: Budget) -> Iterator[_Source | Problem]:
        try:
            head = head_of(file.path)
            container = container_of(file.path, head or b"")
            reader = format_of(file.path, head) if container is None else None
            if container is not None:
                yield from self._unpacked(container, file, budget)
            elif reader is not None:
                yield _Source(file, reader)
            else:
                yield from self._unread(file, head)
        except OSError as error:
            yield _problem_of(error, file.shown)
        except ReaderError as error:
            yield replace(error.problem, path=file.shown)

    def _unpacked(self, container: Container, file: _File, budget: Budget) -> Iterator[_Source | Problem]:
        if file.depth >= containers.DEEPEST:
            yield Problem("archive_nested", file.shown)
            return
        members = container.members(file.path)
        if any(containers.points_outside(member.name) for member in members):
            yield Problem("archive_names", file.shown)
        for member in members:
            if budget.is_spent:
                return  # an archive in here was a bomb, and said so
            shown = f"{file.shown}/{member.name}"
            try:
                copy, problem = containers.unpacked(container, file.path, member, budget)
            except ReaderError as error:
                if error.problem.code == "archive_bomb":
                    raise
                yield replace(error.problem, path=shown)
                continue
            try:
                yield from self._opened(_packed(file, member, copy, alone=len(members) == 1), budget)
                if problem is not None:
                    yield replace(problem, path=shown)
            finally:
                scratch.remove(copy)
            self.done = self._before + file.size * (member.number + 1) // (members[-1].number + 1)

    def _read(self, source: _Source) -> Iterator[Message | Problem]:
        """The messages of one file; those of an isolated format come from the guard's child."""
        file, reader = source
        places = self._places(source)
        if not reader.ISOLATED:
            for place in places:
                if isinstance(place, Problem):
                    yield place
                else:
                    yield _as_found(_message(reader, place), file)
                    self._reached(place, file)
            return
        chosen: list[Found] = []
        for place in places:
            if isinstance(place, Problem):
                yield place
            else:
                chosen.append(place)
        answers = _parsers.map(reader.message, ((place.ref, place.folder) for place in chosen))
        for place, answer in zip(chosen, answers, strict=True):
            yield _as_found(answer, file)
            self._reached(place, file)

    def _places(self, source: _Source) -> Iterator[Found | Problem]:
        """Where the chosen messages of one file stand, each with the map that its user sees."""
        file, reader = source
        own = "" if file.single else reader.folder_name(file.path)
        try:
            for place in _listed(reader, file.path):
                if isinstance(place, Problem):
                    yield replace(place, path=file.shown)
                    continue
                folder = "/".join(name for name in (file.folder, own, place.folder) if name)
                if self._choice is None or self._choice.takes(folder):
                    yield place._replace(folder=folder)
                else:
                    self._left_out += 1
        except OSError as error:
            yield _problem_of(error, file.shown)
        except ReaderError as error:
            yield replace(error.problem, path=file.shown)

    def _reached(self, place: Found, file: _File) -> None:
        if not file.depth:
            self.done = self._before + place.read

    def _unread(self, file: _File, head: bytes | None) -> Iterator[Problem]:
        suffix = file.path.suffix.lower() if head is not None else ""
        if head == b"" and (file.single or suffix in MAIL_SUFFIXES):
            yield Problem("empty_file", file.shown)
        elif file.single or suffix in MAIL_SUFFIXES:
            yield Problem("no_mailbox", file.shown)
        else:
            self.passed_over += 1

    def _note_folder(self, error: OSError) -> None:
        """A sub-folder that cannot be entered; the rest goes on."""
        self._problems.append(_problem_of(error, str(error.filename)))


def read_export(path: str, choice: Choice | None = None) -> Export:
    """A file or a folder, ready to be read; NothingToRead where that is impossible.

    Of a map that `choice` does not take, not a byte of a message is looked at.
    """
    return Export(path, choice)


def survey(path: str) -> Mapping[str, int]:
    """How many messages each map of an export has; NothingToRead as above."""
    return Export(path).maps()


def _on_disk(path: Path, folder: str, *, single: bool = False) -> _File:
    return _File(path, folder, _size(path), single, MessageRef(str(path)), str(path))


def _packed(file: _File, member: Member, copy: Path, *, alone: bool) -> _File:
    inner = folders.folder_in_archive(member.name)
    archive = "" if file.single else file.path.name.partition(".")[0]
    return _File(
        path=copy,
        folder="/".join(name for name in (file.folder, archive, inner) if name),
        size=_size(copy),
        single=file.single and alone,
        ref=MessageRef(file.ref.path, f"{file.ref.locator}{member.number}{containers.INSIDE}"),
        shown=f"{file.shown}/{member.name}",
        depth=file.depth + 1,
    )


def _listed(reader: Format, path: Path) -> Iterable[Found | Problem]:
    if reader.ISOLATED:
        return cast("list[Found | Problem]", _parsers.call(reader.refs, path, seconds=_LISTING_SECONDS))
    return reader.refs(path)


def _message(reader: Format, place: Found) -> Message | Exception:
    try:
        return reader.message(place.ref, place.folder)
    except (ReaderError, OSError) as error:
        return error
    except Exception as bug:  # noqa: BLE001 - the one boundary: a hostile message costs only itself
        _log.info("a message could not be parsed: %s", type(bug).__name__)
        return ReaderError("message_damaged", detail=type(bug).__name__)


def _as_found(answer: Message | Exception, file: _File) -> Message | Problem:
    """A message with its place in the export, or why there is none."""
    if isinstance(answer, OSError):
        return _problem_of(answer, file.shown)
    if isinstance(answer, ReaderError):
        return replace(answer.problem, path=file.shown)
    assert isinstance(answer, Message)
    if not file.depth:
        return answer
    ref = MessageRef(file.ref.path, file.ref.locator + answer.ref.locator)
    return replace(answer, ref=ref, problems=tuple(replace(one, path=file.shown) for one in answer.problems))


def _problem_of(error: OSError, path: str) -> Problem:
    if isinstance(error, FileNotFoundError):
        return Problem("vanished", path)
    if getattr(error, "winerror", None) == _IN_USE:
        return Problem("in_use", path)
    if isinstance(error, PermissionError):
        return Problem("no_rights", path)
    if error.errno == errno.ENOSPC:
        return Problem("disk_full", path)
    return Problem("read_failed", path, error.strerror or "")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # it is gone already; reading it will say so
