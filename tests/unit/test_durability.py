"""What the index survives: kills, a full disk, damage, another version, a folder without rights."""

from __future__ import annotations

import errno
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reader import library
from reader.actions.action import Findings
from reader.errors import IndexUnusable, StorageFailed
from reader.events import Committed, Search, Summary
from reader.index import Searcher, folder, segment, writing
from reader.index.writer import Writer
from reader.message import Body, Message, MessageRef
from reader.paths import data_dir

ROOT = Path(__file__).resolve().parents[2]

FILLER = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from reader.actions.action import Findings
from reader.index import writing
from reader.message import Body, Message, MessageRef

with writing(Path(sys.argv[2])) as writer:
    writer.add_export("a.mbox", sample=False)
    first = int(sys.argv[3])
    for number in range(first, first + 5000):
        text = " ".join(f"woord{number * 7 % 1000 + k}" for k in range(60))
        message = Message(str(number), MessageRef("a.mbox", str(number)), subject="gelijk", body=Body(text))
        writer.add(message, lambda _message: Findings(), "a.mbox")
        if number % 50 == 49:
            writer.commit()
            print(number + 1, flush=True)
"""


@pytest.fixture
def data(tmp_path):
    return data_dir(tmp_path / "data")


def message(number, text="gelijk"):
    return Message(str(number), MessageRef("a.mbox", str(number)), subject="Onderwerp", body=Body(text))


def fill(writer, numbers):
    writer.add_export("a.mbox", sample=False)
    for number in numbers:
        writer.add(message(number), lambda _message: Findings(), "a.mbox")


def total(root, text="gelijk"):
    searcher = Searcher(root)
    try:
        page = searcher.search(Search(text, limit=1_000_000))
        assert len(page.hits) == page.total
        return page.total
    finally:
        searcher.close()


def test_a_killed_import_leaves_its_last_commit_and_no_lock(tmp_path):
    root = tmp_path / "index"
    first = 0
    for round_ in range(6):
        child = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", FILLER, str(ROOT), str(root), str(first)],
            stdout=subprocess.PIPE,
            text=True,
        )
        child.stdout.readline()
        time.sleep(0.13 * round_)
        child.send_signal(signal.SIGKILL)
        said = [first + 50, *map(int, child.stdout.read().split())]
        child.wait()
        child.stdout.close()
        found = total(root)
        assert found % 50 == 0
        assert found in (said[-1], said[-1] + 50)  # the last commit may have been made and not yet told
        with writing(root) as writer:
            assert not writer.begun
            list(writer.remade(lambda _message: Findings()))
        first = total(root)
        assert first in (found, found + 50)


def test_rows_that_whoosh_never_got_are_put_into_a_segment(tmp_path):
    root = tmp_path / "index"
    with writing(root) as writer:
        fill(writer, range(10))
        writer.commit()
        fill(writer, range(10, 15))
        writer._store.commit()  # a kill just before Whoosh's commit
    assert total(root) == total(root, "") == 10
    with writing(root) as writer:
        assert list(writer.remade(lambda _message: Findings())) == [(5, 5)]
    assert total(root) == total(root, "") == 15


def test_a_table_of_contents_that_a_kill_left_without_its_name_is_swept(tmp_path):
    root = tmp_path / "index"
    with writing(root) as writer:
        fill(writer, range(3))
        writer.commit()
    left = folder.current(root) / "_MAIN_2.toc.1700000000.5"  # Whoosh's own name for it, before it is renamed
    left.write_bytes(b"half")
    with writing(root):
        pass
    assert not left.exists()
    assert total(root) == 3


def test_what_was_not_committed_is_dropped(tmp_path):
    root = tmp_path / "index"
    with writing(root) as writer:
        fill(writer, range(3))
    assert total(root) == 0


def test_a_full_disk_keeps_the_last_commit(tmp_path, monkeypatch):
    root = tmp_path / "index"
    with writing(root) as writer:
        fill(writer, range(10))
        writer.commit()

    def refuse(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    def add_ten():
        with monkeypatch.context() as patch, writing(root) as writer:
            fill(writer, range(10, 20))
            patch.setattr(os, "fsync", refuse)
            writer.commit()

    with pytest.raises(StorageFailed) as caught:
        add_ten()
    assert caught.value.problem.code == "disk_full"
    assert total(root) == 10
    with writing(root) as writer:
        fill(writer, range(10, 20))
        writer.commit()
    assert total(root) == 20


@pytest.mark.skipif(sys.platform != "linux", reason="RLIMIT_FSIZE")
def test_a_file_that_cannot_grow_keeps_the_last_commit(tmp_path):
    root = tmp_path / "index"
    with writing(root) as writer:
        fill(writer, range(10))
        writer.commit()
    limited = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({200_000}, {200_000}));" + FILLER
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", limited, str(ROOT), str(root), "10"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "StorageFailed" in done.stderr.splitlines()[-1]
    committed = done.stdout.split()
    assert total(root, "") == (int(committed[-1]) if committed else 10)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_rights_is_said(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(StorageFailed) as caught, writing(tmp_path / "index"):
        pass
    tmp_path.chmod(0o700)
    assert caught.value.problem.code == "data_dir_failed"


def test_a_data_folder_that_is_a_file_is_said(data, tmp_path):
    (tmp_path / "data").write_text("")
    with pytest.raises(StorageFailed) as caught:
        list(library.add_exports(data, []))
    assert caught.value.problem.code == "data_dir_failed"


def eml(path, subject):
    path.write_text(
        f"From: a@voorbeeld.nl\nTo: b@voorbeeld.nl\nSubject: {subject}\nDate: Fri, 13 Nov 2020 10:17:00 +0100\n\nTekst\n"
    )
    return str(path)


@pytest.fixture
def export(data, tmp_path):
    path = eml(tmp_path / "een.eml", "Eerste")
    list(library.add_exports(data, [path]))
    return path


def flip_a_byte(path, where=0.5):
    content = bytearray(path.read_bytes())
    content[int(len(content) * where)] ^= 0xFF
    path.write_bytes(content)


def damage_segment(root):
    flip_a_byte(next(folder.current(root).glob("*.arrays")))


def damage_contents(root):
    flip_a_byte(next(folder.current(root).glob("*.toc")), 0.1)


def lose_segment(root):
    next(folder.current(root).glob("*.arrays")).unlink()


def lose_rows(root):
    (folder.current(root) / folder.ROWS).unlink()


def damage_rows(root):
    (folder.current(root) / folder.ROWS).write_bytes(b"no database" * 1000)


def change_version(root):
    with sqlite3.connect(folder.current(root) / folder.ROWS) as db:
        db.execute("UPDATE fact SET value = '0-other' WHERE name = 'version'")
    db.close()


@pytest.mark.parametrize(
    "hurt", [damage_segment, damage_contents, lose_segment, lose_rows, damage_rows, change_version]
)
def test_an_unusable_index_is_said_and_rebuilt_from_the_notes(data, export, tmp_path, hurt):
    hurt(data.index)
    with pytest.raises(IndexUnusable) as caught:
        library.Desk(data).search(Search())
    assert caught.value.problem.code == ("index_outdated" if hurt is change_version else "index_damaged")

    first, *_, summary = library.add_exports(data, [eml(tmp_path / "twee.eml", "Tweede")])
    assert first.code == "index_rebuilt"
    assert isinstance(summary, Summary)
    assert summary.messages == (1 if hurt is change_version else 2)  # segments are made again from the rows
    assert summary.added == (2 if hurt in (lose_rows, damage_rows) else 1)
    assert summary.problems == ()
    desk = library.Desk(data)
    assert {hit.subject for hit in desk.search(Search()).hits} == {"Eerste", "Tweede"}
    assert desk.exports()[0].path == export


def other_rules(monkeypatch):
    monkeypatch.setattr(folder, "rules_hash", lambda: "other")


def other_segments(monkeypatch):
    monkeypatch.setattr(folder, "FORMAT", "other")


@pytest.mark.parametrize("change", [other_rules, other_segments])
def test_segments_of_another_version_are_made_again_without_a_look_at_the_exports(
    data, export, change, monkeypatch
):
    Path(export).unlink()
    before = library.Desk(data).search(Search("tekst")).hits
    change(monkeypatch)
    problem, *_, summary = library.rebuild(data)
    assert (problem.code, summary.problems) == ("index_rebuilt", ())
    assert library.Desk(data).search(Search("tekst")).hits == before != ()
    assert [path.name for path in data.index.iterdir() if path.is_dir()] == ["00001"]


def damage_a_page(root):
    """SQLite's root page of the messages' identifiers: no message can be looked up, and each can still be read."""
    path = folder.current(root) / folder.ROWS
    with sqlite3.connect(path) as db:
        (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'message'").fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
    db.close()
    content = bytearray(path.read_bytes())
    content[(page - 1) * size] ^= 0xFF
    path.write_bytes(content)


@pytest.mark.parametrize("there", [True, False])
def test_what_stands_in_no_export_any_more_is_carried_over_from_damaged_rows(data, tmp_path, there):
    gone = tmp_path / "weg.mbox"
    gone.write_text(
        "From a Fri Nov 13 10:17:00 2020\nSubject: Zwembad\nMessage-ID: <1@b.example>\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="x"\n\n--x\n\nChloor is duur.\n'
        '--x\nContent-Disposition: attachment; filename="a.txt"\nContent-Type: text/plain\n\ntarieventabel\n--x--\n'
    )
    stays = eml(tmp_path / "blijft.eml", "Blijft")
    list(library.add_exports(data, [str(gone), stays]))
    if there:
        gone.write_text("")
    else:
        gone.unlink()
    damage_a_page(data.index)
    list(library.rebuild(data))
    desk = library.Desk(data)
    assert {hit.subject for hit in desk.search(Search()).hits} == {"Zwembad", "Blijft"}
    (hit,) = desk.search(Search("bijlage:tarieventabel")).hits
    assert [place.export for place in hit.places] == [str(gone)]
    assert "Chloor is duur." in desk.open(hit.id, "", "light").message.text
    assert [path.name for path in data.index.iterdir() if path.is_dir()] == ["00002"]
    list(library.forget_export(data, str(gone)))
    assert {hit.subject for hit in library.Desk(data).search(Search()).hits} == {"Blijft"}


@pytest.mark.usefixtures("export")
def test_rows_that_lost_a_part_of_their_log_are_read_again(data, tmp_path):
    """SQLite passes over a damaged log without a word: the rows are then those of an earlier commit."""
    rows = folder.current(data.index) / folder.ROWS
    older = rows.read_bytes()
    list(library.add_exports(data, [eml(tmp_path / "twee.eml", "Tweede")]))
    rows.write_bytes(older)
    with pytest.raises(IndexUnusable):
        library.Desk(data).search(Search())
    list(library.rebuild(data))
    assert {hit.subject for hit in library.Desk(data).search(Search()).hits} == {"Eerste", "Tweede"}


@pytest.mark.usefixtures("export")
def test_damage_that_shows_while_reading_is_said_and_mended(data):
    with sqlite3.connect(folder.current(data.index) / folder.ROWS) as db:
        db.execute("UPDATE saved SET text = zeroblob(50)")
    db.close()
    for _again in range(2):
        with pytest.raises(IndexUnusable):
            library.Desk(data).search(Search())
    list(library.rebuild(data))
    assert library.Desk(data).search(Search()).total == 1


@pytest.mark.usefixtures("export")
def test_an_index_that_was_thrown_away_is_made_again(data):
    for path in sorted(data.index.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    events = list(library.rebuild(data))
    assert events[0].code == "index_rebuilt"
    assert library.Desk(data).search(Search()).total == 1
    assert [type(event) for event in library.rebuild(data)] == [Summary]  # a sound index is left alone


@pytest.mark.usefixtures("export")
def test_a_desk_goes_on_through_a_rebuild(data):
    desk = library.Desk(data)
    assert desk.search(Search("eerste")).total == 1
    change_version(data.index)
    assert desk.search(Search("eerste")).total == 1  # it holds the old one open
    totals = [desk.search(Search("eerste")).total for _event in library.rebuild(data)]
    assert totals[-1] == 1


def test_forgetting_from_an_unusable_index_forgets_all_the_same(data, export, tmp_path):
    list(library.add_exports(data, [eml(tmp_path / "twee.eml", "Tweede")]))
    damage_segment(data.index)
    events = list(library.forget_export(data, export))
    assert any(isinstance(event, Committed) for event in events)
    assert [hit.subject for hit in library.Desk(data).search(Search()).hits] == ["Tweede"]
    assert [one.path for one in library.Desk(data).exports()] == [str(tmp_path / "twee.eml")]


def test_many_batches_are_merged_and_lose_nothing(tmp_path):
    root = tmp_path / "index"
    with writing(root) as writer:
        for first in range(0, 200, 5):
            fill(writer, range(first, first + 5))
            writer.commit()
        fill(writer, range(200, 205))
        writer.forget("a.mbox")
        fill(writer, range(100, 110))
        writer.commit()
    assert len(list(folder.current(root).glob("*.arrays"))) <= 13
    assert total(root) == 10


def test_an_index_that_is_opened_while_a_commit_takes_its_files_away_is_not_damaged(tmp_path, monkeypatch):
    root = tmp_path / "index"
    segment_of = segment.Segment

    def opened_late(path):
        monkeypatch.undo()
        writer.commit()
        writer.tidy(finished=True)
        return segment_of(path)

    with writing(root) as writer:
        for number in range(5):
            fill(writer, [number])
            writer.commit()
        fill(writer, [5])
        monkeypatch.setattr(segment, "Segment", opened_late)
        assert total(root) == 6


def test_a_desk_sees_a_removal_between_two_searches(tmp_path):
    root = tmp_path / "index"
    with writing(root) as writer:
        fill(writer, range(20))
        writer.commit()
        searcher = Searcher(root)
        assert searcher.search(Search("gelijk")).total == 20
        writer.add_export("b.mbox", sample=False)
        writer.add(message(3), lambda _message: Findings(), "b.mbox")
        writer.forget("a.mbox")
        page = searcher.search(Search("gelijk"))
        assert [hit.id for hit in page.hits] == ["3"]
        assert page.facets.export == {"b.mbox": 1}
        searcher.close()
    assert isinstance(writer, Writer)


def test_what_was_forgotten_is_no_longer_on_the_disk(data, tmp_path):
    kept, gone = tmp_path / "blijft.mbox", tmp_path / "weg.mbox"
    for path, word in ((kept, "zwembad"), (gone, "geheimhoudingsplicht")):
        path.write_bytes(
            f"From a Fri Nov 13 10:17:00 2020\nSubject: x {word}\nMessage-ID: <{word}@b>\n\n{word}\n".encode()
        )
    list(library.add_exports(data, [str(kept), str(gone)]))
    list(library.forget_export(data, str(gone)))
    segments = b"".join(path.read_bytes() for path in data.index.rglob("*.arrays"))
    assert b"zwembad" in segments
    assert b"geheimhoudingsplicht" not in segments
