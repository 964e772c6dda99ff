"""An export as the user adds it, a file or a folder, and one walk through all its messages.

Here is the one boundary where whatever a parser throws becomes a `Problem`: it costs one message.
"""

from __future__ import annotations

import logging
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from reader.errors import MessageGone, NothingToRead, ReaderError
from reader.formats import eml, maildir, mbox, outlook_print
from reader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.message import Message, MessageRef

_log = logging.getLogger(__name__)


class Format(Protocol):
    """What each module of `FORMATS` offers."""

    NAME: str

    def recognises(self, path: Path, head: bytes) -> bool: ...
    def refs(self, path: Path) -> Iterator[tuple[MessageRef, int]]: ...
    def message(self, ref: MessageRef, folder: str) -> Message: ...


# The first that recognises a file reads it.
FORMATS = cast("tuple[Format, ...]", (outlook_print, mbox, eml))

_HEAD = 1 << 16  # bytes that a format may look at
# Mail that a later version reads: passing it over in silence would be a lie.
_NOT_YET = {".pst": "format_pst", ".ost": "format_pst", ".msg": "format_msg", ".zip": "format_zip"}
_MAIL_SUFFIXES = {".eml", ".mbox", ".mbx"}


class _File(NamedTuple):
    path: Path
    folder: str  # of its messages
    size: int


class Export:
    """Iterate to read it; `done` and `total` tell how far that is."""

    def __init__(self, path: str) -> None:
        """NothingToRead where there is no such path, or no way in."""
        self.path = Path(path)
        self.done = 0  # bytes
        self.passed_over = 0  # files in a folder that do not look like mail
        self._problems: list[Problem] = []
        try:
            self._single = not self.path.is_dir()
            self._files = list(self._found())
        except FileNotFoundError as error:
            raise NothingToRead("not_found", path) from error
        except PermissionError as error:
            raise NothingToRead("no_rights", path) from error
        except OSError as error:
            raise NothingToRead("read_failed", path, error.strerror or "") from error
        self.total = sum(file.size for file in self._files)

    def __iter__(self) -> Iterator[Message | Problem]:
        """Every message, in the order of the files; what cannot be read is a Problem."""
        yield from self._problems
        messages = 0
        before = 0
        for file in self._files:
            for entry in self._entries(file, before):
                messages += not isinstance(entry, Problem)
                yield entry
            before += file.size
            self.done = before
        if not messages and not self._single:
            yield Problem("nothing_found", str(self.path))

    def _found(self) -> Iterator[_File]:
        if self._single:
            yield _File(self.path, "", self.path.stat().st_size)
            return
        next(
            self.path.iterdir(), None
        )  # no such folder or no rights to it ends here; further down it is a Problem
        for folder, names, files in os.walk(self.path, onerror=self._note_folder):
            place = Path(folder)
            name = maildir.folder_name(place.relative_to(self.path))
            if maildir.is_maildir(names):
                for own in maildir.READ:
                    for path in sorted((place / own).iterdir()):
                        yield _File(path, name, _size(path))
                names[:] = maildir.without_own(names)
            names.sort()
            for file in sorted(files):
                yield _File(place / file, name, _size(place / file))

    def _entries(self, file: _File, before: int) -> Iterator[Message | Problem]:
        try:
            head = _head_of(file.path)
            reader = _reader_of(file.path, head)
            if reader is None:
                yield from self._unread(file, head)
                return
            folder = file.folder
            if reader is mbox and not self._single:
                folder = "/".join(name for name in (folder, mbox.folder_name(file.path)) if name)
            for ref, read in reader.refs(file.path):
                yield _read(reader, ref, folder)
                self.done = before + read
        except OSError as error:
            yield _problem_of(error, file.path)

    def _unread(self, file: _File, head: bytes | None) -> Iterator[Problem]:
        suffix = file.path.suffix.lower() if head is not None else ""
        if head == b"" and (self._single or suffix in _MAIL_SUFFIXES):
            yield Problem("empty_file", str(file.path))
        elif suffix in _NOT_YET:
            yield Problem(_NOT_YET[suffix], str(file.path))
        elif self._single or suffix in _MAIL_SUFFIXES:
            yield Problem("no_mailbox", str(file.path))
        else:
            self.passed_over += 1

    def _note_folder(self, error: OSError) -> None:
        """A sub-folder that cannot be entered; the rest goes on."""
        self._problems.append(_problem_of(error, Path(str(error.filename))))


def read_export(path: str) -> Export:
    """A file or a folder, ready to be read; NothingToRead where that is impossible."""
    return Export(path)


def read_message(ref: MessageRef, folder: str = "") -> Message:
    """One message again, from where it was found; MessageGone where it is there no more.

    The file is recognised anew, so `ref.locator` is the format's own affair; a format raises MessageGone
    for a locator that it did not write, since the file has changed since.
    """
    path = Path(ref.path)
    try:
        reader = _reader_of(path, _head_of(path))
        if reader is None:
            raise MessageGone("message_gone", ref.path)
        return reader.message(ref, folder)
    except OSError as error:
        raise MessageGone("message_gone", ref.path) from error


def _head_of(path: Path) -> bytes | None:
    """The begin of a file; None of a pipe, a socket or a device, where reading could wait for ever."""
    if not stat.S_ISREG(path.stat().st_mode):
        return None
    with path.open("rb") as file:
        return file.read(_HEAD)


def _reader_of(path: Path, head: bytes | None) -> Format | None:
    return next((one for one in FORMATS if head and one.recognises(path, head)), None)


def _read(reader: Format, ref: MessageRef, folder: str) -> Message | Problem:
    try:
        return reader.message(ref, folder)
    except OSError as error:
        return _problem_of(error, Path(ref.path))
    except ReaderError as error:
        return error.problem
    except Exception as bug:  # noqa: BLE001 - the one boundary: a hostile message costs only itself
        _log.info("a message could not be parsed: %s", type(bug).__name__)
        return Problem("message_damaged", ref.path, type(bug).__name__)


def _problem_of(error: OSError, path: Path) -> Problem:
    if isinstance(error, FileNotFoundError):
        return Problem("vanished", str(path))
    if isinstance(error, PermissionError):
        return Problem("no_rights", str(path))
    return Problem("read_failed", str(path), error.strerror or "")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # it is gone already; reading it will say so
