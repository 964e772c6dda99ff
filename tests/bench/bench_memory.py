"""Memory at its largest while a large mbox of real messages is dumped, by the whole program and its children.

GRIFFIELEZER_BENCH_MBOX says how many megabytes the mbox has (default 200; 1024 before an issue is closed).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from reader.formats import eml  # noqa: E402 - after the path is set

CORPUS = ROOT.parent / "shared" / "corpus" / "eml"
MEGABYTES = int(os.environ.get("GRIFFIELEZER_BENCH_MBOX", "200"))
SEPARATOR = b"From jan@voorbeeld.example Fri Nov 13 10:17:00 2020\n"
PAUSE = 0.1  # seconds between two looks


def main() -> None:
    if not CORPUS.is_dir():
        print("no corpus, no figure")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "groot.mbox"
        written = write(path)
        begin = time.perf_counter()
        with Path(os.devnull).open("wb") as nowhere:
            process = subprocess.Popen(
                [sys.executable, str(ROOT / "main.py"), "dump", str(path)],
                stdout=subprocess.PIPE,
                stderr=nowhere,
            )
            largest, lines = watched(process)
        seconds = time.perf_counter() - begin
        print(
            f"dump of an mbox of {path.stat().st_size / 1e6:.0f} MB, {written} messages: {lines} lines, "
            f"{largest / 1e6:.0f} MB of memory at most, {seconds:.0f} s"
        )


def write(path: Path) -> int:
    """An mbox of the corpus's messages, as often as needed."""
    files = [file for file in sorted(CORPUS.rglob("*")) if file.suffix in {".eml", ".txt"}]
    letters = [file.read_bytes() for file in files if eml.recognises(file.with_suffix(""), file.read_bytes())]
    written = 0
    with path.open("wb") as file:
        for letter in cycle(letters):
            file.write(SEPARATOR + letter.replace(b"\nFrom ", b"\n>From ") + b"\n\n")
            written += 1
            if file.tell() > MEGABYTES * 1_000_000:
                return written
    raise AssertionError


def watched(process: subprocess.Popen[bytes]) -> tuple[int, int]:
    """Bytes of memory of the process and its children at most, and the lines that it wrote."""
    assert process.stdout is not None
    largest, lines, looked = 0, 0, 0.0
    for _ in process.stdout:
        lines += 1
        if time.perf_counter() - looked > PAUSE:
            largest = max(largest, sum(resident(one) for one in family(process.pid)))
            looked = time.perf_counter()
    process.wait()
    return largest, lines


def family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in family(int(child)))]


def resident(pid: int) -> int:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
