"""The lines of a text while it is read, up to as many characters as are wanted."""

from __future__ import annotations


class Full(Exception):  # noqa: N818 - nothing went wrong: there is enough
    """As many characters as are wanted have been read."""


class Lines:
    """Takes text and the borders between its lines and cells; what is empty gets no line.

    Of two borders between the same texts the stronger stands: a cell that begins ends the lines of the one before.
    """

    def __init__(self, most: int) -> None:
        self.damaged = False  # something in the file could not be read
        self._most = most
        self._parts: list[str] = []
        self._size = 0
        self._gap = ""
        self._first_in_cell = False

    def __str__(self) -> str:
        return "".join(self._parts)

    def another(self) -> Lines:
        """Lines of their own, with the same limit."""
        return Lines(self._most)

    def add(self, text: str) -> None:
        """More of the same line; Full where that is enough."""
        if not text:
            return
        if self._gap and self._parts:
            self._parts.append(self._gap)
        self._gap = ""
        self._first_in_cell = False
        self._parts.append(text)
        self._size += len(text) + 1
        if self._size > self._most:
            raise Full

    def line(self) -> None:
        """A line, such as a paragraph, begins or ends; the first of a cell stays beside the cell before it."""
        if not self._first_in_cell:
            self._gap = max(self._gap, "\n", key=len)

    def cell(self, *, first: bool) -> None:
        """A cell begins, after another in its row or as the first."""
        self._gap = max(self._gap, "\n", key=len) if first else "\t"
        self._first_in_cell = True

    def block(self) -> None:
        """A page, slide, sheet or table of its own begins or ends."""
        self._gap = "\n\n"
        self._first_in_cell = False
