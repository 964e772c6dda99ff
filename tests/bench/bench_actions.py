"""How well and how fast actions are found: precision, recall and F1 by kind, dates, messages a second.

    python tests/bench/bench_actions.py [DOMAIN] [--held-out | --tuned] [--errors]

DOMAIN, else ../shared/domain, is a folder with `passages.jsonl` and `mails/*.eml` beside their labels.  The rules were written
with the passages and the mails of uneven number in sight, and some more (SEEN_TOO); the others show
what the rules are worth on mail of others.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
DOMAIN = ROOT.parent / "shared" / "domain"
sys.path.insert(0, str(ROOT))

from reader.actions.find import find_actions  # noqa: E402 - the path comes first
from reader.message import Block, Body, Message, MessageRef  # noqa: E402
from reader.mime import parse  # noqa: E402

if TYPE_CHECKING:
    from reader.actions.action import Findings

SEEN_TOO = frozenset(("b02", "b12", "b18", "b20", "b24", "b28"))  # even ones that the rules were written with


@dataclass
class Score:
    """Counts of one evaluation."""

    right: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    kind_right: int = 0
    dates_right: int = 0
    dates_labelled: int = 0
    quiet: int = 0  # messages without actions that got none
    silent: int = 0  # messages without actions
    errors: list[str] = field(default_factory=list)

    def table(self, title: str) -> str:
        """Precision, recall and F1 by kind and together."""
        lines = [f"{title:28} {'n':>5} {'prec':>6} {'recall':>6} {'F1':>6}"]
        for kind in [*sorted(self.right | self.missed | self.wrong), ""]:
            counts = [
                sum(one.values()) if not kind else one[kind] for one in (self.right, self.missed, self.wrong)
            ]
            right, missed, wrong = counts
            precision = right / (right + wrong) if right + wrong else 0.0
            recall = right / (right + missed) if right + missed else 0.0
            f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
            lines.append(f"  {kind or 'all':26} {right + missed:5} {precision:6.2f} {recall:6.2f} {f1:6.2f}")
        return "\n".join(lines)


def score_mails(folder: Path, chosen: str) -> Score:
    """The actions and dates of whole mails against their labels."""
    score = Score()
    for path in sorted((folder / "mails").glob("*.eml")):
        held_out = int(path.name[1:3]) % 2 == 0 and path.name[:3] not in SEEN_TOO
        if chosen != "all" and held_out != (chosen == "held-out"):
            continue
        labels = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        _score_mail(score, path.stem, find_actions(_read(path)), labels)
    return score


def _score_mail(score: Score, name: str, findings: Findings, labels: dict[str, list[dict[str, str]]]) -> None:
    open_labels = list(labels["actions"])
    for action in findings.actions:
        label = next((one for one in open_labels if _same(one["text"], action.text)), None)
        if label is None:
            score.wrong[action.kind] += 1
            score.errors.append(f"{name} wrong {action.kind} {action.rule}: {_flat(action.text)}")
            continue
        open_labels.remove(label)
        score.right[label["kind"]] += 1
        score.kind_right += action.kind == label["kind"]
        if action.kind != label["kind"]:
            score.errors.append(f"{name} kind {action.kind}, labelled {label['kind']}: {_flat(action.text)}")
        for what in ("due", "event"):
            if label[what]:
                score.dates_labelled += 1
                score.dates_right += getattr(action, what) == label[what]
            if label[what] != getattr(action, what):
                score.errors.append(
                    f"{name} {what} {getattr(action, what)}, labelled {label[what]}: {_flat(action.text)}"
                )
    for label in open_labels:
        score.missed[label["kind"]] += 1
        score.errors.append(f"{name} missed {label['kind']}: {label['text']}")
    if not labels["actions"]:
        score.silent += 1
        score.quiet += not findings.actions


def score_dates(folder: Path, chosen: str) -> tuple[int, int, int, int, list[str]]:
    """Labelled dates, those found on the right day, those with the right role too, and extra ones."""
    labelled = found = roles = extra = 0
    errors = []
    for path in sorted((folder / "mails").glob("*.eml")):
        held_out = int(path.name[1:3]) % 2 == 0 and path.name[:3] not in SEEN_TOO
        if chosen != "all" and held_out != (chosen == "held-out"):
            continue
        labels = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["dates"]
        ours = find_actions(_read(path)).dates
        wanted = {one["iso"]: one["role"].replace("narrative", "mention") for one in labels}
        labelled += len(wanted)
        for iso, role in wanted.items():
            same = [one for one in ours if one.iso == iso]
            found += bool(same)
            roles += any(one.role == role for one in same)
            if not any(one.role == role for one in same):
                errors.append(f"{path.stem} date {iso} {role}: {[one.role for one in same]}")
        for one in ours:
            if one.iso not in wanted:
                extra += 1
                errors.append(f"{path.stem} extra date {one.text!r} {one.iso}")
    return labelled, found, roles, extra, errors


def score_passages(folder: Path) -> Score:
    """Loose passages, each as a message of its own."""
    score = Score()
    for line in (folder / "passages.jsonl").read_text(encoding="utf-8").splitlines():
        passage = json.loads(line)
        heading = passage["kind"] == "heading_question"
        text = passage["text"]
        block = Block(0, len(text), "heading" if heading else "text", 2 if heading else 0, 0)
        message = Message(
            "x", MessageRef("x"), date=datetime(2020, 11, 13, tzinfo=UTC), body=Body(text, (block,))
        )
        actions = find_actions(message).actions
        if passage["label"] == "action":
            (score.right if actions else score.missed)[passage["kind"]] += 1
            score.kind_right += any(action.kind == passage["kind"] for action in actions)
            if not actions:
                score.errors.append(f"missed {passage['kind']}: {text}")
        elif actions:
            score.wrong[actions[0].kind] += 1
            score.errors.append(f"wrong {actions[0].kind} {actions[0].rule}: {text}")
    return score


def messages_a_second(folder: Path, size: int = 5_000) -> float:
    """Messages of about `size` characters, made of the labelled mails, in time of one core."""
    made = []
    parts = [message for path in sorted((folder / "mails").glob("*.eml")) if (message := _read(path)).text]
    for number in range(len(parts)):
        text, blocks = "", []
        for part in parts[number:] + parts[:number]:
            if len(text) + len(part.text) > size:
                break
            shift = len(text)
            blocks += [
                Block(b.start + shift, b.end + shift, b.kind, b.level, b.piece) for b in part.body.blocks
            ]
            text += part.text + "\n\n"
        made.append(Message("x", MessageRef("x"), date=parts[number].date, body=Body(text, tuple(blocks))))
    find_actions(made[0])
    rounds = 10
    start = time.process_time()
    for _ in range(rounds):
        for message in made:
            find_actions(message)
    seconds = time.process_time() - start
    print(f"  mean size {sum(len(message.text) for message in made) // len(made)} characters")
    return rounds * len(made) / seconds


def _read(path: Path) -> Message:
    return parse(path.read_bytes(), MessageRef(str(path)))


def _same(label: str, found: str) -> bool:
    label, found = _flat(label), _flat(found)
    return label in found or (len(found) > 0.6 * len(label) and found in label)


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("domain", type=Path, nargs="?", default=DOMAIN)
    parser.add_argument("--errors", action="store_true", help="name each error")
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--held-out", dest="chosen", action="store_const", const="held-out", default="all")
    group.add_argument("--tuned", dest="chosen", action="store_const", const="tuned")
    options = parser.parse_args()
    if not options.domain.is_dir():
        print("no labelled mail here")
        return
    for chosen in ("tuned", "held-out") if options.chosen == "all" else (options.chosen,):
        mails = score_mails(options.domain, chosen)
        labelled, found, roles, extra, errors = score_dates(options.domain, chosen)
        print(mails.table(f"sentences of mails, {chosen}"))
        right = sum(mails.right.values())
        print(
            f"  kind right {mails.kind_right}/{right}; due and event {mails.dates_right}/{mails.dates_labelled}"
        )
        print(f"  messages without actions left quiet {mails.quiet}/{mails.silent}")
        print(f"  dates {found}/{labelled}, with their role {roles}/{labelled}, extra {extra}")
        if options.errors:
            print("\n".join(mails.errors + errors))
    if options.chosen != "held-out":
        passages = score_passages(options.domain)
        print(passages.table("passages"))
        print(f"  kind right {passages.kind_right}/{sum(passages.right.values())}")
        if options.errors:
            print("\n".join(passages.errors))
    print(f"  {messages_a_second(options.domain):,.0f} messages/s")


if __name__ == "__main__":
    main()
