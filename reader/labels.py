"""What the user judged, as labelled sentences for whoever improves the rules: tests/labelled/README.md."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reader.judging import find_again

if TYPE_CHECKING:
    from reader.actions.action import Findings
    from reader.judging import Judgement
    from reader.message import Message

SOURCE = "griffie"


def label_line(judgement: Judgement, message: Message, findings: Findings) -> str | None:
    """One passage as a line of JSON; None where the message has it no more.

    The user does not say of which kind an action is, so `kind` is null; its date is the first one in the passage.
    """
    place = find_again(judgement, message.text)
    if place is None:
        return None
    start, end = place
    is_action = judgement.verdict == "action"
    dates = (date.iso for date in findings.dates if is_action and start <= date.start < end)
    label = {
        "text": " ".join(message.text[start:end].split()),
        "label": "action" if is_action else "none",
        "kind": None,
        "deadline_or_event_date": next(dates, None),
        "sent": message.date.date().isoformat() if message.date else None,
        "source": SOURCE,
    }
    return json.dumps(label, ensure_ascii=False) + "\n"
