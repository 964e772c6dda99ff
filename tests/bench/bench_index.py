"""Indexing and searching alone, beside SQLite's FTS5, on messages of 6 KB, and how both grow.

GRIFFIELEZER_BENCH_MESSAGES says on how many (default 10000,20000,50000,100000; 500000 shows growth too, which takes
half an hour and 9 GB).  The messages are made by ../shared/tools/make_messages.py, or where that is absent by a plain
stand-in.  Each size is indexed in one process, beside FTS5 in another and searched in a third, so that the memory of each
is its own.  Cold is the first time that a process hears a question, warm the second.
"""

from __future__ import annotations

import json
import math
import os
import pickle
import random
import re
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from reader.actions.action import Findings  # noqa: E402 - after the path is set
from reader.events import Filters, Search  # noqa: E402
from reader.importing import BATCH  # noqa: E402
from reader.index import Searcher, writing  # noqa: E402
from reader.index.fields import TEXT_FIELDS, texts_in  # noqa: E402
from reader.index.stems import new_stem  # noqa: E402
from reader.index.words import packed_form, words_as_bytes  # noqa: E402
from reader.message import Address, Body, Message, MessageRef  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

SIZES = [
    int(size) for size in os.environ.get("GRIFFIELEZER_BENCH_MESSAGES", "10000,20000,50000,100000").split(",")
]
LARGEST_COMPARED = 100_000  # messages; beyond it only indexing and single words are measured
_ROUNDS, _SMALL = 3, 20_000  # messages
MORE = 100
QUERIES = 40  # of each kind
PAGE = 25  # rows: what a window of 1,200 points high asks for
GENERATOR = ROOT.parent / "shared" / "tools" / "make_messages.py"
WORD = re.compile(r"\b[a-z]{4,}\b")
COMMON = ['"van de"', '"in het"', '"van het"', '"op de"', '"voor de"']

Figures = dict[str, float]


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        messages = folder / "messages.jsonl"
        generate(max(SIZES), messages)
        asked = folder / "questions.pickle"
        asked.write_bytes(pickle.dumps(questions(messages)))
        figures = []
        for size in SIZES:
            root = folder / str(size)
            one = measured("build", messages, root, size)
            if size <= LARGEST_COMPARED:
                one |= measured("compare", messages, folder, size)
            figures.append(one | measured("search", asked, root, size))
        table(figures)


def measured(what: str, *arguments: object) -> Figures:
    """What this program prints when it is asked for one thing, in a process of its own."""
    command = [sys.executable, __file__, what, *map(str, arguments)]
    figures: Figures = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return figures


def table(figures: Sequence[Figures]) -> None:
    """A line a figure, a column a size, and the exponent of the growth from the first to the last."""
    print(f"{'messages':44}" + "".join(f"{size:>11}" for size in SIZES) + "   grows as n^")
    for name in dict.fromkeys(name for one in figures for name in one):
        values = [one.get(name) for one in figures]
        known = [(size, value) for size, value in zip(SIZES, values, strict=True) if value]
        print(
            f"{name:44}"
            + "".join(f"{'' if value is None else f'{value:.4g}':>11}" for value in values)
            + (f"{exponent(known[0], known[-1]):13.2f}" if len(known) > 1 else "")
        )


def exponent(first: tuple[int, float], last: tuple[int, float]) -> float:
    return math.log(last[1] / first[1]) / math.log(last[0] / first[0])


def generate(count: int, path: Path) -> None:
    if GENERATOR.exists():
        subprocess.run([sys.executable, GENERATOR, str(count), str(path)], check=True, stdout=sys.stderr)
        return
    rng = random.Random(42)
    words = ["".join(rng.choices("aeioubdgklmnrst", k=rng.randint(2, 12))) for _ in range(60_000)]
    common = "de van het een gemeente raad motie wethouder begroting brief zienswijze zorg kosten".split()
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            fields = {
                "id": f"m{number}",
                "subject": " ".join(rng.choices(words, k=6)),
                "from": "Jan de Vries <jan.devries0@voorbeeld.example>",
                "to": "Griffie <griffie@voorbeeld.example>",
                "date": rng.randint(1262304000, 1730000000),
                "category": rng.choice(["Motie", "Klacht", "Ingekomen"]),
                "folder": "Inbox",
                "body": " ".join(rng.choices(words, k=500) + rng.choices(common, k=300)),
            }
            file.write(json.dumps(fields) + "\n")


def messages_in(path: Path, count: int) -> Iterator[Message]:
    with path.open(encoding="utf-8") as file:
        yield from map(message, islice(file, count))


def message(line: str, suffix: str = "") -> Message:
    fields = json.loads(line)
    return Message(
        id=fields["id"] + suffix,
        ref=MessageRef("bench.mbox", fields["id"]),
        folder=fields["folder"],
        subject=fields["subject"],
        sender=people(fields["from"]),
        to=people(fields["to"]),
        date=datetime.fromtimestamp(fields["date"], UTC),
        categories=(fields["category"],),
        body=Body(text=fields["body"]),
    )


def people(text: str) -> tuple[Address, ...]:
    pairs = (person.rstrip(">").split(" <") for person in text.split(", "))
    return tuple(Address(name, address) for name, address in pairs)


# Indexing


def build(path: Path, root: Path, size: int) -> Figures:
    own = 0.0
    for _batch, seconds in indexed(path, root, size):
        own += seconds
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size_of = sum(file.stat().st_size for file in root.rglob("*") if file.is_file()) / 1e6
    figures = {"index stage, messages a CPU second": size / own, "index, MB": size_of}
    return figures | {"memory of indexing, MB": memory, **added(path, root)}


def compare(path: Path, folder: Path, size: int) -> Figures:
    """CPU seconds of both, batch after batch in turn, so that both meet the same machine.

    The least of some rounds where those take little: other work on the machine only adds.
    """
    rounds = []
    for _ in range(_ROUNDS if size <= _SMALL else 1):
        with tempfile.TemporaryDirectory(dir=folder) as place:
            other = Fts5(Path(place))
            own = 0.0
            for batch, seconds in indexed(path, Path(place) / "index", size):
                own += seconds
                other.add(batch)
            rounds.append((own, other.making, other.indexing))
    own, making, indexing = map(min, zip(*rounds, strict=True))
    return {
        "FTS5 with making stems, messages a CPU second": size / (making + indexing),
        "FTS5 alone, messages a CPU second": size / indexing,
        "CPU of ours, FTS5 with making stems = 1": own / (making + indexing),
        "CPU of ours, FTS5 alone = 1": own / indexing,
    }


def indexed(path: Path, root: Path, size: int) -> Iterator[tuple[list[Message], float]]:
    """Each batch after it was added, and the CPU seconds of that; the last one is empty, and its seconds put in order."""
    source = messages_in(path, size)
    with writing(root) as writer:
        writer.add_export("bench.mbox", sample=False)
        while batch := list(islice(source, BATCH)):
            begin = time.process_time()
            for one in batch:
                writer.add(one, nothing, "bench.mbox")
            writer.commit()
            writer.tidy()
            yield batch, time.process_time() - begin
        begin = time.process_time()
        writer.tidy(finished=True)
        yield [], time.process_time() - begin


def nothing(_message: Message) -> Findings:
    return Findings()


def added(path: Path, root: Path) -> Figures:
    with writing(root) as writer, path.open(encoding="utf-8") as file:
        begin = time.perf_counter()
        writer.add_export("bench.mbox", sample=False)
        for line in islice(file, MORE):
            writer.add(message(line, "-new"), nothing, "bench.mbox")
        writer.commit()
        return {f"{MORE} messages more, s": time.perf_counter() - begin}


class Fts5:
    """SQLite's full-text index, fed the same stems."""

    def __init__(self, root: Path) -> None:
        self._db = sqlite3.connect(root / "fts5.sqlite", isolation_level=None)
        self._db.execute(
            f"CREATE VIRTUAL TABLE messages USING fts5({', '.join(f'f_{f}' for f in TEXT_FIELDS)})"
        )
        self._stems = _Stems()
        self.making = self.indexing = 0.0

    def add(self, batch: Sequence[Message]) -> None:
        begin = time.process_time()
        rows = [self._row(one) for one in batch]
        made = time.process_time()
        self._db.execute("BEGIN")
        marks = ", ".join("?" * len(TEXT_FIELDS))
        self._db.executemany(f"INSERT INTO messages VALUES ({marks})", rows)
        self._db.execute("COMMIT")
        self.making += made - begin
        self.indexing += time.process_time() - made

    def _row(self, one: Message) -> list[str]:
        texts = texts_in(one, ())
        stem_of = self._stems.__getitem__
        return [
            " ".join(" ".join(map(stem_of, words_as_bytes(text))) for text in texts.get(field, ()))
            for field in TEXT_FIELDS
        ]


class _Stems(dict[bytes, str]):
    def __missing__(self, word: bytes) -> str:
        self[word] = found = new_stem(packed_form(word).decode())
        return found


# Searching


def search(asked_in: Path, root: Path, size: int) -> Figures:
    asked: dict[str, list[Search]] = pickle.loads(asked_in.read_bytes())
    begin = time.perf_counter()
    searcher = Searcher(root)
    searcher.search(Search(limit=PAGE))
    figures = {"opening and first answer, ms": (time.perf_counter() - begin) * 1000}
    for name, searches in asked.items():
        if size > LARGEST_COMPARED and name != "term":
            continue
        cold = [searcher.search(one).milliseconds for one in searches]
        warm = [searcher.search(one).milliseconds for one in searches]
        figures[f"{name}, p95 warm, ms"] = p95(warm)
        figures[f"{name}, p95 cold, ms"] = p95(cold)
    return figures | {"memory of searching, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def questions(path: Path) -> dict[str, list[Search]]:
    """Words, and words in a row, as they stand in the messages."""
    dice = random.Random(1)
    bodies = [one.text.lower() for one in messages_in(path, 2000)]
    words = [dice.choice(WORD.findall(dice.choice(bodies))) for _ in range(400)]
    row = iter(words)
    phrases = [
        " ".join(islice(iter(dice.choice(bodies).split()[7:]), dice.choice((2, 3)))) for _ in range(400)
    ]
    spoken = iter(phrase for phrase in phrases if phrase.replace(" ", "").isalpha())
    ticks = Filters(categories=frozenset({"Motie"}), years=frozenset({"2015", "2016"}))

    def some(make: Callable[[], str], **options: object) -> list[Search]:
        return [Search(make(), limit=PAGE, **options) for _ in range(QUERIES)]  # type: ignore[arg-type]

    return {
        "term": some(lambda: next(row)),
        "AND": some(lambda: f"{next(row)} {next(row)}"),
        "term by relevance": some(lambda: next(row), sort="relevance"),
        "term with filters": some(lambda: next(row), filters=ticks),
        "field and date": some(lambda: f"onderwerp:{next(row)} datum:2015"),
        "typed, three letters or more": some(lambda: next(row)[: dice.randint(3, 6)], typing=True),
        "typed, one or two letters": some(lambda: dice.choice(words)[: dice.randint(1, 2)], typing=True),
        "prefix": some(lambda: dice.choice(words)[: dice.randint(3, 5)] + "*"),
        "wildcard": some(lambda: joker(dice.choice(words), dice)),
        "wildcard, one letter": [Search(f"*{letter}*", limit=PAGE) for letter in "etzq"],
        "fuzzy": some(lambda: misspelt(dice.choice(words), dice) + "~"),
        "misspelt, put right": some(lambda: misspelt(dice.choice(words), dice)),
        "phrase": some(lambda: f'"{next(spoken)}"'),
        "phrase of common words": [Search(phrase, limit=PAGE) for phrase in COMMON],
        "everything": [Search(limit=PAGE)] * 5,
    }


def joker(word: str, dice: random.Random) -> str:
    """The word with jokers, and three of its letters or more."""
    at = dice.randint(1, len(word) - 3)
    return dice.choice((f"{word[:at]}?{word[at + 1 :]}", f"*{word[at:]}*", f"{word[:1]}*{word[at:]}"))


def misspelt(word: str, dice: random.Random) -> str:
    at = dice.randrange(len(word))
    return word[:at] + dice.choice("aeinrt") + word[at + 1 :]


if __name__ == "__main__":
    if len(sys.argv) > 1:
        what = {"build": build, "compare": compare, "search": search}[sys.argv[1]]
        print(json.dumps(what(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))))
    else:
        main()
