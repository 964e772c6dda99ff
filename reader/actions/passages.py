"""The sentences of a message one by one, for a user who points at one without a mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.actions.plain import lower
from reader.actions.sentences import spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.message import Message


class Passage(NamedTuple):
    """`message.text[start:end]`, on one line."""

    start: int
    end: int
    words: str


def passages(message: Message, taken: Sequence[tuple[int, int]] = ()) -> tuple[Passage, ...]:
    """The sentences in order, without what is quoted and what touches a stretch that is `taken`."""
    text, plain = message.text, lower(message.text)
    without = (*message.body.quoted, *taken)
    return tuple(
        Passage(start, end, " ".join(text[start:end].split()))
        for start, end in spans(text, plain, 0, len(plain))
        if any(map(str.isalnum, text[start:end]))
        and not any(start < last and first < end for first, last in without)
    )
