"""The lines of a body with the depth at which they are quoted, and the lines that say who wrote what follows.

A line is quoted by ">" before it (RFC 3676 §4.5; GroupWise has ">>> Jan 9-11-2020 16:05 >>>" above unmarked lines) or
by an element round it: `<blockquote type="cite">` of
Thunderbird and Apple Mail, `class="gmail_quote"`, `class="yahoo_quoted"`.  A `<blockquote>` without these may
as well cite a text for this reader, so it is counted apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from reader.text.moments import moment
from reader.text.thread_words import thread_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.message import Body, Run

_MARKS = re.compile(r"(?:[ \t]{0,3}>)+ ?")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_VOID = frozenset({"br", "col", "hr", "img", "style", "wbr"})  # also elements that are one piece
_CITE = re.compile(
    r'<blockquote[^>]* (?:type="cite"|class="[^"]*\b(?:gmail_quote|protonmail_quote|moz-cite)\b)'
)
_CITE_BOX = re.compile(r'<div[^>]* class="[^"]*\byahoo_quoted\b')
_EDGES = " \t\xa0\u200b\ufeff*_|"  # round the words of a line: room, and the marks of bold or a table

_LONGEST, _MOST_LINES = 400, 7  # characters and lines of an attribution, however it is wrapped
_BRIEF = 80  # characters of one without a date in front
_TIME = re.compile(r"\d[:.h]\d\d(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_STARTS_WITH_DATE = re.compile(r"\d{4}-\d\d-\d\d \d{1,2}:\d\d (?:gmt|utc)[+-]\d")
_AFTER_ADDRESS = re.compile(r"[>)\]]\s?[:：]$")
_ENDS_BRIEFLY = re.compile(r"(?:[^.?!]{0,40}\d[:.h]\d\d(?::\d\d)?)?\s?[:：]$")
_DAY = re.compile(r"(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.]\d\d(?!\d)")
_GROUPWISE = re.compile(r">>> ?[^>\n]{2,100}(?:<[^>\n]{1,100}>)?[^>\n]{6,40}>>>$")  # its line is no mark
_DASHED = re.compile(r"-{2,}\s*(.+?)\s*-{2,}$")


class Line(NamedTuple):  # one for each line of each message, and quicker to make than a dataclass
    """One line: `text[start:end]` of the body."""

    start: int
    end: int  # before its line feed
    depth: int  # how often it is quoted beyond doubt
    cited: int  # how often with every blockquote counted
    words: str  # what it says, without marks and room round it; "" for an empty line


def lines_of(body: Body) -> list[Line]:
    """The lines in order."""
    elements = list(_elements(body.pieces)) if _has_quotes(body.pieces) else []
    elements.reverse()  # the next one is the last
    lines: list[Line] = []
    position = depth = cited = 0
    for text in body.text.split("\n"):
        end = position + len(text)
        while elements and elements[-1][0] < max(end, position + 1):
            _, depth, cited = elements.pop()
        marked, words = _unmarked(text) if ">" in text else (0, text)
        words = words.strip(_EDGES)
        if words:
            lines.append(Line(position, end, depth + marked, cited + marked, words))
        else:
            lines.append(Line(position, end, marked, marked, words))
        position = end + 1
    return lines


def _unmarked(text: str) -> tuple[int, str]:
    """How many marks of a quote a line begins with, and what stands behind them."""
    marks = None if text.endswith(">>>") and _GROUPWISE.match(text) else _MARKS.match(text)
    return (marks[0].count(">"), text[marks.end() :]) if marks else (0, text)


def _has_quotes(pieces: Sequence[str | Run]) -> bool:
    """Whether an element may quote: most messages have none, and walking through them costs time."""
    markup = "".join([piece for piece in pieces if isinstance(piece, str)])
    return "<blockquote" in markup or "yahoo_quoted" in markup


def _elements(pieces: Sequence[str | Run]) -> Iterator[tuple[int, int, int]]:
    """Offset, depth and cited of each run at which they change."""
    opened: list[tuple[int, int]] = []
    depth = cited = 0
    told = (0, 0)
    for piece in pieces:
        if not isinstance(piece, str):
            if told != (depth, cited):
                told = depth, cited
                yield piece[0], depth, cited
            continue
        tag = _TAG.match(piece)
        if tag is None or tag[2] in _VOID:
            continue
        if not tag[1]:
            surely = bool(_CITE.match(piece) or _CITE_BOX.match(piece))
            opened.append((int(surely), int(surely or tag[2] == "blockquote")))
            depth, cited = depth + opened[-1][0], cited + opened[-1][1]
        elif opened:
            closed = opened.pop()
            depth, cited = depth - closed[0], cited - closed[1]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who wrote what follows, in one or more lines: "Op vr 13 nov 2020 om 10:17 schreef Jan <jan@post.example>:"."""

    last: int  # the number of its last line
    text: str  # on one line
    strength: Literal["sure", "likely", "weak"]  # enough by itself, in a reply, above marked lines


def attribution_at(lines: Sequence[Line], first: int, text: str) -> Attribution | None:
    """The attribution that begins on a line."""
    if lines[first].words.startswith(">>>") and _GROUPWISE.match(lines[first].words):
        return Attribution(first, lines[first].words, "sure")
    opening = lines[first].words.lstrip("- ").casefold()
    begins = _opens(opening)
    if not begins and "@" not in opening and not opening.endswith((":", "：")):
        return None
    whole = ""
    for number in range(first, min(first + (_MOST_LINES if begins else 1), len(lines))):
        more = _more(lines, first, number, whole, text)
        whole = f"{whole} {more}".strip()
        if more is None or len(whole) > _LONGEST or (not more and whole.endswith((".", "!", "?"))):
            return None
        if whole.endswith((":", "：")) or _DASHED.match(whole):
            return _judged(number, whole, begins=begins)
    return None


def _more(lines: Sequence[Line], first: int, number: int, whole: str, text: str) -> str | None:
    """What a line adds to an attribution; None where it is a line of its own."""
    line = lines[number]
    if number == first:
        return line.words
    more = text[line.start : line.end].strip(_EDGES)
    if line.depth > lines[first].depth and not more.startswith((">:", "> ")):
        return None
    if not _TIME.search(whole) and _opens(line.words.casefold()):
        return None  # what stands above it is a sentence, or a telephone number
    if (
        more.startswith(">")
        and not more.startswith(">:")
        and ("<" not in whole or ">" in whole.rpartition("<")[2])
    ):
        return line.words
    return more


def _opens(words: str) -> bool:
    """Whether a line begins as an attribution: with a moment."""
    opening = thread_words().opens.match(words)
    if opening is None:
        return False
    return moment(words) is not None if words[0].isdigit() else any(map(str.isdigit, words[:_LONGEST]))


def _judged(last: int, whole: str, *, begins: bool) -> Attribution | None:
    lowered = whole.lstrip("- ").casefold()
    wrote = thread_words().wrote.search(lowered)
    timed = _TIME.search(lowered) is not None
    addressed = "@" in lowered
    if addressed and (wrote or (begins and timed and _AFTER_ADDRESS.search(lowered))):
        return Attribution(last, whole, "sure")
    if _STARTS_WITH_DATE.match(lowered):
        return Attribution(last, whole, "sure")
    dated = _YEAR.search(lowered) or _DAY.search(lowered)
    if wrote and ((begins and timed and dated) or " via " in lowered):
        return Attribution(last, whole, "likely")
    brief = len(whole) <= _BRIEF and _ENDS_BRIEFLY.match(lowered, wrote.end()) if wrote else None
    return Attribution(last, whole, "weak") if wrote and (brief or (begins and dated)) else None
