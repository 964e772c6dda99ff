"""The sentences of a message as rows of signs, worked out together: one by one would cost more than all that is done with them."""

from __future__ import annotations

from bisect import bisect_right
from sys import maxsize
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reader.actions.lexicon import END, OTHER
from reader.actions.plain import LINE_END
from reader.actions.sentences import Sentence, spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reader.actions.expression import DateExpression
    from reader.actions.lexicon import Lexicon
    from reader.actions.zones import Stretch

_BETWEEN = f" {LINE_END} "


class Lines(NamedTuple):
    """The sentences of the sender's own words by number; after the last one the subject has a number, and the text of others."""

    spans: list[tuple[int, int]]  # where each sentence begins and ends in the text
    firsts: list[int]  # of each stretch the number of its first sentence; and how many sentences there are
    rows: list[str]  # of each line its signs
    words: NDArray[np.intp]  # the signs of all lines as numbers from 0 on, with the end of each line
    codes: NDArray[np.intp]  # the same of all lines but the last
    starts: NDArray[np.intp]  # where each line begins in these
    lengths: NDArray[np.intp]  # and how many signs it has, its end not counted

    @property
    def subject(self) -> int:
        """The number of that line."""
        return len(self.spans)

    def of_stretch(self, number: int) -> range:
        """The sentences of a stretch."""
        return range(self.firsts[number], self.firsts[number + 1])

    def number(self, place: int) -> int:
        """The last sentence that begins at a place of the text or before it; -1 where none does."""
        return bisect_right(self.spans, (place, maxsize)) - 1

    def stretch(self, number: int) -> int:
        """The stretch in which a sentence stands."""
        return bisect_right(self.firsts, number) - 1

    def sentence(self, number: int, plain: str) -> Sentence:
        start, end = self.spans[number]
        return Sentence(start, end, plain[start:end])

    def holding(self, dates: Sequence[DateExpression]) -> dict[int, list[DateExpression]]:
        """The sentences in which some of the dates stand, with these."""
        found: dict[int, list[DateExpression]] = {}
        for date in dates:
            number = self.number(date.start)
            if number >= 0 and date.start < self.spans[number][1]:
                found.setdefault(number, []).append(date)
        return found


def lines_of(text: str, plain: str, subject: str, own: Sequence[Stretch], lexicon: Lexicon) -> Lines:
    """`plain` is the text in lower case, and so is `subject`; `own` are the stretches with the sender's own words, in order."""
    found: list[tuple[int, int]] = []
    firsts = [0]
    for stretch in own:
        found += spans(text, plain, stretch.start, stretch.end)
        firsts.append(len(found))
    begins = [0, *(stretch.end for stretch in own)]
    stops = [*(stretch.start for stretch in own), len(plain)]
    others = " ".join([plain[begin:end] for begin, end in zip(begins, stops, strict=True)])
    words = lexicon.codes(_BETWEEN.join([*[plain[start:end] for start, end in found], subject, others, ""]))
    rows = (words + ord(OTHER)).astype("<u2").tobytes().decode("utf-16-le").split(END)[:-1]
    ends = (words == ord(END) - ord(OTHER)).nonzero()[0]
    starts = np.concatenate(([0], ends[:-1] + 1))
    codes = words[: starts[-1]]  # the words of others are only watched
    return Lines(found, firsts, rows, words, codes, starts[:-1], (ends - starts)[:-1])
