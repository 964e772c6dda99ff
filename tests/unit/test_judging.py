"""What the user says of action items holds, on screen and on paper, until it is undone."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from mailboxes import letter, write_mbox

from main import main
from reader import library
from reader.actions.action import Action
from reader.correcting import Right, corrected
from reader.due import When, Whens
from reader.errors import ReaderError, StorageFailed
from reader.events import Filters, PrintOptions, Search
from reader.judging import Judgement, find_again, fingerprint, place_of
from reader.notes import Notes
from reader.paths import data_dir

LABELLED = Path(__file__).resolve().parents[1] / "labelled" / "tuned" / "a" / "passages.jsonl"
ASKED = "Wilt u vóór 1 december 2021 reageren?"
MISSED = "De sleutel van de raadzaal ligt op 3 maart bij de bode."
TEXT = f"Beste griffie,\n\n{ASKED}\n\n{MISSED} Tot dan.\n"


@pytest.fixture
def data(tmp_path):
    made = data_dir(tmp_path / "data")
    export = write_mbox(tmp_path / "griffie.mbox", [letter(1, text=TEXT), letter(2, text=TEXT + "Groet.\n")])
    list(library.add_exports(made, [str(export)]))
    return made


@pytest.fixture
def desk(data):
    return library.Desk(data)


@pytest.fixture
def identity(desk):
    return desk.ids(Search("NIET groet"))[0]


def shown(desk, identity):
    return [action.text for action in desk.open(identity, "", "light").actions]


def reject(desk, identity, number=0):
    action = desk.open(identity, "", "light").actions[number]
    return desk.judge(identity, action.start, action.end, "not_action")


def test_a_rejected_action_is_neither_shown_nor_marked_on_screen_and_on_paper(desk, identity):
    assert shown(desk, identity) == [ASKED]
    assert reject(desk, identity) == (identity, TEXT.index(ASKED))
    opened = desk.open(identity, "", "light")
    assert (opened.actions, [action.text for action in opened.rejected]) == ((), [ASKED])
    assert 'data-griffie="action' not in opened.page
    assert 'id="rejected-0"' in opened.page
    sheet, _ = desk.sheet(identity, 1, 1, PrintOptions(marks=True))
    assert 'data-griffie="action' not in sheet.page


def test_a_judgement_is_kept_and_is_of_one_message_alone(data, desk, identity):
    reject(desk, identity)
    later = library.Desk(data)
    assert [shown(later, one) for one in later.ids(Search())].count([]) == 1
    assert shown(later, identity) == []


def test_a_rejected_action_comes_back(desk, identity):
    _, start = reject(desk, identity)
    desk.judge(identity, start, start + len(ASKED), None)
    assert shown(desk, identity) == [ASKED]
    assert desk.open(identity, "", "light").rejected == ()


def test_a_marked_passage_is_an_action_with_the_date_in_it(desk, identity):
    desk.mark_action(identity, "eutel van de\n raadzaal ligt op 3 ma")
    own = desk.open(identity, "", "light").actions[1]
    assert (own.text, own.rule) == ("sleutel van de raadzaal ligt op 3 maart", "own")
    assert own.due
    assert own.due.endswith("-03-03")
    desk.judge(identity, own.start, own.end, None)
    assert shown(desk, identity) == [ASKED]


def test_an_action_that_is_marked_once_more_stands_there_once(desk, identity):
    desk.mark_action(identity, ASKED)
    assert shown(desk, identity) == [ASKED]


def test_what_was_rejected_can_be_marked(desk, identity):
    reject(desk, identity)
    desk.mark_action(identity, ASKED)
    assert shown(desk, identity) == [ASKED]


@pytest.mark.parametrize("selected", ["", " \n", "Dit staat er niet", "…"])
def test_a_selection_that_the_text_lacks_is_refused(desk, identity, selected):
    with pytest.raises(ReaderError) as caught:
        desk.mark_action(identity, selected)
    assert caught.value.problem.code == "selection_not_found"


def test_the_notes_file_holds_no_text_of_the_message(data, desk, identity):
    reject(desk, identity)
    desk.mark_action(identity, MISSED)
    content = data.notes.read_bytes().lower()
    assert b"reageren" not in content
    assert b"sleutel" not in content


def test_a_passage_is_found_where_its_words_went():
    judgement = Judgement("1-a", fingerprint(ASKED), "action", 2, 8, datetime(2021, 1, 1, tzinfo=UTC))
    moved = "Er staat nu iets voor.\n" + TEXT
    start, end = find_again(judgement, moved)
    assert moved[start:end] == ASKED
    assert find_again(judgement, "Kort.") is None


def test_of_equal_passages_the_first_is_meant():
    assert place_of("bel mij", "Bel mij. Nee, bel mij.") == (0, 8)


def test_what_a_rule_that_is_off_finds_is_not_shown_but_for_what_the_user_marked(data, desk, identity):
    rule = desk.open(identity, "", "light").actions[0].rule
    assert desk.switch_rules({rule}) == frozenset({rule})
    later = library.Desk(data)
    assert shown(later, identity) == []
    assert later.open(identity, "", "light").rejected == ()
    later.mark_action(identity, ASKED)
    assert shown(later, identity) == [ASKED]
    later.switch_rules(())
    assert later.rules_off() == frozenset()


def put_right(desk, identity, number=0, **right):
    action = desk.open(identity, "", "light").actions[number]
    return desk.put_right(identity, action.start, action.end, Right(**right))


def test_a_date_and_for_whom_are_as_the_user_says(data, desk, identity):
    before = desk.open(identity, "", "light")
    assert before.whens == (Whens(When("2021-12-01", date(2021, 11, 30))),)
    assert put_right(desk, identity, due="2021-12-01", addressee="college") == (identity, TEXT.index(ASKED))
    opened = library.Desk(data).open(identity, "", "light")
    assert opened.whens == (Whens(When("2021-12-01", date(2021, 12, 1))),)  # "vóór" says nothing any more
    assert [action.addressee for action in opened.actions] == ["college"]
    assert opened.corrected == set(opened.actions)
    assert [entry.last for entry in desk.agenda((identity,)).entries] == [date(2021, 12, 1)]
    assert [entry.addressees for entry in desk.agenda((identity,)).entries] == [("college",)]


def test_a_deadline_that_is_a_meeting_is_one_in_rows_filters_and_agenda(desk, identity):
    put_right(desk, identity, due="", event="2021-12-08")
    (hit,) = desk.search(Search("NIET groet", count_from=date(2021, 12, 1))).hits
    assert [(one.when.iso, one.when.event, one.days) for one in hit.dates] == [("2021-12-08", True, 7)]
    assert (hit.due, hit.actions[0].event) == (None, "2021-12-08")
    assert desk.ids(Search("deadline:2021")) != desk.ids(Search())
    overdue = Search("NIET groet", Filters(terms=frozenset({"past"})), count_from=date(2021, 12, 9))
    assert desk.ids(overdue) == (identity,)
    (entry,) = desk.agenda((identity,)).entries
    assert (entry.what, entry.first, entry.words) == ("meeting", date(2021, 12, 8), "")


def test_no_date_and_nobody_can_be_right(desk, identity):
    put_right(desk, identity, due="", addressee="")
    assert desk.open(identity, "", "light").whens == (Whens(),)
    page = desk.search(Search("NIET groet"))
    assert page.facets.term == {"undated": 1}
    assert page.facets.addressee == {"": 1}


def test_what_is_put_right_is_said_piece_by_piece_and_undone_at_once(desk, identity):
    put_right(desk, identity, due="2021-12-08")
    put_right(desk, identity, addressee="raad")
    (action,) = desk.open(identity, "", "light").actions
    assert (action.due, action.addressee) == ("2021-12-08", "raad")
    desk.put_right(identity, action.start, action.end, None)
    opened = desk.open(identity, "", "light")
    assert (opened.actions[0].due, opened.corrected) == ("2021-12-01", frozenset())


def test_what_is_put_right_goes_along_with_what_is_marked(desk, identity):
    desk.mark_action(identity, MISSED)
    put_right(desk, identity, 1, event="2021-03-04")
    own = desk.open(identity, "", "light").actions[1]
    assert (own.rule, own.event) == ("own", "2021-03-04")


def test_what_is_put_right_of_a_mark_goes_with_it(desk, identity):
    desk.mark_action(identity, MISSED)
    put_right(desk, identity, 1, event="2021-03-04")
    own = desk.open(identity, "", "light").actions[1]
    desk.judge(identity, own.start, own.end, None)
    desk.mark_action(identity, MISSED)
    assert desk.open(identity, "", "light").actions[1].event is None


def test_what_is_put_right_outlives_a_rejection(desk, identity):
    put_right(desk, identity, addressee="raad")
    reject(desk, identity)
    (none,) = desk.open(identity, "", "light").rejected
    desk.judge(identity, none.start, none.end, None)
    assert desk.open(identity, "", "light").actions[0].addressee == "raad"


def test_one_for_whom_of_a_later_version_leaves_what_was_found(data, identity):
    Notes(data.notes).put_right(identity, fingerprint(ASKED), Right(due="2021-12-08", addressee="pers"))
    (action,) = library.Desk(data).open(identity, "", "light").actions
    assert (action.due, action.addressee) == ("2021-12-08", "griffie")


@pytest.mark.parametrize(
    ("right", "precision"),
    [
        (Right(due=""), "week"),
        (Right(event=""), "day"),
        (Right(due="", event=""), None),
        (Right(due="", event="2021-12-08"), "day"),
        (Right(event="2021-12-08"), "day"),
        (Right(addressee="raad"), "day"),
    ],
)
def test_how_precise_a_date_is_follows_from_what_is_left(right, precision):
    action = Action(
        "request", ASKED, 0, len(ASKED), None, "2021-12-01", "2021-W49", "day", "griffie", "request"
    )
    assert corrected(action, right).precision == precision


def test_a_part_of_a_month_stays_one_where_another_date_is_put_right():
    action = Action("request", ASKED, 0, len(ASKED), None, "2021-12", None, "part", "griffie", "request")
    assert corrected(action, Right(event="2021-12-08")).precision == "part"


def test_what_is_put_right_is_saved_though_its_rule_is_off(desk, identity, tmp_path):
    put_right(desk, identity, due="2021-12-08")
    desk.switch_rules([desk.open(identity, "", "light").actions[0].rule])
    assert desk.save_labels(str(tmp_path / "oordelen.jsonl")) == 1
    (one,) = labels(tmp_path / "oordelen.jsonl")
    assert (one["text"], one["deadline_or_event_date"]) == (ASKED, "2021-12-08")


def test_what_is_put_right_is_saved_as_a_labelled_sentence(desk, identity, tmp_path):
    put_right(desk, identity, due="2021-12-08", addressee="griffie")
    assert desk.save_labels(str(tmp_path / "oordelen.jsonl")) == 1
    (one,) = labels(tmp_path / "oordelen.jsonl")
    assert (one["text"], one["label"], one["deadline_or_event_date"]) == (ASKED, "action", "2021-12-08")
    assert (one["due"], one["addressee"]) == ("2021-12-08", "griffie")
    assert "event" not in one


def test_a_saved_sentence_tells_a_meeting_from_a_term(desk, identity, tmp_path):
    put_right(desk, identity, due="", event="2021-12-08")
    assert desk.save_labels(str(tmp_path / "oordelen.jsonl")) == 1
    (one,) = labels(tmp_path / "oordelen.jsonl")
    assert (one["deadline_or_event_date"], one["due"], one["event"]) == ("2021-12-08", None, "2021-12-08")


def test_judgements_are_saved_as_labelled_sentences(desk, identity, tmp_path):
    reject(desk, identity)
    desk.mark_action(identity, MISSED)
    assert desk.save_labels(str(tmp_path / "oordelen.jsonl")) == 2
    none, action = labels(tmp_path / "oordelen.jsonl")
    assert none == {
        "text": ASKED,
        "label": "none",
        "kind": None,
        "deadline_or_event_date": None,
        "sent": none["sent"],
        "source": "griffie",
    }
    assert none["sent"].startswith("2021-")
    assert (action["text"], action["label"], action["kind"]) == (MISSED, "action", None)
    assert action["deadline_or_event_date"].endswith("-03-03")
    (some, *_) = labels(LABELLED)
    assert some.keys() == none.keys()


def test_the_judgements_of_a_mailbox_that_was_taken_away_are_kept_but_not_saved(
    data, desk, identity, tmp_path
):
    reject(desk, identity)
    list(library.forget_export(data, str(tmp_path / "griffie.mbox")))
    assert library.Desk(data).save_labels(str(tmp_path / "oordelen.jsonl")) == 0
    assert (tmp_path / "oordelen.jsonl").read_text(encoding="utf-8") == ""
    assert len(Notes(data.notes).verdicts().judgements) == 1


def test_a_file_of_an_export_is_never_overwritten(desk, identity, tmp_path):
    reject(desk, identity)
    with pytest.raises(StorageFailed):
        desk.save_labels(str(tmp_path / "griffie.mbox"))


def test_the_command_saves_them_and_says_what_the_file_holds(data, desk, identity, tmp_path, capsys):
    reject(desk, identity)
    target = tmp_path / "oordelen.jsonl"
    assert main(["labels", "--data-dir", str(data.notes.parent), "-o", str(target)]) == 0
    assert [label["text"] for label in labels(target)] == [ASKED]
    assert capsys.readouterr().out.startswith("Opgeslagen zinnen: 1. Het bestand bevat zinnen uit berichten")


def labels(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
