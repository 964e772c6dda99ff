"""The window's side of its child processes; the only module that knows about them.

Parsing and searching here would hold the interpreter lock and make the window stutter, and a
hostile message could take it down.  So an import runs in a process of its own, which may be killed
at any moment (`Job`), and one searcher stays up and answers one request at a time (`Searcher`).
A thread sleeps in `recv` for each child and hands what arrives to the window by a queued signal.
"""

from __future__ import annotations

import logging
import multiprocessing
import threading
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from reader.child import Answer, Finished, Refusal, Request, run_desk, run_job
from reader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from reader.paths import DataDir

_log = logging.getLogger(__name__)
_spawn = multiprocessing.get_context("spawn")

_LAST_SECONDS = 1.0  # for a child to tidy up in

# A newer one of these makes an older one pointless, and they go before everything else, in this order.
_NEWEST_ONLY = ("search", "page", "complete", "open")


class _Child(QObject):
    """A spawned process, and the thread that listens to it."""

    arrived = Signal(object)
    died = Signal(int)  # exit code
    _heard = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: SpawnProcess | None = None
        self._listener: threading.Thread | None = None
        self._heard.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> bool:
        return self._process is not None

    def launch(
        self,
        target: Callable[..., None],
        *args: object,
        events: Connection,
        ours: Connection,
        first: object = None,
    ) -> None:
        """Start `target(*args)`; `events` is its end of the pipe, `ours` the end to listen to.

        What it is sent `first` may be large.  Among `args` it would hold the window up: a pipe takes 64 KB, and the rest when
        the process runs and reads.
        """
        process = _spawn.Process(target=target, args=args, daemon=True)
        process.start()
        events.close()
        self._process = process
        self._listener = threading.Thread(target=self._listen, args=(process, ours, first), daemon=True)
        self._listener.start()

    def end(self, requests: Connection) -> None:
        """Tell it that nothing will be asked any more, and stop it where it is still busy then."""
        if self._process is not None:
            requests.close()
            self._process.join(_LAST_SECONDS)
            self.kill()

    def kill(self) -> None:
        """Stop at once, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._reap()

    def _reap(self) -> int:
        """Wait for the process, and for its listener: one that still emits while we are deleted would crash."""
        assert self._process is not None
        assert self._listener is not None
        self._process.join()
        self._listener.join()  # the pipe ends with the process, and a queued signal waits for nobody
        code, self._process = self._process.exitcode, None
        return code or 0

    def _listen(self, process: SpawnProcess, ours: Connection, first: object) -> None:
        with suppress(RuntimeError):  # the window is gone
            try:
                if first is not None:
                    ours.send(first)
                while True:
                    self._heard.emit(process, ours.recv())
            except (EOFError, OSError):
                self._heard.emit(process, None)
            finally:
                ours.close()

    @Slot(object, object)
    def _deliver(self, process: object, message: object) -> None:
        if self._process is None or process is not self._process:
            return  # from a process that was killed
        if message is not None:
            self.arrived.emit(message)
            return
        self.died.emit(self._reap())


class Job(QObject):
    """One long job at a time, such as an import; its events arrive as one signal."""

    happened = Signal(object)  # an event that the job yielded
    finished = Signal(object)  # None, or the Problem that stopped it

    def __init__(self, data: DataDir, parent: QObject | None = None, *, waited_for: bool = False) -> None:
        """What is `waited_for` by the user does not run behind everything else."""
        super().__init__(parent)
        self._data = data
        self._waited_for = waited_for
        self._problem: Problem | None = None
        self._done = False
        self._child = _Child(self)
        self._child.arrived.connect(self._take)
        self._child.died.connect(self._end)

    @property
    def running(self) -> bool:
        return self._child.running

    def start(self, work: Callable[..., Iterator[object]], *args: object) -> None:
        """Run the generator `work(*args)`; not while another job runs."""
        assert not self.running
        self._problem, self._done = None, False
        ours, theirs = _spawn.Pipe()
        self._child.launch(
            run_job, self._data, self._waited_for, theirs, events=theirs, ours=ours, first=(work, args)
        )

    def cancel(self) -> None:
        """End the job; the index keeps its last commit."""
        if self.running:
            self._child.kill()
            self.finished.emit(None)

    @Slot(object)
    def _take(self, event: object) -> None:
        if isinstance(event, Refusal):
            self._problem = event.problem
        elif isinstance(event, Finished):
            self._done = True
        else:
            self.happened.emit(event)

    @Slot(int)
    def _end(self, code: int) -> None:
        if not self._done:
            _log.error("a job ended with exit code %d", code)
            self._problem = self._problem or Problem("job_died", detail=str(code))
        self.finished.emit(self._problem)


class Searcher(QObject):
    """The child that keeps the index open.  It is asked one thing at a time and never killed for a newer one."""

    answered = Signal(str, object)  # call, value
    refused = Signal(str, object)  # call, Problem

    def __init__(self, data: DataDir, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data = data
        self._number = 0
        self._asked: Request | None = None  # what the child is busy with
        self._tried: Request | None = None  # what it was busy with when it last died
        self._newest: dict[str, Request] = {}
        self._rest: deque[Request] = deque()
        self._requests: Connection | None = None
        self._child = _Child(self)
        self._child.arrived.connect(self._take)
        self._child.died.connect(self._restart)

    @property
    def busy(self) -> bool:
        """Whether an answer is on its way."""
        return self._asked is not None

    def ask(self, call: str, *args: Any) -> None:  # noqa: ANN401 - the arguments of any method of the desk
        """Call a method of `library.Desk`; the answer comes as a signal, unless a newer one overtakes it."""
        self._number += 1
        request = Request(self._number, call, args)
        if call in _NEWEST_ONLY:
            self._newest[call] = request
        else:
            self._rest.append(request)
        self._send_next()

    def forget(self, call: str) -> None:
        """Drop what waits for `call`."""
        self._newest.pop(call, None)
        self._rest = deque(request for request in self._rest if request.call != call)

    def close(self) -> None:
        """End the child: by itself, so that its temporary files go with it, or after a second."""
        if self._requests is not None:
            self._child.end(self._requests)
            self._requests = None

    def _send_next(self) -> None:
        if self._asked is not None:
            return
        waiting = [call for call in _NEWEST_ONLY if call in self._newest]
        if waiting:
            self._asked = self._newest.pop(waiting[0])
        elif self._rest:
            self._asked = self._rest.popleft()
        else:
            return
        if self._requests is None:
            self._launch()
        assert self._requests is not None
        with suppress(OSError):  # it died just now; `died` follows
            self._requests.send(self._asked)

    def _launch(self) -> None:
        requests, self._requests = _spawn.Pipe(duplex=False)
        ours, theirs = _spawn.Pipe(duplex=False)
        self._child.launch(run_desk, self._data, requests, theirs, events=theirs, ours=ours)
        requests.close()

    @Slot(object)
    def _take(self, message: Answer | Refusal) -> None:
        asked = self._asked
        assert asked is not None
        assert message.number == asked.number
        self._asked = None
        if asked.call not in self._newest:  # else overtaken: a late answer is dropped
            if isinstance(message, Answer):
                self.answered.emit(asked.call, message.value)
            else:
                self.refused.emit(asked.call, message.problem)
        self._send_next()

    @Slot(int)
    def _restart(self, code: int) -> None:
        """Give a new child what the dead one was busy with, once: it may have died before it began."""
        _log.error("the searcher ended with exit code %d", code)
        self._requests = None
        asked, self._asked = self._asked, None
        if asked is not None and asked.call not in self._newest:
            if asked is self._tried:
                self.refused.emit(asked.call, Problem("searcher_died", detail=str(code)))
            else:
                self._tried = asked
                self._rest.appendleft(asked)
        self._send_next()
