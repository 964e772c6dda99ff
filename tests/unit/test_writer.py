"""Segments do not pile up, and no commit waits until they are made fewer."""

from __future__ import annotations

from reader.actions.action import Findings
from reader.events import Search
from reader.index import Searcher, writing
from reader.index.writer import MOST_SEGMENTS
from reader.message import Body, Message, MessageRef


def add(writer, number):
    message = Message(
        id=f"1-{number}", ref=MessageRef("post.mbox", str(number)), body=Body(f"brief {number}")
    )
    writer.add(message, lambda _message: Findings(), "post.mbox")
    writer.commit()


def segments(root):
    return len(list(root.rglob("*.arrays")))


def test_a_commit_adds_a_segment_and_tidying_makes_one_of_many(tmp_path):
    with writing(tmp_path) as writer:
        writer.add_export("post.mbox", sample=False)
        for number in range(MOST_SEGMENTS):
            add(writer, number)
        assert segments(tmp_path) == MOST_SEGMENTS
        writer.tidy()
    assert segments(tmp_path) == 1
    page = Searcher(tmp_path).search(Search("brief"))
    assert page.total == MOST_SEGMENTS


def test_few_messages_are_not_made_one_with_many(tmp_path):
    with writing(tmp_path) as writer:
        writer.add_export("post.mbox", sample=False)
        for number in range(500):
            message = Message(
                id=f"1-{number}", ref=MessageRef("post.mbox", str(number)), body=Body(f"stuk {number} " * 50)
            )
            writer.add(message, lambda _message: Findings(), "post.mbox")
        writer.commit()
        large = {path.name for path in tmp_path.rglob("*.arrays")}
        for number in range(500, 500 + 2 * MOST_SEGMENTS):
            add(writer, number)
            writer.tidy()
    assert large <= {path.name for path in tmp_path.rglob("*.arrays")}
    assert segments(tmp_path) <= MOST_SEGMENTS
