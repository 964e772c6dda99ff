"""An export is a file or a folder; what cannot be read costs only itself."""

from __future__ import annotations

import os
import zipfile
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from reader import scratch
from reader.choice import Choice
from reader.errors import MessageGone, NothingToRead
from reader.formats import read_export, read_message
from reader.message import Message, MessageRef
from reader.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

LETTER = b"From: a@voorbeeld.example\nSubject: %s\nMessage-ID: <%s@voorbeeld.example>\n\nTekst\n"
SEPARATOR = b"From a@voorbeeld.example Fri Nov 13 10:17:00 2020\n"


def letter(name: str) -> bytes:
    return LETTER % (name.encode(), name.encode())


def write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def read(path: Path) -> tuple[list[Message], list[Problem]]:
    entries = list(read_export(str(path)))
    return [e for e in entries if isinstance(e, Message)], [e for e in entries if isinstance(e, Problem)]


def test_a_folder_is_read_with_its_maps(tmp_path):
    write(tmp_path / "Postvak IN" / "a.eml", letter("a"))
    write(tmp_path / "Postvak IN" / "2020" / "b.eml", letter("b"))
    write(tmp_path / "Moties.mbox", SEPARATOR + letter("c"))
    messages, problems = read(tmp_path)
    assert {(m.subject, m.folder) for m in messages} == {
        ("a", "Postvak IN"),
        ("b", "Postvak IN/2020"),
        ("c", "Moties"),
    }
    assert problems == []


def test_a_maildir_is_read_with_its_sub_folders(tmp_path):
    write(tmp_path / "cur" / "1:2,S", letter("a"))
    write(tmp_path / "new" / "2", letter("b"))
    write(tmp_path / "tmp" / "3", letter("half"))
    for name in ("cur", "new"):
        (tmp_path / ".Ingekomen.2020" / name).mkdir(parents=True)
    write(tmp_path / ".Ingekomen.2020" / "cur" / "4:2,", letter("c"))
    messages, problems = read(tmp_path)
    assert [(m.subject, m.folder) for m in messages] == [("a", ""), ("b", ""), ("c", "Ingekomen/2020")]
    assert problems == []


def test_a_mail_without_a_suffix_is_known_by_its_content(tmp_path):
    write(tmp_path / "0001", letter("a"))
    write(tmp_path / "notitie.txt", b"Beste: lezer\n\nDit is geen mail.\n")
    export = read_export(str(tmp_path))
    assert [m.subject for m in export] == ["a"]
    assert export.passed_over == 1


def test_a_mail_that_is_named_as_one_of_outlook_is_known_by_one_field(tmp_path):
    write(tmp_path / "brief.msg", b'Content-Type: multipart/mixed; boundary="x"\n\n--x\n\nBrief\n--x--\n')
    write(tmp_path / "brief.txt", b"Content-Type: text/plain\n\nBrief\n")
    messages, problems = read(tmp_path)
    assert [(m.ref.path, m.text) for m in messages] == [(str(tmp_path / "brief.msg"), "Brief")]
    assert problems == []


def test_every_file_that_a_maildir_keeps_is_a_message(tmp_path):
    for name in ("cur", "new", "tmp"):
        (tmp_path / name).mkdir()
    write(tmp_path / "new" / "1605262620.M1P2.pc,S=2", b"d\n")
    messages, problems = read(tmp_path)
    assert [(m.text, [one.code for one in m.problems]) for m in messages] == [("d", ["no_header"])]
    assert problems == []


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("leeg.eml", b"", "empty_file"),
        ("foto.png", b"\x89PNG\r\n\x1a\n" + bytes(20), "no_mailbox"),
        ("archief.pst", b"geen pst", "no_mailbox"),
        ("brief.msg", b"geen msg", "no_mailbox"),
        ("post.zip", b"PK\x03\x04", "archive_damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_problem_that_names_it(tmp_path, name, content, code):
    path = write(tmp_path / name, content)
    messages, problems = read(path)
    assert messages == []
    assert [(p.code, p.path) for p in problems] == [(code, str(path))]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among its files")
@pytest.mark.timeout(10)
def test_a_pipe_is_never_waited_for(tmp_path):
    pipe = tmp_path / "pijp.eml"
    os.mkfifo(pipe)
    assert [(p.code, p.path) for p in read(pipe)[1]] == [("no_mailbox", str(pipe))]
    with pytest.raises(MessageGone):
        read_message(MessageRef(str(pipe)))
    write(tmp_path / "zee.eml", letter("a"))
    export = read_export(str(tmp_path))
    assert [entry.subject for entry in export] == ["a"]
    assert export.passed_over == 1


@pytest.mark.parametrize(
    "content",
    [
        b"\0\0" + letter("a"),
        letter("a").replace(b"Tekst", b"Te\0kst"),
        b"X-Nul: \0\n" + letter("a"),
        b"\0Subject: a\n\nx",
    ],
)
def test_a_header_makes_a_mail_of_a_file_with_a_nul_in_it(tmp_path, content):
    messages, problems = read(write(tmp_path / "a.eml", content))
    assert [m.subject for m in messages] == ["a"]
    assert problems == []


def test_a_path_that_does_not_exist_is_said(tmp_path):
    with pytest.raises(NothingToRead) as caught:
        read_export(str(tmp_path / "weg.mbox"))
    assert caught.value.problem.code == "not_found"


def test_a_folder_without_mail_is_said(tmp_path):
    write(tmp_path / "lees.mij", b"niets")
    assert [p.code for p in read(tmp_path)[1]] == ["nothing_found"]


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may read everything")
def test_a_part_of_a_maildir_that_cannot_be_entered_costs_only_itself(tmp_path):
    write(tmp_path / "cur" / "1:2,S", letter("a"))
    closed = tmp_path / "new"
    closed.mkdir(mode=0)
    try:
        messages, problems = read(tmp_path)
    finally:
        closed.chmod(0o700)
    assert [message.subject for message in messages] == ["a"]
    assert problems == [Problem("no_rights", str(closed))]


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may read everything")
def test_a_folder_without_rights_costs_only_itself(tmp_path):
    write(tmp_path / "a.eml", letter("a"))
    closed = tmp_path / "dicht"
    write(closed / "b.eml", letter("b"))
    closed.chmod(0)
    try:
        messages, problems = read(tmp_path)
    finally:
        closed.chmod(0o700)
    assert [m.subject for m in messages] == ["a"]
    assert [(p.code, p.path) for p in problems] == [("no_rights", str(closed))]


def test_a_file_that_vanishes_while_reading_costs_only_itself(tmp_path):
    write(tmp_path / "a.eml", letter("a"))
    second = write(tmp_path / "b.eml", letter("b"))
    write(tmp_path / "c.eml", letter("c"))
    export = iter(read_export(str(tmp_path)))
    first = next(export)
    second.unlink()
    rest = list(export)
    assert first.subject == "a"
    assert [getattr(e, "code", getattr(e, "subject", "")) for e in rest] == ["vanished", "c"]


def test_progress_ends_at_the_total(tmp_path):
    for name in "abc":
        write(tmp_path / f"{name}.eml", letter(name))
    export = read_export(str(tmp_path))
    assert len(list(export)) == 3
    assert export.done == export.total > 0


def test_a_message_is_read_again_from_where_it_stands(tmp_path):
    write(tmp_path / "post.mbox", SEPARATOR + letter("a") + b"\n" + SEPARATOR + letter("b"))
    messages, _ = read(tmp_path)
    assert [read_message(m.ref, m.folder) for m in messages] == messages


def test_a_message_whose_file_is_gone_says_so(tmp_path):
    path = write(tmp_path / "a.eml", letter("a"))
    message = read(path)[0][0]
    path.unlink()
    with pytest.raises(MessageGone):
        read_message(message.ref)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (SEPARATOR + letter("a"), letter("b")),
        (letter("a"), SEPARATOR + letter("b")),
        (letter("a"), b"\x89PNG"),
    ],
)
def test_a_file_that_became_of_another_kind_does_not_pass_for_the_message(tmp_path, before, after):
    path = write(tmp_path / "post", before)
    message = read(path)[0][0]
    path.write_bytes(after)
    with pytest.raises(MessageGone):
        read_message(message.ref)


def test_the_maps_of_an_export_are_those_of_the_mail_program(tmp_path):
    one = b"From a@b.example Fri Nov 13 10:17:00 2020\nSubject: x\n\nx\n\n"
    for name, content in {
        "Inbox": one * 2,
        "Inbox.sbd/VNG nr. 12": one,
        "archief.mbox": one,
        "oud/0001.5d41402abc": one,
        "oud/alles.txt": one * 2,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    assert {entry.folder for entry in read_export(str(tmp_path))} == {
        "Inbox",
        "Inbox/VNG nr. 12",
        "archief",
        "oud",
        "oud/alles",
    }


def some_maps(folder: Path) -> Path:
    for place in ("a", "Raad/b", "Raad/Motie/c", "Integriteit/d", "Integriteit/2020/e"):
        write(folder / f"{place}.eml", letter(place))
    return folder


def chosen(path: Path, **names: tuple[str, ...]) -> tuple[list[str], list[Problem]]:
    export = read_export(str(path), Choice(**names))
    entries = list(export)
    assert not [entry for entry in entries if isinstance(entry, Problem)]
    return [entry.subject for entry in entries], list(export.complaints())


def test_only_the_chosen_maps_are_read(tmp_path):
    path = some_maps(tmp_path)
    assert chosen(path, only=("raad",)) == (["Raad/b", "Raad/Motie/c"], [])
    assert chosen(path, skip=("Integriteit", "Motie")) == (["a", "Raad/b"], [])
    assert chosen(path, only=("Raad",), skip=("Raad/Motie",)) == (["Raad/b"], [])


def test_a_name_that_no_map_has_is_said_with_the_maps_that_there_are(tmp_path):
    path = some_maps(tmp_path)
    subjects, (problem,) = chosen(path, only=("Raat",))
    assert subjects == []
    assert problem == Problem(
        "map_unknown", str(path), "Raat (Integriteit, Integriteit/2020, Raad, Raad/Motie)"
    )


def test_of_many_maps_only_some_are_named(tmp_path):
    for number in range(40):
        write(tmp_path / f"map {number:02}" / "a.eml", letter(str(number)))
    _, (problem,) = chosen(tmp_path, skip=("Raad",))
    assert problem.detail.endswith("map 11, …)")


def test_a_name_for_an_export_without_maps_is_said(tmp_path):
    path = write(tmp_path / "a.eml", letter("a"))
    assert chosen(path, skip=("Raad",)) == (["a"], [Problem("no_maps", str(path), "Raad")])


def test_a_choice_that_takes_nothing_is_said(tmp_path):
    path = some_maps(tmp_path / "post")
    assert chosen(path, only=("Raad",), skip=("Raad",)) == ([], [Problem("nothing_chosen", str(path))])


def test_what_is_wrong_with_a_file_in_a_map_that_is_left_out_is_not_said(tmp_path):
    path = some_maps(tmp_path)
    write(path / "Integriteit" / "leeg.eml", b"")  # would be a problem
    write(path / "Integriteit.pst", b"!BDN" + bytes(600))  # so would this
    assert chosen(path, skip=("Integriteit",))[0] == ["a", "Raad/b", "Raad/Motie/c"]


def test_an_archive_in_a_map_that_is_left_out_is_not_unpacked(tmp_path, monkeypatch):
    path = tmp_path / "post.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Integriteit/a.eml", letter("a"))
        archive.writestr("Raad/b.eml", letter("b"))
    unpacked = []
    new_file = scratch.new_file
    monkeypatch.setattr(scratch, "new_file", lambda name: unpacked.append(name) or new_file(name))
    assert chosen(path, skip=("Integriteit",)) == (["b"], [])
    assert unpacked == ["b.eml"]


def test_the_maps_are_listed_without_reading_a_message(tmp_path, monkeypatch):
    path = some_maps(tmp_path)
    write(path / "Moties.mbox", SEPARATOR + letter("f") + SEPARATOR + letter("g"))
    monkeypatch.setattr("reader.formats.task._message", None)
    export = read_export(str(path))
    assert Counter(export.maps()) == {
        "": 1,
        "Raad": 1,
        "Raad/Motie": 1,
        "Integriteit": 1,
        "Integriteit/2020": 1,
        "Moties": 2,
    }
    assert export.done == export.total > 0


@pytest.mark.parametrize(
    ("name", "content", "one"),
    [
        ("a.eml", letter("a"), True),
        ("a.mbox", SEPARATOR + letter("a"), True),
        ("weg.txt", b"", True),
        ("a.pst", b"!BDN" + bytes(600), False),
        ("a.zip", b"PK\3\4", False),
    ],
)
def test_a_file_of_one_map_is_told_beforehand(tmp_path, name, content, one):
    assert read_export(str(write(tmp_path / name, content))).has_one_map() is one
    assert not read_export(str(tmp_path)).has_one_map()
