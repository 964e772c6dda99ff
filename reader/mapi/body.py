"""The texts of an item's body, [MS-OXBBODY]: HTML, RTF that may hold HTML or text, plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.mapi import tags
from reader.mapi.codepages import codec_of
from reader.mime.charsets import declared_in_html, decoded
from reader.text import body_of_plain, read_html

if TYPE_CHECKING:
    from reader.mapi.item import Properties
    from reader.message import Body

_ASCII = 20127


class Texts(NamedTuple):
    """The forms in which the body is there; "" for one that is not."""

    html: str
    plain: str


def texts_of(properties: Properties) -> tuple[Texts, list[str]]:
    """The texts, and the codes of what was wrong with them."""
    problems: list[str] = []
    html = properties.text(tags.HTML)
    raw = properties.data(tags.HTML)
    if not html and raw:
        html, guessed = decoded(raw.rstrip(b"\0"), _charset(properties, raw))
        if guessed:
            problems.append("charset_guessed")
    return Texts(html, properties.text(tags.BODY)), problems


def body_of(texts: Texts) -> tuple[Body, str]:
    """The body that is shown, the richest form that holds something to read; and the code of its problem."""
    if texts.html:
        body, problem = read_html(texts.html)
        if body.text or ("<img" in texts.html and not texts.plain.strip()):
            return body, problem
    return body_of_plain(texts.plain), ""


def _charset(properties: Properties, raw: bytes) -> str:
    """As the property says ([MS-OXCMSG] §2.2.1.58.8), unless that is mere ASCII or unknown."""
    page = properties.number(tags.INTERNET_CODEPAGE)
    said = codec_of(page) if page != _ASCII else ""
    return said or declared_in_html(raw)
