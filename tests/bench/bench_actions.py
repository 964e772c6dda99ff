"""How well and how fast actions are found: precision, recall and F1 by kind and by source, dates, messages a second.

    python tests/bench/bench_actions.py [--errors]

Measured on `tests/labelled` (see its README) and, where they are, on the labelled mails of ../shared/domain, with which the rules were
written too.  --errors names each error in what the rules were written with; what they were not written with stays unread.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[2]
LABELLED = ROOT / "tests" / "labelled"
DOMAIN = ROOT.parent / "shared" / "domain"
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "bench")]

import bench_index  # noqa: E402 - the path comes first

from reader.actions.find import find_actions  # noqa: E402 - the path comes first
from reader.actions.matching import asked_sentences, facts_of, looked_at  # noqa: E402
from reader.actions.plain import lower  # noqa: E402
from reader.actions.purpose import signs_of  # noqa: E402
from reader.actions.reading import read  # noqa: E402
from reader.actions.sentences import sentences  # noqa: E402
from reader.message import Block, Body, Message, MessageRef  # noqa: E402
from reader.mime import parse  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.actions.action import Findings
    from reader.actions.book import RuleBook
    from reader.actions.matching import Asked, Looked
    from reader.actions.reading import Reading
    from reader.actions.weighing import Facts

Label = dict[str, Any]

SIZE = 5_000  # characters of a message when speed is measured
_MADE = 300  # messages
LONG_ENOUGH = 0.6  # of a labelled text: a part of it that is as long counts as that text


@dataclass
class Score:
    """Counts of one evaluation, by kind and by source."""

    right: Counter[tuple[str, str]] = field(default_factory=Counter)
    missed: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: Counter[tuple[str, str]] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)  # what else was looked at: labelled
    found: Counter[str] = field(default_factory=Counter)  # and right
    of_dates: Counter[str] = field(default_factory=Counter)  # by source, due and event dates: labelled
    found_dates: Counter[str] = field(default_factory=Counter)  # and right
    errors: list[str] = field(default_factory=list)

    def tell(self, what: str, *, right: bool) -> None:
        self.of[what] += 1
        self.found[what] += right

    def tell_date(self, source: str, *, right: bool) -> None:
        self.tell("due and event dates", right=right)
        self.of_dates[source] += 1
        self.found_dates[source] += right

    def table(self, title: str) -> str:
        """Precision, recall and F1 by kind, by source and together; of a source the due and event dates too."""
        keys = self.right | self.missed | self.wrong
        rows = [(kind, 0, kind) for kind in sorted({kind for kind, _ in keys})]
        rows += [(source, 1, f"source {source}") for source in sorted({source for _, source in keys})]
        lines = [f"{title:28} {'n':>5} {'prec':>6} {'recall':>6} {'F1':>6} {'dates':>8}"]
        for wanted, at, name in [*rows, ("", 0, "all")]:
            right, missed, wrong = (
                sum(count for key, count in counts.items() if wanted in ("", key[at]))
                for counts in (self.right, self.missed, self.wrong)
            )
            precision = right / (right + wrong) if right + wrong else 0.0
            recall = right / (right + missed) if right + missed else 0.0
            f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
            dates = f" {self.found_dates[wanted]:4}/{self.of_dates[wanted]}" if self.of_dates[wanted] else ""
            lines.append(f"  {name:26} {right + missed:5} {precision:6.2f} {recall:6.2f} {f1:6.2f}{dates}")
        lines += [
            f"  {what}: {self.found[what]} of {self.of[what]}, {self.found[what] / self.of[what]:.2f}"
            for what in self.of
        ]
        return "\n".join(lines)


def score_mails(sources: dict[str, Path]) -> Score:
    """The actions and dates of whole mails against their labels."""
    score = Score()
    for source, folder in sources.items():
        for path in sorted((folder / "mails").glob("*.eml")):
            labels = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
            findings = find_actions(_read(path))
            _score_actions(score, source, path.stem, findings, labels)
            _score_dates(score, path.stem, findings, labels["dates"])
            if "categories" in labels:
                for name in set(labels["categories"]) | set(findings.suggested):
                    right = name in labels["categories"] and name in findings.suggested
                    score.tell("suggested categories, of those labelled or suggested", right=right)
                    if not right:
                        score.errors.append(f"{path.stem} category {name}: {labels['categories']}")
    return score


def _score_actions(
    score: Score, source: str, name: str, findings: Findings, labels: dict[str, list[dict[str, Any]]]
) -> None:
    open_labels = list(labels["actions"])
    for action in findings.actions:
        label = next((one for one in open_labels if _same(one["text"], action.text)), None)
        if label is None:
            score.wrong[action.kind, source] += 1
            score.errors.append(f"{name} wrong {action.kind} {action.rule}: {_flat(action.text)}")
            continue
        open_labels.remove(label)
        score.right[label["kind"], source] += 1
        dates = [what for what in ("due", "event") if label[what]]
        for what in ("kind", *dates, *(["addressee"] if label.get("addressee") else [])):
            ours = getattr(action, what)
            if what in dates:
                score.tell_date(source, right=ours == label[what])
            else:
                score.tell(what, right=ours == label[what])
            if ours != label[what]:
                score.errors.append(f"{name} {what} {ours}, labelled {label[what]}: {_flat(action.text)}")
        for what in ("due", "event"):
            if getattr(action, what) and not label[what]:
                score.errors.append(
                    f"{name} {what} {getattr(action, what)}, labelled none: {_flat(action.text)}"
                )
    for label in open_labels:
        score.missed[label["kind"], source] += 1
        score.errors.append(f"{name} missed {label['kind']}: {label['text']}")
    if not labels["actions"]:
        score.tell("messages without actions left quiet", right=not findings.actions)


def _score_dates(score: Score, name: str, findings: Findings, labels: list[dict[str, str]]) -> None:
    for iso, role in {one["iso"]: one["role"].replace("narrative", "mention") for one in labels}.items():
        same = [one.role for one in findings.dates if one.iso == iso]
        score.tell("dates found", right=bool(same))
        score.tell("dates with their role", right=role in same)
        if role not in same:
            score.errors.append(f"{name} date {iso} {role}: {same}")


def score_passages(sources: dict[str, Path]) -> Score:
    """Loose passages, each as a message of its own."""
    score = Score()
    for source, folder in sources.items():
        for passage, message in _passages(folder):
            text, actions = message.text, find_actions(message).actions
            if passage["label"] != "action":
                if actions:
                    score.wrong[actions[0].kind, source] += 1
                    score.errors.append(f"{source} wrong {actions[0].kind} {actions[0].rule}: {text}")
                continue
            (score.right if actions else score.missed)[passage["kind"], source] += 1
            if not actions:
                score.errors.append(f"{source} missed {passage['kind']}: {text}")
                continue
            score.tell("kind", right=any(action.kind == passage["kind"] for action in actions))
            if iso := passage["deadline_or_event_date"]:
                right = any(iso in (action.due, action.event) for action in actions)
                score.tell_date(source, right=right)
                if not right:
                    score.errors.append(f"{source} date {iso} not found: {text}")
    return score


def _passages(folder: Path) -> Iterator[tuple[dict[str, Any], Message]]:
    for line in (folder / "passages.jsonl").read_text(encoding="utf-8").splitlines():
        passage = json.loads(line)
        sent = datetime.fromisoformat(passage.get("sent", "2020-11-13")).replace(tzinfo=UTC)
        yield passage, _message(passage["text"], sent, heading=passage["kind"] == "heading_question")


def _message(
    text: str, sent: datetime | None = None, *, heading: bool = False, blocks: bool = True
) -> Message:
    block = Block(0, len(text), "heading" if heading else "text", 2 if heading else 0, 0)
    return Message("x", MessageRef("x"), date=sent, body=Body(text, (block,) if blocks else ()))


def tuned_sources() -> dict[str, Path]:
    """What the rules and the weights were made with."""
    sources = {folder.name: folder for folder in sorted((LABELLED / "tuned").iterdir())}
    return sources | ({"domain": DOMAIN} if DOMAIN.is_dir() else {})


def labelled_messages(
    folder: Path, book: RuleBook
) -> Iterator[tuple[list[Facts], list[bool], list[str], bool]]:
    """What is known of each sentence of a message, and whether it asks something; the signs of its purpose, and whether it is a mail."""
    for message, labels in _mails(folder):
        actions = list(labels["actions"])
        known: list[Facts] = []
        asks: list[bool] = []
        reading = read(message, book)
        for one, facts in _every_sentence(reading, book):
            text = message.text[one.sentence.start : one.sentence.end]
            label = next((label for label in actions if _same(label["text"], text)), None)
            if label is not None:
                actions.remove(label)
            known.append(facts)
            asks.append(label is not None)
        yield known, asks, list(signs_of(reading)), True
    for passage, message in _passages(folder):
        known = [facts for _, facts in _every_sentence(read(message, book), book)]
        yield known, [passage["label"] == "action"] * len(known), [], False


def embedded_passages(folder: Path, book: RuleBook) -> Iterator[tuple[list[Facts], int, bool, list[str]]]:
    """Each passage of one sentence as a paragraph somewhere in a mail that asks nothing: what is known of each sentence, the number of
    that of the passage, and whether it asks; and the signs of the purpose of the whole.
    """
    hosts = [message.text for message, labels in _mails(folder) if _may_host(message, labels, book)]
    for number, (passage, message) in enumerate(_passages(folder) if hosts else ()):
        paragraphs = hosts[number % len(hosts)].split("\n\n")
        at = number * 7 % (len(paragraphs) + 1)
        text = "\n\n".join([*paragraphs[:at], passage["text"], *paragraphs[at:]])
        reading = read(_message(text, message.date, blocks=False), book)
        known = list(_every_sentence(reading, book))
        own = [text[one.sentence.start : one.sentence.end] == passage["text"] for one, _ in known]
        if any(own):
            yield (
                [facts for _, facts in known],
                own.index(True),
                passage["label"] == "action",
                list(signs_of(reading)),
            )


def _may_host(message: Message, labels: dict[str, list[Label]], book: RuleBook) -> bool:
    """Whether a mail asks nothing, and does not say so."""
    if labels["actions"] or message.body.quoted or len(message.text) >= SIZE:
        return False
    return not {"nothing", "information", "copy"}.intersection(signs_of(read(message, book)))


def labelled_actions(
    folder: Path, book: RuleBook
) -> Iterator[tuple[Reading, list[Asked], list[Label | None]]]:
    """Each mail, what is found in it, and the label of each of these, if it has one."""
    for message, labels in _mails(folder):
        actions = list(labels["actions"])
        reading = read(message, book)
        asked = asked_sentences(reading, book.patterns.near(reading.lines), book)
        found: list[Label | None] = []
        for one in asked:
            text = message.text[one.sentence.start : one.sentence.end]
            label = next((label for label in actions if _same(label["text"], text)), None)
            if label is not None:
                actions.remove(label)
            found.append(label)
        yield reading, asked, found


def labelled_passages(
    folder: Path, book: RuleBook
) -> Iterator[tuple[Reading, list[Asked], list[Label | None]]]:
    """The same of each passage in which one action is found."""
    for passage, message in _passages(folder):
        reading = read(message, book)
        asked = asked_sentences(reading, book.patterns.near(reading.lines), book)
        if len(asked) == 1 and passage["label"] == "action":
            yield reading, asked, [passage]


def labelled_mails(folder: Path) -> Iterator[tuple[Message, list[str]]]:
    """Each mail with the categories that it is to suggest, where these are labelled."""
    yield from (
        (message, labels["categories"]) for message, labels in _mails(folder) if "categories" in labels
    )


def texts_of(folder: Path) -> Iterator[str]:
    """All labelled texts of a source."""
    yield from (message.text for message, _ in _mails(folder))
    yield from (message.text for _, message in _passages(folder))


def _mails(folder: Path) -> Iterator[tuple[Message, dict[str, Any]]]:
    for path in sorted((folder / "mails").glob("*.eml")):
        yield _read(path), json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


def facts_in(text: str, book: RuleBook) -> list[Facts]:
    """What is known of the sentences of a text by itself."""
    return [facts for _, facts in _every_sentence(read(_message(text), book), book)]


def _every_sentence(reading: Reading, book: RuleBook) -> Iterator[tuple[Looked, Facts]]:
    for one in looked_at(reading, book.patterns.near(reading.lines), book, every=True):
        yield one, facts_of(one, book)


def pace(made: Sequence[Message]) -> str:
    """Messages a second in time of one core: the best of some rounds, as other work on the machine only adds."""
    findings = list(map(find_actions, made))
    rounds = []
    for _ in range(5):
        start = time.process_time()
        for message in made:
            find_actions(message)
        rounds.append(time.process_time() - start)
    actions = sum(len(one.actions) for one in findings) / len(made)
    dates = sum(len(one.dates) for one in findings) / len(made)
    return f"{len(made) / min(rounds):,.0f} messages/s, with {actions:.1f} actions and {dates:.1f} dates each"


def dense(parts: Sequence[Message]) -> list[Message]:
    """Messages of about `SIZE` characters, each made of whole labelled mails."""
    return [_joined([*parts[number:], *parts[:number]]) for number in range(len(parts))]


def typical(parts: Sequence[Message]) -> list[Message]:
    """Messages as long, each one labelled mail and then paragraphs of sentences of others that ask nothing and have no date."""
    quiet = [line for part in parts for line in _quiet(part)]
    made = []
    for number, part in enumerate(parts):
        text, at = part.text, number * 13
        while len(text) < SIZE:
            text += "\n\n" + " ".join(quiet[(at + step) % len(quiet)] for step in range(5))
            at += 5
        made.append(Message("x", MessageRef("x"), date=part.date, body=Body(text, part.body.blocks)))
    return made


def made() -> list[Message]:
    """The messages of `bench_index`, cut to that length."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "messages.jsonl"
        bench_index.generate(_MADE, path)
        return [
            replace(message, body=Body(message.text[:SIZE]))
            for message in bench_index.messages_in(path, _MADE)
        ]


def _quiet(part: Message) -> Iterator[str]:
    found = find_actions(part)
    taken = [(one.start, one.end) for one in (*found.actions, *found.dates)]
    for start, end, _ in sentences(part.text, lower(part.text), 0, len(part.text)):
        line = _flat(part.text[start:end])
        if (
            len(line) > 60
            and line.endswith(".")
            and all(last <= start or end <= first for first, last in taken)
        ):
            yield line


def _joined(parts: Sequence[Message]) -> Message:
    text, blocks = "", []
    for part in parts:
        if text and len(text) + len(part.text) > SIZE:
            break
        shift = len(text)
        blocks += [Block(b.start + shift, b.end + shift, b.kind, b.level, b.piece) for b in part.body.blocks]
        text += part.text + "\n\n"
    return Message("x", MessageRef("x"), date=parts[0].date, body=Body(text, tuple(blocks)))


def _read(path: Path) -> Message:
    return parse(path.read_bytes(), MessageRef(str(path)))


def _same(label: str, found: str) -> bool:
    label, found = _flat(label), _flat(found)
    return label in found or (len(found) > LONG_ENOUGH * len(label) and found in label)


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--errors", action="store_true", help="name each error in what the rules were written with"
    )
    options = parser.parse_args()
    tuned = tuned_sources()
    untuned = {folder.name: folder for folder in sorted((LABELLED / "untuned").iterdir())}
    for name, sources in (("tuned on", tuned), ("not tuned on", untuned)):
        for what, score in (("mails", score_mails(sources)), ("passages", score_passages(sources))):
            print(score.table(f"{what}, {name}"))
            if options.errors and sources is tuned:
                print("\n".join(score.errors))
    parts = [message for path in sorted(LABELLED.rglob("*.eml")) if (message := _read(path)).text]
    print(f"of {SIZE} characters, whole labelled mails: {pace(dense(parts))}")
    print(f"of {SIZE} characters, one labelled mail and narrative: {pace(typical(parts))}")
    print(f"of {SIZE} characters, as the index is measured with: {pace(made())}")


if __name__ == "__main__":
    main()
