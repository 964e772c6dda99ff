"""What of a message's text its sender wrote now, what a reply quotes below it, and what is forwarded.

One pass over the lines.  Three things part a text:

    a header block     "Van: ... Onderwerp: ...": a forwarded message or the one that is answered
    an attribution     "Op ... schreef ...:": the message that is answered
    depth              ">" or `<blockquote>`: what is answered, line by line between the answers

Whether a header block forwards or quotes is said by the announcement above it ("Doorgestuurd bericht"), by the
subject of the message that it stands in ("FW:" or "RE:"), by who is written to (an answer goes to the sender of
what it answers), or by its place: a forward may have nothing above it, a reply has its answer there.  Inside a
forwarded message the same is decided anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.message import Forwarded
from reader.text.forwards import announced, author, block_at
from reader.text.moments import moment
from reader.text.quotes import attribution_at, lines_of
from reader.text.signs import has_signs
from reader.text.thread_words import bare, prefix

if TYPE_CHECKING:
    from reader.message import Message, Run
    from reader.text.forwards import Block
    from reader.text.quotes import Attribution, Line

# Without any of these a line neither heads a message nor says who wrote; from U+0600 on digits have other forms.
_TELLING = re.compile("[0-9@:\u0600-\uffff]")
_RULE = frozenset("-_=*~\u2500\u2014 ")  # characters of a line that only parts


def understood(message: Message) -> Message:
    """The message with `Body.quoted` and `forwarded` filled in."""
    if not has_signs(message.body):
        return message
    reading = _Reading(message)
    if not reading.quoted and reading.forwarded is None:
        return message
    body = replace(message.body, quoted=tuple(reading.quoted))
    return replace(message, body=body, forwarded=reading.forwarded)


@dataclass(frozen=True, slots=True)
class _Letter:
    """The message that the lines at hand belong to: the outer one, or one that is forwarded in it."""

    subject: str
    recipients: frozenset[str]  # addresses and names, in lower case
    base: int  # the depth of its own words

    @property
    def prefix(self) -> str:
        return prefix(self.subject)


class _Reading:
    """The pass, and what it found."""

    def __init__(self, message: Message) -> None:
        self.quoted: list[Run] = []
        self.forwarded: Forwarded | None = None
        self._text = message.body.text
        self._lines = lines_of(message.body)
        people = (name.casefold() for one in (*message.to, *message.cc) for name in (one.address, one.name))
        self._letter = _Letter(message.subject, frozenset(filter(None, people)), 0)
        self._prefix = self._letter.prefix
        self._answered = False  # words of its own stand above
        self._decided = 0  # lines
        self._quoted_lines = 0  # up to the last that is quoted
        while self._decided < len(self._lines):
            if self._lines[self._decided].words:
                self._decided = self._step(self._decided)
            else:
                self._decided += 1

    def _step(self, number: int) -> int:
        """Decide on the lines from one with words on; the number of the first that is left."""
        line = self._lines[number]
        said = announced(line)
        if not (said or line.cited or line.words.startswith(("-", "_")) or _TELLING.search(line.words)):
            self._answered = self._answered or not _RULE.issuperset(line.words)
            return number + 1
        block = self._block_below(number, said)
        if block is not None and self._forwards(block, said, deeper=self._is_deeper(line)):
            return self._forward(block.forwarded(), block.recipients, block.last)
        if self._is_deeper(line):
            return self._deeper(number)
        if block is not None or (said == "original" and line.words.startswith("--")):
            return self._quote_rest(number)
        attribution = attribution_at(self._lines, number, self._text)
        if attribution is not None:
            return self._attributed(number, attribution)
        self._answered = self._answered or not _RULE.issuperset(line.words)
        return number + 1

    def _is_deeper(self, line: Line) -> bool:
        """Below a reply every blockquote is what it answers."""
        return (line.cited if self._prefix == "reply" else line.depth) > self._letter.base

    def _block_below(self, number: int, said: str) -> Block | None:
        """The header block on this line, or below the announcement on it."""
        block = block_at(self._lines, number)
        if block is None and said:
            below = self._next_words(number + 1)
            block = block_at(self._lines, below) if below < len(self._lines) else None
        return block

    def _next_words(self, number: int) -> int:
        while number < len(self._lines) and not self._lines[number].words:
            number += 1
        return number

    def _forwards(self, block: Block, said: str, *, deeper: bool) -> bool:
        """Whether the message under a header block is forwarded, and not answered."""
        if said == "forwarded" or self._prefix:
            return said == "forwarded" or self._prefix == "forward"
        if deeper and self._answered:
            return False
        if any(
            name.casefold() in self._letter.recipients
            for one in block.sender
            for name in (one.address, one.name)
        ):
            return False
        return not self._answered or said != "original"

    def _forward(self, forwarded: Forwarded, recipients: frozenset[str], last: int) -> int:
        """Go on inside a forwarded message."""
        if self.forwarded is None:
            self.forwarded = forwarded
        below = self._next_words(last + 1)
        base = max(line.depth for line in self._lines[below : below + 1] or self._lines[last : last + 1])
        self._letter = _Letter(forwarded.subject, recipients, base)
        self._prefix = self._letter.prefix
        self._answered = False
        return last + 1

    def _attributed(self, number: int, attribution: Attribution) -> int:
        """What stands below an attribution: marked line by line, or all of it."""
        here = self._lines[number]
        below = self._next_words(attribution.last + 1)
        deeper = below < len(self._lines) and self._lines[below].cited > here.cited
        if attribution.strength == "weak" and self._prefix != "reply":
            deeper = deeper and self._is_marked(below)
        weak = attribution.strength == "weak" and not deeper
        if self._prefix == "forward" and self.forwarded is None and not weak:
            return self._forward(self._attributed_to(attribution), frozenset(), attribution.last)
        if deeper:
            return self._quote(number, self._run_end(below, here.cited, by_mark=False))
        replies = self._prefix == "reply" or not self._letter.subject
        if attribution.strength == "sure" or (replies and not weak):
            return self._quote_rest(number)
        self._answered = True
        return number + 1

    def _attributed_to(self, attribution: Attribution) -> Forwarded:
        """What the attribution says of a message that is forwarded without a header block."""
        return Forwarded(author(attribution.text), moment(attribution.text), bare(self._letter.subject))

    def _deeper(self, number: int) -> int:
        """Lines that are quoted without a word about who wrote them.

        Those that open a message are there to be read, and so is what somebody sets apart in a message of its own.
        """
        by_mark = self._lines[number].depth > self._letter.base
        last = self._run_end(number, self._letter.base, by_mark=by_mark)
        answers = self._answered and self._prefix != "forward"
        if self._prefix != "reply":
            answers = answers and self._is_marked(number)
        if answers or attribution_at(self._lines, number, self._text) is not None:
            return self._quote(number, last)
        return last + 1

    def _is_marked(self, number: int) -> bool:
        """Whether ">" stands before it, which nobody does to set a text apart."""
        line = self._lines[number]
        return self._text[line.start : line.end].lstrip(" \t").startswith(">")

    def _run_end(self, number: int, depth: int, *, by_mark: bool) -> int:
        """The last line with words of those from here on that are quoted deeper."""
        last = number
        for end in range(number, len(self._lines)):
            line = self._lines[end]
            deeper = (line.depth if by_mark else line.cited) > depth
            if line.words and not deeper:
                break
            last = end if line.words or deeper else last
        return last

    def _quote_rest(self, number: int) -> int:
        """All that stands below is what is answered; so is the line that parts it from the answer."""
        last = self._run_end(number, self._letter.base - 1, by_mark=True)
        first = above = number
        while above > self._quoted_lines and _RULE.issuperset(self._lines[above - 1].words):
            above -= 1
            first = above if self._is_written(above) else first
        return self._quote(first, last)

    def _is_written(self, number: int) -> bool:
        line = self._lines[number]
        return not self._text[line.start : line.end].isspace() and line.start < line.end

    def _quote(self, first: int, last: int) -> int:
        self.quoted.append((self._lines[first].start, self._lines[last].end))
        self._quoted_lines = last + 1
        return last + 1
