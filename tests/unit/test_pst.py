"""Outlook's data files: folders, messages, attachments, and what is wrong with them."""

from __future__ import annotations

import io
import os
import shutil
from collections import Counter
from pathlib import Path

import pst_maker
import pytest
from pst_maker import File, Folder, Mail

from reader.errors import MessageGone
from reader.formats import files, pst, read_export, read_message, task, write_attachment
from reader.formats.pst.header import header_of
from reader.formats.pst.pages import Source
from reader.formats.pst.trees import Trees
from reader.message import Message, MessageRef
from reader.mime import parse
from reader.problems import Problem

JAN = ("Jan de Vries", "jan@voorbeeld.example")
GRIFFIE = ("Griffie", "griffie@gemeente.example")
INSIDE = Mail(
    "Vraag over de begroting",
    "Wanneer komt de begroting?",
    ("Piet", "piet@voorbeeld.example"),
    to=[JAN],
    attachments=[File("raming.txt", b"12 miljoen")],
)
LETTER = Mail(
    "Zienswijze geluidshinder café",
    "Geachte griffie,\r\n\r\nHierbij onze zienswijze.\r\n",
    JAN,
    to=[GRIFFIE],
    cc=[("Eva", "eva@voorbeeld.example")],
    bcc=[("Bas", "bas@voorbeeld.example")],
    categories=["Zienswijze", "Raad 2020"],
    attachments=[
        File("Bijlage bij de zienswijze één.pdf", b"%PDF-1.4" + bytes(20_000), "application/pdf"),
        File("klein.txt", b"abc"),
    ],
)
FOLDERS = [
    Folder("Postvak IN", [LETTER], [Folder("2020", [Mail("Motie"), Mail("Amendement")])]),
    Folder("Commissie/raad", [Mail("Agenda")]),
    Folder("Leeg"),
]


MANY = [Mail(f"Brief {number}", f"Tekst {number}") for number in range(200)]


@pytest.fixture(params=pst_maker.LAYOUTS)
def layout(request):
    return request.param


@pytest.fixture
def path(tmp_path, layout):
    made = tmp_path / "griffie.pst"
    pst_maker.write(made, FOLDERS, layout=layout)
    return made


def messages(path) -> list[Message]:
    entries = list(read_export(str(path)))
    assert all(isinstance(entry, Message) for entry in entries), entries
    return entries


def maps(path) -> Counter[str]:
    return Counter(read_export(str(path)).maps())


def test_a_message_is_read_whole(path):
    message = messages(path)[0]
    assert message.subject == "Zienswijze geluidshinder café"
    assert message.text == "Geachte griffie,\n\nHierbij onze zienswijze."
    assert [str(one) for one in message.sender] == ["Jan de Vries <jan@voorbeeld.example>"]
    assert [one.address for one in (*message.to, *message.cc, *message.bcc)] == [
        "griffie@gemeente.example",
        "eva@voorbeeld.example",
        "bas@voorbeeld.example",
    ]
    assert message.date == pst_maker.SENT
    assert message.categories == ("Zienswijze", "Raad 2020")
    assert message.problems == ()
    assert [(one.name, one.content_type, one.content) for one in message.attachments] == [
        ("Bijlage bij de zienswijze één.pdf", "application/pdf", b"%PDF-1.4" + bytes(20_000)),
        ("klein.txt", "text/plain", b"abc"),
    ]


def test_folders_are_named_as_in_outlook(path):
    assert maps(path) == {"Postvak IN": 1, "Postvak IN/2020": 2, "Commissie∕raad": 1}
    assert [one.folder for one in messages(path)] == [
        "Postvak IN",
        "Postvak IN/2020",
        "Postvak IN/2020",
        "Commissie∕raad",
    ]


def test_a_message_is_found_again(path):
    for message in messages(path):
        assert read_message(message.ref, message.folder) == message


def test_a_message_can_be_read_while_others_are_being_found(path):
    assert [pst.message(one.ref, one.folder).subject for one in pst.refs(path)][1:] == [
        "Motie",
        "Amendement",
        "Agenda",
    ]


def test_another_message_in_its_place_is_not_it(path, layout):
    last = messages(path)[2]
    pst_maker.write(path, [Folder("Andere", [Mail("Brief")] * 3), *FOLDERS], layout=layout)
    with pytest.raises(MessageGone):
        read_message(last.ref)
    for locator in ("", "1024-4096", "32802:1", "1:32868"):
        with pytest.raises(MessageGone):
            pst.message(MessageRef(str(path), locator), "")


def test_an_empty_item_is_a_message(tmp_path):
    path = tmp_path / "leeg.pst"
    pst_maker.write(path, [Folder("Postvak IN", [Mail(date=None)])])
    (message,) = messages(path)
    assert (message.subject, message.text, message.to, message.date) == ("", "", (), None)


def test_a_body_of_many_blocks_is_whole(tmp_path):
    path = tmp_path / "lang.pst"
    body = " ".join(f"woord{number}" for number in range(20_000))
    pst_maker.write(path, [Folder("Postvak IN", [Mail("Lang", body)])])
    (message,) = messages(path)
    assert message.text == body


def test_a_folder_of_many_messages_is_whole(tmp_path):
    path = tmp_path / "veel.pst"
    pst_maker.write(path, [Folder("Postvak IN", [Mail(f"Brief {number}") for number in range(1200)])])
    assert {one.subject for one in messages(path)} == {f"Brief {number}" for number in range(1200)}


@pytest.mark.parametrize("method", [1, 2])
def test_encoded_data_are_decoded(tmp_path, layout, method):
    path = tmp_path / "code.pst"
    pst_maker.write(path, FOLDERS, layout=layout, method=method)
    message = messages(path)[0]
    assert message.text == "Geachte griffie,\n\nHierbij onze zienswijze."
    assert message.attachments[0].content == b"%PDF-1.4" + bytes(20_000)


def test_outlooks_own_folders_are_left_out(tmp_path):
    path = tmp_path / "eigen.pst"
    settings = Mail("LocalFreebusy", kind="IPM.Microsoft.ScheduleData.FreeBusy")
    pst_maker.write(
        path,
        [Folder("Postvak IN", [Mail("Brief")])],
        hidden=[Folder("Freebusy Data", [settings]), Folder("Recover", [Mail("Teruggevonden")])],
    )
    assert maps(path) == {"Recover": 1, "Postvak IN": 1}


def test_search_folders_are_left_out(tmp_path):
    path = tmp_path / "zoek.pst"
    pst_maker.write(
        path, [Folder("Postvak IN", [Mail("Brief")]), Folder("Ongelezen", [Mail("Brief")], search=True)]
    )
    assert maps(path) == {"Postvak IN": 1}


@pytest.mark.parametrize(
    "kind",
    [
        "IPM.Appointment",
        "IPM.Contact",
        "IPM.Task",
        "IPM.StickyNote",
        "IPM.Activity",
        "IPM.Post",
        "IPM.Document.txt",
        "IPM.DistList",
        "IPM.Note.SMIME",
        "IPM.Schedule.Meeting.Request",
        "REPORT.IPM.Note.NDR",
        "IPM.Griffie.Eigen",
        "",
    ],
)
def test_every_kind_of_item_keeps_its_people_and_files(tmp_path, kind):
    path = tmp_path / "soort.pst"
    item = Mail("Raad", "Tekst", JAN, to=[GRIFFIE], attachments=[File("a.txt", b"abc")], kind=kind)
    pst_maker.write(path, [Folder("Postvak IN", [item])])
    (message,) = messages(path)
    assert (message.subject, message.text) == ("Raad", "Tekst")
    assert [one.address for one in message.to] == ["griffie@gemeente.example"]
    assert [one.content for one in message.attachments] == [b"abc"]


def test_a_message_inside_is_an_attached_message(tmp_path, layout):
    path = tmp_path / "binnen.pst"
    twice = Mail("Tweemaal", "Zie bijlage.", JAN, to=[GRIFFIE], attachments=[INSIDE])
    outer = Mail(
        "Doorgestuurd", "Zie bijlage.", JAN, to=[GRIFFIE], attachments=[File("a.txt", b"a"), INSIDE, twice]
    )
    pst_maker.write(path, [Folder("Postvak IN", [Mail("Eerder"), outer])], layout=layout)
    _, message = messages(path)
    assert message.problems == ()
    _, inside, nested = message.attachments
    assert (inside.name, inside.content_type) == ("Vraag over de begroting.eml", "message/rfc822")
    opened = parse(inside.content, message.ref)
    assert opened.text == "Wanneer komt de begroting?"
    assert [one.address for one in (*opened.sender, *opened.to)] == [
        "piet@voorbeeld.example",
        "jan@voorbeeld.example",
    ]
    assert [(one.name, one.content) for one in opened.attachments] == [("raming.txt", b"12 miljoen")]
    assert nested.name == "Tweemaal.eml"
    (deepest,) = parse(nested.content, message.ref).attachments
    assert parse(deepest.content, message.ref).text == "Wanneer komt de begroting?"


def test_a_large_attachment_is_measured_and_written_but_not_held(tmp_path):
    content = bytes(range(256)) * 8192 * 40  # 80 MB
    path = tmp_path / "groot.pst"
    pst_maker.write(path, [Folder("Postvak IN", [Mail("Groot", attachments=[File("opname.mp4", content)])])])
    (message,) = messages(path)
    (attachment,) = message.attachments
    assert (attachment.size, attachment.held, attachment.content) == (len(content), False, b"")
    target = io.BytesIO()
    write_attachment(message.ref, 0, target)
    assert target.getvalue() == content


def test_of_a_large_file_one_message_may_take_longer(tmp_path, monkeypatch):
    """One with an attachment of 2 GB takes minutes from a folder on the network."""
    path = tmp_path / "groot.pst"
    pst_maker.write(path, [Folder("In", [Mail("Kaart", attachments=[File("kaart.tif", bytes(8 << 20))])])])
    monkeypatch.setattr(task, "seconds_for", lambda _task: 1e-6)  # gone before the file is open
    monkeypatch.setattr(files, "SECONDS", 1e-6)
    monkeypatch.setattr(files, "_SLOWEST", 1 << 40)
    (problem,) = read_export(str(path))
    assert problem.code == "parser_slow"
    monkeypatch.setattr(files, "_SLOWEST", 1 << 17)
    (message,) = read_export(str(path))
    assert message.attachments[0].size == 8 << 20
    assert read_message(message.ref, message.folder) == message


def test_a_password_is_no_hindrance(tmp_path):
    path = tmp_path / "wachtwoord.pst"
    pst_maker.write(path, FOLDERS, password=0x12345678)
    assert len(messages(path)) == 4


@pytest.mark.parametrize("top", ["Top of Personal Folders", "Begin van persoonlijke mappen", ""])
def test_the_top_has_no_name(tmp_path, top):
    path = tmp_path / "top.pst"
    pst_maker.write(path, [Folder("Postvak IN", [Mail("Brief")])], top=top)
    assert list(maps(path)) == ["Postvak IN"]


def test_a_file_that_is_cut_says_so(path):
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert [entry.code for entry in read_export(str(path))] == ["pst_truncated"]


def test_a_file_that_is_cut_gives_what_is_there(tmp_path):
    """The root of the tree of blocks stands last in the file, and the messages before it."""
    path = tmp_path / "half.pst"
    pst_maker.write(path, [Folder("Postvak IN", MANY)])
    path.write_bytes(path.read_bytes()[:-512])
    problem, *found = read_export(str(path))
    assert problem == Problem("pst_truncated", str(path))
    assert [one.subject for one in found] == [one.subject for one in MANY]


def test_messages_behind_the_cut_are_not_told_one_by_one(tmp_path):
    """The file is said to be cut once; its trees stand before the cut, as in a file that was changed afterwards."""
    path = tmp_path / "half.pst"
    pst_maker.write(path, [Folder("Postvak IN", MANY)])
    whole = path.read_bytes()
    trees = whole[header_of(whole).nodes // 512 * 512 - 512 * 40 :]
    quarter = len(whole) // 4 // 512 * 512
    path.write_bytes(whole[:quarter] + trees)
    problem, *found = read_export(str(path))
    assert problem.code == "pst_truncated"
    assert 20 < len(found) < 180


def test_a_damaged_file_says_so(path):
    whole = path.read_bytes()
    path.write_bytes(whole[:564] + bytes(len(whole) - 564))
    assert list(read_export(str(path))) == [Problem("pst_damaged", str(path))]


def test_wrong_check_sums_are_no_damage(path):
    """Other programs write none."""
    whole = bytearray(path.read_bytes())
    whole[4:8] = b"\0\0\0\0"
    path.write_bytes(whole)
    assert len(messages(path)) == 4


@pytest.mark.parametrize("level", [0, 1])
@pytest.mark.parametrize("kind", [0x80, 0x81])
def test_a_damaged_page_of_a_tree_hides_no_message(tmp_path, kind, level):
    path = tmp_path / "blad.pst"
    pst_maker.write(path, [Folder("Postvak IN", MANY)])
    whole = bytearray(path.read_bytes())
    pages = [at for at in range(0, len(whole), 512) if whole[at + 496 : at + 498] == bytes([kind, kind])]
    page = next(at for at in reversed(pages) if whole[at + 491] == level)
    if level == 0:  # an older copy of the page stands elsewhere, as Outlook leaves one at each change
        whole += bytes(-len(whole) % 512) + whole[page : page + 512]
    whole[page : page + 512] = bytes(512)
    path.write_bytes(whole)
    assert [one.subject for one in messages(path)] == [one.subject for one in MANY]


def test_a_folder_without_its_table_keeps_its_messages(tmp_path):
    path = tmp_path / "tabel.pst"
    pst_maker.write(path, [Folder("Postvak IN", [Mail("Brief")]), Folder("Raad", [Mail("Motie")])])
    spoil(path, 0x8040 | 0x0E)
    problem, *found = read_export(str(path))
    assert problem == Problem("pst_folder_damaged", str(path), "Postvak IN")
    assert [(one.folder, one.subject) for one in found] == [("Postvak IN", "Brief"), ("Raad", "Motie")]


def test_folders_below_a_damaged_one_are_found(path):
    spoil(path, 0x8022 | 0x0D & ~0x02)
    found = [entry for entry in read_export(str(path)) if isinstance(entry, Message)]
    assert {(one.folder, one.subject) for one in found} == {
        ("Postvak IN", "Zienswijze geluidshinder café"),
        ("Postvak IN/2020", "Motie"),
        ("Postvak IN/2020", "Amendement"),
        ("Commissie∕raad", "Agenda"),
    }


def test_a_damaged_message_costs_itself_alone(tmp_path):
    path = tmp_path / "een.pst"
    pst_maker.write(path, [Folder("Postvak IN", [Mail("Een"), Mail("Twee"), Mail("Drie")])])
    two = int(messages(path)[1].ref.locator.partition(":")[2])
    spoil(path, two)
    one, problem, three = read_export(str(path))
    assert (one.subject, three.subject) == ("Een", "Drie")
    assert (problem.code, problem.path) == ("pst_message_damaged", str(path))


def spoil(path: Path, number: int) -> None:
    """Write rubbish over the data of a node."""
    with path.open("rb") as file:
        whole = bytearray(file.read())
        trees = Trees(Source(file, len(whole)), header_of(bytes(whole)))
        block = trees.block(trees.node(number).data)
    whole[block.offset : block.offset + block.size] = b"\x55" * block.size
    path.write_bytes(whole)


def test_a_protected_file_says_so(tmp_path):
    path = tmp_path / "wip.pst"
    pst_maker.write(path, FOLDERS)
    whole = bytearray(path.read_bytes())
    whole[513] = 0x10
    path.write_bytes(whole)
    assert list(read_export(str(path))) == [Problem("pst_encrypted", str(path))]


def test_a_header_alone_says_that_the_file_is_cut(tmp_path):
    path = tmp_path / "kop.pst"
    path.write_bytes(b"!BDN")
    assert [entry.code for entry in read_export(str(path))] == ["pst_truncated"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs rights that can be taken away")
def test_no_rights_is_no_damage(path):
    path.chmod(0)
    (problem,) = read_export(str(path))
    assert problem.code == "no_rights"


def test_a_changed_file_is_read_anew(tmp_path):
    path = tmp_path / "x.pst"
    pst_maker.write(path, [Folder("Postvak IN", [Mail("Oud")])])
    (old,) = messages(path)
    pst_maker.write(path, [Folder("Postvak IN", [Mail("Nieuw en langer")])])
    (new,) = messages(path)
    assert (old.subject, new.subject) == ("Oud", "Nieuw en langer")


@pytest.mark.skipif(shutil.which("readpst") is None, reason="readpst is not here")
def test_another_reader_reads_what_the_maker_makes(path, tmp_path):
    import subprocess  # noqa: PLC0415 - only here

    target = tmp_path / "uit"
    target.mkdir()
    subprocess.run(["readpst", "-q", "-o", str(target), str(path)], check=True)
    text = (target / "Postvak IN.mbox").read_text("utf-8", "replace")
    assert "Hierbij onze zienswijze." in text


CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "pst"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not part of the project")
def test_the_corpus_is_read_whole():
    """Counts of readpst and pffexport; the one file that they cannot open is an empty mailbox."""
    entries = list(read_export(str(CORPUS)))
    assert [entry for entry in entries if isinstance(entry, Problem)] == []
    folders = Counter(entry.folder.rpartition("/")[2] for entry in entries)
    assert folders == {
        "tmp": 4,
        "myInbox": 114,
        "Contacts": 8,
        "Calendar": 1,
        "Drafts": 6,
        "Sent Messages": 11,
    }
    assert sum(len(entry.attachments) for entry in entries) == 4
