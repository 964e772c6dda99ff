"""The categories that somebody gave a message, in the fields of each program that keeps them there.

    Keywords, X-Keywords, Categories   phrases parted by commas (RFC 5322 §3.6.5); Dovecot parts flags by spaces
    X-Mozilla-Keys                     Thunderbird: the keys of tags, parted by spaces
    X-Gmail-Labels                     Google Takeout: labels parted by commas, with quotation marks where needed

Flags and labels that a program sets by itself say where a message was or that it was read.  They are no categories.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.mime.headers import readable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.mime.fields import Fields

_PHRASES = ("keywords", "x-keywords", "categories", "x-categories")
_KEYS, _LABELS = "x-mozilla-keys", "x-gmail-labels"
# Thunderbird keeps the names of these on the user's own PC; they are those of its Dutch edition.
_TAGS = {
    "$label1": "Belangrijk",
    "$label2": "Werk",
    "$label3": "Persoonlijk",
    "$label4": "Te doen",
    "$label5": "Later",
}
_SIGNS = ("$", "\\")  # before a flag
# Without "$" or "\" before them; with one it is the flag of a program in any case (RFC 5788, RFC 9051 §2.3.2).
_FLAGS = frozenset("forwarded junk junkrecorded mdnsent nonjunk notjunk receipt-handled redirected".split())
# Gmail's own, in English and Dutch.
_GMAIL = frozenset(
    (
        "all mail,alle e-mail,archived,gearchiveerd,chat,chats,draft,drafts,concept,concepten,important,belangrijk"
        ",inbox,postvak in,muted,genegeerd,opened,geopend,read,gelezen,scheduled,gepland,sent,sent mail,verzonden"
        ",verzonden berichten,snoozed,gesnoozed,spam,starred,met ster,trash,prullenbak,unread,ongelezen"
    ).split(",")
)
_GMAIL_TAB = re.compile(
    r"(?:category|categorie)\b[\s:–-]{0,4}\w{1,20}", re.IGNORECASE
)  # "Category Promotions"
_LABEL = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*+)"|([^,]*))\s*(?:,|\Z)')
_ENCODED = re.compile(r"&([^-&\s]*)-")  # modified UTF-7, RFC 3501 §5.1.3


def categories(fields: Fields) -> tuple[str, ...]:
    """Each once, as first written, in the order of the header's kinds."""
    found: dict[str, str] = {}
    for name in _all(fields):
        word = " ".join(name.strip().strip('"').split())
        if word:
            found.setdefault(word.casefold(), word)
    return tuple(found.values())


def _all(fields: Fields) -> Iterator[str]:
    for field in _PHRASES:
        for value in fields.every(field):
            yield from _phrases(readable(value))
    for value in fields.every(_KEYS):
        yield from filter(None, map(_tag, readable(value).split()))
    for value in fields.every(_LABELS):
        for found in _LABEL.finditer(readable(value)):
            label = re.sub(r"\\(.)", r"\1", found[1]) if found[1] is not None else found[2].strip()
            if label.casefold() not in _GMAIL and not _GMAIL_TAB.fullmatch(label):
                yield label


def _phrases(value: str) -> Iterator[str]:
    words = value.split()
    if any(word.startswith(_SIGNS) for word in words) and not re.search("[,;]", value):
        yield from filter(None, map(_tag, words))
    else:
        yield from (part for part in re.split("[,;]", value) if not _is_flag(part.strip()))


def _is_flag(word: str) -> bool:
    return word.startswith(_SIGNS) or word.casefold() in _FLAGS


def _tag(key: str) -> str:
    """The name of a tag, from the key that Thunderbird made of it; "" for a flag.

    >>> _tag("$label4"), _tag("raads&AOk-n_2020"), _tag("NonJunk")
    ('Te doen', 'raadsén 2020', '')
    """
    if key.lower() in _TAGS:
        return _TAGS[key.lower()]
    return "" if _is_flag(key) else _ENCODED.sub(_decoded, key).replace("_", " ")


def _decoded(found: re.Match[str]) -> str:
    try:
        return f"+{found[1].replace(',', '/')}-".encode("ascii").decode("utf-7") if found[1] else "&"
    except UnicodeError:
        return found[0]
