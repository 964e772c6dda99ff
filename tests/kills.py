r"""Imports that are killed, kill -9, at moments that are spread over all that a writer does, and what is there after each.

    python tests/kills.py JOB DATA_DIR PHASE_FILE EXPORT...     the process that is killed

It tells in one byte of a mapped file what it is busy with, so that is known also of a process that was killed, and
prints the places and numbers of the messages of each commit that the program reports.  Its batches are small, so that a short
import has commits, spills and merges by the dozen.  `Mailboxes` is the other side: it keeps what was said, kills, and
looks whether the index still has it.
"""

from __future__ import annotations

import mmap
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from reader import importing, library  # noqa: E402 - after the path is set
from reader.errors import IndexUnusable  # noqa: E402
from reader.events import Committed, Search  # noqa: E402
from reader.index import folder, invert, writer  # noqa: E402
from reader.index.toc import Toc  # noqa: E402
from reader.paths import data_dir  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence


# What a writer does -> the functions that do it; "reading" is everything else: walking, parsing, noting how far it is.
PHASES = {
    "reading": (),
    "adding": ((writer.Writer, "add"),),
    "replacing": ((writer.Writer, "_replace"),),
    "inverting": ((writer.Writer, "_spill"),),
    "commit": ((writer.Writer, "commit"),),
    "contents": ((Toc, "commit"),),
    "merging": ((writer.Writer, "_merged"),),
    "noting": ((writer.Writer, "_note_checksums"),),
    "forgetting": ((writer.Writer, "_take_away"),),
    "opening": ((writer.Writer, "_sweep"), (folder, "fault")),
    "rebuilding": ((writer.Writer, "renew"), (folder, "create"), (Toc, "renew")),
}
_NAMES = tuple(PHASES)
_OFTEN = (
    "adding",
    "replacing",
    "inverting",
    "commit",
    "contents",
    "noting",
)  # phases that come again and again
_PERSON = "Jan de Vries <jan.devries@voorbeeld.example>"
_PHASES_OF = {
    "import": (
        "reading",
        "adding",
        "replacing",
        "inverting",
        "commit",
        "contents",
        "merging",
        "noting",
        "opening",
    ),
    "forget": ("forgetting", "contents", "merging"),
    "rebuild": ("rebuilding", "reading", "adding", "inverting", "commit", "contents", "merging"),
}
_SETTLED = 0.2  # of the imports that were killed are let end
_CHANGED = 6  # messages of an export that say something else when it is written anew
_DONE = "done"
_ATTACHED = 50  # one message in so many has an attachment, for which the writer needs a child


def child(job: str, place: str, phase: str, *exports: str) -> None:
    """Do one job, and say what is committed."""
    importing._FIRST_BATCH, importing.BATCH = 8, 12
    invert.SPILL, writer.MOST_SEGMENTS = 500, 4
    waiting: list[str] = []
    with Path(phase).open("r+b") as file:
        told = mmap.mmap(file.fileno(), 1)
        for number, functions in enumerate(PHASES.values()):
            for owner, name in functions:
                if hasattr(owner, name):
                    setattr(owner, name, _told(getattr(owner, name), number, told, waiting))
    data = data_dir(Path(place))
    jobs = {
        "import": lambda: library.add_exports(data, exports),
        "rebuild": lambda: library.rebuild(data),
        "forget": lambda: library.forget_export(data, exports[0]),
    }
    for event in jobs[job]():
        if isinstance(event, Committed):
            print(*waiting, flush=True)
            waiting.clear()
    print(_DONE, flush=True)


def _told(function, number, told, waiting):  # type: ignore[no-untyped-def] # around any function
    """The function, saying that it is what the process is busy with."""

    def telling(*args, **kwargs):  # type: ignore[no-untyped-def] # as above
        before, told[0] = told[0], number
        try:
            return function(*args, **kwargs)
        finally:
            told[0] = before
            if function.__name__ == "add":
                waiting.append(f"{args[3]}:{args[1].subject.split()[-1]}")

    return telling


def plan(kills: int, seed: int) -> list[tuple[str, str]]:
    """So many times a job and the phase of it to strike in, all of them in turn, in a random order."""
    every = [(job, phase) for job, phases in _PHASES_OF.items() for phase in phases]
    planned = [every[at % len(every)] for at in range(kills)]
    random.Random(seed).shuffle(planned)
    return planned


class Mailboxes:
    """Exports that grow, the index of them, and what must be in it."""

    def __init__(self, place: Path, seed: int) -> None:
        self.phases: Counter[str] = Counter()  # kills, by what the process was busy with
        self.jobs: Counter[str] = Counter()
        self._rng = random.Random(seed)
        self._place = place
        self._data = data_dir(place / "data")
        self._exports = [place / "griffie.mbox", place / "raad.mbox"]
        self._phase = place / "phase"
        self._output = place / "output"  # what a process says
        self._written: list[list[int]] = [[], []]  # numbers of the messages of each export
        self._versions: Counter[int] = Counter()  # how often each message was changed
        self._said: list[set[int]] = [set(), set()]  # of those, the ones that must be there
        self._next = 0
        for export in self._exports:
            export.write_bytes(b"")

    @property
    def messages(self) -> int:
        """How many were written."""
        return self._next

    def grow(self, many: int) -> None:
        """Write messages to each export; every fifth stands in both."""
        for number in range(self._next, self._next + many):
            where = (0, 1) if number % 5 == 0 else (number % 2,)
            for at in where:
                with self._exports[at].open("ab") as file:
                    file.write(letter(number))
                self._written[at].append(number)
        self._next += many

    def change(self) -> None:
        """Write the exports anew, with other words in some messages.

        In the first ones too: that a file changed which also grew is noticed by a sample.
        """
        written = sorted({*self._written[0], *self._written[1]})
        changed = {*written[:2], *self._rng.sample(written, min(len(written), _CHANGED))}
        self._versions.update(changed)
        for export, numbers in zip(self._exports, self._written, strict=True):
            export.write_bytes(b"".join(letter(number, self._versions[number]) for number in numbers))

    def strike(self, job: str, phase: str) -> str:
        """Start a job and kill it in a phase, or soon after it; says what it was busy with, "" where it was done before."""
        after = self._rng.randint(0, 3) if phase in _OFTEN else 0
        delay = self._rng.choice((0, 0.0003, 0.001, 0.004, 0.02))
        process, told = self._start(job)
        self._wait_for(process, told, _NAMES.index(phase), after)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        at = _NAMES[told[0]]
        ended = self._hear(process, job)
        told.close()
        if ended:
            return ""
        self.phases[at] += 1
        self.jobs[job] += 1
        return at

    def kill_one(self, job: str, phase: str) -> None:
        """One kill more: let the mailboxes grow, strike, look at what is there, and now and then let a job end."""
        while True:
            if phase == "replacing" or (job == "import" and self._rng.random() < 0.5):
                self.change()
            else:
                self.grow(12)
            if job == "rebuild":
                self.outdate()
            at = self.strike(job, phase)
            self.check(rebuilding=job == "rebuild")
            if self._rng.random() < _SETTLED or job != "import":
                self.settle()
            if at:
                return

    def run(self, job: str) -> None:
        """Let a job end."""
        process, told = self._start(job)
        assert self._hear(process, job), "a start needs no help"
        told.close()

    def outdate(self) -> None:
        """Have the index built again: it is of other rules, or a segment of it is damaged."""
        generation = folder.current(self._data.index)
        assert generation is not None
        segments = sorted(generation.glob("*.arrays"))
        if segments and self._rng.random() < 0.5:
            content = bytearray(segments[0].read_bytes())
            content[len(content) // 2] ^= 0xFF
            segments[0].write_bytes(content)
            return
        with suppress(sqlite3.Error), sqlite3.connect(generation / folder.ROWS) as db:
            db.execute("UPDATE fact SET value = 'other' WHERE name = 'version'")
        db.close()

    def check(self, *, rebuilding: bool = False) -> None:
        """What a searcher finds now, before any help: all that was said, each message whole, and nothing by halves."""
        try:
            found = self._found()
        except IndexUnusable:
            assert rebuilding, "it was killed before it began"
            return
        said = self._said[0] | self._said[1]
        written = set(self._written[0]) | set(self._written[1])
        assert found <= written
        if not rebuilding:
            assert said <= found, f"{sorted(said - found)} were committed and are gone"
        desk = library.Desk(self._data)
        page = desk.search(Search("", limit=0))
        assert page.everything == len(found)
        assert sum(page.facets.year.values()) == len(found)
        for number in self._some(found):
            page = desk.search(Search(f"uniek{number}"))
            assert [hit.subject for hit in page.hits] == [f"Brief {number}"], number
            assert desk.search(Search(f"bijlage:aanhang{number}")).total == (number % _ATTACHED == 0)
            (hit,) = page.hits
            places = {Path(place.export) for place in hit.places}
            assert places <= {self._exports[at] for at in (0, 1) if number in self._written[at]}
            assert places >= {self._exports[at] for at in (0, 1) if number in self._said[at]}, number
            assert page.facets.export == {str(place): 1 for place in places}
            opened = desk.open(hit.id, "", "light")
            assert opened.from_export
            assert f"uniek{number} " in opened.message.text

    def settle(self) -> None:
        """The next start goes on by itself to the end, and leaves nothing behind."""
        self.run("import")
        found = self._found()
        assert found == set(self._written[0]) | set(self._written[1])
        self.check()
        desk = library.Desk(self._data)
        for number in self._some(found):
            for version in range(self._versions[number] + 1):
                newest = version == self._versions[number]
                assert desk.search(Search(f"versie{number}v{version:03}")).total == newest, (number, version)
        leftovers = self._leftovers()
        assert leftovers == [], leftovers

    def _found(self) -> set[int]:
        desk = library.Desk(self._data)
        hits = desk.search(Search("", limit=100_000)).hits
        assert len({hit.id for hit in hits}) == len(hits)
        return {int(hit.subject.split()[-1]) for hit in hits}

    def _some(self, found: set[int]) -> Sequence[int]:
        newest = sorted(found)[-20:]
        return sorted({*newest, *self._rng.sample(sorted(found), min(len(found), 20))})

    def _leftovers(self) -> list[str]:
        """What no commit names."""
        root = self._data.index
        generation = folder.current(root)
        assert generation is not None
        toc = Toc(generation)
        named = {toc.path_of(of).name for of in toc.segments()} | {f"_MAIN_{toc.number()}.toc"}
        files = {path.name for path in generation.iterdir() if not path.name.startswith(folder.ROWS)}
        others = {path.name for path in root.iterdir()} - {generation.name, "writer.lock"}
        return sorted((files ^ named) | others)

    def _start(self, job: str) -> tuple[subprocess.Popen[bytes], mmap.mmap]:
        self._phase.write_bytes(b"\0")
        with self._phase.open("r+b") as file:
            told = mmap.mmap(file.fileno(), 1)
        command = [sys.executable, "-W", "ignore", __file__, job, str(self._data.index.parent)]
        command += [str(self._phase), *map(str, self._exports)]
        # What it says goes to a file: in a pipe that nobody reads yet it would wait for ever.
        with self._output.open("w") as file:
            return subprocess.Popen(command, stdout=file), told

    @staticmethod
    def _wait_for(process: subprocess.Popen[bytes], told: mmap.mmap, phase: int, after: int) -> None:
        """Until the process is in a phase, having left it so often."""
        inside = False
        while process.poll() is None:
            if (told[0] == phase) is not inside:
                inside = not inside
                if inside:
                    after -= 1
                    if after < 0:
                        return
            time.sleep(0.0001)

    def _hear(self, process: subprocess.Popen[bytes], job: str) -> bool:
        """Note what a process said until it ended; whether it did all it had to."""
        process.wait()
        lines = self._output.read_text().splitlines()
        done = bool(lines) and lines[-1] == _DONE
        if job == "forget":
            self._said[0] = set()  # from the first moment on: it may be done and not told
            return done
        for line in lines[: len(lines) - done]:
            for export, _colon, number in (one.rpartition(":") for one in line.split(" ") if one):
                self._said[self._exports.index(Path(export))].add(int(number))
        return done


def letter(number: int, version: int = 0) -> bytes:
    """A message with a word of its own in its text, one of its version, and at times one in its attachment.

    It is as long in each version, so that it stands where it stood.
    """
    text = " ".join(f"woord{number * 7 % 500 + k}" for k in range(30)) + f" versie{number}v{version:03}"
    head = (
        f"From griffie@voorbeeld.example Fri Nov 13 10:17:00 2020\nFrom: {_PERSON}\nSubject: Brief {number}\n"
        f"Message-ID: <{number}@voorbeeld.example>\nDate: {1 + number % 28} Nov {2000 + number % 20} 10:00:00 +0100\n"
    )
    if number % _ATTACHED:
        return f"{head}\nuniek{number} {text}\n\n".encode()
    return (
        f'{head}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n'
        f"--x\nContent-Type: text/plain\n\nuniek{number} {text}\n"
        f'--x\nContent-Type: text/plain\nContent-Disposition: attachment; filename="a.txt"\n\naanhang{number}\n--x--\n\n'
    ).encode()


if __name__ == "__main__":
    child(*sys.argv[1:])
