"""Messages made ready for the index: read, their actions found, the texts of their attachments read.

A large export is read by several parsers at once (`pool`), each of which does all of that, so that only texts cross
between processes, and no attachment does.  A message that a parser died on is read again, bit by bit: so it costs what
could not be read of it, and no more.  A small export, and any on a PC of one processor, is read bit by bit at once.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reader.actions.find import find_actions
from reader.attachments import Reading, Texts
from reader.formats import Task, Used, read_at, read_task, read_task_here, seconds_for
from reader.guard import Lost
from reader.index import Known, content_of
from reader.logs import report_of
from reader.message import Body, Message
from reader.pool import Call, Pool, spare_processors
from reader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from pathlib import Path

    from reader.actions.action import Findings
    from reader.attachments import Key
    from reader.events import Place
    from reader.formats import Begun, Ended, Export, Step, Unchanged

    Keeps = Callable[[str, int, str], bool]  # id, content and file: as `Writer.keeps`

_LARGE = 1 << 20  # bytes of an export that are worth starting parsers for
_AT_ONCE = 20.0  # seconds for a message and all its attachments; one that takes longer is read bit by bit
_NO_TEXTS = Texts({}, None)


class Ready(NamedTuple):
    """A message as the index wants it."""

    message: Message  # from a parser: its body has no layout, and its attachments have no content
    content: int  # see `content_of`
    findings: (
        Findings | None
    )  # None where the index keeps the message as it is, or where its actions could not be found
    texts: Texts = _NO_TEXTS  # of its attachments
    bug: str = ""  # why its actions could not be found, for the log


class Taken(NamedTuple):
    """A message of an export, or why there is none."""

    task: Task
    entry: Ready | Problem


class Intake:
    """The messages of one export after another."""

    def __init__(self, rows: Path, keeps: Keeps) -> None:
        """`rows` is the file that `Known` looks into, `keeps` says the same in this process."""
        self._rows = rows
        self._keeps = keeps
        self._reading = Reading()

    def entries(self, export: Export) -> Generator[Taken | Problem | Begun | Ended | Unchanged, None, None]:
        """The steps of an export in order, with what came of each task.  Closing the iterator ends the parsers."""
        size = spare_processors() if export.total >= _LARGE else 0
        answers = self._in_parsers(export, size) if size else self._in_this_process(export)
        for step, answer in answers:
            if isinstance(step, Used):
                export.remove(step.copy)
            elif isinstance(step, Task):
                assert answer is not None
                export.done = step.done
                yield Taken(step, answer)
            else:
                yield step

    def again(self, task: Task) -> Ready | Problem:
        """A message that the index was thought to keep as it is."""
        return self._bit_by_bit(task, lambda *_: False)

    def at(self, place: Place) -> Ready | Problem:
        """A message from where the index says that it stands."""
        entry = read_at(place.ref, place.folder)
        return entry if isinstance(entry, Problem) else _ready(entry, lambda *_: False, self._reading)

    def _in_this_process(self, export: Export) -> Iterator[tuple[Step, Ready | Problem | None]]:
        for step in export.work():
            yield step, self._bit_by_bit(step, self._keeps) if isinstance(step, Task) else None

    def _in_parsers(self, export: Export, size: int) -> Iterator[tuple[Step, Ready | Problem | None]]:
        answers = Pool(size).answers(
            (step, self._call(step) if isinstance(step, Task) else None) for step in export.work()
        )
        for step, answer in answers:
            if isinstance(step, Task) and not isinstance(answer, Ready | Problem):
                assert isinstance(answer, Exception)
                yield step, self._bit_by_bit(step, self._keeps, isolated=isinstance(answer, Lost))
            else:
                yield step, answer

    def _call(self, task: Task) -> Call:
        return Call(_at_once, (task, self._rows, self._reading.lost), seconds_for(task, _AT_ONCE), task.size)

    def _bit_by_bit(self, task: Task, keeps: Keeps, *, isolated: bool = False) -> Ready | Problem:
        entry = read_task(task, isolated=isolated)
        return entry if isinstance(entry, Problem) else _ready(entry, keeps, self._reading)


def _ready(message: Message, keeps: Keeps, reading: Reading) -> Ready:
    content = content_of(message)
    if keeps(message.id, content, message.ref.path):
        return Ready(message, content, None)
    texts = reading.texts(message)
    try:
        return Ready(message, content, find_actions(message), texts)
    except Exception as bug:  # noqa: BLE001 - the boundary of `formats` again: a text that no rule can stand costs its actions
        return Ready(message, content, None, texts, report_of(bug))


# In a parser


_reading = Reading(here=True)


def _at_once(task: Task, rows: Path, lost: frozenset[Key]) -> Ready | Problem:
    """What `Intake` hands to a parser."""
    entry = read_task_here(task)
    if isinstance(entry, Problem):
        return entry
    _reading.give_up(lost)
    ready = _ready(entry, _kept_in(rows), _reading)
    return ready._replace(message=_light(entry))


@lru_cache(maxsize=1)
def _kept_in(rows: Path) -> Keeps:
    known = Known(rows)

    def keeps(message_id: str, content: int, path: str) -> bool:
        try:
            return known.keeps(message_id, content, path)
        except sqlite3.Error:
            return False  # who writes it will notice

    return keeps


def _light(message: Message) -> Message:
    """What the index keeps of a message."""
    attachments = tuple(replace(one, content=b"") for one in message.attachments)
    body = Body(message.text, message.body.blocks, quoted=message.body.quoted)
    return replace(message, body=body, attachments=attachments)
