"""The piece of text that a row shows: round the first hit in a message, or in one of its attachments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.index.marks import Marker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from reader.index.marks import Run
    from reader.message import Message
    from reader.query import Node

    Snippet = tuple[str, tuple[Run, ...]]  # and the hits in it

_MOST_READ = 2_000_000  # characters of attachments that the rows of one page may cost: a third of a second
_PIECE = (
    8_192  # characters of an attachment that are looked through at once: most hits stand near its beginning
)
_OVERLAP = 256  # characters of the next piece, for a phrase across the border
_LONGEST_NAME = 40


class Snippets:
    """Makes the snippets of one page of results."""

    def __init__(self, query: Node) -> None:
        self._body = Marker(query)
        self._subject = Marker(query, "subject")
        self._attached = Marker(query, "attachment")
        self._left = _MOST_READ

    def of(self, message: Message, attached: Callable[[], Mapping[int, str]]) -> Snippet:
        """The text around the first hit, or the start of the body.

        Where no word of the query stands in subject and body, it comes from an attachment, after its name; the texts
        of those are asked for then alone.
        """
        shown = self._body.snippet(message.text)
        if shown[1] or self._left <= 0 or any(self._subject.marks(message.subject)):
            return shown
        for number, text in attached().items():
            found = self._inside(text)
            if found is not None and number < len(message.attachments):
                return _named(message.attachments[number].name, found)
        return shown

    def _inside(self, text: str) -> Snippet | None:
        for piece in _pieces(text):
            if self._left <= 0:
                return None
            self._left -= len(piece)
            found = self._attached.snippet(piece)
            if found[1]:
                return found
        return None


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces that overlap, cut at spaces where there are any near."""
    start = 0
    while start < len(text):
        end = start + _PIECE + _OVERLAP
        if end >= len(text):
            yield text[start:]
            return
        yield text[start : text.rfind(" ", start + _PIECE, end) + 1 or end]
        start = text.rfind(" ", start + _PIECE - _OVERLAP, start + _PIECE) + 1 or start + _PIECE


def _named(name: str, snippet: Snippet) -> Snippet:
    """A snippet after the name of the file that it stands in."""
    text, marks = snippet
    before = (name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…") + ": "
    return before + text, tuple((start + len(before), end + len(before)) for start, end in marks)
