"""The section of a heading: where the text ends that it stands above."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.actions.reading import Reading
    from reader.actions.zones import Stretch
    from reader.message import Run

LONGEST_SECTION = 500  # stretches, which bounds what a text full of headings can cost
_LONGEST_TITLE = 90  # characters of a line that can be one


def is_title(stretch: Stretch, plain: str) -> bool:
    """Whether a stretch stands alone as a heading does, marked as one or not."""
    if stretch.kind == "heading":
        return True
    line = plain[stretch.start : stretch.end]
    return (
        stretch.kind == "text"
        and len(line) <= _LONGEST_TITLE
        and "\n" not in line.strip()
        and line.rstrip()[-1:] in "?!:"
    )


def section_end(reading: Reading, number: int) -> int:
    """Where the section of the heading `own[number]` ends: the end of its last text.

    It runs to the next heading of the same or a higher level, a horizontal rule, the end of the
    sender's own words, or `LONGEST_SECTION`.  The section of a line that only looks like a heading ends at any other such line.
    """
    own, plain = reading.own, reading.plain
    heading = before = own[number]
    marked = heading.kind == "heading"
    for stretch in own[number + 1 : number + LONGEST_SECTION]:
        if stretch.kind == "heading" and (not marked or stretch.level <= heading.level):
            break
        if not marked and is_title(stretch, plain):
            break
        if _rule_between(reading.message.body.pieces, before.piece, stretch.piece):
            break
        if plain[before.end : stretch.start].strip():
            break  # words that are not the sender's own stand between them
        before = stretch
    return before.end


def _rule_between(pieces: Sequence[str | Run], first: int, last: int) -> bool:
    """Whether a horizontal rule stands between two tags."""
    if not 0 <= first < last:
        return False
    return any(isinstance(piece, str) and "<hr" in piece for piece in pieces[first:last])
