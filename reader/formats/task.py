"""One message of an export, read in whatever process.

Here is the one boundary where whatever a parser throws becomes a `Problem`: it costs one message.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, cast

from reader.errors import ReaderError
from reader.formats.files import patience
from reader.formats.format import Found
from reader.formats.in_use import problem_of
from reader.formats.recognise import FORMATS
from reader.guard import SECONDS, Guard
from reader.message import Message, MessageRef

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reader.formats.files import File
    from reader.formats.format import Format, Growing
    from reader.problems import Problem

_log = logging.getLogger(__name__)

_parsers = Guard()  # its own: between two messages others use the common one
_LISTING_SECONDS = 600.0  # to find the messages of one file, of 50 GB at most
_SLOWEST = 1_000_000  # bytes of a large message that are read in a second, on the slowest PC


class Task(NamedTuple):
    """A message that is to be read, see `read_task`."""

    format: str  # the name of its module's format
    ref: MessageRef
    folder: str
    file: File
    end: int  # bytes of the file that are behind us then, in a format that grows; else 0
    done: int  # and of the export
    size: int  # bytes of this message, about


def list_messages(reader: Format, path: Path, start: int) -> Iterable[Found | Problem]:
    """Where the messages of a file stand, from a byte on, and what is wrong with it."""
    if start:
        return cast("Growing", reader).refs(path, start)
    if reader.ISOLATED:
        listed = cast("list[Found | Problem]", _parsers.call(reader.refs, path, seconds=_LISTING_SECONDS))
        return sorted(
            listed, key=lambda one: isinstance(one, Found)
        )  # what is wrong with the file comes first
    return reader.refs(path)


def read_task(task: Task, *, isolated: bool = False) -> Message | Problem:
    """One message with its place in the export, or why there is none.

    One of an isolated format is read in the guard's child, and with `isolated` any: then this may not run there itself.
    """
    reader = next(one for one in FORMATS if task.format == one.NAME)
    if reader.ISOLATED or isolated:
        seconds = max(seconds_for(task), patience(task.file.path) if reader.ISOLATED else 0)
        (answer,) = _parsers.map(_message, [(reader.NAME, task.ref, task.folder)], seconds=seconds)
    else:
        answer = _message(reader.NAME, task.ref, task.folder)
    return _as_found(answer, task.file)


def read_task_here(task: Task) -> Message | Problem:
    """The same in a guard's child."""
    return _as_found(_message(task.format, task.ref, task.folder), task.file)


def seconds_for(task: Task, least: float = SECONDS) -> float:
    """How long a message may take to be read: more where it is large."""
    return least + task.size / _SLOWEST


def _message(name: str, ref: MessageRef, folder: str) -> Message | Exception:
    reader = next(one for one in FORMATS if name == one.NAME)
    try:
        return reader.message(ref, folder)
    except (ReaderError, OSError) as error:
        return error
    except Exception as bug:  # noqa: BLE001 - the one boundary: a hostile message costs only itself
        _log.info("a message could not be parsed: %s", type(bug).__name__)
        return ReaderError("message_damaged", detail=type(bug).__name__)


def _as_found(answer: Message | Exception, file: File) -> Message | Problem:
    """A message with its place in the export, or why there is none."""
    if isinstance(answer, OSError):
        return problem_of(answer, file.shown)
    if isinstance(answer, ReaderError):
        return replace(answer.problem, path=file.shown)
    assert isinstance(answer, Message)
    if not file.depth:
        return answer
    ref = MessageRef(file.ref.path, file.ref.locator + answer.ref.locator)
    return replace(answer, ref=ref, problems=tuple(replace(one, path=file.shown) for one in answer.problems))
