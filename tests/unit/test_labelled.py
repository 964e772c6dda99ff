"""The labelled mail: a label that names what the program has no name for, or what no mail says, would only ever count as an error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.actions.addressing import EVERYONE
from reader.actions.calendar import first_day
from reader.actions.rules import TELLING, all_categories
from reader.message import MessageRef
from reader.mime import parse

LABELLED = Path(__file__).resolve().parents[1] / "labelled"
FOLDERS = sorted(LABELLED.glob("*tuned/*"))
CATEGORIES = {category.name for category in all_categories()}


def _flat(text):
    return " ".join(text.split())


def _is_a_day(iso):
    """ValueError where it names one that does not exist."""
    return iso is None or bool(first_day(iso))


@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
def test_labels_say_what_there_is(folder):
    for path in sorted(folder.glob("mails/*.eml")):
        text = _flat(parse(path.read_bytes(), MessageRef(str(path))).text)
        labels = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        for action in labels["actions"]:
            assert _flat(action["text"]) in text, path.stem
            assert action["kind"] in TELLING, path.stem
            assert action.get("addressee") in {*EVERYONE, None}, path.stem
            assert _is_a_day(action["due"]), path.stem
            assert _is_a_day(action["event"]), path.stem
        for date in labels["dates"]:
            assert _flat(date["text"]) in text, path.stem
            assert date["role"] in {"due", "event", "narrative"}, path.stem
            assert _is_a_day(date["iso"]), path.stem
        assert set(labels.get("categories", ())) <= CATEGORIES, path.stem
    for number, line in enumerate((folder / "passages.jsonl").read_text(encoding="utf-8").splitlines()):
        passage = json.loads(line)
        assert passage["label"] in {"action", "none"}, number
        assert (passage["kind"] in TELLING) is (passage["label"] == "action"), number
        assert _is_a_day(passage["deadline_or_event_date"]), number
