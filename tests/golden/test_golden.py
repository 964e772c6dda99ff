"""One folder a case: a mail, the message it must become, and the page it must give.

After a change that is meant, `GRIFFIELEZER_GOLDEN=write pytest tests/golden` writes the expected files anew;
read the difference before it is committed.
"""

from __future__ import annotations

import json
import os
from html import escape
from pathlib import Path

import pytest

from reader.actions.action import Findings
from reader.formats import read_export
from reader.report import message_json
from reader.words import words

CASES = sorted((Path(__file__).parent / "cases").iterdir())
WRITE = os.environ.get("GRIFFIELEZER_GOLDEN") == "write"


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def case(request):
    return request.param


@pytest.fixture
def message(case):
    mail = next(path for path in case.iterdir() if path.stem == "mail")
    (found,) = read_export(str(mail))
    return found


def check(path: Path, found: str) -> None:
    if WRITE:
        path.write_text(found, encoding="utf-8", newline="\n")
    assert found == path.read_text(encoding="utf-8")


def test_the_message_is_as_expected(case, message):
    found = message_json(message, Findings(), words("nl"))
    found["path"] = Path(found["path"]).name
    for problem in found["problems"]:
        del problem["text"]  # the sentence names a path of this machine
    for name in ("actions", "dates", "suggested"):
        del found[name]
    found["blocks"] = [
        f"{block.kind} {block.level}: {message.text[block.start : block.end]}"
        for block in message.body.blocks
    ]
    found["content_ids"] = [attachment.content_id for attachment in message.attachments]
    found["external"] = message.body.external
    found["coloured"] = message.body.coloured
    check(case / "message.json", json.dumps(found, ensure_ascii=False, indent=1) + "\n")


def test_the_page_is_as_expected(case, message):
    page = "".join(
        piece if isinstance(piece, str) else escape(message.text[piece[0] : piece[1]], quote=False)
        for piece in message.body.pieces
    )
    check(case / "page.html", page + "\n")
