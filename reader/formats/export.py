"""An export as the user adds it, a file or a folder, and one walk through all its messages.

Here is the one boundary where whatever a parser throws becomes a `Problem`: it costs one message.
"""

from __future__ import annotations

import errno
import logging
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from reader import scratch
from reader.choice import EVERYTHING
from reader.errors import NothingToRead, ReaderError
from reader.formats import containers, folders
from reader.formats.containers import Budget, container_of
from reader.formats.files import File, folder_of, on_disk, packed
from reader.formats.format import Found
from reader.formats.in_use import is_in_use
from reader.formats.recognise import MAIL_SUFFIXES, format_of, head_of
from reader.guard import Guard
from reader.message import Message, MessageRef
from reader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.choice import Choice
    from reader.formats.containers import Container
    from reader.formats.format import Format

_log = logging.getLogger(__name__)

_parsers = Guard()  # its own: between two messages others use the common one
_LISTING_SECONDS = 600.0  # to find the messages of one file, of 50 GB at most
_MOST_NAMED = 12  # maps in a sentence


class _Source(NamedTuple):
    """A file with messages, and how to read them."""

    file: File
    format: Format
    folder: str  # the map that the file is, in a tree of files


class Export:
    """Iterate to read it; `done` and `total` tell how far that is."""

    def __init__(self, path: str, choice: Choice) -> None:
        """NothingToRead where there is no such path, or no way in."""
        self.path = Path(path)
        self.done = 0  # bytes
        self.passed_over = 0  # files in a folder that do not look like mail
        self._choice = choice
        self._before = 0  # bytes of the files that were read
        self._maps: dict[str, bool] = {}  # all that were met -> whether the choice takes them
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
        if not found and not self._maps:
            yield Problem("nothing_found", str(self.path))

    def maps(self) -> Iterator[str]:
        """The map of each chosen message, in the order of the files, without reading one."""
        for source in self._sources():
            if not isinstance(source, Problem):
                for place in self._places(source):
                    if isinstance(place, Found):
                        yield place.folder
                        self._reached(place, source.file)

    def has_one_map(self) -> bool:
        """Whether that can be told beforehand: a file of one message, or of one map."""
        if not self._single:
            return False
        try:
            head = head_of(self.path)
        except OSError:
            return True  # reading it will say what is wrong
        reader = format_of(self.path, head)
        return container_of(self.path, head or b"") is None and (reader is None or not reader.HAS_MAPS)

    def complaints(self) -> Iterator[Problem]:
        """What is wrong with the choice, once all was read: a name that no map has, or nothing that it takes."""
        named = sorted(folder for folder in self._maps if folder)
        shown = ", ".join(named[:_MOST_NAMED]) + ", …" * (len(named) > _MOST_NAMED)
        strangers = self._choice.strangers(self._maps) if self._maps else ()
        for name in strangers:
            if named:
                yield Problem("map_unknown", str(self.path), f"{name} ({shown})")
            else:
                yield Problem("no_maps", str(self.path), name)
        if self._maps and not strangers and not any(self._maps.values()):
            yield Problem("nothing_chosen", str(self.path))

    def _found(self) -> Iterator[File]:
        if self._single:
            self.path.stat()  # not there, or no rights to it, ends here; further down it is a Problem
            yield on_disk(self.path, "", single=True)
            return
        next(self.path.iterdir(), None)  # the same
        for folder, names, files in os.walk(self.path, onerror=self._note_folder):
            place = Path(folder)
            name = self._map_of(place)
            if folders.is_maildir(names):
                for own in folders.READ:
                    for path in self._mails(place / own):
                        yield on_disk(path, name)
                names[:] = folders.without_own(names)
            names[:] = sorted(name for name in names if not self._passes_over(self._map_of(place / name)))
            for file in sorted(files):
                yield on_disk(place / file, name)

    def _mails(self, folder: Path) -> list[Path]:
        try:
            return sorted(folder.iterdir())
        except OSError as error:
            self._note_folder(error)
            return []

    def _sources(self) -> Iterator[_Source | Problem]:
        """Every file with messages in it, unpacked where it has to be."""
        yield from self._problems
        self._before = 0
        for file in self._files:
            yield from self._opened(file, Budget(file.size))
            self._before += file.size
            self.done = self._before

    def _opened(self, file: File, budget: Budget) -> Iterator[_Source | Problem]:
        try:
            head = head_of(file.path)
            container = container_of(file.path, head or b"")
            reader = format_of(file.path, head) if container is None else None
            if container is not None:
                yield from self._unpacked(container, file, budget)
            elif reader is not None:
                own = "" if file.single else reader.folder_name(file.path)
                folder = "/".join(name for name in (file.folder, own) if name)
                if not self._passes_over(folder):
                    yield _Source(file, reader, folder)
            else:
                yield from self._unread(file, head)
        except OSError as error:
            yield _problem_of(error, file.shown)
        except ReaderError as error:
            yield replace(error.problem, path=file.shown)

    def _unpacked(self, container: Container, file: File, budget: Budget) -> Iterator[_Source | Problem]:
        if file.depth >= containers.DEEPEST:
            yield Problem("archive_nested", file.shown)
            return
        members = container.members(file.path)
        if any(containers.points_outside(member.name) for member in members):
            yield Problem("archive_names", file.shown)
        told: set[Problem] = set()
        for member in members:
            if budget.is_spent:
                return  # an archive in here was a bomb, and said so
            shown = f"{file.shown}/{member.name}"
            if self._passes_over(folder_of(member, file)):
                continue
            try:
                copy, problem = containers.unpacked(container, file.path, member, budget)
            except ReaderError as error:
                refused = _refused(error, file, shown)
                if refused not in told:
                    told.add(refused)
                    yield refused
                continue
            try:
                yield from self._opened(packed(file, member, copy, alone=len(members) == 1), budget)
                if problem is not None:
                    yield replace(problem, path=shown)
            finally:
                scratch.remove(copy)
            self.done = self._before + file.size * (member.number + 1) // (members[-1].number + 1)

    def _read(self, source: _Source) -> Iterator[Message | Problem]:
        """The messages of one file; those of an isolated format come from the guard's child."""
        file, reader, _ = source
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
        file, reader, around = source
        try:
            for place in _listed(reader, file.path):
                if isinstance(place, Problem):
                    yield replace(place, path=file.shown)
                    continue
                folder = "/".join(name for name in (around, place.folder) if name)
                if self._takes(folder):
                    yield place._replace(folder=folder)
        except OSError as error:
            yield _problem_of(error, file.shown)
        except ReaderError as error:
            yield replace(error.problem, path=file.shown)

    def _map_of(self, place: Path) -> str:
        return folders.folder_name(place.relative_to(self.path))

    def _takes(self, folder: str) -> bool:
        if folder not in self._maps:
            self._maps[folder] = self._choice.takes(folder)
        return self._maps[folder]

    def _passes_over(self, folder: str) -> bool:
        """Whether nothing in this map is to be read: then it is not even looked into."""
        if not self._choice.skip or not self._choice.passes_over(folder):
            return False
        self._maps[folder] = False
        return True

    def _reached(self, place: Found, file: File) -> None:
        if not file.depth:
            self.done = self._before + place.read

    def _unread(self, file: File, head: bytes | None) -> Iterator[Problem]:
        suffix = file.path.suffix.lower() if head is not None else ""
        if not file.single and not self._choice.takes(file.folder):
            return  # what is wrong there was not asked
        if head == b"" and (file.single or suffix in MAIL_SUFFIXES):
            yield Problem("empty_file", file.shown)
        elif file.single or suffix in MAIL_SUFFIXES:
            yield Problem("no_mailbox", file.shown)
        else:
            self.passed_over += 1

    def _note_folder(self, error: OSError) -> None:
        """A sub-folder that cannot be entered; the rest goes on."""
        self._problems.append(_problem_of(error, str(error.filename)))


def read_export(path: str, choice: Choice = EVERYTHING) -> Export:
    """A file or a folder, ready to be read; NothingToRead where that is impossible.

    Of a map that `choice` does not take, not a byte of a message is looked at.
    """
    return Export(path, choice)


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


def _as_found(answer: Message | Exception, file: File) -> Message | Problem:
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


def _refused(error: ReaderError, file: File, shown: str) -> Problem:
    """Why a member cannot be unpacked; a password is that of the whole archive, which may hold thousands of files."""
    if error.problem.code == "archive_bomb":
        raise error
    return replace(error.problem, path=file.shown if error.problem.code == "archive_encrypted" else shown)


def _problem_of(error: OSError, path: str) -> Problem:
    if isinstance(error, FileNotFoundError):
        return Problem("vanished", path)
    if isinstance(error, PermissionError):
        return Problem("in_use" if is_in_use(error, path) else "no_rights", path)
    if error.errno == errno.ENOSPC:
        return Problem("disk_full", path)
    return Problem("read_failed", path, error.strerror or "")
