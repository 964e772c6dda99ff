"""Address lists (RFC 5322 §3.4) as people and programs really write them.

The standard library recurses into a hostile list until it fails, and stops at an odd comma inside an encoded word;
so the list is read here, once from left to right, and nothing in it is dropped for being misplaced.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.message import Address
from reader.mime.headers import eight_bit, readable, unfolded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_TOKEN = re.compile(
    r"""(?P<word>=\?[^?\s]{1,60}\?[bBqQ]\?[^?]*\?=)  # an encoded word, whatever signs are in it
      | "(?P<quoted>(?:[^"\\]|\\.){0,300})"          # a bound, since each of many without an end is tried
      | (?<![^\s,;:])'(?P<single>[^'"<>]*)'(?=\s*<)  # Outlook's marks round a name
      | <(?P<angle>[^<>]*)>
      | <(?P<open>[^<>,;]*)                          # one that was never closed
      | (?P<literal>\[[^\[\]\s]*\])                  # an address of the network: jan@[192.0.2.1]
      | (?P<mark>[,;:()])
      | (?P<text>[^\s"<>,;:()\[\]'=]+ | .)
    """,
    re.VERBOSE | re.DOTALL,
)
# As nearly all are written: names in plain letters, and nothing that could mean anything else.
_PLAIN_ONE = r"([A-Za-z0-9 .&_-]*+)<([A-Za-z0-9_.+-]+@[A-Za-z0-9_.-]+)> *"
_PLAIN = re.compile(_PLAIN_ONE)
_ALL_PLAIN = re.compile(rf"{_PLAIN_ONE}(?:,{_PLAIN_ONE})*+")
_QUOTED_PAIR = re.compile(r"\\(.)", re.DOTALL)
_AROUND = re.compile(r"\s*([@.])\s*")  # obs-local-part and obs-domain, §4.4, may have spaces there
_ROUTE = re.compile(r"\A([^@]*+)@[^:]*+:")  # obs-route, §4.4; only at the first @, or each of many is tried
_LONGEST_KNOWN = 200  # characters of a line that is kept
_BARE = re.compile(r'(?:"[^"]{0,64}"|[^\s"]{1,256})@\S+')


def addresses(values: Sequence[str]) -> tuple[Address, ...]:
    """The mailboxes of address fields, RFC 5322 §3.4; groups are flattened, bare names kept.

    >>> addresses(["!Griffie-voorbeeld, Jan <jan@voorbeeld.example>"])[0]
    Address(name='!Griffie-voorbeeld', address='')
    """
    return tuple(found for value in values for found in _mailboxes_of(eight_bit(unfolded(value))))


def _mailboxes_of(line: str) -> Iterable[Address]:
    return _known_mailboxes(line) if len(line) <= _LONGEST_KNOWN else _mailboxes(line)


@lru_cache(maxsize=4_096)
def _known_mailboxes(line: str) -> tuple[Address, ...]:
    """Those of a line that may well come again: a mailbox has few who write to it."""
    return tuple(_mailboxes(line))


class _Mailbox:
    """One mailbox, as far as it was read."""

    def __init__(self, phrase: Sequence[str] = ()) -> None:
        self.phrase = list(phrase)  # words, and the space between them
        self.angle: str | None = None  # what stands between < and >
        self.behind: list[str] = []  # words behind that
        self.comment: list[str] = []

    def finished(self) -> Iterator[Address]:
        """One address, or none where there is nothing in it."""
        name = "".join(self.phrase).strip()
        if self.angle is None:
            name, address = _parted(name)
        else:
            address = _AROUND.sub(r"\1", readable(_ROUTE.sub(r"\1", self.angle))).strip("'\" ")
        shown, comment = _shown(name), _shown("".join(self.comment))
        if shown and comment and shown != address:
            shown = f"{shown} ({comment})"
        shown = shown or comment or _shown("".join(self.behind))
        if "@" not in address:
            shown, address = " ".join(part for part in (shown, address) if part), ""
        if shown or address:
            yield Address("" if shown == address else shown, address)


def _mailboxes(line: str) -> Iterator[Address]:
    """Every mailbox between the commas, semicolons and names of groups."""
    if _ALL_PLAIN.fullmatch(line):
        for name, address in _PLAIN.findall(line):
            yield Address(" ".join(name.split()), address)
        return
    current, depth = _Mailbox(), 0  # of the comments, which may hold comments
    has_comments = _is_balanced(line)
    for token in _TOKEN.finditer(line):
        kind, text = token.lastgroup, token[0]
        if has_comments and (depth or text == "("):
            depth += (text == "(") - (text == ")")
            current.comment.append(text if depth and (depth > 1 or text != "(") else " ")
        elif text in {",", ";"}:
            yield from current.finished()
            current = _Mailbox()
        elif text == ":" and current.angle is None:
            current = _Mailbox()  # what stood before it is the name of a group
        elif kind in {"angle", "open"}:
            if current.angle is not None:  # a comma is missing
                current, before = _Mailbox(current.behind), current
                before.behind = []
                yield from before.finished()
            current.angle = token[kind]
        else:
            (current.phrase if current.angle is None else current.behind).append(_plain(token))
    yield from current.finished()


def _is_balanced(line: str) -> bool:
    """Whether every comment that begins also ends; else its marks are letters like others."""
    depth = 0
    for mark in re.findall("[()]", line):
        depth += 1 if mark == "(" else -1
        if depth < 0:
            return False
    return not depth


def _plain(token: re.Match[str]) -> str:
    """A word of a phrase, without the marks round it."""
    if token["quoted"] is not None:
        is_local_part = token.string.startswith("@", token.end())
        return token[0] if is_local_part else _QUOTED_PAIR.sub(r"\1", token["quoted"])
    return token["single"] if token["single"] is not None else token[0]


def _parted(phrase: str) -> tuple[str, str]:
    """The name and the address of a mailbox without angle brackets."""
    if "@" not in phrase and "=?" not in phrase:
        return phrase, ""
    plain = _AROUND.sub(r"\1", readable(phrase)) if "@" in phrase else readable(phrase)
    found = _BARE.search(plain)
    if found is None:
        return phrase, ""
    return f"{plain[: found.start()]}{plain[found.end() :]}", found[0].strip("'")


def _shown(name: str) -> str:
    return " ".join(readable(name).strip("'\" ").split())
