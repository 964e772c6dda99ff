"""kill -9 in the middle of an import, a commit, a merge, a rebuild; `make bench ARGS=kills` does it a hundred times."""

from __future__ import annotations

import sys

import pytest
from kills import Mailboxes, plan

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a kill is a signal")


@pytest.mark.timeout(600)  # a dozen processes, on a machine that may be busy
def test_a_killed_job_leaves_its_last_commit_and_the_next_start_needs_no_help(tmp_path):
    mailboxes = Mailboxes(tmp_path, seed=4)
    mailboxes.grow(20)
    mailboxes.run("import")
    for job, phase in plan(6, seed=4):
        mailboxes.kill_one(job, phase)
    mailboxes.settle()


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_a_hundred_kills_lose_nothing(tmp_path):
    mailboxes = Mailboxes(tmp_path, seed=1)
    mailboxes.grow(20)
    mailboxes.run("import")
    for job, phase in plan(100, seed=1):
        mailboxes.kill_one(job, phase)
    mailboxes.settle()
    assert sum(mailboxes.phases.values()) == 100
