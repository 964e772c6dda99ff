"""Of which size most letters of a body are, so that what comes from many senders can be printed alike.

The size of each stretch of text follows from the tags round it, as a browser works it out: what an element says of itself,
else a rule of a style sheet for its class, else one for its name, else what it stands in.  Rules for more than one element at
once, such as `div p`, are left out: what a sender's program writes for its letters has none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.message import Body

    # Element and class, "" for any -> its place among the rules, and the size as it is written.
    _Rules = dict[tuple[str, str], tuple[int, str]]

ROOT = 12.5  # px, of letters that the sender gives no size: see print_body.css

_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_ATTRIBUTE = re.compile(r"""\b(style|class|size)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_STYLE = re.compile(r"<style[^>]*>(.*?)</style", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_SAYS_SIZE = re.compile(r"(?<![\w-])font(-size)?\s*:\s*([^;]+)", re.IGNORECASE)
_LENGTH = re.compile(r"(?<![\w.])(\d{1,6}(?:\.\d{1,20})?|\.\d{1,20})(px|pt|rem|em|%)")
_SIMPLE = re.compile(r"([a-z][\w-]*|\*)?(?:\.([\w-]+))?", re.IGNORECASE)
_VOID = frozenset({"area", "br", "col", "hr", "img", "wbr"})
_NAMED = {
    "0": 0.0,
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": 16.0,
    "large": 18.0,
    "x-large": 24.0,
}
_FONT_SIZES = (10.0, 13.0, 16.0, 18.0, 24.0, 32.0, 48.0)  # of <font size="1"> and on, in px
_OWN = {"h1": "1.36em", "h2": "1.2em", "small": "smaller", "big": "larger"} | dict.fromkeys(
    ("h3", "h4", "h5", "h6"), "1.08em"
)
_SEEN = 0.5  # px: letters of no more are there to be hidden, as what a mail program shows in its list
_STEP = 1.2  # between "smaller" and "larger" and what they stand in


def usual_size(body: Body) -> float:
    """In px, to a tenth: that of most letters that can be seen, outside what is quoted, else of all; never 0."""
    own: Counter[float] = Counter()
    quoted: Counter[float] = Counter()
    edges = [edge for run in body.quoted for edge in run]
    for start, end, size in _sizes(body):
        if size > _SEEN:
            inside = bisect_right(edges, start) % 2 == 1
            (quoted if inside else own)[round(size, 1)] += end - start
    counted = own or quoted
    return counted.most_common(1)[0][0] if counted else ROOT


def _sizes(body: Body) -> Iterator[tuple[int, int, float]]:
    """Each run of text with the size of its letters."""
    rules: _Rules = {}
    places = count()
    opened: list[tuple[str, float]] = []
    for piece in body.pieces:
        size = opened[-1][1] if opened else ROOT
        if not isinstance(piece, str):
            yield (*piece, size)
            continue
        if sheet := _STYLE.search(piece):
            _read(sheet[1], rules, places)
            continue
        tag = _TAG.match(piece)
        if tag is None or tag[2].lower() in _VOID:
            continue
        name = tag[2].lower()
        if not tag[1]:
            opened.append((name, _size_of(name, piece, size, rules)))
        elif any(name == one for one, _ in opened):
            while opened.pop()[0] != name:
                pass


def _size_of(name: str, tag: str, around: float, rules: _Rules) -> float:
    """Of the letters in an element that stands in letters of another size."""
    attributes = {
        found[1].lower(): found[2] or found[3] or found[4] or "" for found in _ATTRIBUTE.finditer(tag)
    }
    classes = attributes.get("class", "").split()
    said = _OWN.get(name, "")
    if name == "font" and "size" in attributes:
        return _font_size(attributes["size"], around)
    # The most telling selector decides: a class of this element, a class, this element, any.
    for selectors in (
        [(name, one) for one in classes],
        [("", one) for one in classes],
        [(name, "")],
        [("", "")],
    ):
        if fitting := [rules[one] for one in selectors if one in rules]:
            said = max(fitting)[1]  # of several the last
            break
    return _length(_said(attributes.get("style", "")) or said, around)


def _read(sheet: str, rules: _Rules, places: Iterator[int]) -> None:
    """Take the rules of a style sheet that hold on any medium along with those before it."""
    depth, selectors = 0, ""
    for part in re.split(r"([{}])", _COMMENT.sub("", sheet)):
        if part == "{":
            depth += 1
        elif part == "}":
            depth = max(depth - 1, 0)
        elif depth == 0:
            selectors = part.strip()
        elif depth == 1 and not selectors.startswith("@") and (size := _said(part)):
            for selector in selectors.split(","):
                if (simple := _SIMPLE.fullmatch(selector.strip())) and selector.strip():
                    key = (simple[1] or "").lower().replace("*", ""), simple[2] or ""
                    rules[key] = next(places), size


def _said(declarations: str) -> str:
    """The size that declarations give; "" for none.

    >>> _said("margin:0; font-size:11.0pt"), _said("font: bold 12px/1.5 Arial"), _said("color:red")
    ('11.0pt', '12px', '')
    """
    size = ""
    for found in _SAYS_SIZE.finditer(declarations):
        length = _LENGTH.search(found[2])
        size = (length[0] if length else found[2].split("!")[0].strip() if found[1] else "") or size
    return size


def _length(said: str, around: float) -> float:
    """A size in px, in letters of another one.

    >>> _length("9pt", 12.5), _length("80%", 20.0), _length("small", 12.5), _length("0", 12.5), _length("inherit", 12.5)
    (12.0, 16.0, 13.0, 0.0, 12.5)
    """
    found = _LENGTH.fullmatch(said.lower())
    if found is None:
        factor = {"smaller": 1 / _STEP, "larger": _STEP}.get(said.lower(), 1.0)
        return _NAMED.get(said.lower(), around * factor)
    number = float(found[1])
    return {
        "px": number,
        "pt": number * 4 / 3,
        "rem": number * ROOT,
        "em": number * around,
        "%": number * around / 100,
    }[found[2]]


def _font_size(said: str, around: float) -> float:
    """As <font size="2"> has it."""
    number = re.fullmatch(r"([+-]?)(\d)", said.strip())
    if number is None:
        return around
    steps = int(number[2])
    at = {"+": 3 + steps, "-": 3 - steps}.get(number[1], steps)
    return _FONT_SIZES[max(1, min(at, len(_FONT_SIZES))) - 1]
