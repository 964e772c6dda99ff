"""Damaged mail of every kind: nothing may escape as a traceback, hang, or cost more than its own message.

The files of the corpus in ../shared, and those that the tests make, are mutated and read as any export is.
GRIFFIELEZER_FUZZ says how many (default 2,000; 200,000 before an issue is closed), GRIFFIELEZER_FUZZ_SEED where the
dice begin.  Every finding names the seed of its mutation: `bench_fuzz.py KIND SEED FILE` writes that file out.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import time
import zipfile
from base64 import encodebytes
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from reader.formats import read_export  # noqa: E402 - after the path is set
from reader.message import Message  # noqa: E402

if TYPE_CHECKING:
    from reader.problems import Problem

COUNT = int(os.environ.get("GRIFFIELEZER_FUZZ", "2000"))
FIRST_SEED = int(os.environ.get("GRIFFIELEZER_FUZZ_SEED", "1"))
CORPUS = ROOT.parent / "shared" / "corpus"
LARGEST = 1 << 20  # bytes of a file that is mutated
SLOW = 10.0  # seconds for one file of that size
BATCH = 250
# How much of the work each kind gets.
KINDS = {"eml": 0.55, "mbox": 0.1, "msg": 0.15, "pst": 0.05, "tnef": 0.1, "zip": 0.05}
SUFFIX = {"eml": ".eml", "mbox": ".mbox", "msg": ".msg", "pst": ".pst", "tnef": ".eml", "zip": ".zip"}
FINDINGS = {"message_damaged"}  # a parser threw something that it should not
COSTLY = {"parser_died", "parser_slow", "parser_memory"}  # the guard kept it to one message

TOKENS = [
    b"\0",
    b"\xff" * 4,
    b"\x00\x00\x00\x80",
    b"\xff\xff\xff\x7f",
    b"\r\n\r\n",
    b"\n--",
    b"Content-Type: multipart/mixed; boundary=x\r\n",
    b"Content-Type: message/rfc822\r\n\r\n",
    b"Content-Transfer-Encoding: base64\r\n",
    b"charset=utf-7",
    b"charset=utf-16",
    b"=?utf-8?q?=",
    b"\nFrom ",
    b"<table><div>",
    b"{\\rtf1\\fromhtml1 {\\*\\htmltag",
    b"\\u-1?",
    b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n",
    b"begin 644 x\n",
]


class Outcome(NamedTuple):
    kind: str
    codes: Counter[str]
    messages: int
    seconds: float
    slowest: tuple[float, int]  # seconds and seed
    findings: list[str]


def main() -> None:
    jobs = [
        (kind, FIRST_SEED + begin, min(BATCH, round(COUNT * share) - begin))
        for kind, share in KINDS.items()
        if originals(kind)
        for begin in range(0, round(COUNT * share), BATCH)
    ]
    totals = {kind: Outcome(kind, Counter(), 0, 0.0, (0.0, 0), []) for kind in KINDS}
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        for one in pool.map(batch, *zip(*jobs, strict=True)):
            before = totals[one.kind]
            totals[one.kind] = Outcome(
                one.kind,
                before.codes + one.codes,
                before.messages + one.messages,
                before.seconds + one.seconds,
                max(before.slowest, one.slowest),
                before.findings + one.findings,
            )
            print("".join(f"{finding}\n" for finding in one.findings), end="", flush=True)
    for kind, total in totals.items():
        report(kind, total)
    found = sum(len(total.findings) for total in totals.values())
    files = sum(total.codes["files"] for total in totals.values())
    print(f"{files} mutated files, {found} findings")
    sys.exit(1 if found else 0)


def batch(kind: str, first: int, count: int) -> Outcome:
    codes: Counter[str] = Counter()
    messages, begin, slowest, findings = 0, time.perf_counter(), (0.0, 0), []
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        path = Path(folder) / f"bestand{SUFFIX[kind]}"
        for seed in range(first, first + count):
            path.write_bytes(mutated(kind, seed))
            entries, took = timed(path)
            for entry in entries:
                if isinstance(entry, Message):
                    messages += 1
                    continue
                codes[entry.code] += 1
                if entry.code in FINDINGS:
                    findings.append(f"finding: {kind} seed {seed}: {entry.code} {entry.detail}")
            if (
                took > SLOW and (took := min(took, timed(path)[1])) > SLOW
            ):  # a busy machine makes one slow, not two
                findings.append(f"finding: {kind} seed {seed}: {took:.0f} seconds")
            slowest = max(slowest, (took, seed))
            codes["files"] += 1
    return Outcome(kind, codes, messages, time.perf_counter() - begin, slowest, findings)


def timed(path: Path) -> tuple[list[Message | Problem], float]:
    """What the file holds, and in how many seconds that was read."""
    started = time.perf_counter()
    entries = list(read_export(str(path)))
    return entries, time.perf_counter() - started


def report(kind: str, total: Outcome) -> None:
    if not total.codes:
        return
    lost = ", ".join(f"{code} {total.codes[code]}" for code in sorted(COSTLY) if total.codes[code])
    print(
        f"{kind:5}{total.codes['files']:8} files{total.messages:9} messages"
        f"{sum(total.codes.values()) - total.codes['files']:8} problems"
        f"   slowest {total.slowest[0]:.1f} s (seed {total.slowest[1]})   {lost}"
    )


@cache
def originals(kind: str) -> list[bytes]:
    """The files that mutations begin with, in a fixed order."""
    folder = CORPUS / (
        "mbox" if kind == "mbox" else "tnef" if kind == "tnef" else "eml" if kind == "zip" else kind
    )
    wanted = {".msg": kind == "msg", ".pst": kind == "pst", ".tnef": kind == "tnef", ".dat": kind == "tnef"}
    found = []
    for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
        if not path.is_file() or path.stat().st_size > LARGEST:
            continue
        if kind in {"msg", "pst", "tnef"} and not wanted.get(path.suffix.lower(), False):
            continue
        if kind not in {"msg", "pst", "tnef"} and path.suffix.lower() in {".json", ".xml", ".html", ".yaml"}:
            continue
        found.append(path.read_bytes())
    return found


def mutated(kind: str, seed: int) -> bytes:
    """A damaged file; the same for the same seed."""
    dice = Random(f"{kind}{seed}")
    content = bytearray(dice.choice(originals(kind)))
    if kind == "zip":
        content = bytearray(zipped(bytes(content)))
    for _ in range(dice.choice((1, 1, 2, 4, 16, 64))):
        mutate(content, dice, kind)
    return winmail(bytes(content)) if kind == "tnef" else bytes(content)


def mutate(content: bytearray, dice: Random, kind: str) -> None:
    at = dice.randrange(len(content) + 1)
    length = min(dice.choice((1, 2, 4, 16, 256, 4096)), len(content) - at)
    match dice.randrange(8):
        case 0 | 1 if at < len(content):
            content[at] ^= 1 << dice.randrange(8)
        case 2:
            content[at : at + length] = dice.randbytes(length)
        case 3:
            del content[at : at + length]
        case 4:
            content[at:at] = content[at : at + length] * dice.choice((1, 2, 50))
        case 5:
            token = dice.choice(TOKENS)
            content[at : at + (len(token) if dice.random() < 0.5 else 0)] = token
        case 6:
            other = dice.choice(originals(kind))
            begin = dice.randrange(len(other) + 1)
            content[at : at + length] = other[begin : begin + length]
        case _ if dice.random() < 0.2:
            del content[at:]


def winmail(content: bytes) -> bytes:
    header = b"From: a@voorbeeld.example\nSubject: x\nContent-Type: application/ms-tnef; name=winmail.dat\n"
    return header + b"Content-Transfer-Encoding: base64\n\n" + encodebytes(content)


def zipped(content: bytes) -> bytes:

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("map/a.eml", content)
        archive.writestr("b.mbox", b"From a@b.example Fri Nov 13 10:17:00 2020\n" + content)
    return packed.getvalue()


if __name__ == "__main__":
    if len(sys.argv) == 4:
        Path(sys.argv[3]).write_bytes(mutated(sys.argv[1], int(sys.argv[2])))
    else:
        main()
