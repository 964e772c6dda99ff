"""What may follow `van:`, `categorie:` and the like: most frequent first, and by name where that is the same."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from reader.index.people import most_frequent
from reader.suggested import suggested_name
from reader.tokens import fold, forms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.index.columns import Columns, Mask
    from reader.index.noted import Noted
    from reader.index.people import Found, People
    from reader.message import Address
    from reader.query.tree import NameField

    PersonField = Literal["sender", "to", "cc"]
    Names = list[tuple[str, int]]  # each with the number of messages that have it

MOST = 8  # more than that nobody reads while typing
_MORE = 3  # times as many are looked at: an address is left out beside the name of whose it is


def complete_name(columns: Columns, noted: Noted, alive: Mask, field: NameField, typed: str) -> Names:
    """The categories, folders or exports that hold the typed words."""
    counts: Counter[str] = Counter()
    match field:
        case "category":
            counts.update(columns.category.count(alive))
            counts.update(noted.category.count(alive))
        case "suggested":
            for name, count in columns.suggested.count(alive).items():
                counts[suggested_name(name)] += count
        case "folder":
            for (_export, folder), count in columns.folder.count(alive).items():
                counts[folder] += count
        case "export":
            for path, count in columns.export.count(alive).items():
                counts[PurePath(path).name] += count
    wanted = forms(typed)
    fitting = [(name, count) for name, count in counts.items() if name and _holds(forms(name), wanted)]
    return sorted(fitting, key=lambda one: (-one[1], fold(one[0])))[:MOST]


def complete_person(
    people: Sequence[People], typed: str, addresses: Callable[[int, Found], Sequence[Address]]
) -> Names:
    """The names that hold the typed words, and the addresses that do where the name does not.

    `addresses` has the people in that field of a message of `people[number]`.
    """
    wanted = forms(typed)
    names: dict[str, int] = {}
    for number, found in most_frequent(people, wanted, MOST * _MORE):
        text = _as_written(found, addresses(number, found), wanted)
        if text and text not in names:
            names[text] = found.messages
        if len(names) == MOST:
            break
    return list(names.items())


def _as_written(found: Found, people: Sequence[Address], wanted: Sequence[str]) -> str:
    """The name or address as the message has it; "" for an address whose name is offered itself."""
    for person in people:
        if tuple(forms(person.name)) == found.forms:
            return person.name
        if tuple(forms(person.address)) == found.forms:
            return "" if person.name and _holds(forms(person.name), wanted) else person.address
    return ""


def _holds(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether the words hold the wanted ones in a row, the last of which is not finished."""
    count = len(wanted)
    return not count or any(
        list(words[start : start + count - 1]) == list(wanted[:-1])
        and words[start + count - 1].startswith(wanted[-1])
        for start in range(len(words) - count + 1)
    )
