"""A whole import, from an mbox to the index, beside recollindex and notmuch on the same mail: messages a CPU second.

The mail is that of `bench_index`; GRIFFIELEZER_BENCH_MESSAGES says how much of it (default 20000).  CPU time is that of all processes
of a program together, the least of some rounds in which all take their turn: other work on the machine only adds.  recollindex and
notmuch (Debian's packages) are run where they are installed, each with a home folder of its own; notmuch reads no mbox,
so it gets a Maildir.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from email.header import Header
from email.utils import format_datetime
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from bench_index import generate  # noqa: E402 - after the path is set

MESSAGES = int(os.environ.get("GRIFFIELEZER_BENCH_MESSAGES", "20000"))
OURS, AGAIN = "griffielezer", "the same again"
MUST = {"recollindex": 1.5, "notmuch": 3.0}  # times faster
MUST_REACH = 450  # messages a CPU second
MUST_HOLD = 700  # MB
_ROUNDS = 2
_TICK_SECONDS = 0.2


class Run(NamedTuple):
    """What one program took."""

    cpu: float  # seconds
    wall: float
    memory: dict[str, int]  # process -> MB at its largest, where that was looked at


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        generate(MESSAGES, place / "messages.jsonl")
        lines = (place / "messages.jsonl").read_text(encoding="utf-8").splitlines()
        mbox = place / "post" / "griffie.mbox"
        mbox.parent.mkdir()
        with mbox.open("wb") as file:
            file.writelines(
                b"From griffie@voorbeeld.example Fri Nov 13 10:17:00 2020\n" + mail(line) + b"\n"
                for line in lines
            )
        print(f"{len(lines)} messages, {mbox.stat().st_size / 1e6:.0f} MB, {os.cpu_count()} processors")
        rounds = [round_of(place / str(number), mbox, lines) for number in range(_ROUNDS)]
        best = {name: min((one[name] for one in rounds), key=lambda run: run.cpu) for name in rounds[0]}
        for name, run in best.items():
            report(name, run, len(lines), best[OURS])
        held = max((one[OURS].memory for one in rounds), key=lambda memory: sum(memory.values()))
        print(f"{'memory, largest':<22}{sum(held.values()):8} MB, must be below {MUST_HOLD}: {held}")


def round_of(place: Path, mbox: Path, lines: list[str]) -> dict[str, Run]:
    """Each program once, with nothing that it did before."""
    place.mkdir()
    command = [sys.executable, str(ROOT / "main.py"), "index", "--data-dir", str(place / "data"), str(mbox)]
    runs = {OURS: ran(command, place, watched=True), AGAIN: ran(command, place)}
    for name, prepare in (("recollindex", recoll), ("notmuch", notmuch)):
        if shutil.which(name):
            runs[name] = ran(prepare(place, mbox, lines), place)
    return runs


def mail(line: str) -> bytes:
    """A message as it stands in a mailbox."""
    fields = json.loads(line)
    day = format_datetime(datetime.fromtimestamp(fields["date"], UTC))
    people = {
        name: Header(fields[name], "utf-8").encode() if not fields[name].isascii() else fields[name]
        for name in ("from", "to", "subject")
    }
    head = (
        f"From: {people['from']}\nTo: {people['to']}\nSubject: {people['subject']}\nDate: {day}\n"
        f"Message-ID: <{fields['id']}@voorbeeld.example>\nKeywords: {fields['category']}\nMIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    )
    return f"{head}{fields['body']}\n".encode()


def recoll(place: Path, mbox: Path, _lines: list[str]) -> list[str]:
    settings = place / "recoll"
    settings.mkdir()
    (settings / "recoll.conf").write_text(f"topdirs = {mbox.parent}\nloglevel = 1\n")
    return ["recollindex", "-c", str(settings)]


def notmuch(place: Path, _mbox: Path, lines: list[str]) -> list[str]:
    for name in ("cur", "new", "tmp"):
        (place / "maildir" / name).mkdir(parents=True)
    for number, line in enumerate(lines):
        (place / "maildir" / "cur" / f"{number}:2,S").write_bytes(mail(line))
    settings = place / "notmuch.conf"
    settings.write_text(
        f"[database]\npath={place / 'maildir'}\n[user]\nname=G\nprimary_email=g@voorbeeld.example\n[new]\ntags=unread;inbox;\n"
    )
    return ["notmuch", f"--config={settings}", "new", "--quiet"]


def ran(command: list[str], home: Path, *, watched: bool = False) -> Run:
    """Run a program to its end."""
    surroundings = os.environ | {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home)}
    before, began = cpu_of_children(), time.perf_counter()
    process = subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    memory: dict[str, int] = {}
    while watched and process.poll() is None:
        for one, held in resident(process.pid).items():
            memory[one] = max(held, memory.get(one, 0))
        time.sleep(_TICK_SECONDS)
    _, complaints = process.communicate()
    assert process.returncode == 0, complaints.decode()[-2000:]
    return Run(cpu_of_children() - before, time.perf_counter() - began, memory)


def cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def resident(pid: int, name: str = "writer") -> dict[str, int]:
    """What a process and its children hold now, in MB, as Linux tells."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        threads = [Path(one, "children").read_text().split() for one in Path(f"/proc/{pid}/task").iterdir()]
    except OSError:
        return {}
    held = next((int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmRSS")), 0)
    found = {name: held}
    for child in {*children, *(one for of in threads for one in of)}:
        found |= resident(int(child), f"child {child}")
    return found


def report(name: str, run: Run, messages: int, ours: Run) -> None:
    if name == OURS:
        judged = f"  must be {MUST_REACH}"
    else:
        judged = (
            f"  ours is {run.cpu / ours.cpu:.2f} times as fast, must be {MUST[name]}" if name in MUST else ""
        )
    print(
        f"{name:<22}{messages / run.cpu:8.0f} messages/CPU s, {messages / run.wall:.0f}/s ({run.cpu:.1f} CPU s, {run.wall:.1f} s){judged}"
    )


if __name__ == "__main__":
    main()
