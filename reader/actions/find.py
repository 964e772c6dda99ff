"""Finds what a message asks of its reader, and the dates in it.

    own words (zones) → sentences that ask (matching) → when (roles) and for whom (addressee) → Findings

Sentences and the text that is read are bounded (`sentences.LONGEST`, `plain.LONGEST_TEXT`), so the cost
grows with the text and no faster.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.actions.action import Action, DateMention, Findings
from reader.actions.addressee import addressee_of
from reader.actions.categories import suggested_categories
from reader.actions.dates import find_dates
from reader.actions.matching import asked_sentences
from reader.actions.plain import lower, words_of
from reader.actions.roles import dated
from reader.actions.rules import rule_book
from reader.actions.sections import section_end
from reader.actions.zones import own_stretches

if TYPE_CHECKING:
    from reader.actions.matching import Asked
    from reader.actions.zones import Stretch
    from reader.message import Message


def find_actions(message: Message) -> Findings:
    """The actions and dates of a message, as offsets into its text, and the categories that it suggests."""
    book = rule_book()
    plain = lower(message.text)
    own = own_stretches(message, plain)
    words = words_of(plain)
    sent = message.date.date() if message.date else None
    dates = find_dates(plain, sent, words)
    asked = asked_sentences(message.text, plain, own, dates, words, book)
    timings = dated(asked, dates, sent, plain, book)
    actions = tuple(
        Action(
            kind=timing.kind,
            text=message.text[one.sentence.start : one.sentence.end],
            start=one.sentence.start,
            end=one.sentence.end,
            section_end=_section_end(one, own, plain, message),
            due=timing.due.iso if timing.due else None,
            event=timing.event.iso if timing.event else None,
            precision=timing.leading.precision if timing.leading else None,
            addressee=addressee_of(one.sentence.plain, one.rule, timing.kind, message, plain, book),
            rule=one.rule.id,
        )
        for one, timing in zip(asked, timings, strict=True)
    )
    due = {timing.due.start for timing in timings if timing.due}
    event = {timing.event.start for timing in timings if timing.event}
    mentions = tuple(
        DateMention(
            message.text[one.start : one.end],
            one.start,
            one.end,
            one.iso,
            one.precision,
            "due" if one.start in due else "event" if one.start in event else "mention",
        )
        for one in dates
        if one.start in due or not one.term  # "binnen zes weken" says something only where it is asked
    )
    kinds = frozenset(action.kind for action in actions)
    return Findings(actions, mentions, suggested_categories(message, plain, words, kinds, book))


def _section_end(one: Asked, own: list[Stretch], plain: str, message: Message) -> int | None:
    if one.kind != "heading_question":
        return None
    return section_end(
        own, one.stretch, plain, message.body.pieces, marked=own[one.stretch].kind == "heading"
    )
