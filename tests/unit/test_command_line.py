"""The command line as scripts use it: names, JSON fields, exit codes, one sentence and never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from mailboxes import letter, write_mbox

MAIN = Path(__file__).resolve().parents[2] / "main.py"
DUMP = "id message_id subject from to cc bcc date categories folder path text attachments actions dates suggested forwarded problems"
ACTION = "kind text start end section_end due event precision addressee rule"
HIT = "id date from subject categories folder path snippet actions due attachments"


@pytest.fixture
def run(tmp_path):
    """Run main.py; the answer has its code, its lines of output, and what it said."""

    def call(*arguments: object) -> subprocess.CompletedProcess[str]:
        environment = {
            name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}
        }
        environment.pop("QT_QPA_PLATFORM", None)
        done = subprocess.run(
            [sys.executable, str(MAIN), *map(str, arguments)],
            capture_output=True,
            encoding="utf-8",
            env=environment,
            cwd=tmp_path,
            timeout=100,
            check=False,
        )
        assert "Traceback" not in done.stderr + done.stdout
        return done

    return call


@pytest.fixture
def mbox(tmp_path) -> Path:
    ask = "Geachte raad,\n\nWij verzoeken u vóór 1 december 2021 te reageren.\n"
    return write_mbox(
        tmp_path / "post.mbox",
        [letter(1), letter(2, subject="Motie zwembad", category="Motie", text=ask, attachment="motie.pdf")],
    )


@pytest.fixture
def data(tmp_path, run, mbox) -> Path:
    folder = tmp_path / "data"
    assert run("index", "--data-dir", folder, mbox).returncode == 0
    return folder


def test_a_day_that_does_not_exist_is_one_clear_sentence(run, data):
    done = run("search", "--data-dir", data, "datum:31-02-2026")
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        done.stderr
        == "Bij datum:31-02-2026 staat een datum die niet bestaat: controleer de dag en de maand.\n"
    )


def test_version_and_help_answer_on_standard_output(run):
    assert run("--version").stdout.startswith("Griffielezer ")
    told = run("--help").stdout
    assert "index, search, dump" in told
    assert "laat zien welke versie van Griffielezer dit is" in " ".join(told.split())
    assert "program" not in told
    assert told.startswith("gebruik: main.py")
    for command in ("index", "search", "dump", "print"):
        assert run(command, "--help").returncode == 0


def test_dump_has_every_field_in_order(run, mbox):
    done = run("dump", mbox)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr) == (0, "")
    assert [list(line) for line in lines] == [DUMP.split()] * 2
    asked = lines[1]
    assert asked["attachments"][0].keys() == {"name", "content_type", "size", "sha256"}
    assert asked["from"] == [{"name": "Bewoner 2", "address": "bewoner2@voorbeeld.example"}]
    action = asked["actions"][0]
    assert list(action) == ACTION.split()
    assert action["due"] == "2021-12-01"
    assert asked["text"][action["start"] : action["end"]] == action["text"]


def test_dump_names_what_is_forwarded_and_leaves_out_what_a_reply_asked_before(run, tmp_path):
    block = (
        "Van: Els de Wit <els@bewoners.example>\nVerzonden: zondag 8 november 2020 12:30\nAan: Griffie\n"
        "Onderwerp: Zebrapad\n\nWij verzoeken u vóór 1 december 2021 te reageren.\n"
    )
    mails = [
        letter(n, subject=subject, text=f"Ter info.\n\n{block}")
        for n, subject in enumerate(("FW: a", "RE: a"))
    ]
    forward, reply = map(
        json.loads, run("dump", write_mbox(tmp_path / "post.mbox", mails)).stdout.splitlines()
    )
    assert forward["forwarded"] == {
        "from": [{"name": "Els de Wit", "address": "els@bewoners.example"}],
        "date": "2020-11-08T12:30:00+01:00",
        "subject": "Zebrapad",
    }
    assert [action["due"] for action in forward["actions"]] == ["2021-12-01"]
    assert (reply["forwarded"], reply["actions"]) == (None, [])
    assert {mention["role"] for mention in reply["dates"]} == {"mention"}
    assert reply["text"] == forward["text"]


def test_index_counts_what_it_read_and_adds_only_what_is_new(run, tmp_path, mbox):
    for added, duplicates in ((2, 0), (0, 2)):
        answer = json.loads(run("index", "--data-dir", tmp_path / "data", "--json", mbox).stdout)
        seconds = answer.pop("seconds")
        assert answer == {"messages": 2, "added": added, "duplicates": duplicates, "problems": []}
        assert seconds >= 0


def test_search_answers_with_hits_and_counts(run, data):
    answer = json.loads(run("search", "--data-dir", data, "--json", "zwembad").stdout)
    assert answer["total"] == 1
    assert answer["milliseconds"] >= 0
    assert list(answer["hits"][0])[: len(HIT.split())] == HIT.split()
    assert answer["facets"] == {
        "category": {"Motie": 1},
        "folder": {"": 1},
        "year": {"2021": 1},
        "kind": {"deadline": 1},
        "addressee": {"raad": 1},
        "suggested": {"motie van andere raad": 1},
    }


def test_a_misspelt_query_is_put_right_beside_the_answer(run, data):
    done = run("search", "--data-dir", data, "--json", "zwembat")
    answer = json.loads(done.stdout)
    assert (answer["total"], answer["suggestion"]) == (0, "zwembad")
    assert done.stderr == "Bedoelde u: zwembad?\n"
    assert run("search", "--data-dir", data, "zwembad").stderr == ""


def test_queries_from_a_file_are_answered_line_for_line(run, data, tmp_path):
    queries = tmp_path / "vragen.txt"
    queries.write_text("zwembad\n\ndatum:onzin\nbrief\n", encoding="utf-8")
    done = run("search", "--data-dir", data, "--json", "--queries", queries)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer.get("total") for answer in answers] == [1, 2, None, 1]
    assert answers[2]["query"] == "datum:onzin"
    assert done.returncode == 1


@pytest.mark.usefixtures("data")
def test_two_data_dirs_never_touch(run, tmp_path):
    assert (
        json.loads(run("search", "--data-dir", tmp_path / "other", "--json", "zwembad").stdout)["total"] == 0
    )


def test_the_data_dir_may_stand_before_the_command(run, tmp_path, mbox):
    assert run("--data-dir", tmp_path / "data", "index", mbox).returncode == 0
    done = run(f"--data-dir={tmp_path / 'data'}", "index", "--json", mbox)
    assert (done.returncode, json.loads(done.stdout)["added"]) == (0, 0)


@pytest.mark.parametrize(
    "arguments",
    [
        ("index", "weg.mbox"),
        ("dump", "weg.mbox"),
        ("index",),
        ("search",),
        ("search", "--limit", "0", "x"),
        ("search", "--onzin", "x"),
        ("search", '"niet gesloten'),
        ("search", "--queries", "weg.txt"),
        ("print", "--id", "1-bestaatniet", "-o", "uit.pdf"),
        ("print", "--query", "x"),
        ("index", "--only", "", "post"),
        ("dump", "--skip"),
        (),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_2(run, tmp_path, arguments):
    extra = ("--data-dir", tmp_path / "data") if arguments[:1] != ("dump",) else ()
    done = run(*arguments[:1], *extra, *arguments[1:])
    said = done.stderr.strip().splitlines()
    assert done.returncode == 2
    assert len(said) == 1
    assert said[0].endswith(".")
    assert "argument" not in said[0]


def test_some_problems_are_named_and_the_rest_is_done(run, mbox, tmp_path):
    empty = tmp_path / "leeg.eml"
    empty.touch()
    done = run("dump", mbox, empty)
    assert done.returncode == 1
    assert str(empty) in done.stderr
    last = json.loads(done.stdout.splitlines()[-1])
    assert list(last) == ["path", "problem"]


def test_a_data_dir_that_cannot_be_made_is_one_sentence(run, mbox, tmp_path):
    (tmp_path / "file").touch()
    done = run("index", "--data-dir", tmp_path / "file", mbox)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_printing_never_overwrites_an_export(run, data, mbox):
    before = mbox.read_bytes()
    done = run("print", "--data-dir", data, "--query", "zwembad", "-o", mbox)
    assert done.returncode == 2
    assert mbox.read_bytes() == before


def test_the_log_holds_nothing_of_a_message(run, data):
    run("search", "--data-dir", data, "zwembad")
    logged = (data / "log" / "griffielezer.log").read_text(encoding="utf-8")
    assert not [word for word in ("zwembad", "Bewoner", "bewoner2", "motie.pdf") if word in logged]


@pytest.fixture
def office(tmp_path) -> Path:
    """A folder of three maps."""
    (tmp_path / "griffie" / "Raad").mkdir(parents=True)
    for name, number in (("Raad", 1), ("Raad/Agenda", 2), ("Integriteit", 3)):
        write_mbox(tmp_path / "griffie" / f"{name}.mbox", [letter(number, subject=f"In {name}")])
    return tmp_path / "griffie"


@pytest.mark.parametrize(
    ("wish", "read"),
    [
        (("--only", "raad"), ["In Raad", "In Raad/Agenda"]),
        (("--skip", "Integriteit", "--skip", "Agenda"), ["In Raad"]),
        (("--only", "Raad/Agenda", "--only", "Integriteit"), ["In Integriteit", "In Raad/Agenda"]),
        (("--only", "/"), ["In Integriteit", "In Raad", "In Raad/Agenda"]),
    ],
)
def test_dump_reads_the_maps_that_are_asked_for(run, office, wish, read):
    done = run("dump", *wish, office)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(json.loads(line)["subject"] for line in done.stdout.splitlines()) == read


@pytest.mark.parametrize(("wish", "code"), [("--only", 2), ("--skip", 1)])
def test_a_map_that_is_not_there_is_said_with_those_that_are(run, office, tmp_path, wish, code):
    for command in (("dump",), ("index", "--data-dir", tmp_path / "data")):
        done = run(*command, wish, "Griffier", office)
        (said,) = done.stderr.splitlines()
        assert done.returncode == code
        assert str(office) in said
        assert "Griffier (Integriteit, Raad, Raad/Agenda)" in said


def test_index_remembers_which_maps_it_reads(run, office, tmp_path):
    def index(*wish):
        answer = json.loads(run("index", "--data-dir", tmp_path / "data", "--json", *wish, office).stdout)
        found = json.loads(run("search", "--data-dir", tmp_path / "data", "--json", "brief").stdout)
        assert list(answer) == ["messages", "added", "duplicates", "problems", "seconds"]
        return answer["messages"], answer["added"], sorted(found["facets"]["folder"])

    assert index("--skip", "Integriteit") == (2, 2, ["Raad", "Raad/Agenda"])
    assert index() == (2, 0, ["Raad", "Raad/Agenda"])
    assert index("--only", "Integriteit") == (1, 1, ["Integriteit"])
    assert index("--only", "/") == (3, 2, ["Integriteit", "Raad", "Raad/Agenda"])


def test_the_usage_of_a_command_is_named_once(run):
    assert run("print", "--help").stdout.startswith("gebruik: main.py print ")
