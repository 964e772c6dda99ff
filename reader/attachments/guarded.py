"""The text of attachments as the rest of the program asks for it: read in the guard's child, within its limits."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from reader.attachments.extract import Extract, extract
from reader.attachments.kinds import kind_of
from reader.errors import ReaderError
from reader.guard import Guard, Lost, guard
from reader.message import Message
from reader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from reader.message import Attachment

    Key = tuple[str, str]  # what the text depends on: the SHA-256 of the content, and its kind

PREVIEWED = 1_000_000  # characters of a preview: 400 pages
INDEXED = 200_000  # characters of one attachment that are searched
INDEXED_OF_MESSAGE = 1_000_000  # and of all attachments of a message together
_SECONDS = 20.0  # for one attachment
_GROUP = 64  # messages that are read ahead while the child is busy
_GROUP_FILES = 256  # and attachments
_GROUP_BYTES = 32 << 20  # of their attachments
_REMEMBERED = 8_000_000  # characters
_MOST = (
    64_000_000  # characters of a group: a small file unfolds to a long text, and a message may have 30,000
)
_READ = frozenset({"message", "pdf", "archive", "rtf", "html", "calendar", "plain"})  # kinds that have a text
_TOLD = frozenset({"extract_damaged", "extract_lost"})  # what an import reports: these were meant to be read

_LOST = Extract("", Problem("extract_lost"))

_readers = Guard()  # its own: while it answers, the messages come from another


class _File(NamedTuple):
    """An attachment that may have a text."""

    number: int
    key: Key
    attachment: Attachment


class WithTexts(NamedTuple):
    """A message, and the texts of its attachments by their number; one without text is not there."""

    message: Message
    texts: Mapping[int, str]


def attachment_text(attachment: Attachment, path: str) -> Extract:
    """The text of an attachment of a message in the file `path`, as much as a preview shows."""
    if not attachment.held:
        return Extract("", Problem("extract_large", path, attachment.name))
    (answer,) = guard.map(extract, [_task(attachment, PREVIEWED)], seconds=_SECONDS)
    found = _extract_of(answer)
    if found.problem is None:
        return found
    return replace(found, problem=replace(found.problem, path=path, detail=attachment.name))


class Reading:
    """The attachments of one import: what was read is remembered, since the same file comes with many messages."""

    def __init__(self, is_wanted: Callable[[Message], bool]) -> None:
        """Only of messages that are wanted attachments are read."""
        self._is_wanted = is_wanted
        self._found: dict[Key, Extract] = {}

    def beside(self, entries: Iterable[Message | Problem]) -> Iterator[WithTexts | Problem]:
        """The same messages and problems, in groups read ahead; what an attachment lacks is a Problem after its message."""
        group: list[Message | Problem] = []
        files = size = 0
        for entry in entries:
            group.append(entry)
            files += len(entry.attachments) if isinstance(entry, Message) else 0
            size += _size(entry)
            if len(group) >= _GROUP or files >= _GROUP_FILES or size >= _GROUP_BYTES:
                yield from self._read(group)
                group, files, size = [], 0, 0
        yield from self._read(group)

    def _read(self, group: list[Message | Problem]) -> Iterator[WithTexts | Problem]:
        """The child reads an attachment while what came before it is indexed."""
        held = sum(len(one.text) for one in self._found.values())
        if held > _REMEMBERED:
            self._found.clear()
            held = 0
        files = [self._files(entry) for entry in group]
        answers = self._answers(files)
        for entry, its in zip(group, files, strict=True):
            if isinstance(entry, Problem):
                yield entry
                continue
            for file in its:
                if file.key not in self._found:
                    found = _extract_of(next(answers))
                    held += len(found.text)
                    self._found[file.key] = found if held <= _MOST else _LOST
            yield from self._with_texts(entry, its)
        next(answers, None)  # to their end: a child whose answers are left waiting is thrown away

    def _files(self, entry: Message | Problem) -> list[_File]:
        """The attachments that may have a text."""
        if isinstance(entry, Problem) or not entry.attachments or not self._is_wanted(entry):
            return []
        found = []
        for number, one in enumerate(entry.attachments):
            if one.content:
                kind = kind_of(one.content, one.name, one.content_type)
                if kind in _READ:
                    found.append(_File(number, (one.sha256, kind), one))
        return found

    def _answers(self, files: Iterable[Iterable[_File]]) -> Iterator[Extract | Exception]:
        """The texts of the files that are new here, in their order and each once."""
        new: dict[Key, Attachment] = {}
        for file in chain.from_iterable(files):
            if file.key not in self._found:
                new.setdefault(file.key, file.attachment)
        for tasks in _batches(new.values()):
            yield from _readers.map(extract, tasks, seconds=_SECONDS)

    def _with_texts(self, message: Message, files: Iterable[_File]) -> Iterator[WithTexts | Problem]:
        texts: dict[int, str] = {}
        room = INDEXED_OF_MESSAGE
        problem: Problem | None = None
        for file in files:
            found = self._found[file.key]
            if found.text and room > 0:
                texts[file.number] = found.text[:room]
                room -= len(found.text)
            if found.problem is not None and found.problem.code in _TOLD:
                problem = problem or replace(
                    found.problem, path=message.ref.path, detail=file.attachment.name
                )
        yield WithTexts(message, texts)
        if problem is not None:
            yield problem


def _batches(attachments: Iterable[Attachment]) -> Iterator[list[tuple[bytes, str, str, int]]]:
    """Tasks for the child, no more at once than a pipe should carry."""
    batch: list[tuple[bytes, str, str, int]] = []
    size = 0
    for attachment in attachments:
        if batch and size + attachment.size > _GROUP_BYTES:
            yield batch
            batch, size = [], 0
        batch.append(_task(attachment, INDEXED))
        size += attachment.size
    if batch:
        yield batch


def _task(attachment: Attachment, most: int) -> tuple[bytes, str, str, int]:
    return attachment.content, attachment.name, attachment.content_type, most


def _size(entry: Message | Problem) -> int:
    return sum(len(file.content) for file in entry.attachments) if isinstance(entry, Message) else 0


def _extract_of(answer: Extract | Exception) -> Extract:
    if isinstance(answer, Extract):
        return answer
    assert isinstance(answer, ReaderError | OSError)
    return _LOST if isinstance(answer, Lost) else Extract("", Problem("extract_damaged"))
