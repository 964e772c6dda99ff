"""A bit is flipped in each table of the rows, and a page of them is lost that SQLite's log would hide."""

from __future__ import annotations

import shutil
import sqlite3

import pytest
from flips import FINE, TABLES, Flipped
from letters import mail, put

from reader import library
from reader.errors import IndexUnusable
from reader.events import Search
from reader.index import folder
from reader.index.cut import is_cut_off
from reader.paths import data_dir


def test_a_flipped_bit_in_any_table_is_noticed_or_harmless(tmp_path):
    flipped = Flipped(tmp_path, seed=2)
    for table in TABLES:
        flipped.flip(table)
    assert {noticed for _table, noticed in flipped.counts} <= FINE


def test_an_entry_of_an_index_that_leads_to_another_place_is_noticed_or_harmless(tmp_path):
    """A place is then there twice and another is not; each agrees with its own seal, and their number is right."""
    flipped = Flipped(tmp_path, seed=5)
    for where in flipped.rowids("place_file")[2:5]:
        flipped.flip("place", where, 2)
    assert {noticed for _table, noticed in flipped.counts} <= FINE


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_forty_flipped_bits_in_each_table_are_noticed_or_harmless(tmp_path):
    flipped = Flipped(tmp_path, seed=1)
    for table in TABLES:
        for _ in range(40):
            flipped.flip(table)
    assert {noticed for _table, noticed in flipped.counts} <= FINE


@pytest.fixture
def data(tmp_path):
    data = data_dir(tmp_path / "data")
    list(library.add_exports(data, [put(tmp_path / "a.mbox", mail("Zwembad"), mail("Motie"))]))
    return data


def changed(data, sql):
    """What a flipped bit in a text or a number does, while all else agrees."""
    with sqlite3.connect(folder.current(data.index) / folder.ROWS) as db:
        db.execute(sql)
    db.close()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE place SET folder = 'Postvak UIT'",
        "UPDATE place SET number = number + 4",
        "UPDATE place SET locator = '7'",
        "UPDATE place SET locator = CAST(x'ed' AS TEXT)",  # no UTF-8 any more
        "UPDATE place SET same = 0",
        "UPDATE saved SET number = 7 WHERE number = 2",
        "DELETE FROM saved WHERE number = 2",
        "UPDATE export SET key = 3",
    ],
)
def test_a_row_that_was_not_written_so_is_noticed_by_a_searcher(data, sql):
    before = library.Desk(data).search(Search()).hits
    changed(data, sql)
    with pytest.raises(IndexUnusable):
        library.Desk(data).search(Search())
    list(library.rebuild(data))
    assert {hit.subject for hit in library.Desk(data).search(Search()).hits} == {
        hit.subject for hit in before
    }


def test_how_far_a_file_was_read_is_noticed_by_the_next_import_which_goes_on(data, tmp_path):
    changed(data, "UPDATE file SET size = size + 1")
    events = list(library.add_exports(data, [str(tmp_path / "a.mbox")]))
    assert events[0].code == "index_rebuilt"
    assert library.Desk(data).search(Search()).total == 2


def test_a_page_that_is_lost_is_missed_also_beside_a_log_that_others_are_in(data, tmp_path):
    rows = folder.current(data.index) / folder.ROWS
    keeps_log = sqlite3.connect(rows)
    keeps_log.execute("SELECT count(*) FROM message").fetchone()
    list(library.add_exports(data, [put(tmp_path / "b.mbox", mail("Brief"))]))
    copy = tmp_path / "copy"
    copy.mkdir()
    for path in rows.parent.glob("rows.sqlite*"):
        if not path.name.endswith("shm"):
            shutil.copy(path, copy)
    keeps_log.close()
    log = copy / "rows.sqlite-wal"
    assert log.stat().st_size
    assert not is_cut_off(copy / folder.ROWS)
    whole = (copy / folder.ROWS).read_bytes()
    (copy / folder.ROWS).write_bytes(whole[:-4096])
    in_log = {
        int.from_bytes(log.read_bytes()[at : at + 4], "big") for at in range(32, log.stat().st_size, 4120)
    }
    assert is_cut_off(copy / folder.ROWS) == (len(whole) // 4096 not in in_log)
    (copy / folder.ROWS).write_bytes(whole[:-100])
    assert is_cut_off(copy / folder.ROWS)
    log.unlink()
    (copy / folder.ROWS).write_bytes(whole[:-4096])
    assert is_cut_off(copy / folder.ROWS)


def test_damage_that_was_said_is_known_by_the_next_start(data):
    """The end of the rows is lost, and to open and close them fills that up with zeros from the log."""
    rows = folder.current(data.index) / folder.ROWS
    rows.write_bytes(rows.read_bytes()[:-100])
    for _again in range(2):
        with pytest.raises(IndexUnusable):
            library.Desk(data).search(Search())
    first, *_ = library.rebuild(data)
    assert first.code == "index_rebuilt"
    assert library.Desk(data).search(Search()).total == 2
