"""What the user noted about a message: own categories, whether it is an ingekomen stuk, and what to do with it."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# What a griffier may propose to the council: keys, kept in the notes; resources/words has each as `proposal_KEY`.
PROPOSALS = (
    "notice",
    "college",
    "college_copy",
    "college_advice",
    "agenda_item",
    "committee",
    "discussion",
    "griffie",
    "other",
)

LONGEST_CATEGORY = 60  # characters


@dataclass(frozen=True, slots=True)
class Note:
    """One message's."""

    categories: tuple[str, ...] = ()  # the user's own, in the order of their letters
    listed: bool = False  # stands on the lijst ingekomen stukken
    proposal: str = (
        ""  # the voorstel afdoening: a key as in PROPOSALS, perhaps of a later version; "" for none
    )


NOTHING = Note()
NO_NOTES: Mapping[str, Note] = MappingProxyType({})  # by the id of the message


@dataclass(frozen=True, slots=True)
class Change:
    """What to change in the notes of messages, all at once; what is empty or None stays as it is."""

    add: str = ""  # a category
    remove: str = ""  # a category
    listed: bool | None = None
    proposal: str | None = None  # "" takes it away


def category_name(typed: str) -> str:
    r"""A name as it is kept: one line of what can be seen, not too long; "" where nothing is left.

    >>> category_name("  Bouw \t en\nwonen ")
    'Bouw en wonen'
    """
    words = "".join(letter if letter.isprintable() else " " for letter in typed).split()
    return " ".join(words)[:LONGEST_CATEGORY].rstrip()
