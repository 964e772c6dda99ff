"""Exports are watched: what is new in them is said once it has settled, and only then."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from letters import mail, put

from reader import library, watch
from reader.events import Changed, Search, Summary
from reader.index import writing
from reader.paths import data_dir


@pytest.fixture
def data(tmp_path):
    return data_dir(tmp_path / "data")


class Looks:
    """One look after another, with something happening between them."""

    def __init__(self, data, monkeypatch, happenings):
        self.said = []
        self._left = list(happenings)
        monkeypatch.setattr(watch.time, "sleep", self._between)
        with suppress(_Enough):
            self.said.extend(watch.watch(data))

    def _between(self, _seconds):
        if not self._left:
            raise _Enough
        happening = self._left.pop(0)
        if happening is not None:
            happening()


class _Enough(Exception):  # noqa: N818 - it is none
    pass


def add(data, path):
    *_, summary = library.add_exports(data, [str(path)])
    assert isinstance(summary, Summary)
    return summary


def refresh(data, changed):
    *_, summary = library.refresh(data, changed)
    assert isinstance(summary, Summary)
    return summary


@pytest.fixture
def folder(data, tmp_path):
    root = tmp_path / "post"
    put(root / "Raad.mbox", mail("een"), mail("twee"))
    add(data, root)
    return root


def test_of_an_export_that_was_read_nothing_is_said(data, folder, monkeypatch):
    assert Looks(data, monkeypatch, [None] * 4).said == []
    assert folder.is_dir()


def test_a_file_that_is_dragged_in_is_said_once(data, folder, monkeypatch):
    looks = Looks(
        data,
        monkeypatch,
        [None, lambda: (folder / "brief.eml").write_bytes(mail("drie").as_bytes()), None, None, None, None],
    )
    assert looks.said == [Changed((str(folder),), frozenset())]
    assert refresh(data, looks.said[0]).added == 1
    assert Looks(data, monkeypatch, [None] * 4).said == []


def test_what_changed_while_nobody_looked_is_said_at_the_first_occasion(data, folder, monkeypatch):
    put(folder / "Raad.mbox", mail("drie"))
    assert Looks(data, monkeypatch, [None] * 3).said == [Changed((str(folder),), frozenset())]


def test_a_file_that_is_being_written_is_waited_for(data, folder, monkeypatch):
    whole = mail("drie", "tekst " * 1000).as_bytes()
    sizes = (100, 2000, 4000, len(whole))

    def grow(size):
        return lambda: (folder / "brief.eml").write_bytes(whole[:size])

    looks = Looks(data, monkeypatch, [None, *map(grow, sizes)])
    assert looks.said == []
    looks = Looks(data, monkeypatch, [None, None])
    assert looks.said == [Changed((str(folder),), frozenset())]


def test_a_file_that_grows_all_the_time_does_not_hold_up_the_others(data, folder, monkeypatch):
    moving = folder / "download.eml"

    def grow():
        with moving.open("ab") as file:
            file.write(b"Subject: x\n")

    (folder / "brief.eml").write_bytes(mail("drie").as_bytes())
    looks = Looks(data, monkeypatch, [grow] * 9)
    assert looks.said[0] == Changed((str(folder),), frozenset({str(moving)}))
    summary = refresh(data, looks.said[0])
    assert (summary.added, summary.problems) == (1, ())


def test_a_file_that_is_gone_is_said(data, folder, monkeypatch):
    (folder / "los.eml").write_bytes(mail("drie").as_bytes())
    add(data, folder)
    (folder / "los.eml").unlink()
    (changed,) = Looks(data, monkeypatch, [None] * 4).said
    assert refresh(data, changed).added == 0
    assert Looks(data, monkeypatch, [None] * 4).said == []
    assert library.Desk(data).search(Search()).total == 3


def test_an_export_that_an_import_was_stopped_at_is_left_alone(data, folder, monkeypatch):
    with writing(data.index) as writer:
        writer.set_unread([str(folder)])
    put(folder / "Raad.mbox", mail("drie"))
    assert Looks(data, monkeypatch, [None] * 4).said == []


def test_a_large_file_that_changes_all_day_is_not_read_all_day(data, tmp_path, monkeypatch):
    path = tmp_path / "a.eml"
    path.write_bytes(mail("een", "tekst " * 500_000).as_bytes())
    add(data, path)

    def change(number):
        return lambda: path.write_bytes(mail("een", f"{number} " * 500_000).as_bytes())

    happenings = [None, change(1), None, None, change(22), None, None, change(333), None, None]
    assert len(Looks(data, monkeypatch, happenings).said) == 1


def test_an_export_that_is_not_there_is_waited_for(data, folder, tmp_path, monkeypatch):
    back = []
    folder.rename(tmp_path / "weg")
    looks = Looks(
        data, monkeypatch, [None, None, lambda: back.append((tmp_path / "weg").rename(folder)), None, None]
    )
    assert (looks.said, len(back)) == ([], 1)


def test_looking_takes_a_part_of_the_time_only(data, folder, monkeypatch):
    rests = []

    def rest(seconds):
        rests.append(seconds)
        raise _Enough

    began = time.monotonic()
    monkeypatch.setattr(watch.time, "sleep", rest)
    with pytest.raises(_Enough):
        next(watch.watch(data))
    assert rests[0] >= min(watch.REST_SECONDS, time.monotonic() - began)
    assert folder.is_dir()
