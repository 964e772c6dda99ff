"""Adding to the index and taking away from it, in batches that are whole or not there.

A batch is committed to the rows first and to Whoosh second, and a message counts from the second
on: a reader passes over rows that Whoosh does not know, and the next writer sweeps them.  So a kill
at any moment leaves the last batch.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from whoosh import index as whoosh_index
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import SegmentReader

from reader.index import folder
from reader.index.fields import FIELD_BITS, NUMBER, TEXT_FIELDS, words_in
from reader.index.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from reader.actions.action import Findings
    from reader.message import Message

MOST_SEGMENTS = 12  # each costs a search a look; merging costs three times what writing does
_MEMORY_MB = 128  # postings that Whoosh holds before it spills


@contextmanager
def writing(root: Path) -> Iterator[Writer]:
    """The one writer of an index.  What was not committed is dropped at the end.

    An index of another version, or one that is damaged, is begun anew: see `Writer.begun`.
    IndexBusy where another process writes, StorageFailed where the disk is full or not ours.
    """
    with folder.locked(root), folder.storage_errors(root):
        generation = folder.current(root)
        reason = "new" if generation is None else folder.fault(generation)
        if generation is None or reason:
            generation = folder.create(root)
        with folder.damage_noticed(generation):
            writer = Writer(generation, begun=reason)
            try:
                yield writer
            finally:
                writer.close()


class Writer:
    """Adds messages and forgets exports."""

    def __init__(self, generation: Path, begun: str = "") -> None:
        self.begun = begun  # why the index is empty: new, index_outdated, index_damaged; "" where it is not
        self.pending = 0  # messages since the last commit
        self._generation = generation
        self._store = Store(generation / folder.ROWS)
        self._index = whoosh_index.FileIndex(_DurableFiles(str(generation)))
        self._whoosh: Any = None
        self._forms: dict[str, int] = {}  # of this batch, with the bits of their fields
        self._exports: dict[str, int] = {}
        self._sweep()

    def add_export(self, path: str, *, sample: bool) -> None:
        self._store.begin()
        self._exports[path] = self._store.add_export(path, sample=sample)

    def set_unread(self, exports: Iterable[str]) -> None:
        """Note, lastingly, that a rebuild has these exports to read."""
        self._store.begin()
        for path in exports:
            self._store.set_fact(folder.UNREAD + path, "")
        self._store.commit()

    def set_read(self, export: str) -> None:
        self._store.begin()
        self._store.drop_fact(folder.UNREAD + export)
        self._store.commit()

    def unread(self) -> frozenset[str]:
        """Exports that a rebuild has not read to their end."""
        return frozenset(self._store.facts(folder.UNREAD))

    def knows(self, message_id: str) -> bool:
        """Whether a message is in the index, or in the batch."""
        return self._store.number_of(message_id) is not None

    def add(
        self,
        message: Message,
        find: Callable[[Message], Findings],
        export: str,
        attached: Mapping[int, str] = MappingProxyType({}),
    ) -> bool:
        """Add a message, or only its place where it is known; says whether it is new.

        `find` is asked only about a new one: it costs as much as reading does.  `attached` has the texts of its
        attachments, by their number.
        """
        self._store.begin()
        number = self._store.number_of(message.id)
        new = number is None
        if number is None:
            words = words_in(message, attached.values())
            number = self._store.add_message(message, find(message), len(words["body"]))
            self._store.add_attached(number, attached)
            self._writer().add_document(**{NUMBER: number}, **words)
            for field, forms in words.items():
                for form in set(forms):
                    self._forms[form] = self._forms.get(form, 0) | FIELD_BITS[field]
            self.pending += 1
        self._store.add_place(number, self._exports[export], message.folder, message.ref)
        return new

    def forget(self, export: str) -> int:
        """Take an export away, with the messages that stand nowhere else; says how many those are."""
        self.commit()
        self._store.begin()
        numbers = self._store.only_in(export)
        self._store.remove_export(export)
        self._delete(numbers)
        self._store.remove(numbers)
        self._exports.pop(export, None)
        self.commit()
        self._forget_words()
        return len(numbers)

    def leave_out(self, export: str, takes: Callable[[str], bool]) -> int:
        """Keep of an export only the maps that `takes` accepts; says how many messages stand nowhere any more."""
        folders = [name for name in self._store.maps(export) if not takes(name)]
        if not folders:
            return 0
        self.commit()
        self._store.begin()
        self._store.remove_maps(export, folders)
        numbers = self._store.placeless()
        self._delete(numbers)
        self._store.remove(numbers)
        self.commit()
        self._forget_words()
        return len(numbers)

    def commit(self) -> None:
        """Make everything so far visible and lasting."""
        self._store.begin()
        self._forms.pop("", None)  # the gap between parts
        self._store.add_forms(self._forms)
        self._store.commit()
        self._forms.clear()
        if self._whoosh is not None:
            writer, self._whoosh = self._whoosh, None
            try:
                writer.commit(mergetype=_few_segments)
            finally:
                if not writer.is_closed:  # the disk is full
                    _abandon(writer)
            self._note_checksums()
        self.pending = 0

    def close(self) -> None:
        """Drop what was not committed."""
        if self._whoosh is not None:
            _abandon(self._whoosh)
            self._whoosh = None
        self._store.rollback()
        self._store.close()

    def _writer(self) -> Any:  # noqa: ANN401 - Whoosh ships no types
        if self._whoosh is None:
            self._whoosh = self._index.writer(limitmb=_MEMORY_MB, codec=_Codec(compression=1))
        return self._whoosh

    def _delete(self, numbers: list[int]) -> None:
        if not numbers:
            return
        writer = self._writer()
        to_bytes = writer.schema[NUMBER].to_bytes
        with writer.searcher() as searcher:
            for number in numbers:
                writer.delete_by_term(NUMBER, to_bytes(number), searcher=searcher)

    def _forget_words(self) -> None:
        """A name that only stood in messages that were taken away is not left behind either."""
        with self._index.reader() as reader:
            kept = {word.decode() for name in TEXT_FIELDS for word in reader.lexicon(name)}
        self._store.begin()
        self._store.keep_forms(kept)
        self._store.commit()
        self._store.empty_log()

    def _sweep(self) -> None:
        """Remove the rows of a batch that did not reach Whoosh, and messages that a kill left half forgotten."""
        with self._index.reader() as reader:
            known = set(folder.document_numbers(reader))
        rows = set(self._store.numbers())
        self._delete(sorted(known - rows))
        placeless = set(self._store.placeless())
        self._delete(sorted(placeless & known))
        if rows - known or placeless:
            self._store.begin()
            self._store.remove((rows - known) | placeless)
        self.commit()

    def _note_checksums(self) -> None:
        """Remember what Whoosh's new files hold, and forget those that are gone."""
        files = {path.name: path for path in self._generation.iterdir() if path.suffix in (".seg", ".toc")}
        self._store.begin()
        noted = self._store.facts(folder.CHECKSUM)
        for name in files.keys() - noted.keys():
            self._store.set_fact(folder.CHECKSUM + name, folder.checksum(files[name]))
        for name in noted.keys() - files.keys():
            self._store.drop_fact(folder.CHECKSUM + name)
        self._store.commit()


class _Codec(W3Codec):  # type: ignore[misc] # Whoosh ships no types
    """Whoosh's own codec without lengths in the postings: where a field has none, it asks the disk at each posting."""

    length_stats = False


class _DurableFiles(FileStorage):  # type: ignore[misc] # Whoosh ships no types
    """Whoosh's files, on the disk before the table of contents that names them: it does not sync."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self._written: set[str] = set()

    def create_file(self, name: str, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - Whoosh's signature
        self._written.add(name)
        return super().create_file(name, *args, **kwargs)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:  # noqa: FBT001, FBT002 - Whoosh's signature
        for name in self._written:
            with suppress(FileNotFoundError):  # a part that went into the compound file
                _sync(self._fpath(name))
        self._written.clear()
        super().rename_file(oldname, newname, safe)
        if os.name != "nt":  # Windows syncs no folders
            _sync(self.folder)


def _sync(path: str) -> None:
    descriptor = os.open(path, os.O_RDWR if os.path.isfile(path) else os.O_RDONLY)  # noqa: PTH113 - Whoosh's strings
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _few_segments(writer: Any, segments: list[Any]) -> list[Any]:  # noqa: ANN401 - Whoosh ships no types
    """A merge policy: segments with deletions are written anew, and beyond `MOST_SEGMENTS` the smaller half is.

    What the user took away must not stay readable on the disk, so a deletion is carried out at once.
    """
    by_size = sorted(segments, key=lambda segment: segment.doc_count_all())
    half = by_size[: len(by_size) // 2] if len(segments) >= MOST_SEGMENTS else []
    merged = [segment for segment in by_size if segment in half or segment.has_deletions()]
    small = {segment.segment_id() for segment in merged}
    for segment in merged:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in segments if segment.segment_id() not in small]


def _abandon(writer: Any) -> None:  # noqa: ANN401 - Whoosh ships no types
    """Close a Whoosh writer without a commit, also where closing its files fails on a full disk."""
    try:
        writer.cancel()
    except OSError:
        writer.writelock.release()
