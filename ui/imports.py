"""Imports and removals, one after another, in a process of their own.

What changed in exports that are watched is read in between: without a word of how far that is, and for as long as nothing
else waits.  Then it is stopped, and goes on afterwards where it was.
"""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from reader import library
from reader.events import Committed, Progress, Summary
from reader.problems import Problem
from ui.worker import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from reader.choice import Choice
    from reader.events import Changed
    from reader.paths import DataDir

_REFRESH_MS = 1500  # between two looks at the growing index: each is a whole search


class _Work(NamedTuple):
    run: Callable[[], Iterator[object]]
    quiet: bool = False


class Imports(QObject):
    """A queue of jobs on the index, and what they reported."""

    progressed = Signal(Progress)
    grew = Signal()  # a search that is asked now sees more
    ended = Signal(object)  # the Summary of an import; None where it was cancelled or only removed something
    refreshed = Signal(Summary)  # exports that are watched have something new
    running_changed = Signal(bool)

    def __init__(self, data: DataDir, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data = data
        self._waiting: deque[_Work] = deque()
        self._work: _Work | None = None  # what runs
        self._summary: Summary | None = None
        self.problems: list[Problem] = []  # of the last import
        self._job = Job(data, self)
        self._job.happened.connect(self._take)
        self._job.finished.connect(self._end)
        self._soon = QTimer(self, singleShot=True, interval=_REFRESH_MS)
        self._soon.timeout.connect(self.grew)

    @property
    def running(self) -> bool:
        """Whether something runs that the user asked for."""
        return self._work is not None and not self._work.quiet

    def add(
        self, paths: Sequence[str], choices: Mapping[str, Choice] | None = None, *, sample: bool = False
    ) -> None:
        """Read exports into the index, after what is waiting; `choices` as in `library.add_exports`."""
        self._queue(partial(library.add_exports, self._data, tuple(paths), sample=sample, choices=choices))

    def rebuild(self) -> None:
        """Read all exports again: the index is of another version, or damaged."""
        self._queue(partial(library.rebuild, self._data))

    def forget(self, path: str) -> None:
        """Take an export out of the index."""
        self._queue(partial(library.forget_export, self._data, path))

    def refresh(self, changed: Changed) -> None:
        """Read what is new in exports that are watched."""
        self._waiting.append(_Work(partial(library.refresh, self._data, changed), quiet=True))
        if self._work is None:
            self._start_next()

    def cancel(self) -> None:
        """Stop the import that runs, and drop what waits; what was committed stays."""
        self._waiting.clear()
        self._job.cancel()

    def close(self) -> None:
        """The window closes: stop without a word."""
        self.blockSignals(True)
        self.cancel()

    def _queue(self, run: Callable[[], Iterator[object]]) -> None:
        later = [work for work in self._waiting if work.quiet]
        self._waiting = deque([*(work for work in self._waiting if not work.quiet), _Work(run), *later])
        if self._work is None:
            self._start_next()
        elif self._work.quiet:
            self._waiting.append(self._work)
            self._job.cancel()

    def _start_next(self) -> None:
        self._work = self._waiting.popleft()
        self._summary = None
        self._job.start(self._work.run)
        if not self._work.quiet:
            self.problems = []
            self.running_changed.emit(True)

    @Slot(object)
    def _take(self, event: object) -> None:
        if isinstance(event, Summary):
            self._summary = event
        elif isinstance(event, Committed):
            if not self._soon.isActive():
                self._soon.start()
        elif self.running and isinstance(event, Progress):
            self.progressed.emit(event)
        elif self.running and isinstance(event, Problem):
            self.problems.append(event)

    @Slot(object)
    def _end(self, problem: Problem | None) -> None:
        work, self._work = self._work, None
        assert work is not None
        if not work.quiet:
            self._end_asked(problem)
        elif self._summary is not None:
            self.refreshed.emit(self._summary)
        if self._waiting and self._work is None:
            self._start_next()

    def _end_asked(self, problem: Problem | None) -> None:
        if problem is not None:
            self.problems.append(problem)
        self._soon.stop()
        self.running_changed.emit(False)
        self.ended.emit(self._summary)
