"""Word groups that a stemmer splits, and words that it takes for one: Snowball's two for Dutch beside ours.

The groups are those of `tests/stems.toml`; ours was tuned looking at two thirds of them.
"""

from __future__ import annotations

import sys
from pathlib import Path

import Stemmer

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from reader.index.stems import stem
from tests.word_groups import SETS, outcome


def main() -> None:
    stemmers = {name: Stemmer.Stemmer(name).stemWord for name in ("dutch", "dutch_porter")} | {"ours": stem}
    print(f"{'stemmer':<16}{'set':<10}{'groups':>8}{'split':>8}{'merged':>8}{'pairs':>8}{'together':>10}")
    for of, stemmer in stemmers.items():
        for name in SETS:
            found = outcome(name, stemmer)
            print(
                f"{of:<16}{name:<10}{found.groups:>8}{len(found.split):>8}{len(found.merged):>8}"
                f"{found.pairs:>8}{len(found.together):>10}"
            )


if __name__ == "__main__":
    main()
