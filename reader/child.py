"""The child's side of the pipe: what runs in a process of its own.

Nothing here imports Qt, so that a child starts fast.  A child answers in order and keeps no queue:
the window decides what to ask next, see `ui.worker`.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reader.errors import ReaderError
from reader.guard import allow_children, end_with_parent
from reader.library import Desk
from reader.logs import log_bug, start_logging

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

    from reader.paths import DataDir
    from reader.problems import Problem

BUG_EXIT = 70  # EX_SOFTWARE of sysexits.h: the log says where


@dataclass(frozen=True, slots=True)
class Request:
    """One call of a method of the desk."""

    number: int
    call: str  # name of a method of `library.Desk`
    args: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the method returned."""

    number: int
    value: Any


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a job or a call could not be done; the child goes on."""

    number: int
    problem: Problem


@dataclass(frozen=True, slots=True)
class Finished:
    """The last thing that a job sends."""


def run_job(data: DataDir, waited_for: bool, events: Connection) -> None:  # noqa: FBT001 - from `ui.worker` alone
    """Run the job that comes first to its end and send each of its events.

    Nobody waits for an import: it runs behind whatever else wants the processor.  A print behind a virus scanner, or
    behind an import, would start ten times as slowly.
    """
    if not waited_for:
        _give_way()
    _start(data)
    work: Callable[..., Iterator[object]]
    args: tuple[Any, ...]
    try:
        work, args = events.recv()
        for event in work(*args):
            events.send(event)
    except ReaderError as error:
        events.send(Refusal(0, error.problem))
    except Exception as bug:  # noqa: BLE001 - the process border: logged once, then the child ends
        _end_with(bug)
    events.send(Finished())


def run_desk(data: DataDir, requests: Connection, answers: Connection) -> None:
    """Answer requests until the window closes the pipe."""
    _start(data)
    try:
        desk = Desk(data)
        while True:
            try:
                request: Request = requests.recv()
            except EOFError:
                return
            try:
                value = getattr(desk, request.call)(*request.args)
                answers.send(Answer(request.number, tuple(value) if isinstance(value, Iterator) else value))
            except ReaderError as error:
                answers.send(Refusal(request.number, error.problem))
    except BrokenPipeError:
        return  # the window is gone
    except Exception as bug:  # noqa: BLE001 - the process border, as above
        _end_with(bug)


def _start(data: DataDir) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is the window's business
    allow_children()
    end_with_parent()
    start_logging(data.log)


def _give_way() -> None:
    """A lower priority, so that on a PC with two processors the window still answers at once."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        below_normal = 0x4000  # SetPriorityClass, processthreadsapi.h
        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), below_normal)
    else:
        os.nice(10)


def _end_with(bug: Exception) -> None:
    log_bug(bug)
    sys.exit(BUG_EXIT)
