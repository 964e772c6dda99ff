"""The piece of text that a row shows: round the first hit in a message, or in one of its attachments.

An attachment may be as long as a book, and a page has many rows.  So a plain search for the letters of a word finds the
place, and only there the words are looked at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.index.marks import Marker
from reader.index.stems import stem
from reader.query import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reader.index.marks import Run
    from reader.message import Message
    from reader.query import Node, Word

    Snippet = tuple[str, tuple[Run, ...]]  # and the hits in it

_BUDGET = 500_000  # characters whose words are looked at for the rows of one page: an eighth of a second
_CHEAPER = 8  # times, to search for letters
_BEFORE, _AFTER = 300, 1_000  # characters round the letters, for the rest of a phrase and of the snippet
_LONGEST_NAME = 40
# The letters of a folded form as they may stand in a text; what is written otherwise yet is found by its message alone.
_WRITTEN = {
    "a": "[aàáâäãå]",
    "c": "[cç]",
    "e": "[eèéêë]",
    "i": "[iìíîï]",
    "n": "[nñ]",
    "o": "[oòóôöõ]",
    "u": "[uùúûü]",
    "y": "[yýÿ]",
    "'": "['’]",
}


class Snippets:
    """Makes the snippets of one page of results."""

    def __init__(self, query: Node) -> None:
        self._body = Marker(query)
        self._subject = Marker(query, "subject")
        self._attached = Marker(query, "attachment")
        self._letters = _letters(query)
        self._left = _BUDGET

    def of(self, message: Message, attached: Callable[[], Mapping[int, str]]) -> Snippet:
        """The text around the first hit, or the start of the body.

        Where no word of the query stands in subject and body, it comes from an attachment, after its name; the texts
        of those are asked for then alone.
        """
        shown = self._body.snippet(message.text)
        if (
            shown[1]
            or self._left <= 0
            or not message.attachments
            or any(self._subject.marks(message.subject))
        ):
            return shown
        for number, text in attached().items():
            found = self._inside(text)
            if found is not None and number < len(message.attachments):
                return _named(message.attachments[number].name, found)
        return shown

    def _inside(self, text: str) -> Snippet | None:
        at = 0
        while self._left > 0 and (found := self._letters.search(text, at)):
            start = text.rfind(" ", 0, max(0, found.start() - _BEFORE)) + 1
            end = text.find(" ", found.end() + _AFTER)
            end = len(text) if end < 0 else end
            self._left -= end - start + (found.start() - at) // _CHEAPER
            snippet = self._attached.snippet(text[start:end])
            if snippet[1]:
                return snippet
            at = max(found.end(), end - _BEFORE)
        self._left -= (len(text) - at) // _CHEAPER
        return None


def _letters(query: Node) -> re.Pattern[str]:
    """Finds where a hit in an attachment may stand; a misspelt word stands anywhere."""
    parts = [
        max((_part(word) for word in words.words), key=len)
        for words in words_of(query)
        if words.field in (None, "attachment")
    ]
    if not parts:
        return re.compile(r"(?!)")
    written = ("".join(_WRITTEN.get(letter, re.escape(letter)) for letter in part) for part in set(parts))
    return re.compile("|".join(written), re.IGNORECASE)


def _part(word: Word) -> str:
    """Letters that each form of a word has."""
    match word.how:
        case "stem" | "typed":
            return _common(word.form, stem(word.form))
        case "fuzzy":
            return ""
        case "pattern":
            return max(re.split("[*?]", word.form), key=len)
        case _:
            return word.form


def _common(form: str, stemmed: str) -> str:
    """The beginning of all forms with a stem, as far as one of them and the stem tell: an s or f at its end may be z or v.

    >>> _common("huizen", "huis"), _common("brief", "brief"), _common("steden", "stad=")  # the last is of our own table
    ('hui', 'brie', 'ste')
    """
    if stemmed.endswith("="):
        return form[: max(1, len(form) // 2)]
    same = (number for number, (one, other) in enumerate(zip(form, stemmed, strict=False)) if one != other)
    return form[: next(same, min(len(form), len(stemmed)))].rstrip("fs") or form[:1]


def _named(name: str, snippet: Snippet) -> Snippet:
    """A snippet after the name of the file that it stands in."""
    text, marks = snippet
    before = (name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…") + ": "
    return before + text, tuple((start + len(before), end + len(before)) for start, end in marks)
