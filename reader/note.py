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
_OTHER = "other"  # may be followed by the user's own words: "other:terug naar afzender"

LONGEST_CATEGORY = 60  # characters
LONGEST_PROPOSAL = 120


@dataclass(frozen=True, slots=True)
class Note:
    """One message's."""

    categories: tuple[str, ...] = ()  # the user's own, in the order of their letters
    listed: bool = False  # stands on the lijst ingekomen stukken
    proposal: str = ""  # the voorstel afdoening: a key as in PROPOSALS, perhaps of a later version, or own words; "" for none


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
    return _line(typed, LONGEST_CATEGORY)


def other_proposal(typed: str) -> str:
    """A proposal in the user's own words, as it is kept.

    >>> other_proposal(" terug naar  afzender"), other_proposal("")
    ('other:terug naar afzender', 'other')
    """
    line = _line(typed, LONGEST_PROPOSAL)
    return f"{_OTHER}:{line}" if line else _OTHER


def proposal_key(proposal: str) -> str:
    """The key of a proposal, whatever the user's own words.

    >>> proposal_key("other:terug naar afzender"), proposal_key("notice"), proposal_key("")
    ('other', 'notice', '')
    """
    return _OTHER if proposal.startswith(f"{_OTHER}:") else proposal


def own_words(proposal: str) -> str:
    """The user's own words in a proposal; "" without them.

    >>> own_words("other:terug naar afzender"), own_words("other")
    ('terug naar afzender', '')
    """
    return proposal.removeprefix(f"{_OTHER}:") if proposal.startswith(f"{_OTHER}:") else ""


def _line(typed: str, longest: int) -> str:
    words = "".join(letter if letter.isprintable() else " " for letter in typed).split()
    return " ".join(words)[:longest].rstrip()
