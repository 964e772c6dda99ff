"""Whatever the bytes of a data file: each message is read, or says why not."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pst_maker
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pst_maker import File, Folder, Mail

from reader.errors import ReaderError
from reader.formats import pst
from reader.formats.pst import shelf
from reader.message import Message
from reader.problems import Problem

JAN = ("Jan", "jan@voorbeeld.example")
INSIDE = Mail("Binnen", "Tekst", JAN, to=[JAN], attachments=[File("raming.txt", b"x" * 9000)])
FOLDERS = [
    Folder(
        "Postvak IN",
        [
            Mail(
                "Brief",
                "lang " * 2000,
                JAN,
                to=[JAN],
                categories=["a", "b"],
                attachments=[File("a", b"a"), INSIDE],
            )
        ],
        [Folder("2020", [Mail(str(number)) for number in range(20)])],
    )
]
# Where, and what: numbers at the edge of their type, and node ids that are special.
CHANGES = st.lists(
    st.tuples(
        st.integers(0, 1 << 20),
        st.one_of(
            st.binary(min_size=1, max_size=8),
            st.sampled_from(
                [b"\xff" * 4, b"\0" * 8, b"\xff\x7f", b"\x1f\0\0\0", b"\x92\x06\0\0", b"\x22\x01\0\0"]
            ),
        ),
    ),
    max_size=12,
)


@cache
def made(layout: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.pst"
        pst_maker.write(path, FOLDERS, layout=layout)
        return path.read_bytes()


@pytest.mark.parametrize("layout", pst_maker.LAYOUTS)
@given(changes=CHANGES, cut=st.floats(0, 1))
def test_any_bytes_give_messages_or_problems(layout, changes, cut):
    whole = bytearray(made(layout))
    used = [at for at in range(0, len(whole), 8) if any(whole[at : at + 8])]
    for at, change in changes:
        start = used[at % len(used)]
        whole[start : start + len(change)] = change
    if cut < 0.1:
        del whole[int(len(whole) * cut * 10) :]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.pst"
        path.write_bytes(whole)
        try:
            found = list(pst.refs(path))
        except ReaderError:
            found = []
        for one in found:
            assert isinstance(one, Problem) or isinstance(read(one), Message | ReaderError)
        shelf.close()


def read(place) -> Message | ReaderError:
    try:
        return pst.message(place.ref, place.folder)
    except ReaderError as error:
        return error


@given(data=st.binary(max_size=2000))
def test_noise_behind_the_first_bytes_is_a_problem(data):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.pst"
        path.write_bytes(b"!BDN" + data)
        with pytest.raises(ReaderError):
            list(pst.refs(path))
