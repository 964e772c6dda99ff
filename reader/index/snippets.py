"""The piece of text that a row shows: round the first hit in a message, or in one of its attachments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.index.marks import Marker
from reader.text.opening import opening

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reader.index.beginnings import Known
    from reader.index.compounds import Compounded
    from reader.index.marks import Run
    from reader.index.saved import Row
    from reader.query import Node

    Snippet = tuple[str, tuple[Run, ...]]  # and the hits in it

_BUDGET = 4_000_000  # characters of attachments that are searched for the rows of one page
_LONGEST_NAME = 40


class Snippets:
    """Makes the snippets of one page of results."""

    def __init__(self, query: Node, known: Known, compounds: Compounded) -> None:
        """`known` has the forms that each word of the query has in the index, `compounds` what it is found in."""
        self._body = Marker(query, "body", known, compounds)
        self._subject = Marker(query, "subject", known, compounds)
        self._sender = Marker(query, "sender", known, compounds)
        self._attached = Marker(query, "attachment", known, compounds)
        self._left = _BUDGET

    def in_header(self, row: Row) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
        """The hits in the subject, and in the name of the first sender, or the address of one without."""
        name = row.sender[0].name or row.sender[0].address if row.sender else ""
        return tuple(self._subject.marks(row.subject)), tuple(self._sender.marks(name))

    def of(self, row: Row, text: str, attached: Callable[[], Mapping[int, str]]) -> Snippet:
        """The text around the first hit, or the first real words of the body.

        Where no word of the query stands in subject and body, it comes from an attachment, after its name; the texts
        of those are asked for then alone.
        """
        shown = self._body.snippet(text, opening(text))
        if shown[1] or not row.attachments or any(self._subject.marks(row.subject)):
            return shown
        for number, content in attached().items() if self._left > 0 else ():
            self._left -= len(content)
            found = self._attached.snippet(content)
            if found[1] and number < len(row.attachments):
                return _named(row.attachments[number], found)
        return shown


def _named(name: str, snippet: Snippet) -> Snippet:
    """A snippet after the name of the file that it stands in."""
    text, marks = snippet
    before = (name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…") + ": "
    return before + text, tuple((start + len(before), end + len(before)) for start, end in marks)
