"""The day that counts for an action, as its message says it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from reader.actions.find import find_actions
from reader.due import When, last_safe_day, when_of
from reader.message import Body, Message, MessageRef

SENT = datetime(2020, 11, 13, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wij verzoeken u vóór 1 december te reageren.", When("2020-12-01", date(2020, 11, 30))),
        ("Wij verzoeken u voor vrijdag 4 december te reageren.", When("2020-12-04", date(2020, 12, 3))),
        ("Wij verzoeken u uiterlijk 1 december te reageren.", When("2020-12-01", date(2020, 12, 1))),
        ("Wij verzoeken u uiterlijk week 48 te reageren.", When("2020-W48", date(2020, 11, 29))),
        (
            "Wij nodigen u uit voor een bijeenkomst op 3 december.",
            When("2020-12-03", date(2020, 12, 3), event=True),
        ),
        ("Wij verzoeken u te reageren.", None),
    ],
)
def test_the_day_that_counts_is_the_last_safe_one(text, expected):
    message = Message("1", MessageRef("a"), date=SENT, body=Body(text=text))
    assert when_of(text, find_actions(message))[:1] == [expected]


def test_an_accent_may_be_a_sign_of_its_own():
    assert last_safe_day("2021-03-05", "vo\u0301o\u0301r ") == date(2021, 3, 4)
