"""How far the files of one export are read, noted in the index with the messages themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.formats import sample_of
from reader.past import Past

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reader.formats import Begun, Export, Task
    from reader.index import Writer
    from reader.problems import Problem

# What may be otherwise the next time, though the file is the same then.
_PASSING = frozenset({"in_use", "no_rights", "vanished", "read_failed", "disk_full"})


class Ledger:
    """Follows one walk through an export; what it says of a file is lasting from the next commit on."""

    def __init__(self, writer: Writer, export: str, past: Mapping[str, Past]) -> None:
        self._writer = writer
        self._export = export
        self._past = past
        self._waiting: dict[str, Past] | None = {}  # until the export is in the index
        self._path: Path | None = None  # of the file that is being read
        self._now = Past(0, 0)
        self._places = self._messages = self._end = 0
        self._problems: list[Problem] = []

    @property
    def is_open(self) -> bool:
        return self._waiting is None

    @property
    def round(self) -> int:
        """That of the file that is being read."""
        return self._now.round

    def open(self) -> None:
        """The export is in the index."""
        waiting, self._waiting = self._waiting or {}, None
        for path, past in waiting.items():
            self._note(path, past)

    def begin(self, step: Begun) -> None:
        file, before = step
        last = self._past.get(str(file.path))
        if before is None:
            before = Past(file.size, file.changed, round=0 if last is None else last.round + 1)
        self._path = file.path
        self._now = before._replace(size=file.size, changed=file.changed, whole=False)
        self._places, self._messages, self._end = before.places, before.messages, before.end
        self._problems = list(before.problems)

    def take(self, task: Task, *, message: bool) -> None:
        """A message of the file, or a place where one should be, is behind us."""
        self._places += 1
        self._messages += message
        self._end = task.end

    def add(self, problem: Problem) -> None:
        """What is wrong with the file."""
        if problem not in self._problems:
            self._problems.append(problem)

    def end(self) -> None:
        """The file was read to its end: what was in it before, and was not found now, is not there."""
        assert self._path is not None
        path, past = str(self._path), self._state()._replace(whole=True)
        self._path = None
        if any(problem.code in _PASSING for problem in self._problems):
            past = past.anew()
        elif past.round and self.is_open:
            self._writer.miss(self._export, path, past.round)
        self._note(path, past)

    def note(self) -> None:
        """Say how far the file is that is being read."""
        if self._path is not None:
            self._note(str(self._path), self._state())

    def close(self, export: Export) -> None:
        """The export was read to its end: files that are not there are gone."""
        if self.is_open and export.is_whole:
            for path in self._past.keys() - export.paths:
                self._writer.miss(self._export, path)

    def _state(self) -> Past:
        assert self._path is not None
        try:
            sample = sample_of(self._path, self._end) if self._end else ""
        except OSError:
            sample = ""  # of no file
        return self._now._replace(
            places=self._places,
            messages=self._messages,
            end=self._end,
            sample=sample,
            problems=tuple(self._problems),
        )

    def _note(self, path: str, past: Past) -> None:
        if self._waiting is not None:
            self._waiting[path] = past
        elif past != self._past.get(path):
            self._writer.note_file(self._export, path, past)
