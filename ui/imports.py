"""Imports and removals, one after another, in a process of their own."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from reader import library
from reader.events import Committed, Progress, Summary
from reader.problems import Problem
from ui.worker import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from reader.choice import Choice
    from reader.paths import DataDir

_REFRESH_MS = 1500  # between two looks at the growing index: each is a whole search


class Imports(QObject):
    """A queue of jobs on the index, and what they reported."""

    progressed = Signal(Progress)
    grew = Signal()  # a search that is asked now sees more
    ended = Signal(object)  # the Summary of an import; None where it was cancelled or only removed something
    running_changed = Signal(bool)

    def __init__(self, data: DataDir, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data = data
        self._waiting: deque[Callable[[], Iterator[object]]] = deque()
        self._summary: Summary | None = None
        self.problems: list[Problem] = []  # of the last import
        self._job = Job(data, self)
        self._job.happened.connect(self._take)
        self._job.finished.connect(self._end)
        self._soon = QTimer(self, singleShot=True, interval=_REFRESH_MS)
        self._soon.timeout.connect(self.grew)

    @property
    def running(self) -> bool:
        return self._job.running

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

    def cancel(self) -> None:
        """Stop the import that runs, and drop what waits; what was committed stays."""
        self._waiting.clear()
        self._job.cancel()

    def close(self) -> None:
        """The window closes: stop without a word."""
        self.blockSignals(True)
        self.cancel()

    def _queue(self, work: Callable[[], Iterator[object]]) -> None:
        self._waiting.append(work)
        if not self.running:
            self._start_next()

    def _start_next(self) -> None:
        self._summary, self.problems = None, []
        self._job.start(self._waiting.popleft())
        self.running_changed.emit(True)

    @Slot(object)
    def _take(self, event: object) -> None:
        if isinstance(event, Progress):
            self.progressed.emit(event)
        elif isinstance(event, Problem):
            self.problems.append(event)
        elif isinstance(event, Committed):
            if not self._soon.isActive():
                self._soon.start()
        elif isinstance(event, Summary):
            self._summary = event

    @Slot(object)
    def _end(self, problem: Problem | None) -> None:
        if problem is not None:
            self.problems.append(problem)
        self._soon.stop()
        self.running_changed.emit(False)
        self.ended.emit(self._summary)
        if self._waiting and not self.running:
            self._start_next()
