"""kill -9 at moments that are spread over all that a writer does: how often in what, and whether anything was lost.

    python tests/bench/bench_kills.py [KILLS] [SEED]

After each kill the index is searched as it is: every message of a commit that was told must be found, whole.  Then the
next job starts, without help.  See tests/kills.py.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from kills import Mailboxes, plan  # noqa: E402 - after the path is set

if TYPE_CHECKING:
    from collections import Counter


def main(kills: int = 100, seed: int = 1) -> None:
    with tempfile.TemporaryDirectory() as folder:
        mailboxes = Mailboxes(Path(folder), seed)
        mailboxes.grow(20)
        mailboxes.run("import")
        for job, phase in plan(kills, seed):
            mailboxes.kill_one(job, phase)
        mailboxes.settle()
    print(f"{mailboxes.messages} messages in the end; jobs: {_counts(mailboxes.jobs)}")
    print(
        f"{sum(mailboxes.phases.values())} kills, each time the last commit intact and complete"
        f" and no help for the next start: {_counts(mailboxes.phases)}"
    )


def _counts(of: Counter[str]) -> str:
    return ", ".join(f"{what} {count}" for what, count in of.most_common())


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
