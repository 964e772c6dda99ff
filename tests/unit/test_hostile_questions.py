"""Questions and mail that ask too much, through the command line: one sentence or an answer, and never a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from letters import mail, put

from reader.index import writing
from reader.paths import data_dir

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    place = tmp_path_factory.mktemp("filled")
    path = put(place / "a.mbox", mail("Zwembad", "Het zwembad is dicht."), mail("Motie", "Over de motie."))
    assert call("index", "--data-dir", place / "data", path).returncode == 0
    return place / "data"


def call(*arguments):
    command = [sys.executable, "-W", "ignore", ROOT / "main.py", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=100)


def answers(data, *queries):
    """The exit code and the last sentence on standard error for all of these, one a line; none may be a bug."""
    file = data / "vragen.txt"
    file.write_text("\n".join(queries), encoding="utf-8", errors="surrogatepass")
    return call("search", "--json", "--data-dir", data, "--queries", file)


QUESTIONS = (
    "woord " * 1700,  # 10,000 characters
    '"zwembad',
    'zwembad" motie "',
    "*",
    "?",
    "* *",
    " OF ".join(f"w{n}" for n in range(2000)),
    " OF ".join(f"w{n}" for n in range(300)),  # short enough to be asked
    "(" * 1000 + "zwembad" + ")" * 1000,
    "(" * 40 + "zwembad" + ")" * 40,
    "zwem\0bad",
    "-" * 500,
    "z*w*e*m*b*a*d*" * 40,
    "~2",
    "datum:",
)


def test_any_question_is_answered_or_refused_with_one_sentence(filled):
    done = answers(filled, *QUESTIONS)
    assert "Traceback" not in done.stderr
    assert len(done.stdout.splitlines()) == len(QUESTIONS)
    assert all('"problem": "' in line or '"total": ' in line for line in done.stdout.splitlines())
    assert done.returncode == 1  # some are refused
    assert len(done.stderr.splitlines()) == sum('"problem": "' in line for line in done.stdout.splitlines())


def test_a_question_that_is_no_text_finds_nothing(filled):
    lone = "zwem\udcffbad"  # as the shell gives a byte that is not UTF-8
    done = call("search", "--json", "--data-dir", filled, lone)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_second_writer_gets_one_sentence_and_a_reader_an_answer(filled, tmp_path):
    path = put(tmp_path / "b.mbox", mail("Brief"))
    with writing(data_dir(filled).index):
        done = call("index", "--data-dir", filled, path)
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
        assert call("search", "--data-dir", filled, "zwembad").returncode == 0


def test_of_a_message_with_too_much_text_the_begin_is_found_and_it_is_said_that_it_was_cut(tmp_path):
    text = "naald in een hooiberg\n" + "woord regel\n" * 500_000  # 6 MB, where 4 are read
    box = put(tmp_path / "groot.mbox", mail("Groot", text), mail("Klein"))
    done = call("index", "--json", "--data-dir", tmp_path / "data", box)
    (problem,) = json.loads(done.stdout)["problems"]
    assert (done.returncode, problem["path"]) == (1, box)
    assert "doorzocht" in problem["reason"]
    assert problem["reason"] in done.stderr
    done = call("search", "--json", "--data-dir", tmp_path / "data", '"naald in een hooiberg"')
    assert (done.returncode, json.loads(done.stdout)["total"]) == (0, 1)


@pytest.mark.nightly
def test_of_a_message_of_fifty_megabytes_of_text_the_begin_is_found_and_it_is_said_that_it_was_cut(tmp_path):
    words = " ".join(f"woord{n % 5000}" for n in range(100_000))
    text = "naald in een hooiberg\n" + "\n".join([words[:900_000]] * 55) + "\n"
    box = tmp_path / "groot.mbox"
    box.write_text(
        "From a Fri Nov 13 10:17:00 2020\nSubject: Groot\nMessage-ID: <g@b.example>\n\n" + text,
        encoding="ascii",
    )
    done = call("index", "--data-dir", tmp_path / "data", box)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    done = call("search", "--json", "--data-dir", tmp_path / "data", '"naald in een hooiberg"')
    assert (done.returncode, '"total": 1' in done.stdout) == (0, True)
    assert '"code": "text_cut"' in call("dump", box).stdout[-10_000:]
