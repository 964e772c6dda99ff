"""No file may grow beyond a limit, as on a full disk: what was searched is searched on, and it goes on once there is room."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from letters import mail, put

ROOT = Path(__file__).resolve().parents[2]
MAIN = ROOT / "main.py"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT_FSIZE")

LIMITED = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
os.execv(sys.executable, [sys.executable, "-B", "-W", "ignore", *sys.argv[2:]])
"""


def call(*arguments, limit=None):
    command = [MAIN] if limit is None else ["-c", LIMITED, limit, MAIN]
    return subprocess.run(
        [sys.executable, "-B", "-W", "ignore", *map(str, command), *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=100,
    )


def total(data, query, limit=None):
    done = call("search", "--json", "--data-dir", data, query, limit=limit)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["total"]


@pytest.fixture
def data(tmp_path):
    data = tmp_path / "data"
    assert call("index", "--data-dir", data, put(tmp_path / "a.mbox", mail("Zwembad"))).returncode == 0
    return data


@pytest.mark.parametrize("limit", [20_000, 300_000])
def test_an_import_that_fills_the_disk_says_so_and_goes_on_when_there_is_room(tmp_path, data, limit):
    letters = [
        mail(f"Brief {n}", " ".join(f"woord{n * 977 % 9999 + k}" for k in range(300)), day=1 + n % 28)
        for n in range(400)
    ]
    box = put(tmp_path / "b.mbox", *letters)
    full = call("index", "--data-dir", data, box, limit=limit)
    assert full.returncode == 2
    assert full.stderr.splitlines()[-1].startswith(f"De schijf met {data} is vol. ")
    assert "Traceback" not in full.stderr
    assert total(data, "zwembad") == 1
    assert total(data, "brief") in (0, 100)  # the first batch may have fitted
    done = call("index", "--json", "--data-dir", data, box)
    assert (done.returncode, json.loads(done.stdout)["messages"]) == (0, 400)
    assert total(data, "brief") == 400


def test_on_a_disk_that_is_full_to_its_last_byte_is_searched(data):
    assert total(data, "zwembad", limit=10_000) == 1  # SQLite makes no log
    full = call("index", "--data-dir", data, data.parent / "a.mbox", limit=10_000)
    assert (full.returncode, len(full.stderr.splitlines())) == (2, 1)
    assert full.stderr.startswith(f"De schijf met {data} is vol. ")
    assert total(data, "zwembad") == 1
