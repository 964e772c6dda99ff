r"""Bits that are flipped in the pages of one table of the rows: whether a searcher and a writer notice, or answer as before.

The bits of an index are mostly those of texts; here each other table gets as many.  After each flip the index is searched.
Where that says nothing, the export that has grown meanwhile is read on, and another is forgotten: then it is searched
again.  SQLite's file format §1.6 says how pages hang together.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from damage import _answers  # noqa: E402 - after the path is set
from kills import letter  # noqa: E402

from reader import library  # noqa: E402
from reader.errors import IndexUnusable  # noqa: E402
from reader.index import folder  # noqa: E402
from reader.paths import data_dir  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.paths import DataDir

TABLES = ("header", "message", "saved", "again", "place", "export", "file", "fact", "sqlite_sequence")
FINE = frozenset({"noticed", "noticed later", "harmless"})
_INSIDE = (2, 5)  # kinds of pages that lead to others
_SIZE = 4096  # bytes of a page


class Flipped:
    """A small index, and what became of each copy of it."""

    def __init__(self, place: Path, seed: int) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()  # table, what was noticed
        self._rng = random.Random(seed)
        self._place = place
        self._box, self._gone = place / "griffie.mbox", place / "weg.mbox"
        self._box.write_bytes(b"".join(map(letter, range(60))))
        self._gone.write_bytes(b"".join(map(letter, range(50, 70))))
        list(library.add_exports(data_dir(place / "whole"), [str(self._box), str(self._gone)]))
        self._answers = _answers(data_dir(place / "whole"))
        with self._box.open("ab") as file:
            file.write(letter(70))
        shutil.copytree(place / "whole", place / "copy")
        self._grown = self._go_on(data_dir(place / "copy"), [])
        (self._rows,) = (place / "whole").rglob(folder.ROWS)
        self._where = {table: list(_bytes_of(self._rows, table)) for table in TABLES}

    def flip(self, table: str, where: int | None = None, bit: int | None = None) -> str:
        """Flip one bit of a copy, any where none is said; what was noticed."""
        where = self._rng.choice(self._where[table]) if where is None else where
        bit = self._rng.randrange(8) if bit is None else bit
        copy = self._place / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self._place / "whole", copy)
        (rows,) = copy.rglob(folder.ROWS)
        with rows.open("r+b") as file:
            file.seek(where)
            byte = file.read(1)[0] ^ 1 << bit
            file.seek(where)
            file.write(bytes([byte]))
        noticed = self._noticed(copy)
        self.counts[table, noticed] += 1
        if noticed not in FINE:
            print(f"{noticed}: {table}, bit {bit} of {where}, page {where // _SIZE + 1}", flush=True)
        return noticed

    def rowids(self, index: str) -> list[int]:
        """Where the last bytes of the rows' numbers stand in the last leaf of an index."""
        content = self._rows.read_bytes()
        with closing(sqlite3.connect(self._rows)) as db:
            (number,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (index,)).fetchone()
        while content[begin := (number - 1) * _SIZE] in _INSIDE:
            number = int.from_bytes(content[begin + 8 : begin + 12], "big")
        cells = int.from_bytes(content[begin + 3 : begin + 5], "big")
        pointers = [content[begin + 8 + 2 * at : begin + 10 + 2 * at] for at in range(cells)]
        entries = [begin + int.from_bytes(pointer, "big") for pointer in pointers]
        return [entry + content[entry] for entry in entries]  # the first byte says how many follow

    def _noticed(self, copy: Path) -> str:
        data = data_dir(copy)
        try:
            if _answers(data) != self._answers:
                return "WRONG"
        except IndexUnusable:
            list(library.rebuild(data))
            return "noticed" if self._go_on(data, []) == self._grown else "NOT MENDED"
        events: list[object] = []
        grown = self._go_on(data, events)
        if grown != self._grown:
            return "WRONG LATER"
        return (
            "noticed later"
            if any(getattr(one, "code", "") == "index_rebuilt" for one in events)
            else "harmless"
        )

    def _go_on(self, data: DataDir, events: list[object]) -> list[object]:
        """What is said when the exports were read on and one was forgotten."""
        events += library.add_exports(data, [str(self._box)])
        events += library.forget_export(data, str(self._gone))
        return _answers(data)


def _bytes_of(rows: Path, table: str) -> Iterator[int]:
    """Where the bytes of a table and its indexes are in the file; "header" is that of the file, with the schema."""
    content = rows.read_bytes()
    if table == "header":
        yield from range(_SIZE)
        return
    with closing(sqlite3.connect(rows)) as db:
        roots = [
            row[0] for row in db.execute("SELECT rootpage FROM sqlite_master WHERE tbl_name = ?", (table,))
        ]
    waiting = list(roots)
    while waiting:
        number = waiting.pop()
        begin = (number - 1) * _SIZE
        page = content[begin : begin + _SIZE]
        yield from range(begin, begin + _SIZE)
        if page[0] in _INSIDE:
            cells = int.from_bytes(page[3:5], "big")
            pointers = [int.from_bytes(page[12 + 2 * at : 14 + 2 * at], "big") for at in range(cells)]
            waiting += [int.from_bytes(page[at : at + 4], "big") for at in pointers]
            waiting.append(int.from_bytes(page[8:12], "big"))


def main(times: int = 100, seed: int = 1) -> None:
    import tempfile  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as place:
        flipped = Flipped(Path(place), seed)
        for table in TABLES:
            for _ in range(times):
                flipped.flip(table)
    for (table, noticed), count in sorted(flipped.counts.items()):
        print(f"{table:16} {noticed:12} {count}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
