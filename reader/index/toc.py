"""Which segments make a commit: Whoosh's own table of contents, and files that are on the disk before it names them."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage

from reader.index import arrays, segment
from reader.index.codec import ArrayCodec, ArraySegment
from reader.index.fields import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from reader.index.arrays import Array
    from reader.index.segment import Segment


_DEFAULT_NAME = "MAIN"  # Whoosh's
_NUMBER = re.compile(r"_(\d+)\.toc$")


class Toc:
    """The table of contents of one generation."""

    def __init__(self, generation: Path) -> None:
        self._folder = generation
        self._files = _DurableFiles(str(generation))
        self._index = whoosh_index.FileIndex(self._files)

    def number(self) -> int:
        """That of the newest commit."""
        return int(self._index.latest_generation())

    def segments(self) -> list[ArraySegment]:
        """Those of the newest commit."""
        return list(self._index._segments())  # noqa: SLF001 - Whoosh has no other way to its own table

    def opened(self, known: Mapping[str, Segment]) -> list[tuple[ArraySegment, Segment]]:
        """The same, open; those that are `known` by their names are not opened again.  OSError where one is lost."""
        while True:
            number = self.number()
            try:
                return [
                    (of, known.get(of.segment_id()) or segment.Segment(self.path_of(of)))
                    for of in self.segments()
                ]
            except OSError:
                if self.number() == number:
                    raise  # else a commit took its place this moment, and its files

    def path_of(self, of: ArraySegment) -> Path:
        name: str = of.make_filename(segment.SUFFIX)
        return self._folder / name

    def reader(self) -> Any:  # noqa: ANN401 - Whoosh ships no types
        """Whoosh's own reader of the newest commit."""
        return self._index.reader()

    def new_segment(self, content: Iterable[tuple[str, Array]], size: int) -> ArraySegment:
        """Write a segment of so many messages, which counts from the next `commit` on."""
        made = ArraySegment(ArrayCodec(), self._index.indexname)
        made.set_doc_count(size)
        with self.path_of(made).open("wb") as file:
            arrays.write(file, content)
            file.flush()
            os.fsync(file.fileno())
        return made

    @staticmethod
    def next_number(generation: Path) -> int:
        """That of the commit after the newest, also where that cannot be read."""
        numbers = (_NUMBER.search(path.name) for path in generation.glob("*.toc"))
        return 1 + max((int(found[1]) for found in numbers if found), default=-1)

    @staticmethod
    def renew(generation: Path, number: int) -> None:
        """Begin anew without segments, whatever stands there; who has the old ones open sees that as a commit."""
        toc = whoosh_index.TOC(schema(), [], number)
        toc.write(_DurableFiles(str(generation)), _DEFAULT_NAME)
        Toc(generation).sweep()

    def commit(self, segments: Sequence[ArraySegment]) -> None:
        """Make these segments the index, and take away the files of others."""
        toc = whoosh_index.TOC(self._index.schema, list(segments), self.number() + 1)
        toc.write(self._files, self._index.indexname)
        self.sweep()

    def sweep(self) -> None:
        """Take away the files that no commit names; on Windows one that is open stays until the next time."""
        named = {of.segment_id() for of in self.segments()}
        for path in self._folder.glob(f"*{segment.SUFFIX}"):
            if path.stem not in named:
                with suppress(OSError):
                    path.unlink()
        for path in self._folder.glob("*.toc.*"):  # one that a kill left before it had its name
            with suppress(OSError):
                path.unlink()
        whoosh_index.clean_files(self._files, self._index.indexname, self.number(), self.segments())


class _DurableFiles(FileStorage):  # type: ignore[misc] # Whoosh ships no types
    """Whoosh's files, on the disk before they get their name: it does not sync."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self._written: set[str] = set()

    def create_file(self, name: str, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - Whoosh's signature
        self._written.add(name)
        return super().create_file(name, *args, **kwargs)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:  # noqa: FBT001, FBT002 - Whoosh's signature
        for name in self._written:
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
