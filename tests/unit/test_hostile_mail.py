"""What hostile mail costs: never more than in proportion to its size, and where it is not read to its end, that is said."""

from __future__ import annotations

import io
import struct
import time
from typing import TYPE_CHECKING

import pytest

from reader.letter_size import usual_size
from reader.mapi import message_of, tnef
from reader.message import MessageRef
from reader.mime import parse
from reader.mime.addresses import addresses
from reader.mime.charsets import decoded, one_message
from reader.mime.fields import typed
from reader.mime.transfer import content_of, without_uuencoded
from reader.text import body_of_html
from reader.text.rtf import read_rtf

if TYPE_CHECKING:
    from collections.abc import Callable

REF = MessageRef("brief.eml")
CYRILLIC = "Уважаемые члены совета, настоящим направляем вам протокол заседания"


def grows_evenly(run: Callable[[int], object]) -> bool:
    def seconds(size: int) -> float:
        begin = time.process_time()
        run(size)
        return time.process_time() - begin

    seconds(10)
    return seconds(16_000) < 40 * seconds(2_000) + 0.2  # a square would be 64 times


@pytest.mark.parametrize("room", [" ", "\t", "; ", "a ", "a="])
def test_parameters_take_no_longer_than_their_size(room):
    assert grows_evenly(lambda size: typed("text/plain; x=1;" + room * (size // len(room)) + "z"))


@pytest.mark.parametrize("piece", ["@", "a@", "@.", "a@b ", ":@"])
def test_an_address_takes_no_longer_than_its_size(piece):
    assert grows_evenly(lambda size: addresses(["a <" + piece * (20 * size // len(piece)) + ">"]))


def test_room_after_an_address_takes_no_longer_than_its_size():
    assert grows_evenly(lambda size: addresses(["a <a@b>," + " " * (4 * size) + "!"]))


@pytest.mark.parametrize("line", [b"!!!!\n", b"a:\n", b"\xff\n", b"--b\n"])
def test_damaged_base64_takes_no_longer_than_its_size(line):
    # The first line is base64, so that the others stand below it, where a list puts its words.
    assert grows_evenly(lambda size: content_of(b"AAAA\n" + line * (size // 2), "base64"))


@pytest.mark.parametrize("number", ["1", "1.", ".1"])
def test_a_size_of_letters_takes_no_longer_than_its_digits(number):
    assert grows_evenly(
        lambda size: usual_size(body_of_html(f'<p style="font-size: {number * size}">Geachte raad</p>'))
    )


def test_room_where_the_name_of_a_file_stands_takes_no_longer_than_its_size():
    def seconds(sign: bytes) -> float:
        begin = time.process_time()
        without_uuencoded(b"begin 644 " + sign * 320_000)
        return time.process_time() - begin

    assert (
        seconds(b" ") < 20 * seconds(b"a") + 0.5
    )  # each of 255 beginnings of the room would take 4 times that


def test_of_a_text_without_end_the_begin_is_shown():
    line = b"Een regel van een logboek.\n"
    message = parse(b"From: griffie@gemeente.example\n\n" + line * (5 * 1024 * 1024 // len(line)), REF)
    assert message.text.startswith("Een regel")
    assert 3_900_000 < len(message.text) <= 4 << 20
    assert [one.code for one in message.problems] == ["text_cut"]


def test_a_route_is_taken_off_an_address():
    assert addresses(["a <@x.example,@y.example:jan@z.example>"])[0].address == "jan@z.example"


def test_parameters_stand_behind_room_or_a_semicolon_or_at_the_begin():
    raw = ' a=1;\t b = "2"c=3; \t d\t=4'
    assert typed(raw).parameters == {"a": "1", "b": "2", "d": "4"}


@pytest.mark.parametrize("field", [b"To: griffie@gemeente.example\n", b"Comments: %s\n" % (b"a" * 5_000)])
def test_of_a_header_without_end_the_begin_is_read_and_the_body_is_found(field):
    raw = (
        b"Subject: Kort\n"
        + field * (3 * 1024 * 1024 // len(field))
        + b"Cc: laat@gemeente.example\n\nDe tekst."
    )
    message = parse(raw, REF)
    assert message.subject == "Kort"
    assert message.text == "De tekst."
    assert not message.cc
    assert "header_cut" in [one.code for one in message.problems]


def test_of_a_field_without_end_the_begin_is_read():
    message = parse(b"Subject: " + b"lang " * 600_000 + b"\nTo: laat@gemeente.example\n\nDe tekst.", REF)
    assert message.subject.startswith("lang lang")
    assert len(message.subject) < 2_200_000
    assert "header_cut" in [one.code for one in message.problems]


def test_a_header_of_many_recipients_is_read_whole():
    people = b", ".join(b"<lid%d@gemeente.example>" % number for number in range(20_000))
    message = parse(b"To: " + people + b"\nSubject: Kort\n\nDe tekst.", REF)
    assert len(message.to) == 20_000
    assert message.subject == "Kort"
    assert not message.problems


def test_a_message_costs_a_bounded_number_of_guesses():
    raw = CYRILLIC.encode("koi8-r")
    with one_message():
        texts = [decoded(raw, "").text for _ in range(300)]
    assert texts[0] == CYRILLIC
    assert texts[-1] == raw.decode("cp1252")  # as of Western Europe
    with one_message():  # the next message has its own
        assert decoded(raw, "").text == CYRILLIC


def test_names_of_sets_that_are_not_there_are_not_looked_for(monkeypatch):
    asked: list[str] = []
    monkeypatch.setattr("encodings._cache", Asked(asked))
    assert decoded(b"coll\xe8ge", "x-does-not-exist-17").text == "collège"
    read_rtf(rb"{\rtf1\ansicpg1234567 a}")
    assert asked == []


class Asked(dict[str, object]):
    """Python's memory of the codecs that it looked for."""

    def __init__(self, asked: list[str]) -> None:
        super().__init__()
        self._asked = asked

    def get(self, name: str, default: object = None) -> object:
        self._asked.append(name)
        return super().get(name, default)


def test_every_character_set_of_python_that_is_text_can_be_read():
    for charset in (
        "koi8-u",
        "cp874",
        "mac-romanian",
        "ANSI_X3.4-1986",
        "iso_646.irv:1991",
        "l9",
        "utf-8-sig",
    ):
        assert decoded("griffie".encode(charset), charset).text == "griffie"


def test_a_winmail_of_properties_without_values_is_read_as_far_as_there_is_room():
    # Type 1 has no bytes; each has a name of its own, which would be kept.
    names = (struct.pack("<HH16sII", 1, 0x8000, bytes(16), 0, number) for number in range(210_000))
    raw = struct.pack("<I", 210_000) + b"".join(names)
    stream = tnef.SIGNATURE + bytes(2) + struct.pack("<BII", 1, 0x00069003, len(raw)) + raw + bytes(2)
    item = tnef.item_of(io.BytesIO(stream), 0, len(stream), "brief.eml")
    assert len(item.properties.names) <= 200_000
    assert [one.code for one in message_of(item, REF, "").problems] == ["attachment_damaged"]
