"""The HTML pages that show a message, on the screen and on paper.

Everything that comes from a mail is escaped here, or was cleaned by `text`.  Each page forbids itself
every request (Content Security Policy, level 3): that is one of the locks between a message and the
network, and the only one that a `<link rel=preconnect>` meets.

On the screen the body stands alone in its page.  On paper it shares the page with our header block,
so there it stands in a declarative shadow tree inside a frame with `contain: paint`: a sender's style
sheet could otherwise hide the header block, and a `position: fixed` could cover it.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from itertools import chain
from string import Template
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from reader.actions.rules import explanation
from reader.marking import Mark, masked, written
from reader.paths import RESOURCES
from reader.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from reader.actions.action import Action
    from reader.marking import Mask
    from reader.message import Address, Attachment, Body, Message

ThemeName = Literal["light", "dark"]

PAPER_WIDTH = 658  # px of text on A4, see print.css
SMALLEST_ZOOM = 0.7  # what would need less is squeezed by the style sheet alone
MAX_IMAGES = 12_000_000  # bytes of images inside one page
FONT = '"Segoe UI", "Noto Sans", "DejaVu Sans", Arial, sans-serif'
_AMSTERDAM = ZoneInfo("Europe/Amsterdam")
POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; '
    "style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'\">"
    '<meta http-equiv="x-dns-prefetch-control" content="off"><meta name="referrer" content="no-referrer">'
)
# What a browser draws without running anything in it; SVG is left out.
_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"})
_CID = re.compile(r"""(\ssrc\s*=\s*)(?:"cid:([^"]*)"|'cid:([^']*)')""", re.IGNORECASE)
_SOURCE = re.compile(r'\ssrc="[^"]', re.IGNORECASE)
_ALTERNATIVE = re.compile(r'\salt="([^"]*)"', re.IGNORECASE)
_WIDTH = re.compile(r"""\b(?:min-)?width\s*[:=]\s*["']?\s*(\d{3,4})(?:px)?\s*(?=["';}\s>!])""", re.IGNORECASE)


def screen_page(
    message: Message,
    actions: Sequence[Action],
    hits: Sequence[tuple[int, int]],
    theme: ThemeName,
    language: str = "nl",
) -> str:
    """The body of a message for the screen; anchors are `action-0`, `action-1`, ... and `hit-0`, ..."""
    body = message.body
    marks = chain(
        _action_marks(actions, language),
        (Mark(start, end, "hit", anchor=f"hit-{number}") for number, (start, end) in enumerate(hits)),
    )
    coloured = " data-coloured" if body.coloured else ""
    return (
        f'<!doctype html><html lang="{language}" data-theme="{theme}"{coloured}><head><meta charset="utf-8">'
        f"{POLICY}<style>{_style('screen')}</style></head>"
        f"<body>{written(body, list(marks), tag=_pictures(message.attachments))}</body></html>"
    )


@dataclass(frozen=True, slots=True)
class Extras:
    """What a print may add to a message or take from it."""

    pictures: tuple[Attachment, ...] = ()  # attachments to be printed after the body
    left_out: str = ""  # a line about the attachments that are not printed
    masks: Callable[[str], Sequence[Mask]] = lambda _text: ()  # finds what must not be read
    tag: Callable[[str], str] | None = None  # changes each tag of the body, see `marking.written`


def print_page(
    message: Message,
    number: int,
    count: int,
    *,
    actions: Sequence[Action] = (),
    language: str = "nl",
    extras: Extras | None = None,
) -> str:
    """One message for paper (A4): header block, body, and the running lines of each page."""
    extras = extras or Extras()
    label = words(language).label
    subject = message.subject or label["no_subject"]
    masks = extras.masks(subject)
    title = plain(subject, masks)
    day = words(language).long_date(_local(message.date)) if message.date else label["unknown_date"]
    style = Template(_style("print")).substitute(
        left=_css_text(_shortened(title)),
        right=_css_text(day.rsplit(" ", 1)[0] if message.date else ""),  # the day without the time
        foot=_css_counters(
            label["page_of"].format(number=number, count=count, page="\0page\0", pages="\0pages\0")
        ),
        font=FONT,
        zoom=f"{_zoom(message.body):.3f}",
    )
    inside = Template(_style("print_body")).substitute(font=FONT)
    body = written(
        message.body,
        list(_action_marks(actions, language)),
        extras.masks(message.body.text),
        tag=_for_paper(extras.tag or _pictures(message.attachments)),
    )
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">{POLICY}'
        f"<title>{escape(title)}</title><style>{style}</style></head><body>"
        f'<h1 class="title">{masked(subject, masks)}</h1>'
        f'<dl class="block">{_header_block(message, language, extras)}</dl>'
        f'<div class="frame"><div><template shadowrootmode="open"><style>{inside}</style>{body}</template></div></div>'
        f"{_after_body(extras)}</body></html>"
    )


def _for_paper(tag: Callable[[str], str]) -> Callable[[str], str]:
    """As `tag`, with no way for a style sheet to reach the element that holds the shadow tree."""
    return lambda token: (
        _without_hole(tag(token)) if token.startswith("<") else tag(token).replace(":host", ":none")
    )


def contents_page(rows: Sequence[tuple[str, str, str, str, str]], language: str = "nl") -> str:
    """The list in front: number, day of receipt, sender, subject and page of each stuk."""
    label = words(language).label
    title = label["contents"]
    names = ("number", "received", "sender", "subject", "page")
    head = "".join(f'<th class="{name}">{escape(label[f"contents_{name}"])}</th>' for name in names)
    lines = "".join(
        "<tr>"
        + "".join(f'<td class="{name}">{escape(cell)}</td>' for name, cell in zip(names, row, strict=True))
        + "</tr>"
        for row in rows
    )
    style = Template(_style("print")).substitute(
        left=_css_text(""), right=_css_text(""), foot=_css_text(title), font=FONT, zoom="1"
    )
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">{POLICY}'
        f"<title>{escape(title)}</title><style>{style}</style></head>"
        f'<body class="list"><h1>{escape(title)}</h1><p class="about">{escape(label["contents_count"].format(count=len(rows)))}</p>'
        f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></body></html>"
    )


def plain(text: str, masks: Sequence[Mask]) -> str:
    """The text with its masks, without markup."""
    for mask in sorted(masks, key=lambda mask: mask.start, reverse=True):
        text = f"{text[: mask.start]}[{mask.label}]{text[mask.end :]}"
    return text


def printable_picture(file: Attachment) -> bool:
    """Whether the file can be put on a page as a picture."""
    return file.content_type in _PICTURES and 0 < len(file.content) <= MAX_IMAGES


def _header_block(message: Message, language: str, extras: Extras) -> str:
    """As Outlook prints it; a line without content is left out, except for the attachments."""
    label = words(language).label
    day = words(language).long_date(_local(message.date)) if message.date else label["unknown_date"]
    lines = [
        (label["from"], _people(message.sender)),
        (label["sent"], day),
        (label["to"], _people(message.to)),
        (label["cc"], _people(message.cc)),
        (label["bcc"], _people(message.bcc)),
        (label["attachments"], "; ".join(file.name for file in message.attachments) or label["none"]),
        (label["categories"], "; ".join(message.categories)),
    ]
    return "".join(
        f"<dt>{escape(name)}</dt><dd>{masked(line, extras.masks(line))}</dd>" for name, line in lines if line
    )


def _local(moment: datetime) -> datetime:
    """The moment on the griffie's clock, as Outlook prints it."""
    return moment.astimezone(_AMSTERDAM)


def _people(addresses: Iterable[Address]) -> str:
    return "; ".join(str(address) for address in addresses)


def _after_body(extras: Extras) -> str:
    """The line about what is not printed, and a page for each picture."""
    line = (
        f'<p class="left-out">{masked(extras.left_out, extras.masks(extras.left_out))}</p>'
        if extras.left_out
        else ""
    )
    return line + "".join(
        f'<figure class="attachment"><figcaption>{escape(file.name)}</figcaption>'
        f'<img alt="" src="{_data_uri(file)}"></figure>'
        for file in extras.pictures
    )


def _action_marks(actions: Sequence[Action], language: str) -> Iterable[Mark]:
    for number, action in enumerate(actions):
        title = explanation(action.rule, language)
        anchor = f"action-{number}"
        if action.kind == "heading_question":
            yield Mark(action.start, action.section_end or action.end, "section", title=title)
            yield Mark(action.start, action.end, "heading", anchor, title)
        else:
            yield Mark(action.start, action.end, "action", anchor, title)


def _pictures(attachments: Sequence[Attachment]) -> Callable[[str], str]:
    """Puts pictures of the message itself (RFC 2392) where its HTML names them."""
    by_id = {file.content_id: file for file in attachments if file.content_id and file.content}
    room = MAX_IMAGES

    def put(found: re.Match[str]) -> str:
        nonlocal room
        file = by_id.get(unquote(unescape(found[2] if found[2] is not None else found[3])).strip("<>"))
        if file is None or file.content_type not in _PICTURES or len(file.content) > room:
            return ""
        room -= len(file.content)
        return f'{found[1]}"{_data_uri(file)}"'

    return lambda tag: _without_hole(_CID.sub(put, tag) if "cid:" in tag.lower() else tag)


def _without_hole(tag: str) -> str:
    """A picture that cannot be shown gives way to its text; its size would leave a hole."""
    if not tag.startswith("<img") or _SOURCE.search(tag):
        return tag
    text = _ALTERNATIVE.search(tag)
    return f'<span data-griffie="blocked">{text[1]}</span>' if text and text[1].strip() else ""


def _data_uri(file: Attachment) -> str:
    return f"data:{file.content_type};base64,{base64.b64encode(file.content).decode('ascii')}"


def _zoom(body: Body) -> float:
    """How much a layout of a fixed width must shrink to fit on paper: 900 px gives 0.731.

    Cells and pictures inside shrink by themselves; a table in a table would not.
    """
    limit = PAPER_WIDTH / SMALLEST_ZOOM
    widths = [
        int(width)
        for piece in body.pieces
        if isinstance(piece, str) and "width" in piece.lower() and not piece.lower().startswith("<img")
        for width in _WIDTH.findall(piece)
    ]
    widest = max((width for width in widths if width <= limit), default=0)
    return min(1.0, PAPER_WIDTH / widest) if widest else 1.0


def _shortened(text: str, length: int = 70) -> str:
    """At most `length` characters, cut between words."""
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.-") + " …"


def _css_text(text: str) -> str:
    """A string of CSS Syntax, level 3, that nothing can break out of: each odd character is an escape."""
    return (
        '"'
        + "".join(c if c.isascii() and (c.isalnum() or c == " ") else f"\\{ord(c):x} " for c in text)
        + '"'
    )


def _css_counters(text: str) -> str:
    """As `_css_text`, with the page counters in their places."""
    parts = {"page": "counter(page)", "pages": "counter(pages)"}
    return " ".join(parts.get(part) or _css_text(part) for part in text.split("\0") if part)


@cache
def _style(name: str) -> str:
    return (RESOURCES / "styles" / f"{name}.css").read_text(encoding="utf-8")
