"""The guard outlives what it guards against: each of these happens in a real child process."""

from __future__ import annotations

import pytest
from hostile import (
    DEATHS,
    answer_with_code,
    count_up,
    die,
    echo,
    fill_memory,
    hang,
    hang_in_c,
    pid,
    refuse,
    stumble,
)

from reader.errors import MessageGone
from reader.guard import Guard, Lost, Stumbled


@pytest.fixture
def guard():
    guard = Guard()
    yield guard
    guard.close()


def test_an_answer_comes_back(guard):
    assert guard.call(echo, "raad") == "raad"


def test_a_generator_comes_back_as_a_list(guard):
    assert guard.call(count_up, 3) == [0, 1, 2]


def test_one_child_answers_many_times(guard):
    pids = set(guard.map(pid, [()] * 100))
    assert len(pids) == 1


@pytest.mark.parametrize("death", DEATHS)
def test_a_death_costs_one_answer(guard, death):
    answers = list(guard.map(die, [(number, 3, death) for number in range(50)]))
    assert [answer for answer in answers if not isinstance(answer, Lost)] == [n for n in range(50) if n != 3]
    assert answers[3].problem.code == "parser_died"


@pytest.mark.parametrize("work", [hang, hang_in_c])
def test_a_hang_ends_at_its_time_limit(guard, work):
    first, second = guard.map(work, [(True,), (False,)], seconds=0.5)
    assert first.problem.code == "parser_slow"
    assert second == "done"


def test_answers_that_were_held_when_the_child_hung_come_before_it(guard):
    before, slow, behind = guard.map(hang, [(False,), (True,), (False,)], seconds=0.5)
    assert (before, slow.problem.code, behind) == ("done", "parser_slow", "done")


def test_memory_is_limited(guard):
    with pytest.raises(Lost) as lost:
        guard.call(fill_memory)
    assert lost.value.problem.code in {"parser_memory", "parser_died"}
    assert guard.call(echo, 1) == 1


def test_an_error_of_ours_comes_through(guard):
    with pytest.raises(MessageGone) as gone:
        guard.call(refuse, "x.pst")
    assert gone.value.problem.path == "x.pst"


def test_a_bug_comes_through_without_its_text(guard):
    with pytest.raises(Stumbled) as bug:
        guard.call(stumble)
    assert bug.value.problem.detail == "ValueError"
    assert "geheim" not in str(bug.value)


def test_an_answer_that_cannot_be_sent_costs_itself_alone(guard):
    first = guard.call(pid)
    with pytest.raises(Stumbled):
        guard.call(answer_with_code)
    assert guard.call(pid) == first


def test_a_reader_that_stops_early_leaves_no_old_answers(guard):
    for answer in guard.map(echo, [(number,) for number in range(10)]):
        if answer == 2:
            break
    assert guard.call(echo, "new") == "new"
