"""What a stemmer does to the word groups of `stems.toml`: which it splits, and which words it takes for one."""

from __future__ import annotations

import tomllib
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Callable

TABLE = Path(__file__).parent / "stems.toml"
SETS = ("tuned", "held_out")


class Outcome(NamedTuple):
    groups: int  # with more than one form
    pairs: int  # that must stay apart
    split: list[str]  # groups with more than one stem
    merged: list[str]  # two groups that share a stem
    together: list[str]  # pairs that share a stem


def outcome(name: str, stem: Callable[[str], str]) -> Outcome:
    """That of one set; a group of the tuned set that shares a stem with one of the held out counts there."""
    tables = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    groups, apart = tables[name]["groups"], tables[name]["apart"]
    others = [] if name == SETS[0] else tables[SETS[0]]["groups"]
    stems = {line: {stem(fold(form)) for form in line.split()} for line in (*others, *groups)}
    pairs = [*combinations(groups, 2), *((other, line) for other in others for line in groups)]
    return Outcome(
        groups=sum(" " in line for line in groups),
        pairs=len(apart),
        split=[line for line in groups if len(stems[line]) > 1],
        merged=[f"{one} / {other}" for one, other in pairs if stems[one] & stems[other]],
        together=[line for line in apart if len({stem(fold(form)) for form in line.split()}) == 1],
    )
