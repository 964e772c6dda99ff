"""Every file of the corpus in ../shared, read by itself as a user would add it: what each gives, and how long it takes.

A traceback, a lost child or a file that takes longer than `SLOW` seconds is a finding, and the exit code is 1.
"""

from __future__ import annotations

import sys
import time
import traceback
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from reader.formats import read_export  # noqa: E402 - after the path is set
from reader.message import Message  # noqa: E402

CORPUS = ROOT.parent / "shared" / "corpus"
SLOW = 10.0  # seconds for one file
FINDINGS = frozenset({"message_damaged", "parser_died", "parser_slow", "parser_memory"})
NAMED = frozenset({".msg", ".pst", ".ost"})  # of these, each file that gives no message is named


def main() -> None:
    if not CORPUS.is_dir():
        print("no corpus, no figure")
        return
    findings: list[str] = []
    unread: list[str] = []
    messages: Counter[str] = Counter()
    problems: defaultdict[str, Counter[str]] = defaultdict(Counter)
    slowest = (0.0, "")
    paths = [path for path in sorted(CORPUS.rglob("*")) if path.is_file()]
    for path in paths:
        kind, name = path.relative_to(CORPUS).parts[0], str(path.relative_to(CORPUS))
        begin, found = time.perf_counter(), 0
        try:
            for entry in read_export(str(path)):
                if isinstance(entry, Message):
                    found += 1
                    problems[kind].update(f"({one.code})" for one in entry.problems)
                    continue
                problems[kind][entry.code] += 1
                if entry.code in FINDINGS:
                    findings.append(f"{name}: {entry.code} {entry.detail}")
                if path.suffix.lower() in NAMED:
                    unread.append(f"{name}: {entry.code} {entry.detail}")
        except Exception:  # noqa: BLE001 - the finding that is looked for
            findings.append(f"{name}: {traceback.format_exc(limit=-3)}")
        took = time.perf_counter() - begin
        if took > SLOW:
            findings.append(f"{name}: {took:.0f} seconds")
        slowest = max(slowest, (took, name))
        messages[kind] += found
    for kind in sorted(problems.keys() | messages.keys()):
        print(f"{kind:14}{messages[kind]:7} messages   {dict(sorted(problems[kind].items()))}")
    print("codes in brackets: a message that was read, with something damaged in it")
    print("not read:", *unread or ["nothing"], sep="\n  ")
    print(
        f"{len(paths)} files, slowest {slowest[0]:.1f} s ({slowest[1]}); crashes, hangs, tracebacks: {len(findings)}"
    )
    print("".join(f"  {finding}\n" for finding in findings), end="")
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
