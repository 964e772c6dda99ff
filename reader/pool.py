"""Several guards at work on one stream of calls, whose answers come in the order of the calls.

A thread for each guard hands it batches and takes its answers; whoever asks for the next answer draws calls from the
stream, so that no more of them are under way than `_AHEAD` and `_AHEAD_BYTES` say.
"""

from __future__ import annotations

import os
import sys
import threading
from collections import deque
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from reader.guard import Guard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")

_MOST = 4  # guards: then the one that takes their answers has all that it can do
_AHEAD = 512  # entries of the stream that are under way: the guards go on while their answers wait
_AHEAD_BYTES = 32 << 20
_BATCH = 32  # calls
_BATCH_BYTES = 1 << 20
_LOOK_SECONDS = 0.5  # on Windows nothing interrupts a wait without an end, Ctrl+C neither


class Call(NamedTuple):
    """One call of a module-level function with picklable values."""

    function: Callable[..., Any]
    args: tuple[Any, ...]
    seconds: float  # that it may take
    size: int  # bytes that it reads, about


class _Batch:
    """Calls that one guard does, one after another."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.size = 0
        self.answers: SimpleQueue[Any] = SimpleQueue()  # in the order of the calls
        self.sent = False

    @property
    def is_full(self) -> bool:
        return len(self.calls) >= _BATCH or self.size >= _BATCH_BYTES


class _Slot(NamedTuple, Generic[T]):
    """An entry of the stream on its way: where its answer will come, if it has one."""

    entry: T
    batch: _Batch | None
    size: int  # of its call


def spare_processors() -> int:
    """How many guards keep the processors busy beside the process that takes their answers; 0 where it has only one."""
    count = os.cpu_count() if sys.platform == "win32" else len(os.sched_getaffinity(0))
    return min((count or 1) - 1, _MOST)


class Pool:
    """For the time of one stream; then its children are gone."""

    def __init__(self, size: int) -> None:
        self._guards = [Guard() for _ in range(size)]
        self._threads = [
            threading.Thread(target=self._work, args=(guard,), daemon=True) for guard in self._guards
        ]
        self._batches: SimpleQueue[_Batch | None] = SimpleQueue()
        self._closed = threading.Event()

    def answers(self, stream: Iterable[tuple[T, Call | None]]) -> Iterator[tuple[T, Any]]:
        """Each entry with the answer to its call, in order, and None where it has none.

        What `Guard.call` would raise is the answer instead.  Closing the iterator ends the children at once.
        """
        waiting = iter(stream)
        slots: deque[_Slot[T]] = deque()
        size, last = 0, _Batch()
        for thread in self._threads:
            thread.start()
        try:
            while True:
                while len(slots) < _AHEAD and size < _AHEAD_BYTES:
                    entry = next(waiting, None)
                    if entry is None:
                        break
                    last = self._place(entry, slots, last)
                    size += entry[1].size if entry[1] else 0
                if not slots:
                    return
                slot = slots.popleft()
                if slot.batch is None:
                    yield slot.entry, None
                    continue
                if not slot.batch.sent:
                    self._send(slot.batch)
                    last = _Batch()
                size -= slot.size
                yield slot.entry, self._answer(slot.batch)
        finally:
            self._close()

    def _place(self, entry: tuple[T, Call | None], slots: deque[_Slot[T]], last: _Batch) -> _Batch:
        """Give an entry its slot, and its call a place in the last batch; the batch for the next one."""
        of, call = entry
        if call is None:
            slots.append(_Slot(of, None, 0))
            return last
        slots.append(_Slot(of, last, call.size))
        last.calls.append(call)
        last.size += call.size
        if not last.is_full:
            return last
        self._send(last)
        return _Batch()

    def _send(self, batch: _Batch) -> None:
        batch.sent = True
        self._batches.put(batch)

    def _answer(self, batch: _Batch) -> Any:  # noqa: ANN401 - of any function
        """The next one of the batch."""
        while True:
            with suppress(Empty):
                return batch.answers.get(timeout=_LOOK_SECONDS)
            assert all(thread.is_alive() for thread in self._threads), "who answers has stumbled"

    def _work(self, guard: Guard) -> None:
        """One thread: batch after batch, until there are no more or nobody waits for them."""
        while not self._closed.is_set() and (batch := self._batches.get()) is not None:
            seconds = max(one.seconds for one in batch.calls)
            tasks = ((one.function, one.args) for one in batch.calls)
            for answer in guard.map(_called, tasks, seconds=seconds):
                if self._closed.is_set():
                    break
                batch.answers.put(answer)
        guard.close()

    def _close(self) -> None:
        self._closed.set()
        for guard in self._guards:
            self._batches.put(None)
            guard.stop()
        for thread in self._threads:
            thread.join()


def _called(function: Callable[..., Any], args: tuple[Any, ...]) -> Any:  # noqa: ANN401 - any function
    return function(*args)
