r"""What stops a whole job, as opposed to a `Problem`, which costs one message or one file.

    ReaderError            bad environment or bad request; carries a Problem, so a sentence
    ├── NothingToRead      no such file, no rights, not a mailbox: nothing could be done
    ├── IndexBusy          another window or command is writing this index
    ├── IndexUnusable      the index is of another version or damaged: `library.rebuild` mends it
    ├── StorageFailed      disk full or data folder not writable; the last commit is intact
    ├── QueryError         the search text cannot be understood, or says next to nothing; says where and why
    └── MessageGone        the message's export is no longer there

Any other exception is our own bug: it is not caught on the way up.
"""

from __future__ import annotations

from reader.problems import Problem


class ReaderError(Exception):
    """Stops a job with one sentence for the user."""

    def __init__(self, code: str, path: str = "", detail: str = "") -> None:
        super().__init__(code, path, detail)  # these args make it picklable
        self.problem = Problem(code, path, detail)


class NothingToRead(ReaderError):  # noqa: N818 - says what happened, in the words of the tree above
    """No file, no rights, or no mailbox."""


class IndexBusy(ReaderError):  # noqa: N818
    """Another process writes this index."""


class IndexUnusable(ReaderError):  # noqa: N818
    """The index is of another version or damaged, and must be rebuilt from the exports."""


UNUSABLE = frozenset({"index_outdated", "index_damaged"})  # the codes of IndexUnusable


class StorageFailed(ReaderError):  # noqa: N818
    """The disk is full or the data folder cannot be written."""


class QueryError(ReaderError):
    """The query cannot be understood, or says next to nothing."""


class MessageGone(ReaderError):  # noqa: N818
    """The export that held a message is gone or changed."""
