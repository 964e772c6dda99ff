"""Archives: what is in them reads as if it lay beside them, and none can fill the disk or leave its folder."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
from pathlib import Path

import pytest

from reader import scratch
from reader.errors import MessageGone
from reader.formats import containers, read_export, read_message, write_attachment
from reader.formats.containers import points_outside
from reader.message import Message
from reader.problems import Problem

SEPARATOR = b"From a@voorbeeld.example Fri Nov 13 10:17:00 2020\n"


def letter(name: str) -> bytes:
    return b"From: a@voorbeeld.example\nSubject: %b\nMessage-ID: <%b@voorbeeld.example>\n\nTekst\n" % (
        name.encode(),
        name.encode(),
    )


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def read(path: Path) -> tuple[list[Message], list[Problem]]:
    entries = list(read_export(str(path)))
    return [e for e in entries if isinstance(e, Message)], [e for e in entries if isinstance(e, Problem)]


def subjects(path: Path) -> list[tuple[str, str]]:
    messages, problems = read(path)
    assert problems == []
    return sorted((message.subject, message.folder) for message in messages)


def codes(path: Path) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in read(path)[1]]


def test_the_maps_in_an_archive_are_maps(tmp_path):
    members = {
        "Postvak IN/a.eml": letter("a"),
        "Postvak IN/2020/b.eml": letter("b"),
        "Moties.mbox": SEPARATOR + letter("c") + b"\n" + SEPARATOR + letter("d"),
        "los.eml": letter("e"),
        "lees.mij": b"geen mail",
    }
    expected = [("a", "Postvak IN"), ("b", "Postvak IN/2020"), ("c", "Moties"), ("d", "Moties"), ("e", "")]
    assert subjects(write(tmp_path / "export.zip", zipped(members))) == expected
    in_folder = [(name, f"export/{folder}".rstrip("/")) for name, folder in expected]
    assert subjects(tmp_path) == in_folder


@pytest.mark.parametrize("name", ["a/" * 32_000, "." + "a." * 30_000 + "a/", "Messages/" * 7_000])
def test_maps_in_maps_without_end_are_one_from_some_depth_on(tmp_path, name):
    archive = write(tmp_path / "x.zip", zipped({f"{name}b.eml": letter("b")}))
    ((subject, folder),) = subjects(archive)
    assert (subject, folder.count("/")) == ("b", 99)


def test_an_archive_of_a_maildir_and_of_thunderbird_reads_as_they_do(tmp_path):
    members = {
        "profiel/Inbox": SEPARATOR + letter("a"),
        "profiel/Inbox.msf": b"// <!-- <mdb:mork:z v=1.4/> -->",
        "profiel/Inbox.sbd/Raad": SEPARATOR + letter("b"),
        "Maildir/.Ingekomen.2020/cur/1:2,S": letter("c"),
    }
    assert subjects(write(tmp_path / "x.zip", zipped(members))) == [
        ("a", "profiel/Inbox"),
        ("b", "profiel/Inbox/Raad"),
        ("c", "Maildir/Ingekomen/2020"),
    ]


def test_archives_in_archives_are_opened_to_a_depth(tmp_path):
    inner = zipped({"a.eml": letter("a")})
    for _ in range(containers.DEEPEST - 1):
        inner = zipped({"laag.zip": inner})
    path = write(tmp_path / "x.zip", inner)
    assert [message.subject for message in read(path)[0]] == ["a"]
    deeper = write(tmp_path / "y.zip", zipped({"nog een.zip": inner}))
    assert [code for code, _ in codes(deeper)] == ["archive_nested"]


def test_a_gzipped_mbox_is_one(tmp_path):
    content = gzip.compress(SEPARATOR + letter("a") + b"\n" + SEPARATOR + letter("b"))
    path = write(tmp_path / "Raad.mbox.gz", content)
    assert subjects(path) == [("a", ""), ("b", "")]
    assert subjects(tmp_path) == [("a", "Raad/Raad"), ("b", "Raad/Raad")]


def test_a_message_in_an_archive_is_read_again(tmp_path):
    inner = zipped({"x.mbox": SEPARATOR + letter("b") + b"\n" + SEPARATOR + letter("c")})
    path = write(tmp_path / "x.zip", zipped({"map/a.eml": letter("a"), "inner.zip": inner}))
    messages, _ = read(path)
    assert [m.subject for m in messages] == ["a", "b", "c"]
    assert [m.ref.path for m in messages] == [str(path)] * 3
    assert len({m.ref for m in messages}) == 3
    assert [read_message(m.ref, m.folder) for m in messages] == messages
    path.write_bytes(zipped({"map/a.eml": letter("a")}))
    with pytest.raises(MessageGone):
        read_message(messages[2].ref)


def test_an_attachment_of_a_message_in_an_archive_is_written_out(tmp_path):
    raw = b"Subject: a\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\naGFsbG8=\n"
    path = write(tmp_path / "x.zip", zipped({"a.eml": raw}))
    (message,), _ = read(path)
    target = io.BytesIO()
    write_attachment(message.ref, 0, target)
    assert target.getvalue() == b"hallo" == message.attachments[0].content


def test_nothing_stays_behind(tmp_path):
    path = write(tmp_path / "x.zip", zipped({"a.eml": letter("a"), "b.zip": zipped({"c.eml": letter("c")})}))
    before = set(scratch.folder().iterdir())
    assert len(read(path)[0]) == 2
    assert set(scratch.folder().iterdir()) == before


def test_counting_reads_no_message(tmp_path):
    path = write(
        tmp_path / "x.zip", zipped({"A/a.eml": letter("a"), "A/b.eml": letter("b"), "c.eml": letter("c")})
    )
    assert sorted(read_export(str(path)).maps()) == ["", "A", "A"]


@pytest.mark.parametrize(
    ("name", "outside"),
    [
        ("../weg.eml", True),
        ("map/../../weg.eml", True),
        ("/etc/weg.eml", True),
        ("C:\\weg.eml", True),
        ("\\\\server\\weg.eml", True),
        ("..\\weg.eml", True),
        ("map/brief...eml", False),
        ("..brief.eml", False),
    ],
)
def test_a_name_that_points_outside_is_known(name, outside):
    assert points_outside(name) == outside


def test_a_member_with_a_name_that_points_outside_is_read_and_said_and_written_nowhere(tmp_path):
    inside = tmp_path / "diep" / "dieper"
    path = write(
        inside / "x.zip", zipped({"../../weg.eml": letter("a"), "/tmp/griffie-proef-weg.eml": letter("b")})
    )
    messages, problems = read(path)
    assert [(m.subject, m.folder.replace("tmp", "")) for m in messages] == [("a", ""), ("b", "")]
    assert [(p.code, p.path) for p in problems] == [("archive_names", str(path))]
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [path]
    assert not Path("/tmp/griffie-proef-weg.eml").exists()


def test_an_archive_that_unfolds_to_a_bomb_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(containers, "_FREE", 1 << 20)
    bomb = zipped(
        {
            "a.eml": letter("a"),
            "b.eml": b"From: a@b.example\nSubject: b\n\n" + bytes(64 << 20),
            "c.eml": letter("c"),
        }
    )
    path = write(tmp_path / "x.zip", bomb)
    messages, problems = read(path)
    assert [m.subject for m in messages] == ["a"]
    assert [(p.code, p.path) for p in problems] == [("archive_bomb", str(path))]


def test_archives_in_archives_share_one_budget(tmp_path, monkeypatch):
    monkeypatch.setattr(containers, "_FREE", 1 << 20)
    inner = zipped(
        {f"{number}.eml": b"From: a@b.example\nSubject: x\n\n" + bytes(1 << 20) for number in range(30)}
    )
    path = write(tmp_path / "x.zip", zipped({f"{number}.zip": inner for number in range(10)}))
    found, problems = read(path)
    assert [p.code for p in problems] == ["archive_bomb"]
    assert len(found) < 30


def encrypted(archive: bytes) -> bytes:
    """The same, with the flag of encryption on every member, in both headers (APPNOTE.TXT §4.3.7 and §4.3.12)."""
    changed = bytearray(archive)
    for signature, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        start = changed.find(signature)
        while start >= 0:
            changed[start + at] |= 1
            start = changed.find(signature, start + 4)
    return bytes(changed)


def with_method(archive: bytes, method: int) -> bytes:
    changed = bytearray(archive)
    for signature, at in ((b"PK\3\4", 8), (b"PK\1\2", 10)):
        start = changed.find(signature)
        struct.pack_into("<H", changed, start + at, method)
    return bytes(changed)


def test_an_encrypted_archive_is_said(tmp_path):
    path = write(tmp_path / "x.zip", encrypted(zipped({"a.eml": letter("a")})))
    assert codes(path) == [("archive_encrypted", str(path))]


def test_a_password_is_said_once_of_an_archive_with_many_messages(tmp_path):
    locked = encrypted(zipped({f"{number}.eml": letter(str(number)) for number in range(20)}))
    path = write(tmp_path / "x.zip", locked)
    assert codes(path) == [("archive_encrypted", str(path))]
    outer = write(tmp_path / "y.zip", zipped({"a.eml": letter("a"), "in.zip": locked, "b.eml": letter("b")}))
    messages, problems = read(outer)
    assert [message.subject for message in messages] == ["a", "b"]
    assert [(one.code, one.path) for one in problems] == [("archive_encrypted", f"{outer}/in.zip")]


def test_what_has_no_password_is_read_beside_what_has_one(tmp_path):
    archive = bytearray(zipped({"a.eml": letter("a"), "b.eml": letter("b"), "c.eml": letter("c")}))
    archive[archive.find(b"PK\1\2") + 8] |= 1  # in the directory at the end, of a.eml alone
    archive[6] |= 1
    messages, problems = read(write(tmp_path / "x.zip", bytes(archive)))
    assert [message.subject for message in messages] == ["b", "c"]
    assert [one.code for one in problems] == ["archive_encrypted"]


def test_a_method_that_is_not_known_is_said(tmp_path):
    deflate64 = 9
    path = write(tmp_path / "x.zip", with_method(zipped({"a.eml": letter("a")}), deflate64))
    assert codes(path) == [("archive_method", f"{path}/a.eml")]


def test_a_damaged_member_costs_only_itself(tmp_path):
    archive = bytearray(
        zipped({"a.eml": letter("a"), "b.eml": letter("b"), "c.eml": letter("c")}, zipfile.ZIP_STORED)
    )
    archive[archive.find(b"Tekst", archive.find(b"b.eml"))] ^= 0xFF
    path = write(tmp_path / "x.zip", bytes(archive))
    messages, problems = read(path)
    assert [m.subject for m in messages] == ["a", "c"]
    assert [(p.code, p.path) for p in problems] == [("archive_damaged", f"{path}/b.eml")]


def test_half_a_gzipped_mbox_gives_what_it_has(tmp_path):
    mbox = b"".join(SEPARATOR + letter(str(number)) + b"\n" for number in range(5_000))
    path = write(tmp_path / "x.mbox.gz", gzip.compress(mbox)[:-8_000])
    messages, problems = read(path)
    assert 100 < len(messages) < 5_000
    assert "archive_damaged" in [p.code for p in problems]


def test_an_archive_that_is_cut_short_is_one_problem(tmp_path):
    path = write(tmp_path / "x.zip", zipped({"a.eml": letter("a")})[:-30])
    assert codes(path) == [("archive_damaged", str(path))]


def test_an_empty_archive_is_said(tmp_path):
    assert codes(write(tmp_path / "x.zip", zipped({}))) == [("nothing_found", str(tmp_path / "x.zip"))]


def test_progress_through_an_archive_ends_at_the_total(tmp_path):
    path = write(tmp_path / "x.zip", zipped({f"{n}.eml": letter(str(n)) for n in range(50)}))
    export = read_export(str(path))
    seen = [export.done for _ in export]
    assert seen == sorted(seen)
    assert export.done == export.total == path.stat().st_size
