"""An export as the user adds it, a file or a folder, and one walk through all its messages.

`Export.work` is that walk; what it finds is read by `task.read_task`.
"""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from reader import scratch
from reader.choice import EVERYTHING
from reader.errors import NothingToRead, ReaderError
from reader.formats import containers, folders
from reader.formats.changes import goes_on, is_as_it_was
from reader.formats.containers import Budget, container_of
from reader.formats.files import File, folder_of, on_disk, packed
from reader.formats.format import Found
from reader.formats.in_use import problem_of
from reader.formats.recognise import MAIL_SUFFIXES, format_of, head_of
from reader.formats.task import Task, list_messages, read_task
from reader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from reader.choice import Choice
    from reader.formats.containers import Container
    from reader.formats.format import Format
    from reader.message import Message
    from reader.past import Past

_MOST_NAMED = 12  # maps in a sentence


class _Source(NamedTuple):
    """A file with messages, and how to read them."""

    file: File
    format: Format
    folder: str  # the map that the file is, in a tree of files
    start: int  # bytes of it that were read before


class Begun(NamedTuple):
    """From here on come the messages of this file."""

    file: File
    before: Past | None  # what was read of it and still counts; None: it is read from its begin


class Ended(NamedTuple):
    """No more of this file."""

    file: File


class Unchanged(NamedTuple):
    """A file that is as it was when it was read: it was not opened."""

    file: File
    before: Past


class Used(NamedTuple):
    """A temporary file that may go, once the messages before this are read."""

    copy: Path


Step = Task | Problem | Begun | Ended | Unchanged | Used


class Export:
    """Iterate to read it; `done` and `total` tell how far that is."""

    def __init__(
        self, path: str, choice: Choice, past: Mapping[str, Past], leave: AbstractSet[str] = frozenset()
    ) -> None:
        """`past` has what was read of its files before, by their paths; `leave` are those to be left alone.

        NothingToRead where there is no such path, or no way in.
        """
        self.path = Path(path)
        self.done = 0  # bytes
        self.passed_over = 0  # files in a folder that do not look like mail
        self._choice = choice
        self._past = past
        self._leave = leave
        self._left_out = 0  # messages of the file that were read before
        self._copies: list[Path] = []  # temporary files
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
        new = [file for file in self._files if not self._is_known(file)]
        self.total = sum(file.size for file in new or self._files)

    @property
    def is_whole(self) -> bool:
        """Whether every folder could be entered, and any file was found: what is not there now is gone."""
        return not self._problems and bool(self._files)

    @property
    def state(self) -> frozenset[tuple[str, int, int]]:
        """Path, size and time of change of each of its files."""
        return frozenset((str(file.path), file.size, file.changed) for file in self._files)

    @property
    def is_known(self) -> bool:
        """Whether it is as it was when it was read."""
        return all(map(self._is_known, self._files)) and not (
            self.is_whole and self._past.keys() - self.paths
        )

    @property
    def unread(self) -> int:
        """Bytes of its files that were not read, as far as that can be told without opening one."""
        ends = {path: past.end for path, past in self._past.items()}
        return sum(
            max(0, file.size - ends.get(str(file.path), 0))
            for file in self._files
            if not self._is_known(file)
        )

    @property
    def paths(self) -> frozenset[str]:
        """Those of its files."""
        return frozenset(str(file.path) for file in self._files)

    def __iter__(self) -> Iterator[Message | Problem]:
        """Every message of the chosen maps, in the order of the files; what cannot be read is a Problem."""
        for step in self._here(self.work()):
            if isinstance(step, Problem):
                yield step
                continue
            yield read_task(step)
            self.done = step.done

    def work(self) -> Iterator[Step]:
        """The same without reading one: where each message stands, and where each file begins and ends.

        Who takes the steps removes what is `Used`.
        """
        found = False
        for step in self._steps():
            if isinstance(step, _Source):
                for task in self._tasks(step):
                    found = True
                    yield task
            else:
                found = found or isinstance(step, Unchanged) or (isinstance(step, Problem) and self._single)
                yield step
        if not found and not self._maps:
            yield Problem("nothing_found", str(self.path))

    def maps(self) -> Iterator[str]:
        """The map of each chosen message, in the order of the files, without reading one."""
        for step in self._here(self.work()):
            if isinstance(step, Task):
                yield step.folder
                self.done = step.done

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

    def _here(self, steps: Iterator[Step]) -> Iterator[Task | Problem]:
        """The steps that matter to one who reads each message before the next step."""
        try:
            for step in steps:
                if isinstance(step, Task | Problem):
                    yield step
                elif isinstance(step, Used):
                    self.remove(step.copy)
        finally:
            for copy in list(self._copies):
                self.remove(copy)

    def remove(self, copy: Path) -> None:
        """Take a temporary file away."""
        self._copies.remove(copy)
        scratch.remove(copy)

    def _steps(self) -> Iterator[_Source | Problem | Begun | Ended | Unchanged | Used]:
        """Every file with messages in it, unpacked where it has to be."""
        yield from self._problems
        self._before = self.done = 0
        for file in self._files:
            if str(file.path) in self._leave:
                continue
            before = self._past.get(str(file.path))
            if before is not None and self._is_known(file):
                yield Unchanged(file, before)
                continue
            if before is not None and not _still_counts(file, before):
                before = None
            yield Begun(file, before)
            self._left_out = before.places if before is not None else 0
            yield from self._opened(file, Budget(file.size), before.end if before is not None else 0)
            yield Ended(file)
            self._before += file.size
            self.done = self._before

    def _is_known(self, file: File) -> bool:
        before = self._past.get(str(file.path))
        return before is not None and before.whole and is_as_it_was(file, before)

    def _opened(self, file: File, budget: Budget, start: int = 0) -> Iterator[_Source | Problem | Used]:
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
                    yield _Source(file, reader, folder, start if reader.GROWS else 0)
            else:
                yield from self._unread(file, head)
        except OSError as error:
            yield problem_of(error, file.shown)
        except ReaderError as error:
            yield replace(error.problem, path=file.shown)

    def _unpacked(
        self, container: Container, file: File, budget: Budget
    ) -> Iterator[_Source | Problem | Used]:
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
            self._copies.append(copy)
            yield from self._opened(packed(file, member, copy, alone=len(members) == 1), budget)
            if problem is not None:
                yield replace(problem, path=shown)
            yield Used(copy)
            self.done = self._before + file.size * (member.number + 1) // (members[-1].number + 1)

    def _tasks(self, source: _Source) -> Iterator[Task | Problem]:
        """The messages of one file, but those that were read before."""
        file = source.file
        places = self._places(source)
        reached = source.start
        if not source.start:  # else they are not even listed
            passed = list(islice((place for place in places if isinstance(place, Found)), self._left_out))
            self._left_out -= len(passed)
            reached = passed[-1].read if passed else 0
        for place in places:
            if isinstance(place, Problem):
                yield place
                continue
            end = place.read if source.format.GROWS and not file.depth else 0
            done = self.done if file.depth else self._before + place.read - source.start
            size = max(0, place.read - reached)
            reached = place.read
            yield Task(source.format.NAME, place.ref, place.folder, file, end, done, size)

    def _places(self, source: _Source) -> Iterator[Found | Problem]:
        """Where the chosen messages of one file stand, each with the map that its user sees."""
        file, reader, around, start = source
        self.total -= start
        try:
            for place in list_messages(reader, file.path, start):
                if isinstance(place, Problem):
                    yield replace(place, path=file.shown)
                    continue
                folder = "/".join(name for name in (around, place.folder) if name)
                if self._takes(folder):
                    yield place._replace(folder=folder)
        except OSError as error:
            yield problem_of(error, file.shown)
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
        self._problems.append(problem_of(error, str(error.filename)))


def read_export(
    path: str,
    choice: Choice = EVERYTHING,
    past: Mapping[str, Past] = MappingProxyType({}),
    leave: AbstractSet[str] = frozenset(),
) -> Export:
    """A file or a folder, ready to be read; NothingToRead where that is impossible.

    Of a map that `choice` does not take, not a byte of a message is looked at.  `past` and `leave` as in `Export`.
    """
    return Export(path, choice, past, leave)


def _still_counts(file: File, before: Past) -> bool:
    try:
        return goes_on(file, before)
    except OSError:
        return False  # opening it again will say what is wrong


def _refused(error: ReaderError, file: File, shown: str) -> Problem:
    """Why a member cannot be unpacked; a password is that of the whole archive, which may hold thousands of files."""
    if error.problem.code == "archive_bomb":
        raise error
    return replace(error.problem, path=file.shown if error.problem.code == "archive_encrypted" else shown)
