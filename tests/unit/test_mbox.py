"""mbox in its dialects; each case says why its bytes are there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.errors import MessageGone
from reader.formats import mbox

SEPARATOR = b"From jan@voorbeeld.example Fri Nov 13 10:17:00 2020\n"


def messages(path: Path, content: bytes) -> list[str]:
    path.write_bytes(content)
    assert mbox.recognises(path, content[:65536])
    return [mbox.message(ref, "").text for ref, *_ in mbox.refs(path)]


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "post.mbox"


def test_two_messages_are_two(path):
    content = SEPARATOR + b"Subject: a\n\neen\n\n" + SEPARATOR + b"Subject: b\n\ntwee\n"
    assert messages(path, content) == ["een", "twee"]


def test_a_sentence_that_begins_with_from_is_no_message(path):
    content = SEPARATOR + b"Subject: a\n\nHallo\n\nFrom now on we meet on Friday\nthe 13th.\n"
    assert messages(path, content) == ["Hallo\n\nFrom now on we meet on Friday\nthe 13th."]


def test_an_escaped_from_gets_its_own_form_back(path):
    content = SEPARATOR + b"Subject: a\n\n>From mboxo\n>>From mboxrd\n> gewoon\n"
    assert messages(path, content) == ["From mboxo\n>From mboxrd\n> gewoon"]


def test_a_content_length_guards_a_separator_in_the_body(path):
    body = b"kijk:\n\n" + SEPARATOR + b"Subject: nep\n\nniet splitsen\n"
    header = b"Subject: a\nContent-Length: " + str(len(body)).encode() + b"\n\n"
    content = SEPARATOR + header + body + b"\n" + SEPARATOR + b"Subject: b\n\ntwee\n"
    assert len(messages(path, content)) == 2


def test_a_wrong_content_length_is_not_believed(path):
    content = SEPARATOR + b"Subject: a\nContent-Length: 4711\n\neen\n\n" + SEPARATOR + b"Subject: b\n\ntwee\n"
    assert messages(path, content) == ["een", "twee"]


def test_a_byte_order_mark_and_windows_line_ends_do_not_hide_messages(path):
    content = b"\xef\xbb\xbf" + (
        SEPARATOR + b"Subject: a\n\neen\n\n" + SEPARATOR + b"Subject: b\n\ntwee\n"
    ).replace(b"\n", b"\r\n")
    assert messages(path, content) == ["een", "twee"]


def test_a_missing_empty_line_before_a_dated_separator_does_not_join_messages(path):
    content = SEPARATOR + b"Subject: a\n\neen\n" + SEPARATOR + b"Subject: b\n\ntwee\n"
    assert messages(path, content) == ["een", "twee"]


def test_the_nameless_separator_of_thunderbird_is_one(path):
    content = b"From - Fri Nov 13 10:17:00 2020\nX-Mozilla-Status: 0001\nSubject: a\n\neen\nFrom - \nSubject: b\n\ntwee\n"
    assert messages(path, content) == ["een", "twee"]


def test_a_byte_order_mark_before_a_header_does_not_hide_its_message(path):
    content = SEPARATOR + b"Subject: a\n\neen\n\n" + SEPARATOR + b"\xef\xbb\xbfSubject: b\n\ntwee\n"
    assert messages(path, content) == ["een", "twee"]


@pytest.mark.parametrize(
    ("status", "kept"), [(b"0001", True), (b"0009", False), (b"1008", False), (b"0010", True)]
)
def test_what_was_deleted_in_thunderbird_stays_deleted(path, status, kept):
    deleted = b"From - Fri Nov 13 10:17:00 2020\nX-Mozilla-Status: %b\nX-Mozilla-Status2: 00000000\n" % status
    content = (
        SEPARATOR
        + b"Subject: a\n\neen\n\n"
        + deleted
        + b"Subject: b\n\ntwee\n\n"
        + SEPARATOR
        + b"Subject: c\n\ndrie\n"
    )
    assert messages(path, content) == (["een", "twee", "drie"] if kept else ["een", "drie"])


@pytest.mark.parametrize("around", range(-3, 4))
def test_a_separator_at_the_border_of_two_pieces_is_found(path, around):
    filler = (1 << 20) - len(SEPARATOR) - len(b"Subject: a\n\n") - len(b"\n\n") + around
    content = SEPARATOR + b"Subject: a\n\n" + b"x" * filler + b"\n\n" + SEPARATOR + b"Subject: b\n\ntwee\n"
    path.write_bytes(content)
    assert len(list(mbox.refs(path))) == 2


def test_the_places_follow_each_other_to_the_end_of_the_file(path):
    first = SEPARATOR + b"Subject: a\n\neen\n\n"
    second = SEPARATOR + b"Subject: b\n\ntwee\n"
    path.write_bytes(first + second)
    places = [(place.ref.locator, place.read) for place in mbox.refs(path)]
    end = len(first + second)
    assert places == [(f"0-{len(first)}", len(first)), (f"{len(first)}-{end}", end)]


def test_a_message_of_a_file_that_changed_is_gone(path):
    path.write_bytes(SEPARATOR + b"Subject: a\n\neen\n\n" + SEPARATOR + b"Subject: b\n\ntwee\n")
    refs = [ref for ref, *_ in mbox.refs(path)]
    path.write_bytes(b"kort")
    with pytest.raises(MessageGone):
        mbox.message(refs[1], "")


CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "mbox"
KNOWN = {
    "mbox.rlug": 5,
    "content-length.mbox.txt": 29,
    "simple.mbox.txt": 3,
    "commits_ponymail_apache_org_2016-06.mbox": 82,
    "httpd-users-2020-07.mbox": 108,
    "httpd-users-200606-part.mbox": 12,
}


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not beside this checkout")
@pytest.mark.parametrize("name", KNOWN)
def test_the_known_counts_of_the_corpus_come_out(name):
    path = next(CORPUS.rglob(name))
    assert len(list(mbox.refs(path))) == KNOWN[name]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not beside this checkout")
def test_messages_begin_where_the_corpus_says():
    path = next(CORPUS.rglob("content-length.mbox.txt"))
    expected = json.loads(next(CORPUS.rglob("content-length.unix-offsets.json")).read_text())
    begins = [int(ref.locator.split("-")[0]) for ref, *_ in mbox.refs(path)]
    assert begins == [entry["mboxMarkerOffset"] for entry in expected]
