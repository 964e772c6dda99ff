"""What can still be read of the rows of an older generation, message by message.

A page of them may be damaged, so each message is asked for by its number, and one that cannot be read is passed over.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from reader.index import folder
from reader.index.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from reader.events import Place
    from reader.message import Message


class Kept(NamedTuple):
    """A message as an older generation has it."""

    message: Message  # its body has text and blocks, and no layout
    attached: Mapping[int, str]  # the texts of its attachments
    places: tuple[Place, ...]  # where it stood; () where that cannot be read


def kept(generation: Path) -> Iterator[Kept]:
    """The messages of a generation whose rows are of our form; nothing of another one."""
    try:
        store = Store(generation / folder.ROWS)
        numbers = range(1, store.highest() + 1) if store.fact("form") == str(folder.FORM) else range(0)
    except folder.DAMAGE:
        return
    for number in numbers:
        with suppress(*folder.DAMAGE):
            saved = store.saved(number)
            if saved is not None:
                yield Kept(saved.message, _attached(store, number), _places(store, number))
    store.close()


def _attached(store: Store, number: int) -> dict[int, str]:
    with suppress(*folder.DAMAGE):
        return store.attached(number)
    return {}


def _places(store: Store, number: int) -> tuple[Place, ...]:
    with suppress(*folder.DAMAGE):
        return tuple(place for place, _sample in store.places([number]).get(number, ()))
    return ()
