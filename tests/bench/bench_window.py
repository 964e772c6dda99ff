"""The longest pause of the window while an mbox of 20,000 messages is indexed and searched in.

A timer of 5 ms ticks in the window's thread; the longest time between two ticks is the longest time
that a key press would wait.  WebEngine's start, at the first idle moment, is measured apart.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from bench_index import generated  # noqa: E402
from PySide6.QtCore import QEventLoop, Qt, QTimer  # noqa: E402 - after the path is set
from PySide6.QtTest import QTest  # noqa: E402

from reader.paths import data_dir  # noqa: E402
from reader.settings import Settings  # noqa: E402
from ui.app import make_application, make_window  # noqa: E402

MESSAGES = int(os.environ.get("GRIFFIELEZER_BENCH_MESSAGES", "20000"))
TICK_MS = 5


class Pauses:
    """The gaps between ticks, in ms, since the last `restart`."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def restart(self) -> None:
        self.gaps.clear()
        self._last = time.perf_counter()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1000)
        self._last = now

    def longest(self) -> str:
        gaps = sorted(self.gaps)
        return f"longest {gaps[-1]:.0f} ms, 99th percentile {gaps[int(len(gaps) * 0.99)]:.0f} ms, {len(gaps)} ticks"


def mbox_of(lines: list[str], folder: Path) -> Path:
    """The generated messages as an mbox."""
    path = folder / "bench.mbox"
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines:
            fields = json.loads(line)
            date = format_datetime(datetime.fromtimestamp(fields["date"], UTC))
            file.write(
                "From bench@voorbeeld.example Mon Nov  1 10:00:00 2021\n"
                f"From: {fields['from']}\nTo: {fields['to']}\nSubject: {fields['subject']}\nDate: {date}\n"
                f"Message-ID: <{fields['id']}@voorbeeld.example>\nKeywords: {fields['category']}\n"
                f"Content-Type: text/plain; charset=utf-8\n\n{fields['body']}\n\n"
            )
    return path


def rest(seconds: float) -> None:
    """Let the window do what it wants."""
    end = time.monotonic() + seconds
    spin(lambda: time.monotonic() > end)


def spin(condition, seconds: float = 1800) -> None:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        loop = QEventLoop()
        QTimer.singleShot(20, loop.quit)
        loop.exec()
    assert condition()


def main() -> None:
    application = make_application(Settings(theme="light"))
    with tempfile.TemporaryDirectory() as folder:
        path = mbox_of(generated(Path(folder)), Path(folder))
        settings = Settings(theme="light", sample_removed=True)
        window = make_window(application, data_dir(Path(folder) / "data"), settings)
        pauses = Pauses()
        window.resize(1440, 900)
        window.show()
        window.start(())
        rest(4)
        print(f"start of the window, WebEngine's start included: {pauses.longest()}")
        pauses.restart()
        began = time.monotonic()
        window.imports.add([str(path)])
        words = ["gemeente", "raad", "besluit motie", "zorg", ""]
        next_key = [0]

        def type_something() -> None:
            QTest.keyClicks(window.top_bar.search, words[next_key[0] % len(words)][:3])
            if next_key[0] % 5 == 4:
                window.top_bar.search.clear()
            window.list_pane.list.step(1)
            next_key[0] += 1

        typist = QTimer(interval=700)
        typist.timeout.connect(type_something)
        typist.start()
        spin(lambda: not window.imports.running)
        seconds = time.monotonic() - began
        print(f"{MESSAGES} messages indexed in {seconds:.0f} s while {next_key[0]} words were typed")
        print(f"longest pause of the window: {pauses.longest()} (must stay below 100 ms)")
        window.close()


if __name__ == "__main__":
    main()
