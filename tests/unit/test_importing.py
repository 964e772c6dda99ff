"""What an import reads again and what it does not, in one process and in several; and what a kill leaves."""

from __future__ import annotations

import mailbox
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hostile import die
from letters import mail, put

from reader import intake, library
from reader.events import Committed, Progress, Search, Summary
from reader.formats import mbox
from reader.index import folder
from reader.paths import data_dir
from reader.problems import Problem

ROOT = Path(__file__).resolve().parents[2]
ASK = "Wij verzoeken u vóór 1 december 2020 te reageren op de motie over het zwembad."


@pytest.fixture
def data(tmp_path):
    return data_dir(tmp_path / "data")


def add(data, *paths):
    *_, summary = library.add_exports(data, [str(path) for path in paths])
    assert isinstance(summary, Summary)
    return summary


def append(path, *messages):
    box = mailbox.mbox(path)
    for message in messages:
        box.add(message)
    box.close()


def subjects(data, text=""):
    return {hit.subject for hit in library.Desk(data).search(Search(text, limit=10_000)).hits}


@pytest.fixture
def read_bytes(monkeypatch):
    """The stretches of mboxes that messages were looked for in, and the places that messages were read at."""
    seen = {"from": [], "messages": []}
    separators, message = mbox._separators, mbox.message
    monkeypatch.setattr(
        mbox,
        "_separators",
        lambda file, size, start: seen["from"].append(start) or separators(file, size, start),
    )
    monkeypatch.setattr(
        mbox, "message", lambda ref, folder: seen["messages"].append(ref.locator) or message(ref, folder)
    )
    return seen


def test_a_file_that_did_not_change_is_not_opened(data, tmp_path, read_bytes):
    path = put(tmp_path / "a.mbox", *(mail(f"brief {n}") for n in range(20)))
    first = add(data, path)
    read_bytes["from"].clear()
    read_bytes["messages"].clear()
    again = add(data, path)
    assert (first.messages, first.added, first.duplicates) == (20, 20, 0)
    assert (again.messages, again.added, again.duplicates) == (20, 0, 20)
    assert read_bytes == {"from": [], "messages": []}


def test_of_an_mbox_that_grew_only_the_new_messages_are_read(data, tmp_path, read_bytes):
    path = put(tmp_path / "a.mbox", *(mail(f"brief {n}", "tekst " * 500) for n in range(50)))
    size = Path(path).stat().st_size
    add(data, path)
    read_bytes["from"].clear()
    read_bytes["messages"].clear()
    append(path, mail("nieuw"))
    summary = add(data, path)
    assert (summary.messages, summary.added) == (1, 1)
    assert read_bytes["from"] == [size]
    assert len(read_bytes["messages"]) == 1
    assert "nieuw" in subjects(data)
    desk = library.Desk(data)
    assert all(desk.open(hit.id, "", "light").from_export for hit in desk.search(Search(limit=100)).hits)


def test_an_mbox_that_grew_and_changed_is_read_whole(data, tmp_path):
    path = put(tmp_path / "a.mbox", *(mail(f"brief {n}", "tekst " * 500) for n in range(50)))
    add(data, path)
    Path(path).unlink()
    put(Path(path), *(mail(f"ander {n}", "tekst " * 500) for n in range(60)))
    assert add(data, path).added == 60


def test_an_mbox_of_one_message_that_grew_is_a_map_now(data, tmp_path):
    root = tmp_path / "post"
    path = put(root / "alles.txt", mail("een"))
    add(data, root)
    append(path, mail("twee"))
    add(data, root)
    hits = library.Desk(data).search(Search()).hits
    assert {(hit.subject, place.folder) for hit in hits for place in hit.places} == {
        ("een", "alles"),
        ("twee", "alles"),
    }


def test_a_new_file_in_a_folder_is_the_only_one_that_is_read(data, tmp_path, read_bytes):
    for name in "abc":
        put(tmp_path / "post" / f"{name}.mbox", mail(f"brief {name}"))
    add(data, tmp_path / "post")
    read_bytes["messages"].clear()
    put(tmp_path / "post" / "d.mbox", mail("brief d"))
    summary = add(data, tmp_path / "post")
    assert (summary.messages, summary.added, len(read_bytes["messages"])) == (4, 1, 1)


def test_what_is_wrong_with_a_file_is_said_again_though_it_is_not_opened(data, tmp_path):
    root = tmp_path / "post"
    put(root / "a.mbox", mail("brief"))
    (root / "leeg.eml").write_bytes(b"")
    problems = (Problem("empty_file", str(root / "leeg.eml")),)
    assert add(data, root).problems == add(data, root).problems == problems


def test_a_message_that_left_a_file_and_stands_elsewhere_loses_that_place(data, tmp_path):
    root = tmp_path / "post"
    path = put(root / "Inbox.mbox", mail("blijft"), mail("verplaatst"))
    put(root / "Archief.mbox", mail("oud"))
    add(data, root)
    Path(path).unlink()
    put(Path(path), mail("blijft"))
    append(root / "Archief.mbox", mail("verplaatst"))
    add(data, root)
    places = {hit.subject: [p.folder for p in hit.places] for hit in library.Desk(data).search(Search()).hits}
    assert places == {"blijft": ["Inbox"], "verplaatst": ["Archief"], "oud": ["Archief"]}


def test_a_message_that_was_in_two_maps_and_left_one_is_in_the_other(data, tmp_path):
    root = tmp_path / "post"
    path = put(root / "A.mbox", mail("beide"), mail("een"))
    put(root / "B.mbox", mail("beide"))
    add(data, root)
    Path(path).unlink()
    put(Path(path), mail("een"))
    add(data, root)
    facets = library.Desk(data).search(Search()).facets
    assert facets.folder == {(str(root), "A"): 1, (str(root), "B"): 1}


def test_an_archive_that_was_emptied_loses_nothing(data, tmp_path):
    path = put(tmp_path / "a.mbox", mail("een", "tekst"), mail("twee"))
    add(data, path)
    Path(path).unlink()
    put(Path(path), mail("drie"))
    add(data, path)
    desk = library.Desk(data)
    assert subjects(data) == {"een", "twee", "drie"}
    (hit,) = desk.search(Search("een")).hits
    opened = desk.open(hit.id, "", "light")
    assert (opened.from_export, opened.message.text.strip()) == (False, "tekst")


def test_a_file_that_is_gone_keeps_its_messages_until_they_are_found_elsewhere(data, tmp_path):
    root = tmp_path / "post"
    path = put(root / "oud.mbox", mail("een"))
    put(root / "vast.mbox", mail("twee"))
    add(data, root)
    Path(path).rename(tmp_path / "weg.mbox")
    add(data, root)
    assert subjects(data) == {"een", "twee"}
    add(data, root, tmp_path / "weg.mbox")
    (hit,) = library.Desk(data).search(Search("een")).hits
    assert [place.export for place in hit.places] == [str(tmp_path / "weg.mbox")]


def test_an_empty_folder_says_nothing_about_what_was_in_it(data, tmp_path):
    """A network drive that is not there may look like that."""
    root = tmp_path / "post"
    put(root / "A.mbox", mail("beide"))
    put(tmp_path / "b.mbox", mail("beide"))
    add(data, root, tmp_path / "b.mbox")
    (root / "A.mbox").rename(tmp_path / "elders.mbox")
    add(data, root)
    (tmp_path / "elders.mbox").rename(root / "A.mbox")
    (hit,) = library.Desk(data).search(Search()).hits
    assert {place.export for place in hit.places} == {str(root), str(tmp_path / "b.mbox")}


# Several processes


@pytest.fixture
def town(tmp_path):
    """Files of several kinds, with actions, an attachment, a message that is damaged and one that comes twice."""
    root = tmp_path / "post"
    letters = [mail(f"brief {n}", f"Tekst {n}. {ASK}", day=1 + n % 28) for n in range(120)]
    letters[7].add_attachment(b"geheime nota", maintype="text", subtype="plain", filename="nota.txt")
    letters[9].add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="stuk.pdf")
    put(root / "Raad.mbox", *letters, letters[3])
    (root / "los.eml").write_bytes(mail("los").as_bytes())
    (root / "kapot.msg").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    return root


def everything(data):
    """All that an index says of its messages, in the order in which they were added."""
    db = sqlite3.connect(folder.current(data.index) / folder.ROWS)
    ids = db.execute("SELECT number, id FROM message ORDER BY number").fetchall()
    places = db.execute("SELECT number, folder, path, locator FROM place ORDER BY rowid").fetchall()
    attached = db.execute("SELECT number, attached FROM saved ORDER BY number").fetchall()
    db.close()
    hits = library.Desk(data).search(Search(limit=1000)).hits
    return ids, places, attached, hits


def test_several_processes_find_the_same_as_one(tmp_path, town, monkeypatch):
    found = []
    for size in (0, 1, 3):
        monkeypatch.setattr(intake, "_LARGE", 0)
        monkeypatch.setattr(intake, "spare_processors", lambda size=size: size)
        data = data_dir(tmp_path / f"data{size}")
        summary = add(data, town)
        found.append((everything(data), summary.messages, summary.added, summary.problems))
    assert found[0] == found[1] == found[2]
    assert found[0][1:3] == (122, 121)
    assert [problem.code for problem in found[0][3]] == ["extract_damaged", "msg_damaged"]
    assert found[0][0][3][0].actions


def test_a_message_that_a_parser_dies_on_is_read_bit_by_bit(data, tmp_path, monkeypatch):
    """Here the parser dies on both of them: what came to be read at once is not what kills it."""
    letter = mail("een")
    letter.add_attachment(b"geheime nota", maintype="text", subtype="plain", filename="nota.txt")
    monkeypatch.setattr(intake, "_LARGE", 0)
    monkeypatch.setattr(intake, "spare_processors", lambda: 1)
    monkeypatch.setattr(intake, "_at_once", _dies)
    assert add(data, put(tmp_path / "a.mbox", letter, mail("twee"))).added == 2
    assert subjects(data, "geheime nota") == {"een"}


def _dies(*_args):
    die(0, 0, "exit")


KILLED = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from reader import importing, intake, library
from reader.events import Committed
from reader.paths import data_dir

if __name__ == "__main__":
    importing._FIRST_BATCH = importing.BATCH = 25
    intake._LARGE = int(sys.argv[4])
    for event in library.add_exports(data_dir(Path(sys.argv[2])), [sys.argv[3]]):
        if isinstance(event, Committed):
            print(event.messages, flush=True)
"""


@pytest.mark.parametrize("large", [0, 1 << 40])
def test_a_killed_import_goes_on_with_the_first_message_that_was_not_committed(
    data, tmp_path, read_bytes, large
):
    path = put(tmp_path / "a.mbox", *(mail(f"brief {n}", "tekst " * 300) for n in range(400)))
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    root = data.index.parent
    child = subprocess.Popen(
        [sys.executable, "-W", "ignore", script, str(ROOT), str(root), path, str(large)],
        stdout=subprocess.PIPE,
        text=True,
    )
    for _ in range(3):
        child.stdout.readline()
    os.kill(child.pid, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    child.wait()
    child.stdout.close()
    committed = library.Desk(data).search(Search()).total
    assert 75 <= committed < 400
    assert [export.unread for export in library.Desk(data).exports()] == [True]
    read_bytes["messages"].clear()
    *_, summary = library.rebuild(data)
    assert len(read_bytes["messages"]) == summary.messages == summary.added == 400 - committed
    assert library.Desk(data).search(Search()).total == 400
    assert [export.unread for export in library.Desk(data).exports()] == [False]
    assert add(data, path).messages == 400


def test_rows_that_no_commit_has_are_not_read_again(data, tmp_path):
    """A kill between the two commits: the rows say that the file was read, the segments do not."""
    path = put(tmp_path / "a.mbox", mail("een"), mail("twee"))
    add(data, path)
    generation = folder.current(data.index)
    tables = sorted(generation.glob("*.toc"))
    older = {one.name: one.read_bytes() for one in tables}
    append(path, mail("drie"))
    add(data, path)
    for one in generation.glob("*.toc"):
        one.unlink()
    for name, content in older.items():
        (generation / name).write_bytes(content)
    db = sqlite3.connect(generation / folder.ROWS)
    db.execute("DELETE FROM fact WHERE name LIKE 'checksum %'")
    db.commit()
    db.close()
    assert (add(data, path).messages, len(subjects(data))) == (3, 3)
    assert subjects(data, "drie") == {"drie"}


def test_progress_tells_the_pace(data, tmp_path):
    path = put(tmp_path / "a.mbox", *(mail(f"brief {n}") for n in range(50)))
    events = list(library.add_exports(data, [path]))
    assert any(isinstance(event, Committed) for event in events)
    last = [event for event in events if isinstance(event, Progress)][-1]
    assert (last.done, last.messages) == (last.total, 50)
