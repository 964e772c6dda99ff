"""What the user added is never lost, also not by a newer version of the program."""

from __future__ import annotations

import sqlite3

import pytest

from reader.choice import EVERYTHING, Choice
from reader.errors import StorageFailed
from reader.note import NOTHING, Change, Note
from reader.notes import _STEPS, Notes

LAST = len(_STEPS)

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
    assert user_version(path) == LAST


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


def test_what_is_noted_about_a_message_stays_with_its_id(path, notes):
    notes.change(["a", "b"], Change(add="Wonen", listed=True))
    notes.change(["b"], Change(add="Bouw", proposal="notice"))
    assert Notes(path).messages() == {
        "a": Note(("Wonen",), listed=True),
        "b": Note(("Bouw", "Wonen"), listed=True, proposal="notice"),
    }


def test_what_is_taken_away_again_leaves_nothing_behind(path, notes):
    notes.change(["a"], Change(add="Wonen", listed=True, proposal="notice"))
    assert notes.change(["a"], Change(remove="Wonen", listed=False, proposal="")) == {"a": NOTHING}
    assert Notes(path).messages() == {}
    assert b"Wonen" not in path.read_bytes()


def test_a_category_that_is_in_use_is_meant_in_any_capitals(notes):
    notes.change(["a"], Change(add="Wonen"))
    assert notes.change(["b"], Change(add="  wonen\n"))["b"].categories == ("Wonen",)


def test_a_name_of_nothing_is_no_category(notes):
    # A tab, a right-to-left mark and half of a surrogate pair: nothing that can be seen.
    assert notes.change(["a"], Change(add="\t\u200f\ud800")) == {"a": NOTHING}


def test_a_proposal_of_a_later_version_is_kept(path, notes):
    notes.change(["a"], Change(proposal="to_the_moon"))
    notes.change(["a"], Change(listed=True))
    assert Notes(path).messages()["a"] == Note(listed=True, proposal="to_the_moon")


def test_notes_are_read_again_only_where_they_changed(path, notes):
    notes.change(["a"], Change(add="Wonen"))
    before = notes.messages()
    Notes(path).exports()  # reads, so changes nothing
    assert notes.messages() is before
    Notes(path).change(["b"], Change(listed=True))  # as a second window does
    assert notes.messages() == {"a": Note(("Wonen",)), "b": Note(listed=True)}


def test_notes_that_cannot_be_kept_are_said(tmp_path):
    (tmp_path / "data").write_text("a file stands where the folder belongs")
    notes = Notes(tmp_path / "data" / "notes.sqlite")
    with pytest.raises(StorageFailed):
        notes.change(["a"], Change(listed=True))


@pytest.mark.usefixtures("first")
def test_a_file_of_the_first_version_takes_notes(notes):
    assert notes.messages() == {}
    notes.change(["a"], Change(listed=True))
    assert notes.messages() == {"a": Note(listed=True)}
    assert len(notes.exports()) == 2


def test_what_else_is_noted_does_not_have_the_notes_read_again(notes):
    notes.change(["a"], Change(add="Wonen"))
    before = notes.messages()
    notes.note_query("motie")
    assert notes.messages() is before


def test_half_of_an_emoji_is_kept_as_it_is(notes):
    half = "zwembad \ud83d"  # as Windows allows in a file name, and a paste may leave it
    notes.add_export(half, sample=False, choice=EVERYTHING)
    notes.note_query(half)
    assert [export.path for export in notes.exports()] == [half]
    assert notes.queries() == (half,)
    notes.forget_export(half)
    assert notes.exports() == ()
