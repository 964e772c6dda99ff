"""Apple Mail's files: the message between a length and a property list."""

from __future__ import annotations

import pytest

from reader.errors import MessageGone
from reader.formats import read_export, read_message
from reader.message import Message, MessageRef

LETTER = b"From: a@voorbeeld.example\nSubject: Zienswijze\n\nBeste griffie,\n"
PLIST = b'<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict><key>flags</key><integer>1</integer></dict></plist>\n'
MAP = "V8/Raad.mbox/5C4E1A9B-0000-4000-8000-00AA00BB00CC/Data/3/Messages"


def emlx(letter: bytes) -> bytes:
    return b"%d      \n%b%b" % (len(letter), letter, PLIST)


def test_the_message_ends_where_the_length_says(tmp_path):
    path = tmp_path / "12.emlx"
    path.write_bytes(emlx(LETTER))
    (message,) = read_export(str(path))
    assert isinstance(message, Message)
    assert (message.subject, message.text) == ("Zienswijze", "Beste griffie,")
    assert read_message(message.ref) == message


def test_the_map_is_the_one_that_its_user_sees(tmp_path):
    folder = tmp_path / MAP
    folder.mkdir(parents=True)
    (folder / "12.emlx").write_bytes(emlx(LETTER))
    (folder / "13.partial.emlx").write_bytes(emlx(LETTER.replace(b"Zienswijze", b"Motie")))
    found = [
        (entry.subject, entry.folder) for entry in read_export(str(tmp_path)) if isinstance(entry, Message)
    ]
    assert found == [("Zienswijze", "V8/Raad"), ("Motie", "V8/Raad")]


def test_a_length_beyond_the_file_takes_what_is_there(tmp_path):
    path = tmp_path / "12.emlx"
    path.write_bytes(b"99999\n" + LETTER)
    (message,) = read_export(str(path))
    assert isinstance(message, Message)
    assert message.text == "Beste griffie,"


def test_a_file_that_became_something_else_is_not_the_message(tmp_path):
    path = tmp_path / "12.emlx"
    path.write_bytes(b"geen lengte")
    with pytest.raises(MessageGone):
        read_message(MessageRef(str(path)))
