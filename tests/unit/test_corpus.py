"""The real mail of ../shared/corpus: all of it reads, as messages or as problems."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.formats import read_export
from reader.message import Message

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not part of the project")


def test_every_file_gives_messages_or_problems():
    export = read_export(str(CORPUS))
    codes = [entry.code for entry in export if not isinstance(entry, Message)]
    assert "message_damaged" not in codes
    assert set(codes) <= {"no_mailbox", "pst_damaged", "msg_damaged"}
    assert export.done == export.total


@pytest.mark.parametrize(
    ("folder", "messages", "blank"), [("eml", 1357, 67), ("mbox", 367, 18), ("msg", 69, 6)]
)
def test_no_message_is_lost(folder, messages, blank):
    found = [
        entry
        for entry in read_export(str(CORPUS / folder))
        if isinstance(entry, Message) and not entry.ref.path.endswith("-summary.txt")  # expected results
    ]
    assert len(found) == messages
    # What is shown for each is something to read, or files.
    empty = [message.ref.path for message in found if not message.text and not message.attachments]
    assert len(empty) <= blank
