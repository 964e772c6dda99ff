"""The rows of an index in SQLite: what opening and closing them asks of threads."""

from __future__ import annotations

import gc
import threading

from reader.index.store import Store


def test_what_a_thread_left_open_is_closed_in_another(tmp_path, monkeypatch):
    complaints = []
    monkeypatch.setattr("sys.unraisablehook", complaints.append)
    left = []
    thread = threading.Thread(target=lambda: left.append(Store(tmp_path / "rows.sqlite", create=True)))
    thread.start()
    thread.join()
    left.clear()
    gc.collect()
    assert complaints == []
