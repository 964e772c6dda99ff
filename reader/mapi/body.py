"""The texts of an item's body, [MS-OXBBODY]: HTML, RTF that may hold HTML or text, plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.mapi import tags
from reader.mapi.codepages import codec_of
from reader.mapi.rtf import LARGEST, unpacked
from reader.mime.charsets import declared_in_html, decoded
from reader.text import body_of_plain, read_html
from reader.text.rtf import read_rtf

if TYPE_CHECKING:
    from reader.mapi.item import Properties
    from reader.message import Body

_ASCII = 20127
_PLAIN = 1  # the form in which it was written, [MS-OXCMSG] §2.2.1.58.2
_WRAPPED = b"\\fromhtml"
_HEAD = 256  # bytes of RTF in which it says so, [MS-OXRTFEX] §2.2.3.1


class Texts(NamedTuple):
    """The forms in which the body is there; "" for one that is not."""

    html: str
    plain: str


def texts_of(properties: Properties) -> tuple[Texts, list[str]]:
    """The texts, and the codes of what was wrong with them."""
    plain = properties.text(tags.BODY)
    if plain.strip() and properties.number(tags.NATIVE_BODY) == _PLAIN:
        return Texts("", plain), []  # any other form was made of it
    html = properties.text(tags.HTML)
    if html:
        return Texts(html, plain), []
    if raw := properties.data(tags.HTML).rstrip(b"\0"):
        html, guessed = decoded(raw, _charset(properties, raw))
        return Texts(html, plain), ["charset_guessed"] if guessed else []
    return _of_rtf(properties.data(tags.RTF_COMPRESSED), plain)


def body_of(texts: Texts) -> tuple[Body, str]:
    """The body that is shown, the richest form that holds something to read; and the code of its problem."""
    if texts.html:
        body, problem = read_html(texts.html)
        if body.text or ("<img" in texts.html and not texts.plain.strip()):
            return body, problem
    return body_of_plain(texts.plain), ""


def _of_rtf(raw: bytes, plain: str) -> tuple[Texts, list[str]]:
    """The HTML that is in the RTF; else the plain text, which Outlook keeps beside any RTF."""
    if not raw or (plain.strip() and _WRAPPED not in unpacked(raw, _HEAD).rtf):
        return Texts("", plain), []
    found = unpacked(raw)
    problems = [] if found.whole else ["body_damaged"]
    if len(found.rtf) == LARGEST:
        problems.append("text_cut")
    if plain.strip() and not found.whole:
        return Texts("", plain), problems
    html, text = read_rtf(found.rtf)
    return Texts(html, plain if plain.strip() else text), problems


def _charset(properties: Properties, raw: bytes) -> str:
    """As the property says ([MS-OXCMSG] §2.2.1.58.8), unless that is mere ASCII or unknown."""
    page = properties.number(tags.INTERNET_CODEPAGE)
    said = codec_of(page) if page != _ASCII else ""
    return said or declared_in_html(raw)
