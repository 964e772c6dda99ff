"""Messages with parts too large for memory; `LARGE` is lowered, so that a test is quick."""

from __future__ import annotations

import hashlib
import io
import os
from base64 import b64encode, encodebytes
from email.message import EmailMessage
from quopri import encodestring
from random import Random

import pytest

from reader.message import Message, MessageRef
from reader.mime import large, parse

REF = MessageRef("groot.eml")
CONTENT = Random(7).randbytes(70_000)


@pytest.fixture(autouse=True)
def _small_limits(monkeypatch):
    monkeypatch.setattr(large, "LARGE", 20_000)
    monkeypatch.setattr(large, "_PIECE", 1_000)  # delimiters fall across pieces


def read(raw: bytes):
    return large.read_span(io.BytesIO(raw), 0, len(raw), lambda thin: parse(thin, REF))


def written(raw: bytes, number: int) -> bytes:
    target = io.BytesIO()
    large.write_attachment(io.BytesIO(raw), 0, len(raw), lambda thin: parse(thin, REF), number, target)
    return target.getvalue()


def letter(*contents: bytes) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Bos <bos@voorbeeld.example>"
    message["Subject"] = "Tekeningen van het raadhuis"
    message.set_content("Bijgaand de tekeningen.\n")
    for number, content in enumerate(contents):
        message.add_attachment(content, maintype="image", subtype="tiff", filename=f"{number}.tif")
    return message


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
def test_a_large_part_is_measured_and_not_held(newline):
    raw = letter(b"klein", CONTENT, b"ook klein").as_bytes().replace(b"\n", newline)
    message = read(raw)
    assert message.text == "Bijgaand de tekeningen."
    assert [(one.name, one.size, one.held) for one in message.attachments] == [
        ("0.tif", 5, True),
        ("1.tif", 70_000, False),
        ("2.tif", 9, True),
    ]
    assert message.attachments[1].sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert message.attachments[1].content == b""
    assert [written(raw, number) for number in range(3)] == [b"klein", CONTENT, b"ook klein"]


def test_a_large_part_is_measured_once_as_long_as_its_file_is_the_same(tmp_path, monkeypatch):
    path = tmp_path / "groot.eml"
    path.write_bytes(letter(CONTENT).as_bytes())

    def again() -> str:
        with path.open("rb") as file:
            message = large.read_span(file, 0, path.stat().st_size, lambda thin: parse(thin, REF))
        return message.attachments[0].sha256

    first = again()
    with monkeypatch.context() as patch:
        patch.setattr(large, "_from_base64", lambda _pieces: pytest.fail("decoded once more"))
        assert again() == first
    path.write_bytes(letter(CONTENT[::-1]).as_bytes())
    os.utime(path, (1, 1))
    assert again() == hashlib.sha256(CONTENT[::-1]).hexdigest()


def test_it_is_the_same_message_as_one_that_was_held(monkeypatch):
    raw = b"Message-ID: <1@voorbeeld.example>\n" + letter(b"klein", CONTENT).as_bytes()
    thin = read(raw)
    monkeypatch.setattr(large, "LARGE", 1 << 30)
    whole = read(raw)
    assert thin.id == whole.id
    assert thin.body == whole.body
    assert [(a.name, a.size, a.sha256) for a in thin.attachments] == [
        (a.name, a.size, a.sha256) for a in whole.attachments
    ]


def test_without_a_message_id_it_is_the_same_message_each_time():
    raw = letter(b"klein", CONTENT).as_bytes()
    assert read(raw).id == read(raw).id


@pytest.mark.parametrize(
    ("encoding", "encoded", "content"),
    [
        ("base64", encodebytes(CONTENT), CONTENT),
        ("base64", b64encode(CONTENT), CONTENT),  # one line
        ("base64", b"".join(b64encode(CONTENT[i : i + 50]) + b"\n" for i in range(0, 70_000, 50)), CONTENT),
        ("Quoted-Printable", encodestring(b"zin met \xe9 en =\n" * 4000), b"zin met \xe9 en =\n" * 4000),
        ("7bit", b"regel\n" * 9000, b"regel\n" * 9000),
        ("", b"regel\n" * 9000, b"regel\n" * 9000),
    ],
)
def test_every_transfer_encoding_is_decoded_in_pieces(encoding, encoded, content):
    head = b"Subject: x\nContent-Type: multipart/mixed; boundary=g\n\n--g\n\ntekst\n--g\n"
    part = f"Content-Type: application/x-iets\nContent-Transfer-Encoding: {encoding}\n\n".encode()
    raw = head + part + encoded + b"\n--g--\n"
    assert written(raw, 0).rstrip(b"\n") == content.rstrip(b"\n")
    assert read(raw).attachments[0].size == len(written(raw, 0))


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
@pytest.mark.parametrize(
    "before", range(985, 1005)
)  # the delimiter falls on each place across a piece of 1000
def test_a_part_ends_before_the_line_end_of_its_delimiter(newline, before):
    head = b"Subject: x\nContent-Type: multipart/mixed; boundary=g\n\n"
    first = (
        b"--g\nContent-Type: application/x-iets\n\n"  # the body begins with it, behind no line end of its own
    )
    body = (
        first.ljust(before - 3, b"-") + b"--g" + CONTENT.translate(None, b"\r\n")
    )  # and so is no line "--g..."
    raw = head + body + newline + b"--g-- \t" + newline + b"einde" + newline
    assert written(raw, 0) == body[len(first) :]


def test_uuencode_is_decoded_in_pieces():
    import binascii  # noqa: PLC0415

    lines = b"".join(binascii.b2a_uu(CONTENT[i : i + 45]) for i in range(0, len(CONTENT), 45))
    raw = (
        b"Subject: x\nContent-Type: application/x-iets\nContent-Transfer-Encoding: x-uuencode\n\n"
        b"begin 644 raad.bin\n" + lines + b"`\nend\n"
    )
    assert written(raw, 0) == CONTENT


def test_a_part_deep_inside_is_found():
    inner = EmailMessage()
    inner["Subject"] = "binnen"
    inner.set_content("binnen")
    inner.add_attachment(CONTENT, maintype="image", subtype="tiff", filename="diep.tif")
    outer = EmailMessage()
    outer["Subject"] = "buiten"
    outer.set_content("buiten")
    outer.add_attachment(inner)
    raw = outer.as_bytes()
    (inside,) = read(raw).attachments
    assert inside.is_message
    assert not inside.held
    assert hashlib.sha256(written(raw, 0)).hexdigest() == inside.sha256
    assert parse(written(raw, 0), REF).attachments[0].size == 70_000


def test_a_large_body_is_cut_and_says_so(monkeypatch):
    monkeypatch.setattr(large, "_MOST_TEXT", 5_000)
    raw = b"From: x@y.example\nSubject: lang\n\n" + b"De raad besluit.\n" * 5_000
    message = read(raw)
    assert 4_900 < len(message.text) < 5_001
    assert "text_cut" in [problem.code for problem in message.problems]


def test_many_small_parts_stay_bounded():
    raw = letter(*[CONTENT[:5_000]] * 40).as_bytes()
    message = read(raw)
    assert len(message.attachments) == 40
    assert {one.size for one in message.attachments} == {5_000}
    assert sum(len(one.content) for one in message.attachments) <= 20_000


@pytest.mark.parametrize(
    "part",
    [
        b"Content-Type: image/tiff; name=a.tif\nX-Long: " + b"x" * 900 + b"\n\n" + b"y" * 50 + b"\n",
        b"\n" + b"Tekst. " * 150 + b"\n",
    ],
)
def test_parts_that_are_all_header_or_text_stay_bounded(part):
    raw = b"From: x@y.example\nContent-Type: multipart/mixed; boundary=b\n\n" + (b"--b\n" + part) * 400
    thin: list[bytes] = []

    def parsed(copy: bytes) -> Message:
        thin.append(copy)
        return parse(copy, REF)

    message = large.read_span(io.BytesIO(raw), 0, len(raw), parsed)
    assert len(raw) > 400_000
    assert len(thin[0]) <= 2 * large.LARGE + 400 * 80  # a token for each
    assert "text_cut" in [problem.code for problem in message.problems]


def test_no_message_can_name_a_part_of_its_own():
    raw = letter(b"large-" + b"0" * 32 + b"-0", CONTENT).as_bytes()
    assert read(raw).attachments[0].held


def test_a_message_cut_short_is_read_as_far_as_it_goes():
    raw = letter(CONTENT, CONTENT).as_bytes()[:120_000]
    first, second = read(raw).attachments
    assert first.size == 70_000
    assert 0 < second.size < 70_000
