"""Mailboxes that are written anew, over and over: of a message is kept what a file says, and nothing that none says."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import NamedTuple

from hypothesis import example, given, settings
from hypothesis import strategies as st
from letters import mail, put

from reader import library
from reader.events import Search
from reader.index import Searcher
from reader.paths import data_dir


class Letter(NamedTuple):
    """What was sent is one of two; a copy of it has one of two subjects, and one of three texts."""

    sent: int
    subject: int
    text: int

    @property
    def title(self) -> str:
        return f"brief{self.sent}onderwerp{self.subject}"

    @property
    def word(self) -> str:
        return f"woord{self.sent}van{self.subject}en{self.text}"

    def written(self):
        letter = mail(f"brief {self.sent}", f"Tekst {self.word}.")
        letter.replace_header("Subject", self.title)
        return letter


LETTERS = st.builds(Letter, st.integers(0, 1), st.integers(0, 1), st.integers(0, 2))
FILES = st.fixed_dictionaries({name: st.lists(LETTERS, max_size=3) for name in "abc"})
ALL = [Letter(sent, subject, text) for sent in (0, 1) for subject in (0, 1) for text in (0, 1, 2)]


def firsts(letters):
    """What a file says of each message in it."""
    return {one.title: one for one in reversed(letters)}


def kept_in(data):
    """What the index keeps of each message, by what it finds; and that there is nothing else of it on the disk."""
    searcher = Searcher(data.index)
    titles = [hit.subject for hit in searcher.search(Search("brief*")).hits]
    assert len(titles) == len(set(titles))
    kept = {}
    for letter in ALL:
        for hit in searcher.search(Search(letter.word)).hits:
            assert hit.subject == letter.title
            assert hit.snippet.strip() == f"Tekst {letter.word}."
            assert kept.setdefault(letter.title, letter) == letter, "one text of each"
    assert set(kept) == set(titles)
    searcher.close()
    files = [path.read_bytes() for path in data.index.rglob("*") if path.is_file()]
    for letter in set(ALL) - set(kept.values()):
        assert not any(letter.word.encode() in content for content in files), letter
    return kept


def check(before, kept, files, untouched):
    """Hold what is kept against the files, and what was kept before them."""
    standing = {title: {file[title] for file in files if title in file} for title in kept | before}
    living = {letter.sent for file in files for letter in file.values()}
    for file in files:
        assert set(file) <= set(kept)
    for title, says in standing.items():
        if says:
            assert kept[title] in says
            if any(file.get(title) == before.get(title) for file in untouched if title in file):
                assert kept[title] == before[title]
        else:  # it stands nowhere any more: it stays, unless a copy of another subject stands somewhere
            assert kept.get(title) == (None if before[title].sent in living else before[title])


A, B, OTHER = Letter(0, 0, 0), Letter(0, 0, 1), Letter(0, 1, 2)


@settings(max_examples=15)
@example([{"a": [A], "b": [], "c": [A]}, {"a": [B], "b": [], "c": [A]}, {"a": [B], "b": [], "c": []}])
@example([{"a": [], "b": [A], "c": []}, {"a": [B], "b": [], "c": []}, {"a": [], "b": [], "c": [OTHER]}])
@example(
    [
        {"a": [A, B], "b": [], "c": []},
        {"a": [A, B, OTHER], "b": [A], "c": []},
        {"a": [B, A], "b": [], "c": []},
    ]
)
@given(st.lists(FILES, min_size=2, max_size=4))
def test_of_each_message_is_kept_what_a_file_says(states):
    with tempfile.TemporaryDirectory() as temporary:
        root, data = Path(temporary) / "post", data_dir(Path(temporary) / "data")
        put(root / "vast.mbox", mail("vast"))
        kept = {}
        last = {name: [] for name in "abc"}
        for state in states:
            for name, letters in state.items():
                if letters != last[name]:
                    (root / f"{name}.mbox").unlink(missing_ok=True)
                    if letters:
                        put(root / f"{name}.mbox", *(letter.written() for letter in letters))
            *_, summary = library.add_exports(data, [str(root)])
            assert summary.problems == ()
            before, kept = kept, kept_in(data)
            untouched = [firsts(letters) for name, letters in state.items() if letters == last[name]]
            check(before, kept, [firsts(letters) for letters in state.values()], untouched)
            last = state
