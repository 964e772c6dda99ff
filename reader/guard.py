"""A child process for code that hostile input may crash, hang or fill up.

C libraries and formats that were never written down in full go wrong on damaged files.  Here that costs one
answer: the child is ended, the answer is `Lost`, a new child takes the rest.  Its death cannot be prevented from
inside, so each task has a limit of time, kept by the operating system or a thread in C, neither of which needs
the interpreter lock, and the child one of memory, kept by the operating system.

Answers come some at a time, since a child that wakes its parent for each loses time on both sides.  A number in
shared memory says which task the child is at: where it dies, those before it are done once more.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from multiprocessing.connection import wait
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from reader.errors import ReaderError
from reader.logs import log_bug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from ctypes import c_int
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

MEMORY = 3 << 30  # bytes of address space of the child, its libraries included
SECONDS = 60.0  # for one task, unless its caller knows better
_GRACE = 5.0  # seconds that a child which must end itself gets for it
_ORPHANED = 3  # exit code that nobody is left to read
_SLOW_EXITS = (1, -14)  # how faulthandler, and how SIGALRM ends a process at its time limit
_BATCH = 32  # tasks sent at once; the child never waits for a single one
_HELD_SECONDS, _HELD_BYTES = 0.05, 1 << 16  # of answers that the child holds, to send some at once

_spawn = multiprocessing.get_context("spawn")
# A start looks for children that ended, and may hear an exit code before the thread that it is meant for.
_processes = threading.Lock()


class Lost(ReaderError):  # noqa: N818 - says what happened, like its kin in `errors`
    """The child died on this task, or had to be ended: parser_died, parser_slow or parser_memory."""


class Stumbled(ReaderError):  # noqa: N818
    """The function raised something of its own; `problem.detail` is the type, since the text may hold mail."""


class _Batch(NamedTuple):
    function: Callable[..., Any]
    tasks: list[tuple[Any, ...]]
    seconds: float  # for each


class Guard:
    """One child, started when it is first needed, that does one thing at a time."""

    def __init__(self) -> None:
        self._process: SpawnProcess | None = None
        self._requests: Connection | None = None
        self._answers: Connection | None = None
        self._doing = _spawn.RawValue("i")  # which task of the batch the child is at
        self._busy = self._stopped = False

    def call(self, function: Callable[..., Any], *args: Any, seconds: float = SECONDS) -> Any:  # noqa: ANN401 - any function
        """What `function(*args)` returns, of a generator a list; a module-level function, picklable values.

        A ReaderError or OSError comes through as it is; else Stumbled, or Lost where the child did not live.
        """
        (answer,) = self.map(function, [args], seconds=seconds)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def map(
        self, function: Callable[..., Any], tasks: Iterable[tuple[Any, ...]], *, seconds: float = SECONDS
    ) -> Iterator[Any]:
        """The answers in order; what `call` would raise is yielded instead.  Each task has `seconds`."""
        waiting = iter(tasks)
        while batch := list(islice(waiting, _BATCH)):
            while batch:
                answered = 0
                for answer in self._answered(_Batch(function, batch, seconds)):
                    answered += 1
                    yield answer
                batch = batch[answered:]

    def close(self) -> None:
        """End the child."""
        if self._process is not None:
            self._process.kill()
            self._reap()

    def stop(self) -> None:
        """End the child for good, from another thread than the one that waits for its answer: that one hears `Lost`."""
        self._stopped = True
        process = self._process
        if process is not None:
            process.kill()

    def _answered(self, batch: _Batch) -> Iterator[Any]:
        """The answers to a batch, up to the one that the child died on."""
        assert not self._busy, "one thing at a time: make another Guard"
        if self._stopped:
            yield Lost("parser_died")
            return
        if self._process is None or not self._process.is_alive():
            self.close()
            self._launch()
        assert self._requests is not None
        assert self._answers is not None
        answered, finished, self._busy, self._doing.value = 0, False, True, 0
        try:
            with suppress(OSError):  # it died meanwhile; `_received` says so below
                self._requests.send_bytes(_pickled(batch))
            while answered < len(batch.tasks) and (packed := self._received(batch.seconds)):
                for one in packed:
                    answered += 1
                    yield pickle.loads(one)  # noqa: S301 - from our own child
            finished = answered == len(batch.tasks)
            lost = None if finished else self._lost(batch.seconds)
        finally:
            self._busy = False
            if not finished:  # dead, or its reader lost interest: the next batch finds no old answers
                self.close()
        if lost is None:
            return
        held = batch.tasks[answered : self._doing.value]  # done, but their answers died with the child
        answered = 0
        for answer in self._answered(batch._replace(tasks=held)) if held else ():
            answered += 1
            yield answer
        if answered == len(held):
            yield lost

    def _received(self, seconds: float) -> list[bytes]:
        """The next answers, still packed; none where the child is dead or too slow."""
        assert self._answers is not None
        try:
            if not self._answers.poll(seconds + _GRACE):
                return []
            return list(pickle.loads(self._answers.recv_bytes()))  # noqa: S301 - from our own child
        except (EOFError, OSError):
            return []

    def _lost(self, seconds: float) -> Lost:
        assert self._process is not None
        with _processes:
            self._process.join(_GRACE)
        if self._process.exitcode in (None, *_SLOW_EXITS):
            return Lost("parser_slow", detail=f"{seconds:.0f}")
        return Lost("parser_died")

    def _launch(self) -> None:
        theirs, self._requests = _spawn.Pipe(duplex=False)
        self._answers, back = _spawn.Pipe(duplex=False)
        process = _spawn.Process(target=_serve, args=(theirs, back, self._doing), daemon=True)
        with _processes:
            process.start()
        self._process = process
        if self._stopped:  # just now
            process.kill()
        theirs.close()
        back.close()

    def _reap(self) -> None:
        assert self._process is not None
        assert self._requests is not None
        assert self._answers is not None
        with _processes:
            self._process.join()
        self._requests.close()
        self._answers.close()
        self._process = self._requests = self._answers = None


guard = Guard()  # of this process, for single calls; who reads on in `map` makes one of its own


def allow_children() -> None:
    """Let a daemonic process of ours have a guard: it ends with its pipe, so it cannot be left behind."""
    multiprocessing.current_process().daemon = False


def end_with_parent() -> None:
    """End this process when the one that started it is gone, however that ended, also in the middle of a task."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_outlive, args=(parent.sentinel,), daemon=True).start()


def _outlive(sentinel: int) -> None:
    wait([sentinel])
    os._exit(_ORPHANED)


def tried(function: Callable[..., Any], args: tuple[Any, ...]) -> Any:  # noqa: ANN401 - any function
    """What `function(*args)` returns, of a generator a list; or what `Guard.call` would raise."""
    try:
        value = function(*args)
        return list(value) if isinstance(value, Iterator) else value
    except (ReaderError, OSError) as error:
        return error
    except MemoryError:
        return Lost("parser_memory")
    except Exception as bug:  # noqa: BLE001 - the process border: the parent hears its type alone
        return _stumbled(bug)


def _serve(requests: Connection, answers: Connection, doing: c_int) -> None:
    """The child: do what is asked until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is its parent's business
    if sys.platform != "win32":
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # whatever its parent did with it: see `_end_after`
    allow_children()
    end_with_parent()
    _limit_memory()
    with open(os.devnull, "w") as nowhere, suppress(BrokenPipeError, EOFError):  # noqa: PTH123 - no path
        while True:
            batch: _Batch = pickle.loads(requests.recv_bytes())  # noqa: S301 - from our own parent
            held: list[bytes] = []
            sent = time.monotonic()
            for doing.value, args in enumerate(batch.tasks):
                _end_after(batch.seconds, nowhere)
                held.append(_packed(batch.function, args))
                _end_after(0, nowhere)
                if time.monotonic() - sent > _HELD_SECONDS or sum(map(len, held)) > _HELD_BYTES:
                    answers.send_bytes(_pickled(held))
                    held, sent = [], time.monotonic()
            if held:
                answers.send_bytes(_pickled(held))


def _packed(function: Callable[..., Any], args: tuple[Any, ...]) -> bytes:
    """What the parent is to hear.  It is pickled here: that takes memory as well."""
    try:
        return _pickled(tried(function, args))
    except MemoryError:
        answer: ReaderError = Lost("parser_memory")
    except Exception as bug:  # noqa: BLE001 - as above
        answer = _stumbled(bug)
    return _pickled(answer)


def _pickled(value: object) -> bytes:
    """For `send_bytes`: `send` has a pickler of its own, for connections and the like, that takes its time for each object."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _stumbled(bug: Exception) -> Stumbled:
    log_bug(bug)
    return Stumbled("message_damaged", detail=type(bug).__name__)


def _end_after(seconds: float, nowhere: IO[str]) -> None:
    """End this process then, whatever it is doing; 0 takes that back.

    A timer of the system where there is one: a thread for each task took as long as many a task.
    """
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)  # SIGALRM ends a process that does not handle it
    elif seconds:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
    else:
        faulthandler.cancel_dump_traceback_later()


def _limit_memory() -> None:
    if sys.platform == "win32":
        from reader.windows_job import limit_memory  # noqa: PLC0415 - Windows only

        limit_memory(MEMORY)
    else:
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
