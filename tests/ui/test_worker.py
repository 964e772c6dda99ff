"""Child processes: their events arrive, and no death of theirs is the window's."""

from __future__ import annotations

import os
import sys
import threading

import jobs
import pytest

from reader.errors import IndexBusy
from reader.events import Page, Progress, Search
from ui.worker import Job, Searcher

WAIT_MS = 30_000


@pytest.fixture
def job(qapp, data):
    one = Job(data, qapp)
    yield one
    one.cancel()


@pytest.fixture
def searcher(qapp, data):
    one = Searcher(data, qapp)
    yield one
    one.close()


def run(qtbot, job, work, *args):
    """What the job yielded, and the problem that it ended with."""
    seen = []
    job.happened.connect(seen.append)
    with qtbot.waitSignal(job.finished, timeout=WAIT_MS) as ended:
        job.start(work, *args)
    return seen, ended.args[0]


def test_events_arrive_in_order(qtbot, job):
    seen, problem = run(qtbot, job, jobs.count, 500)
    assert [event.messages for event in seen] == list(range(500))
    assert problem is None


class Told:
    """An argument of a job that notes which thread makes it ready for the other process."""

    def __init__(self, threads):
        self.threads = threads

    def __reduce__(self):
        self.threads.append(threading.current_thread())
        return int, (3,)


def test_the_window_does_not_wait_until_a_job_takes_what_it_is_told(qtbot, job):
    threads = []
    seen, problem = run(qtbot, job, jobs.count, Told(threads))
    assert (len(seen), problem) == (3, None)
    assert threads
    assert threading.main_thread() not in threads


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no niceness")
def test_only_a_job_that_nobody_waits_for_gives_way(qtbot, qapp, data):
    ours = os.nice(0)
    levels = [
        run(qtbot, Job(data, qapp, waited_for=waited_for), jobs.priority)[0] for waited_for in (True, False)
    ]
    assert levels == [[ours], [min(19, ours + 10)]]


def test_a_job_that_cannot_be_done_says_why(qtbot, job):
    _, problem = run(qtbot, job, jobs.refuse)
    assert problem == IndexBusy("index_busy").problem


def test_a_job_whose_process_dies_is_one_problem_and_the_next_one_runs(qtbot, job, caplog):
    _, problem = run(qtbot, job, jobs.crash)
    assert (problem.code, problem.detail) == ("job_died", "3")
    caplog.clear()
    assert run(qtbot, job, jobs.count, 1)[1] is None


def test_a_bug_in_a_job_is_logged_without_what_it_says(qtbot, job, data, caplog):
    _, problem = run(qtbot, job, jobs.stumble)
    caplog.clear()
    log = data.log.read_text(encoding="utf-8")
    assert problem.code == "job_died"
    assert "ValueError" in log
    assert "stumble" in log
    assert "zeer-geheim" not in log


def test_cancelling_ends_a_job_that_hangs(qtbot, job):
    with qtbot.waitSignal(job.happened, timeout=WAIT_MS):
        job.start(jobs.hang)
    with qtbot.waitSignal(job.finished, timeout=WAIT_MS):
        job.cancel()
    assert not job.running
    assert run(qtbot, job, jobs.count, 1)[1] is None


def test_a_newer_search_overtakes_the_older_ones(qtbot, searcher):
    answers = []
    searcher.answered.connect(lambda _call, value: answers.append(value))
    for number in range(50):
        searcher.ask("search", Search(text=f"woord{number}"))
    qtbot.waitUntil(lambda: bool(answers) and answers[-1].search.text == "woord49", timeout=WAIT_MS)
    assert len(answers) <= 2


def test_of_each_key_either_its_answer_comes_or_a_newer_one(qtbot, searcher):
    """As a typist's keys come: at any moment, also while an answer is on its way."""
    shown = []
    searcher.answered.connect(lambda _call, value: shown.append(value.search.text))
    text = "de motie over het zwembad van de gemeente"
    for end in range(1, len(text) + 1):
        searcher.ask("search", Search(text[:end], typing=True))
        qtbot.wait(end * 7 % 23)  # milliseconds, now shorter and now longer than an answer takes
    qtbot.waitUntil(lambda: bool(shown) and shown[-1] == text, timeout=WAIT_MS)
    assert shown == sorted(set(shown), key=len)  # none twice, none after a newer one
    assert not searcher.busy


def test_a_further_page_and_a_new_question_do_not_overtake_each_other(qtbot, searcher):
    answers = []
    searcher.answered.connect(lambda call, value: answers.append((call, value.search.text)))
    searcher.ask("search", Search("een"))
    searcher.ask("page", Search("een", offset=50, counts=False))
    searcher.ask("search", Search("twee"))
    qtbot.waitUntil(lambda: len(answers) == 2, timeout=WAIT_MS)
    assert answers == [("search", "twee"), ("page", "een")]


def test_a_question_that_kills_the_searcher_is_refused_and_the_next_is_answered(qtbot, searcher, caplog):
    with qtbot.waitSignal(searcher.refused, timeout=WAIT_MS) as refused:
        searcher.ask("no such call")
    caplog.clear()
    assert refused.args[1].code == "searcher_died"
    with qtbot.waitSignal(searcher.answered, timeout=WAIT_MS) as answered:
        searcher.ask("search", Search())
    assert isinstance(answered.args[1], Page)


def test_events_are_values(qtbot, job):
    seen, _ = run(qtbot, job, jobs.count, 1)
    assert seen == [Progress("post.mbox", 0, 0, 1)]
