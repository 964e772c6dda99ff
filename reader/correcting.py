"""What the user puts right of an action item: by when it must be done, when its meeting is, and for whom it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, cast, get_args

from reader.actions.action import Addressee
from reader.periods import precision_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.actions.action import Action, Role

_KNOWN = frozenset({"", *get_args(Addressee)})  # the notes may hold one of a later version


class Right(NamedTuple):
    """How it is; None where it is as it was found, "" for none."""

    due: str | None = None  # ISO day, the last on which it is in time
    event: str | None = None  # ISO day
    addressee: str | None = None

    def over(self, earlier: Right) -> Right:
        """With what was said earlier, and is not said again.

        >>> Right(addressee="raad").over(Right(due="2021-12-01"))
        Right(due='2021-12-01', event=None, addressee='raad')
        """
        return Right(*(old if new is None else new for new, old in zip(self, earlier, strict=True)))


def corrected(action: Action, right: Right) -> Action:
    """The action as the user says it is."""
    due = action.due if right.due is None else right.due or None
    event = action.event if right.event is None else right.event or None
    addressee = (right.addressee or None) if right.addressee in _KNOWN else action.addressee
    changed = replace(action, due=due, event=event, addressee=cast("Addressee | None", addressee))
    leading = due or event
    if leading == (action.due or action.event):
        return changed
    return replace(changed, precision=precision_of(leading) if leading else None)


def roles_of(right: Right) -> Iterator[Role]:
    """The dates that the user gave or took away: what its message says of them counts no more."""
    if right.due is not None:
        yield "due"
    if right.event is not None:
        yield "event"
