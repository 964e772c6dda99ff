"""What a compound is, by trying all ways to cut a form: what the index finds with checksums and letter pairs is held against it."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from reader.index.compounds import TABLE
from reader.index.stems import stem

if TYPE_CHECKING:
    from collections.abc import Collection

_table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
LINKS = ("", *_table["links"])


def is_compound(form: str, word: str, vocabulary: Collection[str]) -> bool:
    """Whether `form` has a form of `word` in it and else known words; never for a form of the word itself."""
    own = {one for one in {*vocabulary, word} if stem(one) == stem(word) and len(one) >= 4}
    if form in own or len(word) < 4 or word in _table["never"]:
        return False
    known = {one for one in vocabulary if is_part(one)} | set(_table["known"])
    for one in own:
        for at in range(len(form) - len(one) + 1):
            if form[at : at + len(one)] != one:
                continue
            head, tail = form[:at], form[at + len(one) :]
            if 0 < len(tail) <= 3 and stem(one + tail) == stem(word):
                tail = ""
            if (
                (head or tail)
                and begins(head, known)
                and ends(tail, known)
                and not steals(head, one, known, own)
            ):
                return True
    return False


def is_part(form: str) -> bool:
    return (len(form) >= 4 or form in _table["short"]) and form not in _table["never"]


def begins(head: str, known: Collection[str]) -> bool:
    return not head or any(chain(head.removesuffix(link), known) for link in LINKS if head.endswith(link))


def ends(tail: str, known: Collection[str]) -> bool:
    return not tail or any(chain(tail.removeprefix(link), known) for link in LINKS if tail.startswith(link))


def chain(text: str, known: Collection[str]) -> bool:
    return text in known or any(
        text[:at].endswith(link) and text[:at].removesuffix(link) in known and text[at:] in known
        for at in range(1, len(text))
        for link in LINKS
    )


def steals(head: str, one: str, known: Collection[str], own: Collection[str]) -> bool:
    """Whether letters before the word make it another: prikkel-draad."""
    return any(
        head[-count:] + one in known and head[-count:] + one not in own and begins(head[:-count], known)
        for count in (1, 2)
        if len(head) >= count
    )
