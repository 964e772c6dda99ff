r"""An index of which a file is damaged: whether that is noticed, and whether the next start mends it.

Each time a bit is flipped, a file cut off, or one taken away, in a copy of a small index, with and without SQLite's log
beside its rows.  Then the index is searched as it is: it must refuse with a sentence, or answer as before.  Then it is
rebuilt, after which it must answer as before.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from kills import letter  # noqa: E402 - after the path is set

from reader import library  # noqa: E402
from reader.errors import IndexUnusable, ReaderError  # noqa: E402
from reader.events import Search  # noqa: E402
from reader.index import folder  # noqa: E402
from reader.paths import data_dir  # noqa: E402

if TYPE_CHECKING:
    from reader.paths import DataDir

WAYS = ("flip", "cut", "delete")
_QUERIES = ("", "uniek7", "woord12", '"woord20 woord21"', "woord1*", "bijlage:aanhang0", "van:vries")


class Damaged:
    """A small index, copies of it, and what became of each."""

    def __init__(self, place: Path, seed: int) -> None:
        self.counts: Counter[tuple[str, str, str]] = Counter()  # kind of file, way, what was noticed
        self._rng = random.Random(seed)
        self._place = place
        whole = data_dir(place / "whole")
        box = place / "griffie.mbox"
        box.write_bytes(b"")
        desk = library.Desk(whole)
        for first in range(0, 60, 20):
            with box.open("ab") as file:
                file.writelines(map(letter, range(first, first + 20)))
            list(library.add_exports(whole, [str(box)]))
            desk.search(Search())  # it keeps the log from being emptied
        self._answers = _answers(whole)
        shutil.copytree(place / "whole", place / "logged", ignore=shutil.ignore_patterns("*-shm"))
        desk._searcher.close()
        list(library.rebuild(whole))
        shutil.rmtree(place / "quiet", ignore_errors=True)
        shutil.copytree(place / "whole", place / "quiet", ignore=shutil.ignore_patterns("*-shm", "*-wal"))

    def hurt(self) -> None:
        """Damage one file of a copy, and note what that does."""
        copy = self._place / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self._place / self._rng.choice(("logged", "quiet")), copy)
        data = data_dir(copy)
        generation = folder.current(data.index)
        assert generation is not None
        path = self._rng.choice(sorted(path for path in generation.iterdir() if path.stat().st_size))
        way = self._rng.choices(WAYS, (8, 3, 1))[0]
        where = _damage(path, way, self._rng)
        noticed = self._noticed(data)
        self.counts[path.suffix, way, noticed] += 1
        if noticed == "WRONG":
            print(f"wrong: {path.suffix} {way} at {where}")
        list(library.rebuild(data))
        assert _answers(data) == self._answers, f"{path.name} {way} {where} was not mended"

    def _noticed(self, data: DataDir) -> str:
        try:
            return "harmless" if _answers(data) == self._answers else "WRONG"
        except IndexUnusable:
            return "noticed"
        except ReaderError as error:
            return error.problem.code


def _damage(path: Path, way: str, rng: random.Random) -> int:
    content = bytearray(path.read_bytes())
    where = rng.randrange(len(content))
    if way == "delete":
        path.unlink()
    elif way == "cut":
        path.write_bytes(content[:where])
    else:
        content[where] ^= 1 << rng.randrange(8)
        path.write_bytes(content)
    return where


def _answers(data: DataDir) -> list[object]:
    """What a desk says: pages, counts, and messages that are opened."""
    desk = library.Desk(data)
    out: list[object] = []
    for query in _QUERIES:
        page = desk.search(Search(query, limit=100))
        out.append((page.total, page.everything, page.hits, page.facets))
    for hit in desk.search(Search("", limit=100)).hits:
        opened = desk.open(hit.id, "", "light")
        out.append((opened.message.text, opened.places, opened.actions, opened.from_export))
    desk._searcher.close()
    return out


def main(times: int = 200, seed: int = 1) -> None:
    with tempfile.TemporaryDirectory() as place:
        damaged = Damaged(Path(place), seed)
        for _ in range(times):
            damaged.hurt()
    for (kind, way, noticed), count in sorted(damaged.counts.items()):
        print(f"{kind:14} {way:8} {noticed:10} {count}")
