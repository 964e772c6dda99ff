"""Writing a body back as HTML, with its marks in it.

A body is a row of tags and runs of text (`message.Body`).  Marks are ranges of the text, so a run is
cut where a mark begins or ends, and the same ranges serve screen, paper and fallback.  Nothing is
injected in a page afterwards.

A mark of a sentence or a search hit is a `<mark>` around its text; the first carries the anchor.  A
section (a heading with what stands under it) is marked on the elements that lie wholly inside it, so
that it shows as one block with one bar.  Its text gets a `<mark>` as well: where no such element holds it,
and where the sender has light letters, perhaps on a dark button, inside one.  What
does not carry the anchor of its mark names it, so that each place of a page tells what it belongs to.

Our own attributes are `data-griffie` and `data-of`: the cleaning of `text` leaves none of that name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from html import escape
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Literal

from reader.quoting import cut, folds, units

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from reader.message import Body, Run
    from reader.quoting import Unit

MarkKind = Literal["quoted", "action", "heading", "section", "hit", "date", "rejected"]

_TAG = re.compile(r"""<(/?)([a-zA-Z][\w-]*)(?:[^>"']|"[^"]*"|'[^']*')*>""")
_LONG_WORD = re.compile(r"\S{40}(?=\S{20})")
_VOID = frozenset({"area", "br", "col", "hr", "img", "wbr"})
# Elements that may carry the look of a section.  Rows may not: a bar on each cell says the same.
_BLOCKS = frozenset(
    "address article blockquote center dd div dl dt h1 h2 h3 h4 h5 h6 li ol p pre section table td th ul".split()
)
# From outside in; “rejected” and “date” have no look, only an anchor.
_ORDER: Mapping[MarkKind, int] = {
    "quoted": 0,
    "section": 1,
    "heading": 2,
    "action": 3,
    "rejected": 4,
    "date": 5,
    "hit": 6,
}


@dataclass(frozen=True, slots=True)
class Mark:
    """`text[start:end]` of a body, to be shown as `kind`."""

    start: int
    end: int
    kind: MarkKind
    anchor: str = (
        ""  # id of its first element, so that a fragment can jump there; of a section that of its heading
    )
    title: str = ""  # tooltip


@dataclass(frozen=True, slots=True)
class Mask:
    """`text[start:end]` of a body, to be replaced by `label`: the text itself is not written."""

    start: int
    end: int
    label: str


def written(
    body: Body,
    marks: Sequence[Mark] = (),
    masks: Sequence[Mask] = (),
    tag: Callable[[str], str] = lambda untouched: untouched,
    summary: str = "",
) -> str:
    """The body as HTML; `tag` may change each tag, such as the source of an image.

    What the body quotes is marked as such; where `summary` has HTML to say so, it is folded away behind that,
    unless there is a mark in it, or nothing else in the body.
    """
    tokens = cut(list(_tokens(body.pieces)), body.quoted)
    quoted = units(tokens, body.quoted, _element)
    looks, anchors, inline = _looks(tokens, marks, quoted)
    fold = list(folds(quoted)) if summary else []
    opened, closed = dict(fold), {last for _, last in fold}
    said, places = _says_something(body), _Places(marks)
    runs = _RunWriter(body.text, inline, masks)
    html: list[str] = []
    for index, token in enumerate(tokens):
        if index in opened:
            shown = "" if said and not places.in_any(tokens[index : opened[index] + 1]) else " open"
            html.append(
                f'<details{shown} data-griffie="earlier"><summary data-griffie="">{summary}</summary>'
            )
        if not isinstance(token, str):
            html.append(runs.write(token))
        elif index in looks:  # after the name, since a tag may end in "/>"
            name = 1 + len(_name(token))
            look = f' data-griffie="{" ".join(looks[index])}"{_of(anchors.get(index, ""))}'
            html.append(f"{token[:name]}{look}{tag(token[name:])}")
        else:
            html.append(tag(token))
        if index in closed:
            html.append("</details>")
    return "".join(html)


def _says_something(body: Body) -> bool:
    """Whether there is text that is not quoted."""
    edges = [0, *(edge for run in body.quoted for edge in run), len(body.text)]
    return any(body.text[start:end].strip() for start, end in zip(edges[::2], edges[1::2], strict=True))


class _Places:
    """Says whether a mark stands in a stretch of text, without a look at each mark."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        ordered = sorted(marks, key=lambda mark: mark.start)
        self._starts = [mark.start for mark in ordered]
        self._ends = list(accumulate((mark.end for mark in ordered), max))

    def in_any(self, tokens: Sequence[str | Run]) -> bool:
        runs = [token for token in tokens if not isinstance(token, str)]
        before = bisect_left(self._starts, runs[-1][1])
        return before > 0 and self._ends[before - 1] > runs[0][0]


def _looks(
    tokens: Sequence[str | Run], marks: Sequence[Mark], quoted: Sequence[Unit]
) -> tuple[dict[int, list[str]], dict[int, str], list[Mark]]:
    """The words that the opening tags get and the anchors that they name, by token, and the marks round text."""
    looks: dict[int, list[str]] = {}
    anchors: dict[int, str] = {}
    inline = [mark for mark in marks if mark.start < mark.end]
    for section in (mark for mark in marks if mark.kind == "section"):
        chosen = _elements_inside(tokens, section)
        for number, (opening, _) in enumerate(chosen):
            ends = ["first"] * (number == 0) + ["last"] * (number == len(chosen) - 1)
            looks[opening] = ["section", *ends]
            anchors[opening] = section.anchor
    for unit in quoted:
        token = tokens[unit.first]
        if isinstance(token, str):
            looks[unit.first] = [*looks.get(unit.first, ()), "quoted"]
        else:
            inline.append(Mark(*token, "quoted"))
    return looks, anchors, inline


def masked(text: str, masks: Sequence[Mask]) -> str:
    """A line of text as HTML, with its masks."""
    return _RunWriter(text, (), masks).write((0, len(text)))


class _RunWriter:
    """Writes runs of one text, from its start to its end."""

    def __init__(self, text: str, marks: Sequence[Mark], masks: Sequence[Mask]) -> None:
        self._text = text
        spans: list[Mark | Mask] = [*marks, *masks]
        self._later = sorted(spans, key=lambda span: span.start, reverse=True)
        self._near: list[Mark | Mask] = []  # those that the last run touched
        self._anchored: set[Mark] = set()

    def write(self, run: Run) -> str:
        start, end = run
        while self._later and self._later[-1].start < end:
            self._near.append(self._later.pop())
        self._near = [span for span in self._near if span.end > start]
        marks = sorted((span for span in self._near if isinstance(span, Mark)), key=_outside_in)
        masks = [span for span in self._near if isinstance(span, Mask)]
        if not marks and not masks:
            return _text(self._text[start:end])
        cuts = {start, end}
        for span in self._near:
            cuts |= {max(span.start, start), min(span.end, end)}
        html: list[str] = []
        open_marks: list[Mark] = []
        for left, right in pairwise(sorted(cuts)):
            wanted = [mark for mark in marks if mark.start <= left and right <= mark.end]
            same = 0
            while same < min(len(wanted), len(open_marks)) and wanted[same] is open_marks[same]:
                same += 1
            html += ["</mark>"] * (len(open_marks) - same)
            html += [self._opening(mark) for mark in wanted[same:]]
            open_marks = wanted
            html.append(self._content(left, right, masks))
        html += ["</mark>"] * len(open_marks)
        return "".join(html)

    def _content(self, left: int, right: int, masks: Sequence[Mask]) -> str:
        for mask in masks:
            if mask.start <= left and right <= mask.end:
                # Only where it begins: the rest of the masked text leaves nothing behind.
                return f'<span data-griffie="mask">{escape(mask.label)}</span>' if left == mask.start else ""
        return _text(self._text[left:right])

    def _opening(self, mark: Mark) -> str:
        first = mark not in self._anchored
        self._anchored.add(mark)
        look = f' data-griffie="{mark.kind}{" first" * first}"'
        if first and mark.anchor and mark.kind != "section":
            return f'<mark id="{mark.anchor}"{look}{_title(mark)}>'
        return f"<mark{look}{_of(mark.anchor)}{_title(mark)}>"


def _text(text: str) -> str:
    """Escaped, with places to break in words so long that they would run off the page."""
    return "<wbr>".join(map(escape, _LONG_WORD.sub("\\g<0>\0", text).split("\0")))


def _outside_in(mark: Mark) -> tuple[int, int, int]:
    return _ORDER[mark.kind], mark.start, -mark.end


def _of(anchor: str) -> str:
    return f' data-of="{anchor}"' if anchor else ""


def _title(mark: Mark) -> str:
    return f' title="{escape(mark.title)}"' if mark.title else ""


def _tokens(pieces: Sequence[str | Run]) -> Iterator[str | Run]:
    """The pieces, with at most one tag each; what stands inside <style> stays whole."""
    style = False
    for piece in pieces:
        if not isinstance(piece, str):
            yield piece
            continue
        done = 0
        for tag in _TAG.finditer(piece):
            closes, name = tag[1], tag[2].lower()
            if style and not (closes and name == "style"):
                continue
            style = name == "style" and not closes
            if done < tag.start():
                yield piece[done : tag.start()]
            yield tag[0]
            done = tag.end()
        if done < len(piece):
            yield piece[done:]


def _name(token: str) -> str:
    """The element that a tag opens: "p"; "" for anything else."""
    tag = _TAG.match(token)
    return tag[2].lower() if tag and not tag[1] else ""


def _element(token: str) -> str:
    """The element that a tag opens and another one closes."""
    name = _name(token)
    return "" if name in _VOID else name


def _elements_inside(tokens: Sequence[str | Run], section: Mark) -> list[tuple[int, int]]:
    """The outermost blocks whose text lies wholly in the section: (opening tag, closing tag) as token indexes."""
    found: list[tuple[int, int]] = []
    opened: list[tuple[int, str, int | None]] = []  # token index, element, where its text begins
    position = 0
    for index, token in enumerate(tokens):
        if not isinstance(token, str):
            opened = [(at, name, token[0] if first is None else first) for at, name, first in opened]
            position = token[1]
        elif token.startswith("</"):
            closing = _TAG.match(token)
            if closing is None or not opened or opened[-1][1] != closing[2].lower():
                continue  # not well-formed: then it carries no section
            at, name, first = opened.pop()
            empty = first is None and section.start < position < section.end  # a picture between the lines
            holds = first is not None and section.start <= first and position <= section.end
            if name in _BLOCKS and (empty or holds):
                found = [inner for inner in found if inner[0] < at]  # it holds these
                found.append((at, index))
        elif name := _element(token):
            opened.append((index, name, None))
    return found
