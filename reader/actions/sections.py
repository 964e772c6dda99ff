"""The section of a heading: where the text ends that it stands above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.actions.zones import Stretch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.message import Run

_LEVEL_OF_TEXT = 7  # a question that stands alone without being marked as a heading: below all headings
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


def section_end(
    own: Sequence[Stretch], number: int, plain: str, pieces: Sequence[str | Run], *, marked: bool
) -> int:
    """Where the section of the heading `own[number]` ends: the end of its last text.

    It runs to the next heading of the same or a higher level, a horizontal rule, or the end of the
    sender's own words.  `marked` is false for a line that only looks like a heading: its section
    ends at any other.
    """
    heading = own[number]
    level = heading.level if marked else _LEVEL_OF_TEXT
    end = heading.end
    before = heading
    for stretch in own[number + 1 :]:
        if stretch.kind == "heading" and stretch.level <= level:
            break
        if not marked and is_title(stretch, plain) and stretch.kind != "heading":
            break
        if _rule_between(pieces, before.piece, stretch.piece) or _far(before, stretch, plain):
            break
        end = stretch.end
        before = stretch
    return end


def _rule_between(pieces: Sequence[str | Run], first: int, last: int) -> bool:
    """Whether a horizontal rule stands between two tags."""
    if not 0 <= first < last:
        return False
    return any(isinstance(piece, str) and "<hr" in piece for piece in pieces[first:last])


def _far(before: Stretch, after: Stretch, plain: str) -> bool:
    """Whether words that are not the sender's own stand between two stretches."""
    return bool(plain[before.end : after.start].strip())
