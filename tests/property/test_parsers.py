"""Any bytes give a message or a problem, never a traceback; what was written is read back."""

from __future__ import annotations

import re
from contextlib import suppress
from email.message import EmailMessage

import msg_maker as made
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ReaderError
from reader.formats import mbox, msg, read_export
from reader.mapi.rtf import unpacked
from reader.message import Message, MessageRef
from reader.mime import parse
from reader.mime.addresses import addresses
from reader.mime.charsets import decoded
from reader.mime.cms import is_encrypted, signed_content
from reader.mime.dates import parse_date
from reader.mime.fields import message_header_at
from reader.mime.headers import readable
from reader.mime.structure import parts_of, walk
from reader.problems import Problem
from reader.text.rtf import read_rtf

# Bytes that look like mail get further into the parsers than plain noise does.
FRAGMENTS = st.sampled_from(
    [
        b"From a@b.example Fri Nov 13 10:17:00 2020\n",
        b"From: x <x@b.example>\n",
        b"Subject: =?utf-8?b?",
        b"?=",
        b"\n\n",
        b"Content-Type: multipart/mixed; boundary=a\n",
        b"--a\n",
        b"--a--\n",
        b"Content-Type: message/rfc822\n",
        b"Content-Transfer-Encoding: base64\n",
        b"Content-Type: text/html; charset=utf-16\n",
        b"<p>",
        b"\xff\xfe",
        b"\0",
        b"\r",
        b"Date: Fri, 31 Feb 2020 99:99:99 +9999\n",
        b"Content-Disposition: attachment; filename*=x''%ff\n",
        b"**Van:** x\n",
        b"**Verzonden:** y\n",
        b"Content-Length: 5\n",
        b">From ",
        b"begin 644 x\n",
        b"Content-Type: multipart/alternative; boundary=\n",
    ]
)
NOISE = st.lists(st.one_of(FRAGMENTS, st.binary(max_size=40)), max_size=30).map(b"".join)
TEXT = st.text(max_size=300)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)


@given(NOISE)
def test_any_bytes_are_a_message(raw):
    message = parse(raw, MessageRef("x.eml"))
    assert isinstance(message, Message)


@given(NOISE)
def test_any_file_is_messages_or_problems(tmp_path_factory, raw):
    path = tmp_path_factory.mktemp("any") / "bestand"
    path.write_bytes(raw)
    for entry in read_export(str(path)):
        assert isinstance(entry, Message | Problem)


@given(TEXT)
def test_headers_never_fail(text):
    raw = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    readable(raw)
    addresses([raw])
    parse_date(raw)


@given(
    st.binary(max_size=200),
    st.sampled_from(["", "utf-8", "utf-16", "utf-7", "iso-2022-jp", "base64", "idna", "x", "cp1252"]),
)
def test_bytes_are_always_some_text(raw, charset):
    decoded(raw, charset).text.encode("utf-8")


RTF = st.sampled_from(
    b"{ } {\\* \\ \\htmltag84 \\htmlrtf \\htmlrtf0 \\fromhtml1 \\fonttbl \\f1 \\fcharset128 \\'83 \\u-10179 \\uc9 \\bin3".split()
)


@given(st.lists(st.one_of(RTF, st.binary(max_size=10)), max_size=40).map(b"".join))
def test_any_rtf_is_a_text_that_is_no_longer_than_it(raw):
    html, text = read_rtf(raw)
    assert len(html) + len(text) <= len(raw)
    (html + text).encode("utf-8")


@given(st.binary(max_size=300), st.integers(0, 4000))
def test_any_compressed_rtf_is_expanded_within_its_bound(raw, most):
    assert len(unpacked(b"0123456789abcdef" + raw, most).rtf) <= most
    packed = b"01234567LZFu\0\0\0\0" + raw
    assert len(unpacked(packed, most).rtf) <= min(most, 9 * len(packed))


MESSAGE_FILE = made.compound(
    made.message(
        {made.SUBJECT: "x", made.BODY: "tekst " * 900, made.RTF: b"{\\rtf1 x}", made.KEYWORDS: ("a", "b")},
        recipients=[{made.RECIPIENT_TYPE: 1, made.SMTP_ADDRESS: "a@voorbeeld.example"}],
        attachments=[
            {made.LONG_FILENAME: "a.txt", made.DATA: b"inhoud"},
            made.enclosed(made.message({made.SUBJECT: "binnen"}, before=made.INSIDE)),
        ],
        names=[(made.PUBLIC_STRINGS, "Keywords")],
    )
)
CHANGES = st.lists(
    st.tuples(
        st.integers(0, len(MESSAGE_FILE) - 1), st.sampled_from([b"\xff", b"\0\0\0\0", b"\1", b"\xff" * 4])
    ),
    max_size=20,
)


@given(CHANGES, st.integers(0, len(MESSAGE_FILE)))
def test_any_damage_to_a_message_file_gives_a_message_or_a_problem(tmp_path_factory, changes, size):
    raw = bytearray(MESSAGE_FILE)
    for place, piece in changes:
        raw[place : place + len(piece)] = piece
    path = tmp_path_factory.mktemp("any") / "bericht.msg"
    path.write_bytes(raw[: size or None])
    with suppress(ReaderError):
        assert isinstance(msg.message(MessageRef(str(path)), ""), Message)


@given(
    WORDS,
    WORDS,
    st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=5),
)
def test_a_message_written_and_read_back_is_equal(subject, name, lines):
    written = EmailMessage()
    written["Subject"] = subject
    written["To"] = "griffie@gemeente.example"
    written.set_content("\n".join(lines) + "\n")
    written.add_attachment(b"inhoud", maintype="application", subtype="octet-stream", filename=f"{name}.bin")
    message = parse(written.as_bytes(), MessageRef("x.eml"))
    assert message.subject == subject
    assert message.attachments[0].name == f"{name}.bin"
    assert message.text.split() == " ".join(lines).split()


@st.composite
def trees(draw, depth: int = 0):
    """A part: its header, its content, and the leaves in it as (kind, content) in order."""
    if depth < 4 and draw(st.booleans()):
        kind = draw(st.sampled_from([b"mixed", b"parallel", b"signed"]))
        # Boundaries that begin and end like each other, and like those round them.
        boundary = b"b" * (depth + 1) + b"-" * draw(st.integers(0, 3))
        children = draw(st.lists(trees(depth + 1), min_size=1, max_size=3))
        header = b'Content-Type: multipart/%b; boundary="%b"\n\n' % (kind, boundary)
        body = b"".join(b"--%b\n%b\n" % (boundary, child) for child, _ in children) + b"--%b--" % boundary
        return header + body, [leaf for _, leaves in children for leaf in leaves]
    content = draw(st.text("ab-\n", max_size=12)).encode()
    content = re.sub(rb"(?m)^-", b" -", content)  # no boundary by accident
    kind = draw(st.sampled_from([b"application/x-a", b"image/png", b"message/delivery-status"]))
    return b"Content-Type: %b\n\n%b" % (kind, content), [(kind.decode(), content)]


@given(trees(), st.sampled_from([b"\n", b"\r\n"]), st.booleans())
def test_parts_written_and_read_back_are_equal(tree, line_end, ended):
    raw, leaves = tree
    written = (b"Subject: x\n" + raw + (b"\nslot" if ended and b"multipart" in raw[:30] else b"")).replace(
        b"\n", line_end
    )
    found = parse(written, MessageRef("x.eml"))
    expected = [(kind, content.replace(b"\n", line_end)) for kind, content in leaves]
    assert [(one.content_type, one.content) for one in found.attachments] == expected
    assert found.problems == ()


@given(NOISE)
def test_parts_stand_inside_what_they_are_parts_of(raw):
    fields, begin = message_header_at(raw, 0)
    for part in walk(parts_of(raw, fields, begin, [])):
        assert 0 <= part.begin <= part.end <= len(part.raw)
        ends = [child.end for child in part.children]
        assert ends == sorted(ends)


@given(st.binary(max_size=200))
def test_any_bytes_are_signed_or_not(raw):
    assert isinstance(signed_content(b"\x30\x80" + raw), bytes)
    is_encrypted(raw)


@given(
    st.lists(
        st.lists(
            st.sampled_from(["", "tekst", "From mij", ">From u", ">> From", "From a@b Fri x", "--"]),
            max_size=6,
        ),
        min_size=1,
        max_size=6,
    )
)
def test_an_mboxrd_written_and_read_back_has_the_same_messages(tmp_path_factory, bodies):
    path = tmp_path_factory.mktemp("mbox") / "post.mbox"
    with path.open("wb") as file:
        for number, lines in enumerate(bodies):
            file.write(b"From a@voorbeeld.example Fri Nov 13 10:17:00 2020\n")
            file.write(f"Subject: s{number}\nMessage-ID: <{number}@voorbeeld.example>\n\n".encode())
            for line in lines:
                escaped = ">" + line if line.lstrip(">").startswith("From ") else line
                file.write(escaped.encode() + b"\n")
            file.write(b"\n")
    read = [mbox.message(ref, "") for ref, *_ in mbox.refs(path)]
    assert [message.subject for message in read] == [f"s{number}" for number in range(len(bodies))]
    for message, lines in zip(read, bodies, strict=True):
        assert message.text.split() == " ".join(lines).split()
