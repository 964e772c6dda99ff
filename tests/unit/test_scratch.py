"""Temporary files with mail in them do not outlive their process for long."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAKE = "from reader import scratch; path = scratch.new_file('brief.eml'); path.write_text('mail'); print(path, flush=True); "


def run(code: str, folder: Path, *, wait: bool = True) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", MAKE + code],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    if wait:
        process.communicate()
    return process


def test_a_process_that_ends_leaves_nothing(tmp_path):
    run("pass", tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_what_a_killed_process_left_is_swept_by_the_next(tmp_path):
    killed = run(f"import os; os.kill(os.getpid(), {int(signal.SIGKILL)})", tmp_path)
    assert killed.returncode
    assert list(tmp_path.glob("*/*/brief.eml"))
    run("pass", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_files_of_a_living_process_stay(tmp_path):
    process = run("import sys; sys.stdin.read()", tmp_path, wait=False)
    assert process.stdout is not None
    made = Path(process.stdout.readline().strip())
    run("pass", tmp_path)
    assert made.read_text() == "mail"
    process.communicate()


def test_a_file_that_may_not_be_changed_goes_as_well(tmp_path):
    run("path.chmod(0o400)", tmp_path)
    assert list(tmp_path.iterdir()) == []
