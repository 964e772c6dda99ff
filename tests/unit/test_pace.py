"""How fast an import goes and how long it takes yet: said when enough is known, and not before."""

from __future__ import annotations

import pytest

from reader.pace import Pace


def looked(*moments, begun_with=0):
    """A pace that was told all these moments: (seconds, messages, bytes)."""
    pace = Pace()
    pace.begin(begun_with)
    for at, messages, done in moments:
        pace.look(at, messages, done)
    return pace


def test_after_one_message_nothing_is_said_however_long_it_took():
    pace = looked((10.0, 0, 0), (14.0, 1, 5_000))
    assert (pace.per_second(), pace.seconds_left(1_000_000)) == (0.0, None)


def test_the_time_before_the_first_message_does_not_count():
    """Parsers start in it."""
    pace = looked((10.0, 0, 0), (20.0, 1, 1_000), (23.0, 301, 301_000))
    assert pace.per_second() == pytest.approx(100)
    assert pace.seconds_left(901_000) == pytest.approx(6)


def test_what_was_read_of_an_earlier_export_says_nothing_of_this_one():
    pace = looked((10.0, 500, 0), (15.0, 501, 90_000), begun_with=500)
    assert pace.seconds_left(1_000_000) is None


def test_it_is_not_said_how_long_it_takes_where_it_is_unknown_how_much_there_is():
    pace = looked((10.0, 1, 1_000), (20.0, 101, 101_000))
    assert pace.per_second() == pytest.approx(10)
    assert pace.seconds_left(0) is None


def test_what_lies_far_back_does_not_count():
    quick = [(float(at), 100 * at, 1000 * at) for at in range(1, 100)]
    slow = [(100.0 + at, 10_000 + 10 * at, 100_000 + 10 * at) for at in range(60)]
    assert looked(*quick, *slow).per_second() == pytest.approx(10)


def test_where_messages_take_long_it_is_looked_back_further():
    pace = looked(*((10.0 * at, at, 1000 * at) for at in range(1, 40)))
    assert pace.per_second() == pytest.approx(0.1)
    assert pace.seconds_left(50_000) == pytest.approx(110)
