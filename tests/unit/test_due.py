"""The day that counts for an action, as its message says it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from reader.actions.find import find_actions
from reader.due import When, Whens, days_of, last_safe_day, whens_of
from reader.message import Body, Message, MessageRef

SENT = datetime(2020, 11, 13, 9, tzinfo=UTC)


def found(text):
    return find_actions(Message("1", MessageRef("a"), date=SENT, body=Body(text=text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wij verzoeken u vóór 1 december te reageren.", When("2020-12-01", date(2020, 11, 30))),
        ("Wij verzoeken u voor vrijdag 4 december te reageren.", When("2020-12-04", date(2020, 12, 3))),
        ("Wij verzoeken u uiterlijk 1 december te reageren.", When("2020-12-01", date(2020, 12, 1))),
        (
            "Wij verzoeken u uiterlijk in de eerste helft van december te reageren.",
            When("2020-12", date(2020, 12, 15)),
        ),
        (
            "Wij verzoeken u vóór woensdag 25 november einde van de dag te reageren.",
            When("2020-11-25", date(2020, 11, 25)),
        ),
        ("Wij verzoeken u uiterlijk begin volgende week te reageren.", When("2020-W47", date(2020, 11, 17))),
        ("Wij verzoeken u voor het eind van week 49 te reageren.", When("2020-W49", date(2020, 12, 4))),
        ("Wij verzoeken u uiterlijk week 48 te reageren.", When("2020-W48", date(2020, 11, 29))),
        (
            "Wij verzoeken u voor het eind van volgende week te reageren.",
            When("2020-W47", date(2020, 11, 20)),
        ),
        (
            "Wij nodigen u uit voor een bijeenkomst op 3 december.",
            When("2020-12-03", date(2020, 12, 3), event=True),
        ),
        ("Wij verzoeken u te reageren.", None),
    ],
)
def test_the_day_that_counts_is_the_last_safe_one(text, expected):
    whens = whens_of(text, found(text))[0]
    assert (whens.due or whens.event) == expected


def test_an_action_may_have_a_term_and_a_meeting():
    text = "Meld u vóór 1 december aan voor de informatieavond van 3 december in het gemeentehuis."
    assert whens_of(text, found(text))[0] == Whens(
        When("2020-12-01", date(2020, 11, 30)), When("2020-12-03", date(2020, 12, 3), event=True)
    )


def test_an_accent_may_be_a_sign_of_its_own():
    assert last_safe_day("2021-03-05", "vo\u0301o\u0301r ") == date(2021, 3, 4)


@pytest.mark.parametrize(
    ("written", "last"), [("28-30 juni", 30), ("28-31 juni", 30), ("28-32 juni", 28), ("28-99 juni", 28)]
)
def test_days_named_together_lie_in_one_month(written, last):
    assert days_of("2023-06-28", written) == (date(2023, 6, 28), date(2023, 6, last))


@pytest.mark.parametrize("written", ["eind deze week", "einde van de week", "week 49", "deze week"])
@pytest.mark.parametrize("week", range(1, 54))
def test_the_last_safe_day_of_a_week_lies_in_that_week(week, written):
    day = last_safe_day(f"2020-W{week:02}", "uiterlijk ", written)
    assert day.isocalendar()[:2] == (2020, week)
    assert day.isoweekday() == (5 if written.startswith("eind") else 7)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("tweede helft van februari", 16, 28),
        ("eerste  week van februari", 1, 7),
        ("laatste\nweek van februari", 22, 28),
    ],
)
def test_a_part_of_a_month_has_days_of_its_own(written, first, last):
    assert days_of("2021-02", written) == (date(2021, 2, first), date(2021, 2, last))
