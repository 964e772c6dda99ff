"""What the user said of action items, as labelled sentences for whoever improves the rules: tests/labelled/README.md."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reader.judging import find_again, fingerprint, judged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.actions.action import Findings
    from reader.judging import Judgement, Verdicts
    from reader.message import Message

SOURCE = "griffie"


def label_lines(message_id: str, message: Message, findings: Findings, said: Verdicts) -> Iterator[str]:
    """The passages of one message, a line of JSON each; what the message has no more is left out.

    The user does not say of which kind an action is, so `kind` is null.  Its date is the one that he gave, else the first
    in the passage; `due`, `event` and `addressee` are there where he gave that, or took it away.
    """
    all_on = replace(said, off=frozenset())  # who switched a rule off still meant what he put right
    found = {
        fingerprint(action.text): action
        for action in judged(findings, message.text, message_id, all_on).findings.actions
    }
    rights = said.rights.get(message_id, {})
    judgements = said.judgements.get(message_id, ())
    for judgement in judgements:
        if judgement.words not in rights or judgement.verdict == "not_action":
            yield from _judged_line(judgement, message, findings)
    for words, right in rights.items():
        action = found.get(words)
        if action is not None:
            said_of_it = {name: value or None for name, value in right._asdict().items() if value is not None}
            yield _line(message, action.text, "action", action.due or action.event, said_of_it)


def _judged_line(judgement: Judgement, message: Message, findings: Findings) -> Iterator[str]:
    place = find_again(judgement, message.text)
    if place is not None:
        start, end = place
        is_action = judgement.verdict == "action"
        dates = (date.iso for date in findings.dates if is_action and start <= date.start < end)
        yield _line(
            message, message.text[start:end], "action" if is_action else "none", next(dates, None), {}
        )


def _line(message: Message, text: str, label: str, day: str | None, more: dict[str, Any]) -> str:
    line = {
        "text": " ".join(text.split()),
        "label": label,
        "kind": None,
        "deadline_or_event_date": day,
        "sent": message.date.date().isoformat() if message.date else None,
        "source": SOURCE,
        **more,
    }
    return json.dumps(line, ensure_ascii=False) + "\n"
