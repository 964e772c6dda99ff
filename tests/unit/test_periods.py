"""A day that is typed in a field for a date."""

from datetime import date

import pytest

from reader.periods import typed_day


@pytest.mark.parametrize(
    ("typed", "near", "day"),
    [
        ("29-2", date(2027, 3, 1), date(2028, 2, 29)),  # neither this year nor the next has one
        ("29 feb", date(2096, 3, 1), date(2104, 2, 29)),  # nor has 2100
        ("29-2", date(2028, 2, 29), date(2028, 2, 29)),
        ("31-4", date(2027, 3, 1), None),
        ("2-12", date(2199, 12, 3), None),  # the next one is beyond the calendar
        ("29-2", date(9999, 3, 1), None),
    ],
)
def test_without_a_year_it_is_the_first_such_day_to_come(typed, near, day):
    assert typed_day(typed, near) == day


@pytest.mark.parametrize(
    ("typed", "is_day"),
    [
        ("31-12-1989", False),
        ("1-1-1990", True),
        ("31-12-2199", True),
        ("1-1-2200", False),
        ("2-12-0021", False),  # slips for 2021 and 2026
        ("2 dec 1026", False),
        ("1026-12-02", False),
        ("31-12-9999", False),
    ],
)
def test_a_day_that_the_calendar_does_not_have_is_none(typed, is_day):
    assert (typed_day(typed, date(2026, 11, 24)) is not None) == is_day
