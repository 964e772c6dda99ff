"""A text as rules and dates read it: in lower case, with plain quotes, each character at its own place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_TEXT = 200_000  # characters that are read: a body of 5 MB asks nothing on its last page
LINE_END = "\0"  # stands in no such text

_PLAIN = (
    ("’", "'"),
    ("‘", "'"),
    ("“", '"'),
    ("”", '"'),
    ("„", '"'),
    ("\xa0", " "),
    ("\r", "\n"),
    (LINE_END, " "),
)


def lower(text: str) -> str:
    """The first `LONGEST_TEXT` characters in lower case, with straight quotes.

    >>> lower("Wie’s ‘İ’ zegt")
    "wie's 'İ' zegt"
    """
    text = text[:LONGEST_TEXT]
    try:
        return (
            text.encode(_LATIN).translate(_SMALL).decode(_LATIN)
        )  # as most can be written, in a sixth of the time
    except UnicodeEncodeError:
        return _lower(text)


def _lower(text: str) -> str:
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters, such as İ, become two
        lowered = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    for letter, plain in _PLAIN:
        lowered = lowered.replace(letter, plain)
    return lowered


_LATIN = "latin-1"
_SMALL = _lower(bytes(range(256)).decode(_LATIN)).encode(_LATIN)


def places(plain: str, word: str) -> Iterator[int]:
    """Where a word stands by itself.

    >>> list(places("kan een kandidaat? dat kan.", "kan"))
    [0, 23]
    """
    position = plain.find(word)
    while position >= 0:
        after = position + len(word)
        if not plain[position - 1 : position].isalnum() and not plain[after : after + 1].isalnum():
            yield position
        position = plain.find(word, after)
