"""The text of attachments as the rest of the program asks for it: read in a guard's child, within its limits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reader.attachments.extract import Extract, extract
from reader.attachments.kinds import kind_of
from reader.errors import ReaderError
from reader.guard import Lost, guard, tried
from reader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reader.message import Attachment, Message

Key = tuple[str, str]  # what a text depends on: the SHA-256 of the content, and its kind

PREVIEWED = 1_000_000  # characters of a preview: 400 pages
INDEXED = 200_000  # characters of one attachment that are searched
INDEXED_OF_MESSAGE = 1_000_000  # and of all attachments of a message together
_SECONDS = 20.0  # for one attachment
_SENT_BYTES = 32 << 20  # of attachments that are sent to the child at once
_REMEMBERED = 8_000_000  # characters
_MOST = 64_000_000  # characters of a message: a small file unfolds to a long text, and it may have 30,000
_READ = frozenset({"message", "pdf", "archive", "rtf", "html", "calendar", "plain"})  # kinds that have a text
_TOLD = frozenset({"extract_damaged", "extract_lost"})  # what an import reports: these were meant to be read

_LOST = Extract("", Problem("extract_lost"))


class _File(NamedTuple):
    """An attachment that may have a text."""

    number: int
    key: Key
    attachment: Attachment


class Texts(NamedTuple):
    """What the attachments of one message say."""

    of: Mapping[int, str]  # number of the attachment -> its text; one without text is not there
    problem: Problem | None  # the first of those that were meant to be read and could not be


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
    """The attachments of one message after another: what was read is remembered, since the same file comes with many."""

    def __init__(self, *, here: bool = False) -> None:
        """`here`: this process is a guard's child itself."""
        self._here = here
        self._found: dict[Key, Extract] = {}

    @property
    def lost(self) -> frozenset[Key]:
        """The attachments that cost a child: nobody needs to try them again."""
        return frozenset(key for key, found in self._found.items() if found is _LOST)

    def give_up(self, lost: Iterable[Key]) -> None:
        """Leave these alone."""
        self._found.update(dict.fromkeys(lost, _LOST))

    def texts(self, message: Message) -> Texts:
        """The texts of its attachments, within limits for each and for all together."""
        files = list(_files(message))
        if files:
            self._read(files)
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
        return Texts(texts, problem)

    def _read(self, files: Iterable[_File]) -> None:
        """Find the texts that are new here, each once."""
        held = sum(len(one.text) for one in self._found.values())
        if held > _REMEMBERED:
            self._found = dict.fromkeys(self.lost, _LOST)
            held = 0
        new = {file.key: file.attachment for file in files if file.key not in self._found}
        for key, answer in zip(new, self._answers(new.values()), strict=True):
            found = _extract_of(answer)
            held += len(found.text)
            self._found[key] = found if held <= _MOST else _LOST

    def _answers(self, attachments: Iterable[Attachment]) -> Iterator[Extract | Exception]:
        if self._here:
            for one in attachments:
                yield tried(extract, _task(one, INDEXED))
            return
        for tasks in _batches(attachments):
            yield from guard.map(extract, tasks, seconds=_SECONDS)


def _files(message: Message) -> Iterator[_File]:
    """The attachments that may have a text."""
    for number, one in enumerate(message.attachments):
        if one.content:
            kind = kind_of(one.content, one.name, one.content_type)
            if kind in _READ:
                yield _File(number, (one.sha256, kind), one)


def _batches(attachments: Iterable[Attachment]) -> Iterator[list[tuple[bytes, str, str, int]]]:
    """Tasks for the child, no more at once than a pipe should carry."""
    batch: list[tuple[bytes, str, str, int]] = []
    size = 0
    for attachment in attachments:
        if batch and size + attachment.size > _SENT_BYTES:
            yield batch
            batch, size = [], 0
        batch.append(_task(attachment, INDEXED))
        size += attachment.size
    if batch:
        yield batch


def _task(attachment: Attachment, most: int) -> tuple[bytes, str, str, int]:
    return attachment.content, attachment.name, attachment.content_type, most


def _extract_of(answer: Extract | Exception) -> Extract:
    if isinstance(answer, Extract):
        return answer
    assert isinstance(answer, ReaderError | OSError)
    return _LOST if isinstance(answer, Lost) else Extract("", Problem("extract_damaged"))
