"""A message that was exported again with other text: what is found is what stands in its files now."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from letters import mail, put

from reader import intake, library
from reader.choice import Choice
from reader.events import Search, Summary
from reader.index import folder
from reader.judging import Judgement, fingerprint
from reader.note import Change
from reader.notes import Notes
from reader.paths import data_dir

ROOT = Path(__file__).resolve().parents[2]
OLD = "De klacht van mevrouw Geheimink is gegrond."
NEW = "De klacht van mevrouw G. is zwartgelakt."


@pytest.fixture
def data(tmp_path):
    return data_dir(tmp_path / "data")


@pytest.fixture(params=["one process", "parsers"])
def processes(request, monkeypatch):
    if request.param == "parsers":
        monkeypatch.setattr(intake, "_LARGE", 0)
        monkeypatch.setattr(intake, "spare_processors", lambda: 1)


def add(data, *paths):
    *_, summary = library.add_exports(data, [str(path) for path in paths])
    assert isinstance(summary, Summary)
    return summary


def write(path, *messages):
    """An mbox, also where one was."""
    Path(path).unlink(missing_ok=True)
    return put(Path(path), *messages)


def found(data, text):
    return {hit.subject for hit in library.Desk(data).search(Search(text)).hits}


def on_disk(data, word):
    """The files of the index that have this word."""
    return [path.name for path in data.index.rglob("*") if path.is_file() and word in path.read_bytes()]


def says(data, subject):
    """The text of a message as the index keeps it."""
    (hit,) = library.Desk(data).search(Search(f'onderwerp:"{subject}"')).hits
    return hit.snippet.strip()


@pytest.mark.usefixtures("processes")
def test_old_words_of_a_message_in_an_mbox_are_found_no_more_and_are_not_on_the_disk(data, tmp_path):
    path = put(tmp_path / "a.mbox", mail("Brief"), mail("Klacht", OLD), mail("Motie"))
    add(data, path)
    assert found(data, "geheimink") == {"Klacht"}
    assert on_disk(data, b"geheimink")
    write(path, mail("Brief"), mail("Klacht", NEW), mail("Motie"))
    summary = add(data, path)
    assert (summary.messages, summary.added, summary.problems) == (3, 0, ())
    assert found(data, "geheimink") == set()
    assert found(data, "zwartgelakt") == {"Klacht"}
    assert found(data, "") == {"Brief", "Klacht", "Motie"}
    assert says(data, "Klacht") == NEW
    assert on_disk(data, b"geheimink") == []


@pytest.mark.usefixtures("processes")
def test_a_file_of_a_folder_that_was_replaced_is_found_by_its_new_words(data, tmp_path):
    root = tmp_path / "post"
    root.mkdir()
    (root / "klacht.eml").write_bytes(mail("Klacht", OLD).as_bytes())
    (root / "brief.eml").write_bytes(mail("Brief").as_bytes())
    add(data, root)
    (root / "klacht.eml").write_bytes(mail("Klacht", NEW).as_bytes())
    add(data, root)
    assert (found(data, "geheimink"), found(data, "zwartgelakt")) == (set(), {"Klacht"})
    assert on_disk(data, b"geheimink") == []


def attached(text):
    letter = mail("Klacht", "Zie de bijlage.")
    letter.add_attachment(text.encode(), maintype="text", subtype="plain", filename="verslag.txt")
    return letter


@pytest.mark.usefixtures("processes")
def test_words_of_an_attachment_that_changed_are_those_of_the_new_one(data, tmp_path):
    path = put(tmp_path / "a.mbox", attached(OLD))
    add(data, path)
    assert found(data, "bijlage:geheimink") == {"Klacht"}
    write(path, attached(NEW))
    add(data, path)
    assert (found(data, "geheimink"), found(data, "bijlage:zwartgelakt")) == (set(), {"Klacht"})
    assert on_disk(data, b"geheimink") == []


@pytest.mark.usefixtures("processes")
def test_actions_categories_and_people_are_those_of_the_new_message(data, tmp_path):
    ask = "Wij verzoeken u vóór 1 {} 2020 te reageren op de motie."
    path = put(tmp_path / "a.mbox", mail("Motie", ask.format("december"), Keywords="Wonen"))
    add(data, path)
    write(path, mail("Motie", ask.format("november"), Keywords="Zorg", Cc="Raad <raad@dorp.example>"))
    add(data, path)
    page = library.Desk(data).search(Search())
    assert [(hit.due, hit.categories) for hit in page.hits] == [("2020-11-01", ("Zorg",))]
    assert page.facets.category == {"Zorg": 1}
    assert found(data, "cc:dorp") == {"Motie"}


def test_what_is_noted_about_a_message_that_changed_stays(data, tmp_path):
    path = put(tmp_path / "a.mbox", mail("Klacht", OLD))
    add(data, path)
    desk = library.Desk(data)
    (hit,) = desk.search(Search()).hits
    desk.note([hit.id], Change(add="Bezwaar", listed=True))
    write(path, mail("Klacht", NEW))
    add(data, path)
    (hit,) = desk.search(Search("zwartgelakt categorie:bezwaar")).hits
    assert (hit.note.categories, hit.note.listed) == (("Bezwaar",), True)


def test_a_message_that_was_half_copied_is_whole_when_the_rest_came(data, tmp_path):
    path = Path(put(tmp_path / "a.mbox", mail("Brief"), mail("Klacht", f"Het begin.\n\n{OLD}")))
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.index(b"Geheimink")])
    add(data, path)
    assert found(data, "begin") == {"Klacht"}
    path.write_bytes(whole)
    add(data, path)
    assert found(data, "begin geheimink") == {"Klacht"}


def test_a_message_that_stands_as_it_was_in_another_file_stays_as_it_was(data, tmp_path):
    root = tmp_path / "post"
    put(root / "a.mbox", mail("Klacht", OLD))
    put(root / "b.mbox", mail("Klacht", OLD))
    add(data, root)
    write(root / "a.mbox", mail("Klacht", NEW))
    summary = add(data, root)
    assert (summary.added, summary.problems) == (0, ())
    assert (found(data, "geheimink"), found(data, "zwartgelakt")) == ({"Klacht"}, set())
    write(root / "b.mbox", mail("Klacht", NEW))
    add(data, root)
    assert (found(data, "geheimink"), found(data, "zwartgelakt")) == (set(), {"Klacht"})
    assert on_disk(data, b"geheimink") == []


@pytest.mark.usefixtures("processes")
def test_a_message_that_changed_in_both_files_that_have_it_changes(data, tmp_path):
    root = tmp_path / "post"
    for name in ("a.mbox", "b.mbox"):
        put(root / name, mail("Klacht", OLD))
    add(data, root)
    for name in ("a.mbox", "b.mbox"):
        write(root / name, mail("Klacht", NEW))
    add(data, root)
    assert (found(data, "geheimink"), found(data, "zwartgelakt")) == (set(), {"Klacht"})
    (hit,) = library.Desk(data).search(Search()).hits
    assert len(hit.places) == 2


@pytest.mark.usefixtures("processes")
def test_of_two_texts_in_one_file_the_first_counts_however_often_it_is_read(data, tmp_path):
    """A list adds a line to what it passes on, and who is on it and in CC has both."""
    both = mail("Klacht", OLD), mail("Klacht", NEW)
    path = put(tmp_path / "a.mbox", *both)
    add(data, path)
    segments = sorted(data.index.rglob("*.arrays"))
    for _again in range(2):
        write(path, *both, mail("Brief"))
        add(data, path)
        assert (found(data, "geheimink"), found(data, "zwartgelakt")) == ({"Klacht"}, set())
        desk = library.Desk(data)
        (hit,) = desk.search(Search("geheimink")).hits
        assert OLD in desk.open(hit.id, "", "light").message.text
    assert set(segments) & set(data.index.rglob("*.arrays")) or len(segments) == 1


def test_a_message_that_did_not_change_is_not_written_again(data, tmp_path):
    letters = [mail(f"Brief {number}", "tekst") for number in range(30)]
    path = put(tmp_path / "a.mbox", *letters)
    add(data, path)
    before = {one.name: one.stat().st_mtime_ns for one in data.index.rglob("*.arrays")}
    write(path, *reversed(letters))
    add(data, path)
    assert {one.name: one.stat().st_mtime_ns for one in data.index.rglob("*.arrays")} == before


KILLED = """
import os, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from reader import library
from reader.index import writer
from reader.index.store import Store
from reader.index.toc import Toc
from reader.paths import data_dir

def die(*_args):
    os._exit(9)

# The rows are committed, then the table of contents, then what the two have in common is noted.
if __name__ == "__main__":
    owner, name = {"merging": (writer.Writer, "_merged"), "contents": (Toc, "commit"), "log": (Store, "empty_log")}[sys.argv[4]]
    setattr(owner, name, die)
    list(library.add_exports(data_dir(Path(sys.argv[2])), [sys.argv[3]]))
"""


@pytest.mark.parametrize(
    ("where", "found_by"), [("merging", "geheimink"), ("contents", "geheimink"), ("log", "zwartgelakt")]
)
def test_a_kill_loses_neither_the_message_nor_that_it_changed(data, tmp_path, where, found_by):
    path = put(tmp_path / "a.mbox", mail("Brief"), mail("Klacht", OLD))
    add(data, path)
    write(path, mail("Brief"), mail("Klacht", NEW))
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    command = [sys.executable, "-W", "ignore", script, str(ROOT), str(data.index.parent), path, where]
    assert subprocess.run(command, check=False).returncode == 9
    assert found(data, "") == {"Brief", "Klacht"}
    assert "Klacht" in found(data, found_by)
    *_, summary = library.rebuild(data)
    assert summary.problems == ()
    assert found(data, "") == {"Brief", "Klacht"}
    assert (found(data, "geheimink"), found(data, "zwartgelakt")) == (set(), {"Klacht"})
    assert on_disk(data, b"geheimink") == []
    assert {one.name for one in data.index.iterdir() if one.is_dir()} == {folder.current(data.index).name}


@pytest.mark.parametrize("name", ["a-zwartgelakt.mbox", "z-zwartgelakt.mbox"])
def test_a_file_that_took_the_place_of_another_is_what_counts(data, tmp_path, name):
    """It is read before or after the other is missed."""
    root = tmp_path / "post"
    put(root / "klachten.mbox", mail("Klacht", OLD), mail("Brief"))
    add(data, root)
    (root / "klachten.mbox").unlink()
    put(root / name, mail("Klacht", NEW), mail("Brief"))
    assert add(data, root).added == 0
    assert (found(data, "geheimink"), found(data, "zwartgelakt")) == (set(), {"Klacht"})
    assert on_disk(data, b"geheimink") == []
    (hit,) = library.Desk(data).search(Search("klacht")).hits
    assert [Path(place.ref.path).name for place in hit.places] == [name]


def zipped(path, letter):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("map/klacht.eml", letter.as_bytes())
    return str(path)


@pytest.mark.parametrize("kind", ["mbox", "zip"])
def test_of_a_mailbox_that_is_taken_away_nothing_is_kept_though_another_has_its_message(data, tmp_path, kind):
    whole = put(tmp_path / "griffie.mbox", mail("Klacht", OLD), mail("Brief"))
    letter = mail("Klacht", NEW)
    black = put(tmp_path / "zwart.mbox", letter) if kind == "mbox" else zipped(tmp_path / "zwart.zip", letter)
    add(data, whole, black)
    assert (found(data, "geheimink"), found(data, "zwartgelakt")) == ({"Klacht"}, set())
    list(library.forget_export(data, whole))
    assert (found(data, "geheimink"), found(data, "zwartgelakt")) == (set(), {"Klacht"})
    assert found(data, "") == {"Klacht"}
    assert on_disk(data, b"geheimink") == []


def test_what_stands_where_it_cannot_be_read_now_is_put_right_by_a_later_job(data, tmp_path):
    whole = put(tmp_path / "griffie.mbox", mail("Klacht", OLD), mail("Brief"))
    black = Path(put(tmp_path / "zwart.mbox", mail("Klacht", NEW)))
    add(data, whole, black)
    black.rename(tmp_path / "weg")
    list(library.forget_export(data, whole))
    assert found(data, "") == {"Klacht"}
    (tmp_path / "weg").rename(black)
    list(library.rebuild(data))
    assert (found(data, "geheimink"), found(data, "zwartgelakt")) == (set(), {"Klacht"})


def test_a_choice_that_leaves_out_what_was_kept_has_the_message_as_it_stands_elsewhere(data, tmp_path):
    root = tmp_path / "post"
    put(root / "Integriteit.mbox", mail("Klacht", OLD))
    put(root / "Raad.mbox", mail("Klacht", NEW))
    add(data, root)
    assert found(data, "geheimink") == {"Klacht"}
    list(library.add_exports(data, [str(root)], choices={str(root): Choice(skip=("Integriteit",))}))
    assert (found(data, "geheimink"), found(data, "zwartgelakt")) == (set(), {"Klacht"})
    assert on_disk(data, b"geheimink") == []


def renamed(subject, body=NEW, before="Klacht Geheimink", **other):
    """The letter `mail(before)` with another subject: its Message-ID and its date are the same."""
    letter = mail(before, body, **other)
    letter.replace_header("Subject", subject)
    return letter


def note(data, query, **change):
    desk = library.Desk(data)
    (hit,) = desk.search(Search(query)).hits
    desk.note([hit.id], Change(**change))
    return hit.id


@pytest.mark.usefixtures("processes")
def test_a_message_with_another_subject_takes_the_place_of_what_it_was(data, tmp_path):
    """To the index it is another message: its identifier is made of its subject too."""
    path = put(tmp_path / "a.mbox", mail("Brief"), mail("Klacht Geheimink", OLD))
    add(data, path)
    old = note(data, "geheimink", add="Bezwaar", listed=True, proposal="notice")
    judgement = Judgement(old, fingerprint("gegrond"), "action", 5, 5, datetime.now(UTC))
    Notes(data.notes).judge(judgement)
    write(path, mail("Brief"), renamed("Klacht G."))
    add(data, path)
    assert found(data, "") == {"Brief", "Klacht G."}
    assert on_disk(data, b"geheimink") == []
    (hit,) = library.Desk(data).search(Search("zwartgelakt")).hits
    assert (hit.note.categories, hit.note.listed, hit.note.proposal) == (("Bezwaar",), True, "notice")
    assert Notes(data.notes).verdicts().judgements[hit.id] == (replace(judgement, id=hit.id),)


def test_what_is_noted_about_the_message_with_the_new_subject_is_not_written_over(data, tmp_path):
    root = tmp_path / "post"
    put(root / "oud.mbox", mail("Klacht Geheimink", OLD))
    put(root / "zwart.mbox", renamed("Klacht G."))
    add(data, root)
    note(data, "geheimink", add="Bezwaar", proposal="notice")
    note(data, "zwartgelakt", add="Openbaar")
    (root / "oud.mbox").unlink()
    add(data, root)
    (hit,) = library.Desk(data).search(Search()).hits
    assert (hit.subject, hit.note.categories, hit.note.proposal) == ("Klacht G.", ("Openbaar",), "")


@pytest.mark.parametrize("name", ["a.mbox", "z.mbox"])
def test_a_file_that_took_the_place_of_another_may_have_other_subjects(data, tmp_path, name):
    root = tmp_path / "post"
    put(root / "klachten.mbox", mail("Klacht Geheimink", OLD))
    add(data, root)
    (root / "klachten.mbox").unlink()
    put(root / name, renamed("Klacht G."))
    add(data, root)
    assert found(data, "") == {"Klacht G."}
    assert on_disk(data, b"geheimink") == []


def test_two_subjects_of_one_message_that_both_stand_in_a_file_are_two(data, tmp_path):
    """A list that puts its name before the subject of what it passes on."""
    path = put(tmp_path / "a.mbox", mail("Klacht Geheimink", OLD), renamed("[lijst] Klacht"))
    add(data, path)
    write(path, mail("Klacht Geheimink", OLD), renamed("[lijst] Klacht"), mail("Brief"))
    add(data, path)
    assert found(data, "") == {"Klacht Geheimink", "[lijst] Klacht", "Brief"}


@pytest.mark.parametrize(
    "other",
    [
        renamed("Klacht G.", day=2),  # programs that give each of their messages the same Message-ID
        renamed("Klacht G.", before="Brief"),
    ],
)
def test_a_message_of_another_id_or_date_is_no_reason_to_lose_one(data, tmp_path, other):
    path = put(tmp_path / "a.mbox", mail("Klacht Geheimink", OLD))
    add(data, path)
    write(path, other)
    add(data, path)
    assert found(data, "") == {"Klacht Geheimink", "Klacht G."}


def test_messages_without_an_id_are_not_taken_for_one(data, tmp_path):
    old, new = mail("Klacht Geheimink", OLD), renamed("Klacht G.")
    del old["Message-ID"], new["Message-ID"]
    path = put(tmp_path / "a.mbox", old)
    add(data, path)
    write(path, new)
    add(data, path)
    assert found(data, "") == {"Klacht Geheimink", "Klacht G."}
