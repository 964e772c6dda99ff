"""What holds for every test: folders of its own, no display, no log line that nobody expected.

No Qt is imported here, so that the unit tests stay fast.  What is set at import must be there before Qt starts.
"""

from __future__ import annotations

import logging
import os
import tempfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_LOGGING_TO_CONSOLE"] = "1"  # else a desktop sends Qt's messages to its journal
if "XDG_RUNTIME_DIR" not in os.environ:  # a bare CI has none, and Qt warns about that
    runtime = tempfile.TemporaryDirectory(prefix="griffielezer-tests-")  # goes when the process ends
    os.environ["XDG_RUNTIME_DIR"] = runtime.name

# Every plain run is the same run.  To look for new cases: pytest --hypothesis-profile=search
settings.register_profile("ci", derandomize=True, deadline=None, database=None, print_blob=True)
settings.register_profile("search", deadline=None, max_examples=5_000)
settings.load_profile("ci")

FOLDERS_OF_THE_USER = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
    "XDG_CACHE_HOME": ".cache",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
}


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch) -> Path:
    """An empty home folder, so that no test sees what the user or another test left behind."""
    folder = tmp_path_factory.mktemp("home")
    for name, below in FOLDERS_OF_THE_USER.items():
        monkeypatch.setenv(name, str(folder / below))
    return folder


@pytest.fixture(autouse=True)
def _no_unexpected_log(caplog):
    """A test that expects a warning looks at `caplog.records` and then calls `caplog.clear()`."""
    yield
    loud = [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not loud, [record.getMessage() for record in loud]
