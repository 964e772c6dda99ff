"""Where in a text a hit may begin, found by its letters: to look at each word of each row would cost a page its speed.

The vocabulary knows which forms the words of a query have, so a plain search finds them; as they were folded, each letter
stands for its capital and its accents as well.  A text with letters that fold in other ways is looked at word by word.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reader.tokens import WORD, fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from reader.query import Word

    Known = Mapping[Word, Collection[str]]  # the forms of a word; one that has very many is not there

_LATIN = (*range(0xAA, 0x250), *range(0x1E00, 0x1F00))
_word = re.compile(WORD)
_LETTER = r"[^\W_]"
_APOSTROPHES = "'\u2019"


def beginnings(words: Sequence[Word], known: Known) -> re.Pattern[str] | None:
    """Finds what may be one of these words; None where that may be any word."""
    begins: set[str] = set()
    for word in words:
        if word.how in ("exact", "prefix", "typed"):
            begins.add(word.form)
        if word.how not in ("exact", "prefix"):
            if word not in known:
                return None
            begins.update(known[word])
    written = ("".join(_written(letter) for letter in form) for form in sorted(begins))
    return re.compile(rf"(?<!{_LETTER})(?:{'|'.join(written) or '(?!)'})", re.IGNORECASE)


def word_starts(text: str, begins: re.Pattern[str] | None) -> Iterator[int]:
    """Where words start that may be looked for, in order."""
    if begins is None or not (text.isascii() or _other_letters().search(text) is None):
        yield from (found.start() for found in _word.finditer(text))
        return
    for found in begins.finditer(text):
        if _starts_word(text, found.start()):
            yield found.start()


def words_from(text: str, start: int) -> Iterator[re.Match[str]]:
    """The words from the one that starts there on."""
    return _word.finditer(text, start)


def _starts_word(text: str, at: int) -> bool:
    """Whether a letter with none before it starts a word: the s of "foto's" does not."""
    if at == 0 or text[at - 1] not in _APOSTROPHES:
        return True
    before = max(text.rfind(space, 0, at) for space in (" ", "\n", "\t")) + 1
    return any(found.start() == at for found in _word.finditer(text, before, at + 2))


def _written(letter: str) -> str:
    others = _accented().get(letter, "")
    return f"[{re.escape(letter)}{others}]" if others else re.escape(letter)


@cache
def _accented() -> dict[str, str]:
    """The letters beyond ASCII that fold to one of it, and the apostrophes."""
    found = {"'": _APOSTROPHES[1:]}
    for code in _LATIN:
        plain = fold(chr(code))
        if chr(code).isalnum() and len(plain) == 1 and plain.isascii():
            found[plain] = found.get(plain, "") + chr(code)
    return found


@cache
def _other_letters() -> re.Pattern[str]:
    """A letter beyond ASCII that is not one of those, or a mark inside a word."""
    known = "".join(_accented().values())
    return re.compile(rf"[\u00ad\u0300-\u036f]|(?![{known}])[^\W_\x00-\x7f]")
