"""Values are the same on the other side of a process border."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime

import pytest

from reader.actions.action import Action, DateMention, Findings
from reader.message import Address, Attachment, Forwarded, Invitation, Message, MessageRef
from reader.problems import Problem

PERSON = Address("Jan de Vries", "jan@voorbeeld.example")
MOMENT = datetime(2020, 11, 13, 10, 17, tzinfo=UTC)
ACTION = Action("request", "Graag antwoord", 0, 14, None, "2020-12-01", None, "day", "griffie", "graag")
MENTION = DateMention("1 december", 20, 30, "2020-12-01", "day", "due")


@pytest.mark.parametrize(
    "value",
    [
        Message(
            "id", MessageRef("a.mbox", "0-9"), sender=(PERSON,), date=MOMENT, problems=(Problem("code"),)
        ),
        Attachment("brief.pdf", "application/pdf", 3, "ab", content=b"pdf", held=False),
        Forwarded((PERSON,), MOMENT, "Motie"),
        Invitation("Raad", MOMENT, None, all_day=False, place="Raadzaal", organiser="", method="request"),
        Findings((ACTION,), (MENTION,), ("Motie",)),
    ],
)
def test_a_value_comes_through_pickle_as_it_was(value):
    there = pickle.loads(pickle.dumps(value))
    assert there == value
    assert repr(there) == repr(value)
    if isinstance(value, Attachment):
        assert there.content == value.content
