"""Finds what a message asks of its reader, and the dates in it.

    own words and dates (reading) → sentences that ask (matching) → when (roles), for whom (addressing)

Sentences and the text that is read are bounded (`sentences.LONGEST`, `plain.LONGEST_TEXT`), so the cost
grows with the text and no faster.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.actions.action import Action, DateMention, Findings
from reader.actions.addressing import addressees
from reader.actions.book import rule_book
from reader.actions.categories import suggested_categories
from reader.actions.matching import asked_sentences
from reader.actions.reading import read
from reader.actions.roles import dated
from reader.actions.sections import section_end

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.actions.book import RuleBook
    from reader.actions.matching import Asked
    from reader.actions.reading import Reading
    from reader.actions.roles import Timing
    from reader.message import Message


def find_actions(message: Message) -> Findings:
    """The actions and dates of a message, as offsets into its text, and the categories that it suggests."""
    book = rule_book()
    reading = read(message, book)
    near = book.patterns.near(reading.lines)
    asked = asked_sentences(reading, near, book)
    timings = dated(asked, reading, book)
    actions = tuple(_actions(asked, timings, reading, book)) if asked else ()
    kinds = [action.kind for action in actions]
    return Findings(actions, _mentions(timings, reading), suggested_categories(reading, near, kinds, book))


def _actions(
    asked: Sequence[Asked], timings: Sequence[Timing], reading: Reading, book: RuleBook
) -> Iterator[Action]:
    """The actions in order."""
    sections = [
        section_end(reading, one.stretch) if timing.kind == "heading_question" else None
        for one, timing in zip(asked, timings, strict=True)
    ]
    everyone = addressees(asked, timings, sections, reading, book)
    for one, timing, section, addressee in zip(asked, timings, sections, everyone, strict=True):
        start, end = one.sentence.start, one.sentence.end
        yield Action(
            kind=timing.kind,
            text=reading.text[start:end],
            start=start,
            end=end,
            section_end=section,
            due=timing.due.iso if timing.due else None,
            event=timing.event.iso if timing.event else None,
            precision=timing.leading.precision if timing.leading else None,
            addressee=addressee,
            rule=one.rule.id,
        )


def _mentions(timings: Sequence[Timing], reading: Reading) -> tuple[DateMention, ...]:
    """All dates, those counted from a meeting too; a term such as "binnen zes weken" says something only where it is asked."""
    due = {timing.due.start: timing.due for timing in timings if timing.due}
    event = {timing.event.start for timing in timings if timing.event}
    event |= {one.start for timing in timings for one in timing.offered}
    dates = sorted({one.start: one for one in (*reading.dates, *due.values())}.values())
    return tuple(
        DateMention(
            text=reading.text[one.start : one.end],
            start=one.start,
            end=one.end,
            iso=one.iso,
            precision=one.precision,
            role="due" if one.start in due else "event" if one.start in event else "mention",
        )
        for one in dates
        if one.start in due or not one.term
    )
