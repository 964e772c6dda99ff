"""The HTML page that shows a message on the screen, and what it shares with the page for paper.

Everything that comes from a mail is escaped here, or was cleaned by `text`.  Each page forbids itself
every request (Content Security Policy, level 3): that is one of the locks between a message and the
network, and the only one that a `<link rel=preconnect>` meets.

The body stands alone in its page: a style sheet of the sender can spoil that body, and nothing else.
"""

from __future__ import annotations

import base64
import re
from bisect import bisect_right
from dataclasses import replace
from functools import cache
from html import escape, unescape
from itertools import chain
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote

from reader.marking import Mark, written
from reader.paths import RESOURCES
from reader.why import why
from reader.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reader.actions.action import Action, DateMention
    from reader.message import Attachment, Message

ThemeName = Literal["light", "dark"]

MAX_IMAGES = 12_000_000  # bytes of images inside one page
POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; '
    "style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'\">"
    '<meta http-equiv="x-dns-prefetch-control" content="off"><meta name="referrer" content="no-referrer">'
)
# What a browser draws without running anything in it; SVG is left out.
_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"})
_PICTURE_OF = {  # by the suffix of a name, where mail only says that there are bytes
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "bmp": "image/bmp",
}
_CID = re.compile(r"""(\ssrc\s*=\s*)(?:"cid:([^"]*)"|'cid:([^']*)')""", re.IGNORECASE)
_SOURCE = re.compile(r'\ssrc="[^"]', re.IGNORECASE)
_ALTERNATIVE = re.compile(r'\salt="([^"]*)"', re.IGNORECASE)


def screen_page(
    message: Message,
    actions: Sequence[Action],
    hits: Sequence[tuple[int, int]],
    theme: ThemeName,
    language: str = "nl",
    *,
    dates: Sequence[DateMention] = (),
    rejected: Sequence[Action] = (),
) -> str:
    """The body of a message for the screen; anchors are `action-0`, `action-1`, ..., `hit-0`, ... and `rejected-0`, ...

    A date outside the actions has an anchor `date-0`, ..., by its number in `dates`, and no look of its own; in what
    is quoted it has none, since a mark unfolds that.
    """
    body = message.body
    marks = chain(
        action_marks(actions, language),
        (Mark(start, end, "hit", anchor=f"hit-{number}") for number, (start, end) in enumerate(hits)),
        (
            Mark(one.start, one.end, "date", anchor=f"date-{number}")
            for number, one in _outside(actions, dates)
            if not any(start <= one.start < end for start, end in body.quoted)
        ),
        (
            Mark(action.start, action.end, "rejected", anchor=f"rejected-{number}")
            for number, action in enumerate(rejected)
        ),
    )
    coloured = " data-coloured" if body.coloured else ""
    return (
        f'<!doctype html><html lang="{language}" data-theme="{theme}"{coloured}><head><meta charset="utf-8">'
        f"{POLICY}<style>{style_sheet('screen')}</style></head>"
        f"<body>{written(body, list(marks), tag=pictures(message.attachments), summary=_summary(language))}"
        "</body></html>"
    )


def _outside(actions: Sequence[Action], dates: Sequence[DateMention]) -> Iterator[tuple[int, DateMention]]:
    """The dates that stand in none of the actions, with their numbers; there may be thousands of both, each in order."""
    starts = [action.start for action in actions]
    for number, one in enumerate(dates):
        before = bisect_right(starts, one.start)
        if not before or one.start >= actions[before - 1].end:
            yield number, one


def _summary(language: str) -> str:
    """What folds the quoted text away: a style sheet shows the word that is right now."""
    label = words(language).label
    return (
        f"{escape(label['quoted'])} "
        f'<span data-griffie="show">{escape(label["quoted_show"])}</span>'
        f'<span data-griffie="hide">{escape(label["quoted_hide"])}</span>'
    )


def action_marks(actions: Sequence[Action], language: str) -> Iterable[Mark]:
    """The marks of the actions, with the anchors `action-0`, `action-1`, ..."""
    for number, action in enumerate(actions):
        title = why(action.rule, language)
        anchor = f"action-{number}"
        if action.kind == "heading_question":
            yield Mark(action.start, action.section_end or action.end, "section", anchor, title)
            yield Mark(action.start, action.end, "heading", anchor, title)
        else:
            yield Mark(action.start, action.end, "action", anchor, title)


def pictures(attachments: Sequence[Attachment]) -> Callable[[str], str]:
    """Puts pictures of the message itself (RFC 2392) where its HTML names them."""
    by_id = {file.content_id: file for file in attachments if file.content_id and file.content}
    room = MAX_IMAGES

    def put(found: re.Match[str]) -> str:
        nonlocal room
        file = by_id.get(unquote(unescape(found[2] if found[2] is not None else found[3])).strip("<>"))
        if file is None or file.content_type not in _PICTURES or len(file.content) > room:
            return ""
        room -= len(file.content)
        return f'{found[1]}"{data_uri(file)}"'

    return lambda tag: without_hole(_CID.sub(put, tag) if "cid:" in tag.lower() else tag)


def without_hole(tag: str) -> str:
    """A picture that cannot be shown gives way to its text; its size would leave a hole."""
    if not tag.startswith("<img") or _SOURCE.search(tag):
        return tag
    text = _ALTERNATIVE.search(tag)
    return f'<span data-griffie="blocked">{text[1]}</span>' if text and text[1].strip() else ""


def picture_page(file: Attachment, theme: ThemeName, language: str = "nl") -> str:
    """A page with one picture, as wide as it is; "" where it is none that a browser can draw, or too large.

    A picture that is damaged gives way to a sentence: what draws it tells nobody.
    """
    kind = file.content_type if file.content_type in _PICTURES else _PICTURE_OF.get(_suffix(file.name), "")
    if not kind or not 0 < len(file.content) <= MAX_IMAGES:
        return ""
    instead = escape(words(language).label["picture_damaged"])
    return (
        f'<!doctype html><html lang="{language}" data-theme="{theme}"><head><meta charset="utf-8">'
        f"{POLICY}<style>{style_sheet('screen')} img {{ background: #ffffff; }}</style></head>"
        f'<body><img src="{data_uri(replace(file, content_type=kind))}" alt="{instead}"></body></html>'
    )


def _suffix(name: str) -> str:
    return name.rpartition(".")[2].lower()


def printable_picture(file: Attachment) -> bool:
    """Whether the file can be put on a page of its own."""
    return file.content_type in _PICTURES and 0 < len(file.content) <= MAX_IMAGES


def data_uri(file: Attachment) -> str:
    """The file as an address of RFC 2397."""
    return f"data:{file.content_type};base64,{base64.b64encode(file.content).decode('ascii')}"


@cache
def style_sheet(name: str) -> str:
    """A file of `resources/styles`."""
    return (RESOURCES / "styles" / f"{name}.css").read_text(encoding="utf-8")
