"""Plain text to `Body`: paragraphs, items, quotes and headings as its writer set them with keys.

The text itself is not changed: quoted lines keep their ">" (RFC 3676 §4.5).  The page keeps the
line ends, and makes links of addresses.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from reader.text.layout import INVISIBLE, Layout, is_invisible, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.message import BlockKind, Body

_LINK = re.compile(
    r"""\b(?:https?://|www\.)[^\s<>"']{1,2000}|\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}\b""",
    re.IGNORECASE,
)
_AFTER_LINK = ".,;:!?)]}>*_'\""  # ends the sentence, not the address
_QUOTE = re.compile(r"(?:> ?)+")
_ITEM = re.compile(r"[ \t]*(?:[-*•·–o▪]|\(?\d{1,2}[.)]|[a-z]\))[ \t]+\S")
_UNDERLINE = re.compile(r"[ \t]*(?:={3,}|-{3,}|\*{3,}|_{3,})[ \t]*")
_SALUTATION = re.compile(
    r"(?:beste|geachte|dag|hallo|hoi|met |groet|hoogachtend|dear|hi|kind|best)\b", re.IGNORECASE
)

_HEADING_SIZE = 80  # characters
_UNDERLINED_LEVEL, _LONE_LEVEL = 2, 6
_BLANK: tuple[str, list[str]] = "blank", []
SIZE_CAP = 4_000_000  # characters; what follows is left out


def body_of_plain(text: str) -> Body:
    r"""The body of a message without HTML.

    >>> body = body_of_plain("Agenda\n\n- motie steunen\n- brief lezen\n\n> oud")
    >>> [(block.kind, body.text[block.start : block.end]) for block in body.blocks]
    [('heading', 'Agenda'), ('item', '- motie steunen'), ('item', '- brief lezen'), ('quote', '> oud')]
    """
    layout = Layout()
    layout.tag('<div style="white-space:pre-wrap">')
    groups = list(_groups(_lines(text)))
    for before, (kind, group), after in zip([_BLANK, *groups], groups, [*groups[1:], _BLANK], strict=False):
        if kind == "blank":
            if layout.length and after is not _BLANK:
                layout.tag("<br>")
            continue
        layout.separate("\n\n" if before[0] == "blank" else "\n")
        alone = before[0] == after[0] == "blank"
        _write(layout, kind, group, alone=alone)
    layout.tag("</div>")
    return layout.body()


def _lines(text: str) -> list[str]:
    """The lines without tabs and without white space at their end; "" where there is nothing to read."""
    text = printable(text)[:SIZE_CAP]
    if "\t" in text:
        text = text.expandtabs()
    lines = list(map(str.rstrip, text.split("\n")))
    if any(character in text for character in INVISIBLE):
        lines = ["" if is_invisible(line) else line for line in lines]
    return lines


def _groups(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Lines that belong together: "text", "item", "quote>>", or "blank"."""
    kind, group = "blank", list[str]()
    for line in lines:
        begins = False  # an item
        if not line:
            now = "blank"
        elif line.startswith(">") and (quote := _QUOTE.match(line)):
            now = "quote" + ">" * quote[0].count(">")
        elif _ITEM.match(line):
            now, begins = "item", True
        else:  # an item goes on where its next line is indented
            now = "item" if kind == "item" and line.startswith("  ") else "text"
        if group and (begins or now != kind):
            yield kind, group
            group = []
        kind = now
        group.append(line)
    yield kind, group


def _write(layout: Layout, kind: str, lines: list[str], *, alone: bool) -> None:
    block: tuple[BlockKind, int] = "text", 0
    if kind.startswith("quote"):
        block = "quote", kind.count(">")
    elif kind == "item":
        block = "item", 1 + (len(lines[0]) - len(lines[0].lstrip())) // 4
    elif alone and (level := _heading_level(lines)):
        block = "heading", level
    text = "\n".join(lines)
    # Most paragraphs hold no link, and looking for one costs time.
    if not ("@" in text or "://" in text or "www." in text or "WWW." in text):
        layout.paragraph(text, *block)
        return
    start, piece = layout.length, layout.tag("<div>")
    _write_linked(layout, text)
    layout.tag("</div>")
    layout.block(start, layout.length, *block, piece)


def _heading_level(lines: list[str]) -> int:
    """The level of a heading, 0 for a paragraph: a short line alone, or one that is underlined."""
    title = lines[0].strip()
    if len(title) > _HEADING_SIZE or not title[:1].isalnum() or title.endswith((".", ",", ";")):
        return 0
    if len(lines) > 1:
        return _UNDERLINED_LEVEL if len(lines) == 2 and _UNDERLINE.fullmatch(lines[1]) else 0  # noqa: PLR2004
    if _SALUTATION.match(title) or title.islower() or _LINK.search(title):
        return 0
    return _LONE_LEVEL


def _write_linked(layout: Layout, text: str) -> None:
    position = 0
    for match in _LINK.finditer(text):
        target = match[0].rstrip(_AFTER_LINK)
        if match.start() > position:
            layout.run(text[position : match.start()])
        layout.tag(f'<a href="{escape(_scheme(target) + target)}">')
        layout.run(target)
        layout.tag("</a>")
        position = match.start() + len(target)
    if position < len(text):
        layout.run(text[position:])


def _scheme(target: str) -> str:
    if target.lower().startswith(("http://", "https://")):
        return ""
    return "mailto:" if "@" in target and not target.lower().startswith("www.") else "https://"
