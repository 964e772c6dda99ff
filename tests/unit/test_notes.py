"""What the user added is never lost, also not by a newer version of the program."""

from __future__ import annotations

import sqlite3

import pytest

from reader.choice import EVERYTHING, Choice
from reader.errors import StorageFailed
from reader.notes import Notes

FIRST = """
CREATE TABLE export (path TEXT PRIMARY KEY, sample INTEGER NOT NULL, added TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO export VALUES ('/post/b.mbox', 0, '2021-03-04T09:00:00+00:00');
INSERT INTO export VALUES ('/post/a.mbox', 1, '2021-03-05T09:00:00+00:00');
PRAGMA user_version = 1;
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "notes.sqlite"


@pytest.fixture
def notes(path):
    return Notes(path)


@pytest.fixture
def first(path):
    """A file as the first version wrote it."""
    path.parent.mkdir()
    db = sqlite3.connect(path)
    db.executescript(FIRST)
    db.close()


def user_version(path):
    db = sqlite3.connect(path)
    try:
        return db.execute("PRAGMA user_version").fetchone()[0]
    finally:
        db.close()


@pytest.mark.usefixtures("first")
def test_a_file_of_the_first_version_keeps_what_it_holds(path, notes):
    assert [(export.path, export.sample, export.added.day, export.choice) for export in notes.exports()] == [
        ("/post/b.mbox", False, 4, EVERYTHING),
        ("/post/a.mbox", True, 5, EVERYTHING),
    ]
    assert user_version(path) == 3


@pytest.mark.usefixtures("first")
def test_a_file_of_the_first_version_takes_choices(notes):
    choice = Choice(only=("Raad",), skip=("Intégriteit/caf\udce9",), keep=("/Raad/x",))
    notes.add_export("/post/b.mbox", sample=False, choice=choice)
    notes.add_export("/post/c.mbox", sample=False, choice=EVERYTHING)
    assert [(export.path, export.choice) for export in notes.exports()] == [
        ("/post/b.mbox", choice),
        ("/post/a.mbox", EVERYTHING),
        ("/post/c.mbox", EVERYTHING),
    ]


@pytest.mark.usefixtures("first")
def test_a_step_that_fails_leaves_the_file_as_it_was(path, notes, monkeypatch):
    with monkeypatch.context() as changed:
        from reader import notes as module  # noqa: PLC0415 - only here

        changed.setattr(module, "_STEPS", (*module._STEPS, "CREATE TABLE export (again)"))
        with pytest.raises(StorageFailed):
            notes.exports()
    assert user_version(path) == 1
    assert len(notes.exports()) == 2


def test_the_last_choice_counts_and_the_day_of_the_first_stays(notes):
    notes.add_export("a.pst", sample=False, choice=Choice(skip=("Integriteit",)))
    (before,) = notes.exports()
    notes.add_export("a.pst", sample=False, choice=Choice(only=("Raad",)))
    (after,) = notes.exports()
    assert notes.choice("a.pst") == after.choice == Choice(only=("Raad",))
    assert after.added == before.added


def test_of_what_was_never_noted_everything_is_read(notes):
    assert notes.choice("a.pst") == EVERYTHING


def test_the_last_queries_come_first_and_each_once(notes):
    for text in ("motie", "van:jansen", "motie"):
        notes.note_query(text)
    assert notes.queries() == ("motie", "van:jansen")


def test_of_many_queries_the_oldest_are_forgotten(notes):
    for number in range(60):
        notes.note_query(f"stuk {number}")
    assert len(notes.queries()) == 50
    assert notes.queries()[0] == "stuk 59"


def test_a_history_that_was_cleared_is_not_in_the_file_any_more(notes, path):
    notes.note_query("van:geheimgehouden")
    notes.forget_queries()
    assert notes.queries() == ()
    assert b"geheimgehouden" not in path.read_bytes()
