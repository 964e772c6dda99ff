"""The window itself: from a key to its painted list, and its longest pause while an mbox is indexed.

Queries are typed key by key in the real window on an index of GRIFFIELEZER_BENCH_MESSAGES messages, or on a copy of the
index folder GRIFFIELEZER_BENCH_INDEX; a key counts until the list of its own answer is painted.  Then the same messages
are indexed from an mbox while a timer of 5 ms ticks in the window's thread: the longest time between two ticks is the
longest time that a key press would wait.  WebEngine's start, at the first idle moment, is measured apart.  So are the agenda of
as many messages, a deadline in each, and its calendar: of all that is found, and of a selection of all.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from bench_index import BATCH, generate, messages_in, nothing  # noqa: E402
from PySide6.QtCore import QEventLoop, Qt, QTimer  # noqa: E402 - after the path is set
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QFileDialog  # noqa: E402

from reader.actions.action import Action, DateMention, Findings  # noqa: E402
from reader.choice import EVERYTHING  # noqa: E402
from reader.index import writing  # noqa: E402
from reader.message import Body, Message, MessageRef  # noqa: E402
from reader.notes import Notes  # noqa: E402
from reader.paths import data_dir  # noqa: E402
from reader.settings import Settings  # noqa: E402
from ui.app import make_application, make_window  # noqa: E402
from ui.hit_list import HitList  # noqa: E402

MESSAGES = int(os.environ.get("GRIFFIELEZER_BENCH_MESSAGES", "20000"))
READY_INDEX = os.environ.get("GRIFFIELEZER_BENCH_INDEX", "")
TICK_MS = 5
BETWEEN_KEYS = 0.15  # seconds, from the painted list to the next key: a fast typist
BURST = 0.03  # seconds between keys that wait for nothing
QUERIES = (
    "gemeente",
    "motie zorg",
    "van:jan",
    '"van de raad"',
    "begroting kosten",
    "categorie:motie",
    "onderwerp:besluit",
    "w?thouder",
    "raatslid~",
    "brief OF bezwaar",
    "datum:2015 vergunning",
    "inwoner -college",
    "aan:vos zienswijze",
)


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


class Painted:
    """When the list of each text was first painted.  Nothing polls: that would take the processor from the searcher."""

    def __init__(self, window) -> None:
        self._window = window
        self._loop = QEventLoop()
        self.at: dict[str, float] = {}
        self.searched: dict[str, float] = {}  # milliseconds of the search itself
        paint = HitList.paintEvent

        def watched(view, event) -> None:
            paint(view, event)
            self._note(window.model.search.text)

        HitList.paintEvent = watched
        window.searcher.answered.connect(self._note_answer)

    def wait_for(self, text: str) -> float:
        while text not in self.at:
            self._loop.exec()
        return self.at[text]

    def _note(self, text: str) -> None:
        if text not in self.at:
            self.at[text] = time.perf_counter()
            self._loop.quit()

    def _note_answer(self, call: str, page: object) -> None:
        """One without hits paints no list."""
        if call == "search":
            self.searched[page.search.text] = page.milliseconds
            if not page.total:
                self._note(page.search.text)


def index(messages: Path, root: Path) -> None:
    """Write the index as an import does, without parsing mail."""
    with writing(root) as writer:
        writer.add_export("bench.mbox", sample=False)
        for one in messages_in(messages, MESSAGES):
            writer.add(one, nothing, "bench.mbox")
            if writer.pending >= BATCH:
                writer.commit()
                writer.tidy()
        writer.commit()
        writer.tidy(finished=True)


def type_queries(application, messages: Path, folder: Path) -> None:
    """Print how long a key waits for its painted list."""
    data = data_dir(folder / "typing")
    if READY_INDEX:
        shutil.copytree(READY_INDEX, data.index)
    else:
        index(messages, data.index)
    Notes(data.notes).add_export("bench.mbox", sample=False, choice=EVERYTHING)
    window = make_window(application, data, Settings(theme="light", sample_removed=True))
    painted = Painted(window)
    window.resize(1440, 900)
    window.show()
    window.start(())
    spin(lambda: window.model.total > 0)
    rest(4)
    print(f"{window.model.total} messages; from a key to its painted list:")
    for round_name in ("cold", "warm"):
        cpu = time.process_time()
        waits = [wait for query in QUERIES for wait in type_one(window, painted, query)]
        print_waits(round_name, [wait for wait, _text in waits])
        print_waits("  without the search", [wait - painted.searched[text] for wait, text in waits])
        slowest = ", ".join(f"{text} {wait:.0f}" for wait, text in sorted(waits, reverse=True)[:8])
        print(f"  slowest: {slowest}")
        print(
            f"  CPU of the window's own process: {(time.process_time() - cpu) * 1000 / len(waits):.1f} ms a key"
        )
    waits = []
    for query in QUERIES:
        empty(window, painted)
        for key in query:
            began = time.perf_counter()
            QTest.keyClick(window.top_bar.search, key)
            rest(BURST)
        waits.append(painted.wait_for(query) - began)
    print_waits("last key of a burst", [wait * 1000 for wait in waits])
    window.close()


def make_agenda(application, folder: Path) -> None:
    """Print the longest pause while an agenda is made and saved."""
    data = data_dir(folder / "agenda")
    with writing(data.index) as writer:
        writer.add_export("bench.mbox", sample=False)
        for number in range(MESSAGES):
            body = Body(text=f"Graag uiterlijk 1 maart 2021 reageren op stuk {number}.")
            ref = MessageRef("bench.mbox", str(number))
            sent = datetime(2021, 1, 1, tzinfo=UTC) + timedelta(minutes=number)
            writer.add(Message(f"1-{number:064}", ref, date=sent, body=body), due, "bench.mbox")
            if writer.pending >= BATCH:
                writer.commit()
        writer.commit()
    Notes(data.notes).add_export("bench.mbox", sample=False, choice=EVERYTHING)
    window = make_window(application, data, Settings(theme="light", sample_removed=True))
    window.resize(1440, 900)
    window.show()
    window.start(())
    spin(lambda: window.model.total == MESSAGES)
    rest(4)
    pauses, target = Pauses(), folder / "agenda.ics"
    QFileDialog.getSaveFileName = staticmethod(lambda *_: (str(target), ""))
    for name in ("the list", "a selection"):
        pauses.restart()
        window.show_agenda()
        spin(lambda: not window.agenda.busy)
        rest(0.5)
        print(f"agenda of {name}, {MESSAGES} messages: {pauses.longest()}")
        pauses.restart()
        window.agenda.pane.save.click()
        spin(target.exists)
        print(f"  saved: {pauses.longest()}")
        target.unlink()
        window.focus_list()
        window.selection.tick_all()
        spin(lambda: window.model.ticked_count == MESSAGES)
    window.close()


def due(message: Message) -> Findings:
    """A deadline on one of 900 days."""
    iso = (date(2021, 1, 1) + timedelta(days=int(message.ref.locator) % 900)).isoformat()
    action = Action("deadline", message.text, 0, len(message.text), None, iso, None, "day", "raad", "bench")
    return Findings((action,), (DateMention("1 maart 2021", 16, 28, iso, "day", "due"),))


def type_one(window, painted: Painted, query: str) -> list[tuple[float, str]]:
    """Milliseconds of each key, and what is typed then."""
    empty(window, painted)
    waits: list[tuple[float, str]] = []
    for end, key in enumerate(query, 1):
        began = time.perf_counter()
        QTest.keyClick(window.top_bar.search, key)
        waits.append(((painted.wait_for(query[:end]) - began) * 1000, query[:end]))
        rest(BETWEEN_KEYS)
    return waits


def empty(window, painted: Painted) -> None:
    painted.at.clear()
    if window.top_bar.search.text():
        window.top_bar.search.clear()
        painted.wait_for("")
        rest(BETWEEN_KEYS)
    painted.at.clear()


def print_waits(name: str, waits: list[float]) -> None:
    waits = sorted(waits)
    p50, p95 = waits[len(waits) // 2], waits[int(len(waits) * 0.95)]
    print(f"{name:<22}p50 {p50:6.1f}   p95 {p95:6.1f}   longest {waits[-1]:6.1f} ms   ({len(waits)} keys)")


def mbox_of(messages: Path, folder: Path) -> Path:
    """The generated messages as an mbox."""
    path = folder / "bench.mbox"
    with path.open("w", encoding="utf-8", newline="\n") as file, messages.open(encoding="utf-8") as lines:
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
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


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
        messages = Path(folder) / "messages.jsonl"
        if not READY_INDEX:
            generate(MESSAGES, messages)
        type_queries(application, messages, Path(folder))
        if READY_INDEX:
            return
        make_agenda(application, Path(folder))
        path = mbox_of(messages, Path(folder))
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
