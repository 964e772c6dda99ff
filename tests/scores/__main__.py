"""One table of all scores, by set and field; with --differences every difference behind it.

`python -m tests.scores [--differences]`.  Each module beside this one offers
`scores() -> Iterator[tuple[set, field, agreed, note]]`; where the corpus is absent it yields nothing.
"""

from __future__ import annotations

import sys
from collections import Counter
from importlib import import_module
from pathlib import Path


def main(arguments: list[str]) -> None:
    totals: Counter[tuple[str, str]] = Counter()
    agreed: Counter[tuple[str, str]] = Counter()
    notes: list[str] = []
    for path in sorted(Path(__file__).parent.glob("[!_]*.py")):
        for set_name, field, good, note in import_module(f"tests.scores.{path.stem}").scores():
            for key in ((set_name, field), (set_name, "all"), ("all", "all")):
                totals[key] += 1
                agreed[key] += good
            if not good:
                notes.append(f"{set_name}  {field}  {note}")
    for set_name, field in sorted(totals, key=lambda key: (key[0] == "all", key[0], key[1] == "all", key[1])):
        count, good = totals[set_name, field], agreed[set_name, field]
        print(f"{set_name:44} {field:14} {good:6} of {count:6} {100 * good / count:6.1f} %")
    if "--differences" in arguments:
        print("", *notes, sep="\n")


main(sys.argv[1:])
