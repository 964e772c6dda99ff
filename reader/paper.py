"""The HTML pages for paper: a message with its header block, and the list in front.

On paper the body shares the page with our header block, so it stands in a declarative shadow tree,
inside a frame with `contain: paint`: a sender's style sheet could otherwise hide the header block or
change the page, and a `position: fixed` could cover it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from string import Template
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from reader.cards import cards_of, forwarded_line
from reader.letter_size import ROOT, usual_size
from reader.marking import masked, written
from reader.render import POLICY, action_marks, data_uri, pictures, style_sheet, without_hole
from reader.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from reader.actions.action import Action
    from reader.marking import Mask
    from reader.message import Address, Attachment, Body, Message

PAPER_WIDTH = 658  # px of text on A4, see print.css
_COLUMNS = ("number", "received", "sender", "subject", "proposal", "page")  # of the list in front
_MOST_MEETINGS = 10  # a calendar of a year is no message
_LEAST_LETTERS, _MOST_LETTERS = 0.6, 1.6  # how much the letters of a sender may shrink or grow
SMALLEST_ZOOM = 0.7  # what would need less is squeezed by the style sheet alone
FONT = '"Segoe UI", "Noto Sans", "DejaVu Sans", Arial, sans-serif'
_AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_WIDTH = re.compile(r"""\b(?:min-)?width\s*[:=]\s*["']?\s*(\d{3,4})(?:px)?\s*(?=["';}\s>!])""", re.IGNORECASE)


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
    style = Template(style_sheet("print")).substitute(
        left=_css_text(_shortened(title)),
        right=_css_text(day.rsplit(" ", 1)[0] if message.date else ""),  # the day without the time
        foot=_css_counters(
            label["page_of"].format(number=number, count=count, page="\0page\0", pages="\0pages\0")
        ),
        font=FONT,
        zoom=f"{_zoom(message.body):.3f}",
    )
    inside = Template(style_sheet("print_body")).substitute(font=FONT)
    body = written(
        message.body,
        list(action_marks(actions, language)),
        extras.masks(message.body.text),
        tag=_for_paper(extras.tag or pictures(message.attachments)),
    )
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">{POLICY}'
        f"<title>{escape(title)}</title><style>{style}</style></head><body>"
        f'<h1 class="title">{masked(subject, masks)}</h1>'
        f'<dl class="block">{_header_block(message, language, extras)}</dl>'
        f"{_before_body(message, language, extras)}"
        f'<div class="frame"><div><template shadowrootmode="open"><style>{inside}</style>{body}</template></div></div>'
        f"{_after_body(extras)}</body></html>"
    )


def contents_page(rows: Sequence[tuple[str, str, str, str, str, str]], language: str = "nl") -> str:
    """The list in front: number, day of receipt, sender, subject, voorstel afdoening and page of each stuk.

    Where no stuk has a proposal there is no column for it.
    """
    label = words(language).label
    title = label["contents"]
    cells = [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
    names = [name for name in _COLUMNS if name != "proposal" or any(row["proposal"] for row in cells)]
    head = "".join(f'<th class="{name}">{escape(label[f"contents_{name}"])}</th>' for name in names)
    lines = "".join(
        "<tr>" + "".join(f'<td class="{name}">{escape(row[name])}</td>' for name in names) + "</tr>"
        for row in cells
    )
    style = Template(style_sheet("print")).substitute(
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


def _before_body(message: Message, language: str, extras: Extras) -> str:
    """What the message forwards, and the meetings that it is about."""

    def line(text: str) -> str:
        return masked(text, extras.masks(text))

    html: list[str] = []
    if message.forwarded is not None and (about := forwarded_line(message.forwarded, language)):
        name = words(language).label["forwarded"]
        html.append(f'<p class="forwarded">{escape(name)} {line(about)}</p>')
    cards, more = cards_of(message.invitations, language, _MOST_MEETINGS)
    for card in cards:
        rows = "".join(f"<dt>{escape(name)}</dt><dd>{line(value)}</dd>" for name, value in card.rows)
        cancelled = " cancelled" if card.cancelled else ""
        html.append(
            f'<section class="meeting{cancelled}"><p class="kind">{escape(card.kind)}</p>'
            f"<h2>{line(card.title)}</h2><dl>{rows}</dl></section>"
        )
    if more:
        html.append(f'<p class="forwarded">{escape(more)}</p>')
    return "".join(html)


def _local(moment: datetime) -> datetime:
    """The moment on the griffie's clock, as Outlook prints it."""
    return moment.astimezone(_AMSTERDAM)


def _people(addresses: Iterable[Address]) -> str:
    return "; ".join(str(address) for address in addresses)


def _for_paper(tag: Callable[[str], str]) -> Callable[[str], str]:
    """As `tag`, with no way for a style sheet to reach the element that holds the shadow tree."""
    return lambda token: (
        without_hole(tag(token)) if token.startswith("<") else tag(token).replace(":host", ":none")
    )


def _after_body(extras: Extras) -> str:
    """The line about what is not printed, and a page for each picture."""
    line = (
        f'<p class="left-out">{masked(extras.left_out, extras.masks(extras.left_out))}</p>'
        if extras.left_out
        else ""
    )
    return line + "".join(
        f'<figure class="attachment"><figcaption>{escape(file.name)}</figcaption>'
        f'<img alt="" src="{data_uri(file)}"></figure>'
        for file in extras.pictures
    )


def _zoom(body: Body) -> float:
    """How much larger or smaller a body is on paper: most letters of each sender get one size, and the widest layout fits.

    Letters of 11 points give 0.850, a layout of 900 px 0.731.  Cells and pictures inside shrink by themselves; a table in
    a table would not.
    """
    limit = PAPER_WIDTH / SMALLEST_ZOOM
    widths = [
        int(width)
        for piece in body.pieces
        if isinstance(piece, str) and "width" in piece.lower() and not piece.lower().startswith("<img")
        for width in _WIDTH.findall(piece)
    ]
    widest = max((width for width in widths if width <= limit), default=0)
    alike = max(_LEAST_LETTERS, min(ROOT / usual_size(body), _MOST_LETTERS))
    return min(alike, PAPER_WIDTH / widest) if widest else alike


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
