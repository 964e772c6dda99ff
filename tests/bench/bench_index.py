"""Indexing and searching alone: messages a CPU second, and milliseconds a query, on 20,000 messages of 6 KB.

The messages are made by ../shared/tools/make_messages.py, or where that is absent by a plain stand-in
with the same number of words.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from reader.actions.action import Findings  # noqa: E402 - after the path is set
from reader.events import Filters, Search  # noqa: E402
from reader.index import Searcher, writing  # noqa: E402
from reader.message import Address, Body, Message, MessageRef  # noqa: E402

MESSAGES = int(os.environ.get("GRIFFIELEZER_BENCH_MESSAGES", "20000"))
BATCH = 2500
GENERATOR = ROOT.parent / "shared" / "tools" / "make_messages.py"

QUERIES = {
    "everything": [""],
    "term": ["gemeente", "motie", "wethouder", "begroting", "zienswijze", "raadslid", "vergunning"],
    "two terms": ["gemeente raad", "motie zorg", "van wethouder", "begroting kosten", "brief inwoner"],
    "prefix of 1": ["g", "m", "v"],
    "prefix of 2": ["ge", "mo", "ve"],
    "prefix of 3": ["gem*", "wet*", "beg*", "raa*", "ver*"],
    "prefix of 5": ["gemee*", "wetho*", "begro*", "raads*", "vergu*"],
    "wildcard": ["*zorg", "w?thouder", "be*ing"],
    "fuzzy": ["raatslid~", "gemente~", "begrotting~"],
    "phrase": ['"van de raad"', '"de gemeente"', '"brief van de"', '"motie en"'],
    "common phrase": ['"van de"', '"in het"'],
    "e-mail address": ["van:jan.devries0@voorbeeld.org", "aan:burgermail.nl"],
    "fields": ["van:vries datum:2015", "onderwerp:motie categorie:klacht", "datum:2012-03 -raad"],
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "index"
        lines = generated(Path(folder))
        build(root, lines)
        size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file())
        print(f"index size            {size / 1e6:8.0f} MB")
        search(root)
        print(f"memory, largest       {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")


def generated(folder: Path) -> list[str]:
    path = folder / "messages.jsonl"
    if GENERATOR.exists():
        subprocess.run([sys.executable, GENERATOR, str(MESSAGES), str(path)], check=True, stdout=sys.stderr)
        return path.read_text(encoding="utf-8").splitlines()
    rng = random.Random(42)
    words = ["".join(rng.choices("aeioubdgklmnrst", k=rng.randint(2, 12))) for _ in range(60_000)]
    common = "de van het een gemeente raad motie wethouder begroting brief zienswijze zorg kosten".split()
    return [
        json.dumps(
            {
                "id": f"m{number}",
                "subject": " ".join(rng.choices(words, k=6)),
                "from": "Jan de Vries <jan.devries0@voorbeeld.org>",
                "to": "Griffie <griffie@voorbeeld.org>",
                "date": rng.randint(1262304000, 1730000000),
                "category": rng.choice(["Motie", "Klacht", "Ingekomen"]),
                "folder": "Inbox",
                "body": " ".join(rng.choices(words, k=500) + rng.choices(common, k=300)),
            }
        )
        for number in range(MESSAGES)
    ]


def message(line: str) -> Message:
    fields = json.loads(line)
    return Message(
        id=fields["id"],
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


def build(root: Path, lines: list[str]) -> None:
    nothing = Findings()
    cpu, wall = time.process_time(), time.perf_counter()
    with writing(root) as writer:
        writer.add_export("bench.mbox", sample=False)
        for line in lines:
            writer.add(message(line), lambda _message: nothing, "bench.mbox")
            if writer.pending >= BATCH:
                writer.commit()
        writer.commit()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(
        f"index stage           {len(lines) / cpu:8.0f} messages/CPU s ({len(lines) / wall:.0f}/s, {wall:.0f} s)"
    )
    with writing(root) as writer:
        wall = time.perf_counter()
        writer.add_export("bench.mbox", sample=False)
        for line in lines[:100]:
            new = json.loads(line)
            new["id"] += "-new"
            writer.add(message(json.dumps(new)), lambda _message: nothing, "bench.mbox")
        writer.commit()
        print(f"100 messages more     {time.perf_counter() - wall:8.2f} s")


def search(root: Path) -> None:
    started = time.perf_counter()
    searcher = Searcher(root)
    searcher.search(Search(limit=1))
    print(f"opening, first answer {(time.perf_counter() - started) * 1000:8.0f} ms")
    print(f"{'query':<22}{'cold':>8}{'p50':>8}{'p95':>8} ms    hits")
    for name, queries in QUERIES.items():
        report(searcher, name, [Search(text, typing=name.startswith("prefix"), limit=50) for text in queries])
    ticks = Filters(categories=frozenset({"Motie"}), years=frozenset({"2015", "2016"}))
    report(searcher, "term, filters", [Search(text, ticks, limit=50) for text in QUERIES["term"]])
    report(
        searcher, "term, relevance", [Search(text, sort="relevance", limit=50) for text in QUERIES["term"]]
    )


def report(searcher: Searcher, name: str, searches: list[Search]) -> None:
    cold, warm, hits = [], [], []
    for one in searches:
        page = searcher.search(one)
        cold.append(page.milliseconds)
        hits.append(page.total)
        warm += [searcher.search(one).milliseconds for _ in range(5)]
    warm.sort()
    p95 = warm[int(len(warm) * 0.95)]
    middle = warm[len(warm) // 2]
    print(f"{name:<22}{max(cold):8.1f}{middle:8.1f}{p95:8.1f}       {min(hits)}-{max(hits)}")


if __name__ == "__main__":
    main()
