"""Messages that were signed whole or encrypted: what is readable is shown, and the rest is said."""

from __future__ import annotations

import base64

import pytest

from reader.message import MessageRef
from reader.mime import parse
from reader.mime.cms import is_encrypted, signed_content

REF = MessageRef("bericht.eml")
DATA, SIGNED, ENVELOPED = (bytes.fromhex(f"06092a864886f70d01070{number}") for number in (1, 2, 3))
LETTER = b"Content-Type: text/plain; charset=utf-8\r\n\r\nGeachte griffie, dit is ondertekend.\r\n"


def element(tag: int, content: bytes) -> bytes:
    """With its length in front, X.690 §8.1.3.5."""
    size = len(content)
    length = bytes([size]) if size < 128 else b"\x82" + size.to_bytes(2, "big")
    return bytes([tag]) + length + content


def open_element(tag: int, content: bytes) -> bytes:
    """Without a length: it ends in two zero bytes, X.690 §8.1.3.6."""
    return bytes([tag, 0x80]) + content + b"\0\0"


def signed(octets: bytes, wrapped=element) -> bytes:
    """A SignedData round an octet string, RFC 5652 §5.1, with neither certificates nor signers."""
    content = wrapped(0x30, DATA + wrapped(0xA0, octets))
    data = wrapped(0x30, element(0x02, b"\x01") + element(0x31, b"") + content + element(0x31, b""))
    return wrapped(0x30, SIGNED + wrapped(0xA0, data))


PIECES = element(0x04, LETTER[:20]) + element(0x04, LETTER[20:])


def smime(raw: bytes, kind: bytes = b"signed-data") -> bytes:
    head = (
        b'From: a@voorbeeld.example\nContent-Type: application/pkcs7-mime; smime-type=%b; name="smime.p7m"\n'
    )
    return head % kind + b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(raw)


@pytest.mark.parametrize(
    "raw",
    [
        signed(element(0x04, LETTER)),
        signed(open_element(0x24, PIECES), open_element),  # as Outlook and OpenSSL stream it
        signed(element(0x24, PIECES), open_element),
        signed(open_element(0x24, open_element(0x24, PIECES)), element),
    ],
)
def test_a_message_that_was_signed_whole_can_be_read(raw):
    message = parse(smime(raw), REF)
    assert message.text == "Geachte griffie, dit is ondertekend."
    assert (message.attachments, message.problems) == ((), ())


def test_attachments_of_a_message_that_was_signed_whole_are_its_own():
    letter = (
        b"Content-Type: multipart/mixed; boundary=g\r\n\r\n--g\r\n\r\nbrief\r\n--g\r\n"
        b"Content-Type: application/pdf; name=stuk.pdf\r\n\r\n%PDF\r\n--g--\r\n"
    )
    message = parse(smime(signed(element(0x04, letter))), REF)
    assert (message.text, message.attachments[0].content) == ("brief", b"%PDF")


@pytest.mark.parametrize("length", [1, 12, 30, 60])
def test_a_damaged_signed_message_stays_an_attachment(length):
    message = parse(smime(signed(element(0x04, LETTER))[:length]), REF)
    assert [one.name for one in message.attachments] == ["smime.p7m"]
    assert message.text == ""
    assert message.problems == ()


def test_an_encrypted_message_says_so_whatever_it_calls_itself():
    raw = element(0x30, ENVELOPED + element(0xA0, element(0x30, b"\x02\x01\x00")))
    for kind in (b"enveloped-data", b"signed-data"):
        assert [one.code for one in parse(smime(raw, kind), REF).problems] == ["encrypted"]


def test_octet_strings_inside_each_other_have_an_end():
    raw = element(0x04, LETTER)
    for _ in range(1_000):
        raw = open_element(0x24, raw)
    assert signed_content(signed(raw, open_element)) == b""


@pytest.mark.parametrize("raw", [b"", b"0", b"\x30\x80", b"\x30\x84\xff\xff\xff\xff", b"\xff" * 40])
def test_other_bytes_are_neither(raw):
    assert signed_content(raw) == b""
    assert not is_encrypted(raw)


def test_pgp_in_a_text_is_said_and_shown():
    text = b"Zie hieronder.\n-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n"
    message = parse(b"From: a@voorbeeld.example\n\n" + text, REF)
    assert "Zie hieronder." in message.text
    assert [one.code for one in message.problems] == ["encrypted"]


def test_pgp_that_was_only_signed_is_no_secret():
    text = b"-----BEGIN PGP SIGNED MESSAGE-----\n\nbrief\n-----BEGIN PGP SIGNATURE-----\n\niQ\n"
    assert parse(b"From: a@voorbeeld.example\n\n" + text, REF).problems == ()


def test_pgp_mime_is_said():
    raw = (
        b"From: a@voorbeeld.example\nContent-Type: multipart/encrypted; boundary=g\n\n--g\n"
        b"Content-Type: application/pgp-encrypted\n\nVersion: 1\n--g\n"
        b"Content-Type: application/octet-stream; name=encrypted.asc\n\n-----BEGIN PGP MESSAGE-----\n--g--\n"
    )
    message = parse(raw, REF)
    assert [one.code for one in message.problems] == ["encrypted"]
    assert [one.name for one in message.attachments] == ["bijlage-1", "encrypted.asc"]
