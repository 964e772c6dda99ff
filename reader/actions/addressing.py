"""For whom an action is: griffie, raad, college or other.

What names, greetings and recipients tell of it (addressee) is weighed together with its kind, its words and those of the subject
(choosing).  Where no recipients are known, as in a draft or a print, what is told stands: the weights are of mail that has them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from reader.actions.action import Addressee
from reader.actions.addressee import told
from reader.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.actions.addressee import Told
    from reader.actions.book import RuleBook
    from reader.actions.matching import Asked
    from reader.actions.reading import Reading
    from reader.actions.roles import Timing

ADDRESSEES = RESOURCES / "rules" / "addressees.json"
EVERYONE: Sequence[Addressee] = get_args(Addressee)
_SELDOM = ("college", "other")  # too few actions are for them to weigh what is told of them


def addressees(
    asked: Sequence[Asked],
    timings: Sequence[Timing],
    sections: Sequence[int | None],
    reading: Reading,
    book: RuleBook,
) -> list[Addressee | None]:
    """For whom each action is; `sections` are the ends of those that are headings."""
    everything = told(asked, timings, sections, reading)
    found: list[Addressee | None] = []
    before: Addressee | None = None
    of_message = book.addressees.sums(facts_of_message(reading)) if asked else 0.0
    for one, timing, what in zip(asked, timings, everything, strict=True):
        if what.who in _SELDOM or not reading.message.to:
            found.append(what.who)
        else:
            sums = of_message + book.addressees.sums(
                _besides_words(one, timing, what, before), dict.fromkeys(one.row)
            )
            found.append(EVERYONE[int(sums.argmax())])
        before = what.wording
    return found


def facts_of_message(reading: Reading) -> Iterator[str]:
    """What is the same for all actions of a message; of the words of its subject the signs."""
    if any("griffie" in f"{sender.name} {sender.address}".lower() for sender in reading.message.sender):
        yield "from a griffie"
    yield from (f"subject {sign}" for sign in dict.fromkeys(reading.lines.rows[reading.lines.subject]))


def facts_of_addressee(one: Asked, timing: Timing, what: Told, before: Addressee | None) -> Iterator[str]:
    """What is known of an action; of its words the signs.  `before` is who the one before it names."""
    yield from _besides_words(one, timing, what, before)
    yield from (f"word {sign}" for sign in dict.fromkeys(one.row))


def _besides_words(one: Asked, timing: Timing, what: Told, before: Addressee | None) -> Iterator[str]:
    yield from ("", f"kind {timing.kind}", f"rule {one.rule.id}", f"place {one.rule.place}")
    yield from (f"told {what.who}", f"wording {what.wording}", f"wording before {before}")
    yield f"greeted {what.greeted}"
    if what.written_to is not None:
        yield from (f"written to {what.written_to}", f"meant {what.meant}")
    yield "due" if timing.due else "no due"
    yield "event" if timing.event else "no event"
    if one.sentence.plain.endswith("?"):
        yield "question"
