"""Where the words of a query stand in a text, and the piece of text that a row shows.

This reads the text itself and not the index, so it serves a row, an opened message and paper alike.
"""

from __future__ import annotations

from collections import deque
from itertools import chain, repeat
from typing import TYPE_CHECKING

from reader.index.expand import fits
from reader.query import words_of
from reader.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.query import Node, Word
    from reader.tokens import Token

Run = tuple[int, int]

_BEFORE = 60  # characters of a snippet before its first hit
_LENGTH = 200


def marks(text: str, query: Node) -> Iterator[Run]:
    """The hits in a body, in order and apart from each other; a phrase is one hit."""
    wanted = [words for words in words_of(query) if words.field in (None, "body")]
    if not wanted:
        return
    tests = [[_Memory(word) for word in words.words] for words in wanted]
    longest = max(map(len, tests))
    window: deque[Token] = deque()
    end = 0  # of the last mark
    for token in chain(tokens(text), repeat(None, longest - 1)):
        if token is not None:
            window.append(token)
        if token is None or len(window) == longest:
            length = _hit(window, tests)
            if length and window[0].start >= end:
                end = window[length - 1].end
                yield window[0].start, end
            if window:
                window.popleft()


def snippet(text: str, query: Node) -> tuple[str, tuple[Run, ...]]:
    """A line of text around the first hit, or from the start, and the hits in it."""
    first = next(marks(text, query), None)
    start, end = _window(text, first)
    shown = " ".join(text[start:end].split())
    if end < len(text):
        shown += "…"
    if start > 0:
        shown = "…" + shown
    return shown, () if first is None else tuple(marks(shown, query))


def _window(text: str, first: Run | None) -> Run:
    """Where a snippet starts and ends: at spaces, where there are any near."""
    start = 0
    if first is not None and first[0] > _BEFORE:
        start = text.find(" ", first[0] - _BEFORE, first[0]) + 1 or first[0]
    end = len(text)
    if end > start + _LENGTH:
        least = start + 1 if first is None else first[1]
        end = max(text.rfind(" ", least, start + _LENGTH), least, start + _LENGTH // 2)
    return start, end


def _hit(window: Sequence[Token], tests: list[list[_Memory]]) -> int:
    """How many words make the longest hit at the start of the window."""
    return max(
        (
            len(parts)
            for parts in tests
            if len(parts) <= len(window)
            and all(test[token.form] for test, token in zip(parts, window, strict=False))
        ),
        default=0,
    )


class _Memory(dict[str, bool]):
    """Whether a form fits a word; the same words come back all the time."""

    def __init__(self, word: Word) -> None:
        super().__init__()
        self._fits = fits(word)

    def __missing__(self, form: str) -> bool:
        answer = self[form] = self._fits(form)
        return answer
