"""Where parts begin and end, also where the boundaries are not as they should be."""

from __future__ import annotations

import base64

import pytest

from reader.message import MessageRef
from reader.mime import parse

REF = MessageRef("bericht.eml")
HEAD = b"From: a@voorbeeld.example\nContent-Type: multipart/mixed; boundary=grens\n\n"


def codes(message) -> list[str]:
    return [problem.code for problem in message.problems]


def names(message) -> list[str]:
    return [attachment.name for attachment in message.attachments]


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_parts_are_found_whatever_ends_the_lines(line_end):
    raw = HEAD + b"--grens\n\neen\n--grens\nContent-Type: application/pdf\n\n%PDF\n--grens--\n"
    message = parse(raw.replace(b"\n", line_end), REF)
    assert message.text == "een"
    assert message.attachments[0].content == b"%PDF"
    assert codes(message) == []


def test_lines_of_several_kinds_in_one_message_are_lines_all_the_same():
    raw = HEAD.replace(b"\n", b"\r\n") + b"--grens\n\neen\r\n--grens\r\ntwee\n--grens--"
    assert parse(raw, REF).text == "een\n\ntwee"


def test_boundaries_that_begin_like_each_other_are_told_apart():
    inner = b"Content-Type: multipart/mixed; boundary=grens1\n\n--grens1\n\nbinnen\n--grens1--\n"
    message = parse(HEAD + b"--grens\n" + inner + b"--grens\n\nbuiten\n--grens--\n", REF)
    assert (message.text, codes(message)) == ("binnen\n\nbuiten", [])


def test_a_boundary_that_ends_like_a_last_one_is_no_last_one():
    # "--a--" opens the outer multipart, "--a----" first opens the inner one and at last ends the outer one
    raw = (
        b'From: x@y.example\nContent-Type: multipart/mixed; boundary="a--"\n\n--a--\n'
        b'Content-Type: multipart/mixed; boundary="a----"\n\n--a----\n\nbinnen\n--a------\n--a----\n'
    )
    message = parse(raw, REF)
    assert (message.text, codes(message)) == ("binnen", [])


def test_two_multiparts_with_one_boundary_end_one_after_the_other():
    inner = b"Content-Type: multipart/mixed; boundary=grens\n\n--grens\n\nbinnen\n--grens--\n"
    message = parse(HEAD + b"--grens\n" + inner + b"--grens\n\nbuiten\n--grens--\n", REF)
    assert message.text == "binnen\n\nbuiten"


def test_an_outer_boundary_ends_what_is_still_open_inside():
    inner = b"Content-Type: multipart/mixed; boundary=binnen\n\n--binnen\n\neen\n"
    message = parse(HEAD + b"--grens\n" + inner + b"--grens\n\ntwee\n--grens--\n", REF)
    assert (message.text, codes(message)) == ("een\n\ntwee", ["boundary_damaged"])


def test_parts_behind_the_end_are_read_and_other_text_there_is_not():
    behind = (
        b"voettekst van een lijst\n--grens\ngeen deel\n--grens\nContent-Type: text/plain\n\nnog een deel\n"
    )
    message = parse(HEAD + b"--grens\n\neen\n--grens--\n" + behind, REF)
    assert message.text == "een\n\nnog een deel"


def test_words_behind_a_boundary_do_not_hide_it():
    message = parse(HEAD + b"--grens ok\n\neen\n--grens-- einde\ntwee", REF)
    assert message.text == "een"


def test_a_sentence_of_dashes_is_no_boundary():
    message = parse(HEAD + b"--grens\n\neen\n-- \nJan\n--grensloos\n--grens--\n", REF)
    assert message.text == "een\n--\nJan\n--grensloos"


def test_the_line_end_before_a_boundary_is_no_content():
    header = b"Content-Type: application/octet-stream\n\n"
    message = parse(HEAD + b"--grens\n" + header + b"a\n\n--grens\n" + header + b"--grens--", REF)
    assert [one.content for one in message.attachments] == [b"a\n", b""]


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Type: multipart/mixed; boundary=anders\n\n",  # not the one that is used
        b"Content-Type: multipart/mixed\n\n",
    ],
)
def test_a_boundary_that_was_not_said_is_found_by_what_stands_below_it(head):
    parts = b"--grens\nContent-Type: text/plain\n\neen\n--grens\nContent-Type: application/pdf\n\n%PDF\n--grens--\n"
    message = parse(b"From: a@voorbeeld.example\n" + head + parts, REF)
    assert (message.text, names(message), codes(message)) == (
        "een",
        ["bijlage-1.pdf"],
        ["boundary_damaged"],
    )


def test_a_multipart_that_a_server_encoded_is_decoded():
    inside = b"--grens\n\neen\n--grens\n\ntwee\n--grens--\n"
    head = HEAD.replace(b"\n\n", b"\nContent-Transfer-Encoding: base64\n\n")
    assert parse(head + base64.encodebytes(inside), REF).text == "een\n\ntwee"


def test_a_part_without_an_empty_line_below_its_fields_keeps_its_text():
    message = parse(HEAD + b"--grens\nContent-Type: text/plain\nDit is de tekst\n--grens--", REF)
    assert message.text == "Dit is de tekst"


def test_an_empty_multipart_shows_what_stands_in_it():
    message = parse(HEAD + b"Zonder delen\n--grens--\nslot", REF)
    assert message.text == "Zonder delen"


def test_the_parts_of_a_digest_are_messages():
    raw = HEAD.replace(b"mixed", b"digest") + b"--grens\n\nSubject: Een\n\ntekst\n--grens--"
    message = parse(raw, REF)
    assert [(one.name, one.content_type) for one in message.attachments] == [("Een.eml", "message/rfc822")]


def test_a_message_inside_may_use_a_boundary_that_begins_like_that_round_it():
    inner = b"Content-Type: multipart/mixed; boundary=grens1\n\n--grens1\n\nbinnen\n--grens1--"
    message = parse(HEAD + b"--grens\nContent-Type: message/rfc822\n\n" + inner + b"\n--grens--", REF)
    assert message.attachments[0].content == inner


def test_the_root_of_a_related_is_the_one_that_it_names():
    picture = b"--grens\nContent-Type: image/png\nContent-ID: <p>\n\nPNG\n"
    page = b"--grens\nContent-Type: text/html\nContent-ID: <blad>\n\n<p>tekst\n--grens--"
    head = HEAD.replace(b"mixed;", b'related; start="<blad>";')
    message = parse(head + picture + page, REF)
    assert (message.text, names(message)) == ("tekst", ["bijlage-1.png"])


def test_many_parts_in_a_row_take_time_in_proportion():
    message = parse(HEAD + b"--grens\n\nx\n" * 20_000 + b"--grens--", REF)
    assert message.text.count("x") == 20_000


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "piece",
    [
        b"--\n",
        b"--grens\n",
        b"--grens--\n",
        b"--grens\nContent-Type: multipart/mixed\n\n--x\n",
        b"--grens\nContent-Type: multipart/mixed; boundary=grens\n\n",
        b"--grens\nContent-Type: multipart/mixed; boundary=grens\n\n--grens--\n",
        b"a\n",
        b"begin 644 x\n",
    ],
)
def test_hostile_boundaries_take_no_time(piece):
    parse(HEAD + piece * (1_000_000 // len(piece)), REF)
