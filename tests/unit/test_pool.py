"""Several children at work: their answers come in order, and a death costs one of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hostile import DEATHS, die, echo, hang, pid, stumble

from reader.guard import Lost, Stumbled
from reader.pool import Call, Pool

ROOT = Path(__file__).resolve().parents[2]


def calls(function, *arguments, seconds=60.0, size=100):
    return [(number, Call(function, args, seconds, size)) for number, args in enumerate(arguments)]


def test_answers_come_in_the_order_of_the_calls():
    stream = calls(echo, *((number,) for number in range(200)))
    assert list(Pool(3).answers(stream)) == [(number, number) for number in range(200)]


def test_what_has_no_call_keeps_its_place():
    stream = [*calls(echo, (1,), (2,)), ("end", None), *calls(echo, (3,)), ("end", None)]
    assert [answer for _, answer in Pool(2).answers(stream)] == [1, 2, None, 3, None]


def test_several_children_do_the_work():
    stream = calls(pid, *[()] * 200, size=1 << 20)
    assert len({answer for _, answer in Pool(2).answers(stream)}) == 2


@pytest.mark.parametrize("death", DEATHS)
def test_a_death_costs_one_answer(death):
    stream = calls(die, *((number, 40, death) for number in range(100)))
    answers = [answer for _, answer in Pool(2).answers(stream)]
    assert [number for number, answer in enumerate(answers) if isinstance(answer, Lost)] == [40]
    assert [one for one in answers if not isinstance(one, Lost)] == [n for n in range(100) if n != 40]


def test_a_hang_costs_one_answer():
    stream = calls(hang, *((number == 3,) for number in range(20)), seconds=0.5)
    answers = [answer for _, answer in Pool(2).answers(stream)]
    assert answers[3].problem.code == "parser_slow"
    assert answers[:3] + answers[4:] == ["done"] * 19


def test_a_bug_is_an_answer():
    ((_, answer),) = Pool(1).answers(calls(stumble, ()))
    assert isinstance(answer, Stumbled)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_thread_that_ends_for_a_bug_is_not_waited_for():
    stream = calls(
        echo, *(((lambda: 0) if number == 20 else number,) for number in range(40))
    )  # cannot be sent
    with pytest.raises(AssertionError, match="stumbled"):
        list(Pool(2).answers(stream))


def test_no_more_is_drawn_than_is_soon_wanted():
    drawn = 0

    def stream():
        nonlocal drawn
        for entry in calls(echo, *((number,) for number in range(5000)), size=1 << 20):
            drawn += 1
            yield entry

    answers = Pool(2).answers(stream())
    next(answers)
    assert drawn <= 33  # 32 MB
    answers.close()


def test_closing_ends_the_children_at_once_though_they_hang():
    answers = Pool(2).answers(calls(hang, (False,), (True,), (True,), size=1 << 20))
    assert next(answers) == (0, "done")
    began = time.monotonic()
    answers.close()
    assert time.monotonic() - began < 30  # a hang ends by itself after 60


ORPHANS = """
import sys
sys.path[:0] = sys.argv[1:]
from hostile import hang, pid
from reader.guard import Guard

if __name__ == "__main__":
    guard = Guard()
    print(guard.call(pid), flush=True)
    guard.call(hang, True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="looks for a process as POSIX does")
def test_a_child_that_is_busy_does_not_outlive_its_parent(tmp_path):
    script = tmp_path / "orphans.py"
    script.write_text(ORPHANS)
    parent = subprocess.Popen(
        [sys.executable, script, str(ROOT), str(ROOT / "tests")], stdout=subprocess.PIPE, text=True
    )
    child = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    for _ in range(200):
        if not alive(child):
            return
        time.sleep(0.1)
    pytest.fail("it is still there")


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{process}/stat")  # who adopted it may not have heard of its end yet
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"
