"""Whole mails with everything that should be found in them: one mail and one JSON file a case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.actions.find import find_actions
from reader.formats import read_export

CASES = Path(__file__).parent / "actions"


@pytest.mark.parametrize("expected", sorted(CASES.glob("*.json")), ids=lambda path: path.stem)
def test_a_whole_mail_gives_exactly_what_is_expected(expected):
    [mail] = [path for path in CASES.glob(f"{expected.stem}.*") if path != expected]
    [message] = read_export(str(mail))
    found = find_actions(message)
    assert {
        "actions": [
            [one.kind, " ".join(one.text.split()), one.due, one.event, one.addressee] for one in found.actions
        ],
        "sections": [
            " ".join(message.text[one.end : one.section_end].split())
            for one in found.actions
            if one.section_end
        ],
        "dates": [[" ".join(one.text.split()), one.iso, one.role] for one in found.dates],
        "suggested": list(found.suggested),
    } == json.loads(expected.read_text(encoding="utf-8"))
