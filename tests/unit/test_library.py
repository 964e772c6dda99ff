"""The use cases on real files: add, search, open, forget."""

from __future__ import annotations

import mailbox
import shutil
import sys
from dataclasses import replace
from datetime import date

import pytest
from documents import pdf
from letters import mail, put

from reader import importing, intake, library
from reader.actions.action import Findings
from reader.choice import EVERYTHING, Choice, chosen
from reader.errors import IndexBusy, MessageGone, QueryError, StorageFailed
from reader.events import Committed, Filters, Progress, Search, Summary, Survey
from reader.index import writing
from reader.notes import Notes
from reader.paths import data_dir
from reader.problems import Problem


@pytest.fixture
def data(tmp_path):
    return data_dir(tmp_path / "data")


@pytest.fixture
def desk(data):
    return library.Desk(data)


def add(data, *paths, **options):
    """The summary of an import."""
    *_, summary = library.add_exports(data, paths, **options)
    assert isinstance(summary, Summary)
    return summary


def subjects(desk, text="", **options):
    return [hit.subject for hit in desk.search(Search(text, **options)).hits]


TOWN = [
    mail("Motie zorg", "De gemeente vraagt alle raadsleden om steun voor de jeugdzorg.", day=3),
    mail("Zienswijze begroting", "Graag ontvangen wij uw zienswijzen over de coördinatie van kosten.", day=5),
    mail("Uitnodiging", "Wij nodigen u uit in de kantine van de vereniging.", "VNG <info@vng.nl>", day=4),
    mail("Mening", "Dit is mijn mening over het raadslid. Zij menen het goed. Zie foto's.", day=0),
]


@pytest.fixture
def town(data, tmp_path):
    path = put(tmp_path / "griffie.mbox", *TOWN)
    assert add(data, path).added == 4
    return path


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("gemeenten", {"Motie zorg"}),
        ("mening", {"Mening"}),
        ("raadslid", {"Motie zorg", "Mening"}),
        ("zienswijze", {"Zienswijze begroting"}),
        ("coordinatie", {"Zienswijze begroting"}),
        ("COÖRDINATIE", {"Zienswijze begroting"}),
        ("foto", {"Mening"}),
        ("gemee*", {"Motie zorg"}),
        ("*zorg", {"Motie zorg"}),
        ("g?meente", {"Motie zorg"}),
        ("raatsleden~", {"Motie zorg"}),
        ("gemeente raadslid", {"Motie zorg"}),
        ("uitnodiging OF mening", {"Uitnodiging", "Mening"}),
        ("van -zorg -mening", {"Zienswijze begroting", "Uitnodiging"}),
        ('"van de"', {"Uitnodiging"}),
        ('"de van"', set()),
        ('"zorg gemeente"', set()),
        ('"raadsleden om"', {"Motie zorg"}),
        ('"raadslid om"', set()),  # a phrase is literal
        ("info@vng.nl", {"Uitnodiging"}),
        ("van:vng", {"Uitnodiging"}),
        ("van:jan.devries", {"Motie zorg", "Zienswijze begroting", "Mening"}),
        ("van:vng.voorbeeld", set()),
        ("aan:griffie onderwerp:motie", {"Motie zorg"}),
        ("tekst:motie", set()),
        ("datum:2020-11-04", {"Uitnodiging"}),
        ("datum:>=2020-11-04", {"Uitnodiging", "Zienswijze begroting"}),
        ("map:griffie", set()),
        ("postvak:griffie datum:2020", {"Motie zorg", "Zienswijze begroting", "Uitnodiging"}),
        ("niets", set()),
    ],
)
def test_queries_find_what_they_say(desk, query, found):
    page = desk.search(Search(query))
    assert {hit.subject for hit in page.hits} == found
    assert page.total == len(found)


@pytest.mark.usefixtures("town")
def test_the_newest_comes_first_and_an_unknown_date_last(desk):
    assert subjects(desk) == ["Zienswijze begroting", "Uitnodiging", "Motie zorg", "Mening"]
    assert subjects(desk, offset=1, limit=2) == ["Uitnodiging", "Motie zorg"]


@pytest.mark.usefixtures("town")
def test_a_word_in_the_subject_counts_for_more(desk):
    assert subjects(desk, "mening OF zorg OF begroting OF foto", sort="relevance")[0] == "Mening"


@pytest.mark.usefixtures("town")
def test_what_is_being_typed_is_found_already(desk):
    assert subjects(desk, "geme", typing=True) == ["Motie zorg"]
    assert subjects(desk, "geme") == []


def test_the_snippet_stands_round_the_hit(data, desk, tmp_path):
    body = "Eerst veel tekst. " * 30 + "Hier staat de begroting van 2021. " + "En nog veel meer. " * 30
    add(data, put(tmp_path / "a.mbox", mail("Lang", body)))
    for query, marked in [
        ("begrotingen", ["begroting"]),
        ("begr*", ["begroting"]),
        ('"de begroting"', ["de begroting"]),
        ("subject:lang", []),
    ]:
        (hit,) = desk.search(Search(query)).hits
        assert [hit.snippet[start:end] for start, end in hit.marks] == marked
        assert len(hit.snippet) < 250


def test_adding_twice_adds_nothing(data, town, desk):
    again = add(data, town)
    assert (again.messages, again.added, again.duplicates) == (4, 0, 4)
    assert desk.search(Search()).total == 4
    assert all(len(hit.places) == 1 for hit in desk.search(Search()).hits)


def test_an_export_that_grew_adds_only_what_is_new(data, town, desk):
    box = mailbox.mbox(town)
    box.add(mail("Nieuw"))
    box.close()
    assert add(data, town).added == 1
    assert desk.search(Search("nieuw")).total == 1


def test_a_message_in_two_exports_is_one_hit_with_two_places(data, town, desk, tmp_path):
    other = put(tmp_path / "ander.mbox", TOWN[0])
    assert add(data, other).duplicates == 1
    (hit,) = desk.search(Search("motie")).hits
    assert [place.export for place in hit.places] == [town, other]
    facets = desk.search(Search()).facets
    assert facets.export == {town: 4, other: 1}


def test_a_message_twice_in_one_file_is_one_hit_with_one_place(data, desk, tmp_path):
    summary = add(data, put(tmp_path / "a.mbox", TOWN[0], TOWN[0]))
    assert (summary.added, summary.duplicates) == (1, 1)
    (hit,) = desk.search(Search()).hits
    assert len(hit.places) == 1


def test_forgetting_an_export_keeps_what_stands_elsewhere(data, town, desk, tmp_path):
    other = put(tmp_path / "ander.mbox", TOWN[0])
    add(data, other)
    assert any(isinstance(event, Committed) for event in library.forget_export(data, town))
    (hit,) = desk.search(Search()).hits
    assert hit.subject == "Motie zorg"
    assert [place.export for place in hit.places] == [other]
    assert [export.path for export in desk.exports()] == [other]
    assert desk.search(Search("begroting")).total == 0


def test_what_was_forgotten_can_be_added_again(data, town, desk):
    list(library.forget_export(data, town))
    assert desk.search(Search()).everything == 0
    assert add(data, town).added == 4
    assert desk.search(Search("motie")).total == 1


def test_sample_messages_are_marked(data, town, desk, tmp_path):
    sample = put(tmp_path / "sample.mbox", mail("Voorbeeld"), TOWN[0])
    add(data, sample, sample=True)
    assert {hit.subject for hit in desk.search(Search()).hits if hit.sample} == {"Voorbeeld"}
    assert [(export.path, export.sample, export.messages) for export in desk.exports()] == [
        (town, False, 4),
        (sample, True, 2),
    ]


def test_a_path_named_twice_or_relatively_is_read_once(data, town, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    summary = add(data, "griffie.mbox", "./map/../griffie.mbox", town)
    assert summary.messages == 4
    assert [export.path for export in library.Desk(data).exports()] == [town]


def test_a_path_that_is_not_there_is_a_problem_and_the_rest_goes_on(data, tmp_path):
    events = list(library.add_exports(data, [str(tmp_path / "weg.mbox"), put(tmp_path / "a.mbox", TOWN[0])]))
    summary = events[-1]
    assert [problem.code for problem in summary.problems] == ["not_found"]
    assert summary.problems[0] in events
    assert summary.added == 1
    assert len(library.Desk(data).exports()) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_file_name_that_is_no_utf_8_is_kept(data, desk, tmp_path):
    folder = tmp_path / "caf\udce9"  # as Windows-1252 wrote it to a stick
    path = put(folder / "r\udcebgels.mbox", TOWN[0])
    assert add(data, path, str(folder)).duplicates == 1
    (hit,) = desk.search(Search()).hits
    assert [place.export for place in hit.places] == [path, str(folder)]
    assert desk.open(hit.id, "", "light").from_export
    list(library.forget_export(data, path))
    assert [export.path for export in desk.exports()] == [str(folder)]


def test_progress_ends_at_the_whole(data, town):
    *_, last = (event for event in library.add_exports(data, [town]) if isinstance(event, Progress))
    assert last.done == last.total > 0
    assert last.messages == 4


@pytest.fixture
def archive(data, tmp_path):
    """A folder of folders, with categories and an attachment."""
    root = tmp_path / "archief"
    put(root / "Inbox.mbox", mail("Een", Keywords="Motie"), mail("Twee", Keywords="Motie, Klacht", day=0))
    letter = mail("Drie", day=9)
    letter.add_attachment(pdf(""), maintype="application", subtype="pdf", filename="Brief_wijk-12.pdf")
    put(root / "Inbox" / "2019.mbox", letter)
    put(root / "Inboxen.mbox", mail("Vier"))
    add(data, str(root))
    return str(root)


def test_facets_count_all_matches(archive, desk):
    facets = desk.search(Search(limit=1)).facets
    assert facets.category == {"Motie": 2, "Klacht": 1, "": 2}
    assert facets.folder == {(archive, "Inbox"): 2, (archive, "Inbox/2019"): 1, (archive, "Inboxen"): 1}
    assert facets.year == {"2020": 3, "": 1}
    assert facets.attachments == 1
    assert desk.search(Search("een")).facets.category == {"Motie": 1}


@pytest.mark.usefixtures("archive")
def test_a_group_of_facets_ignores_its_own_ticks(desk):
    page = desk.search(Search(filters=Filters(categories=frozenset({"Klacht"}))))
    assert page.total == 1
    assert page.facets.category == {"Motie": 2, "Klacht": 1, "": 2}
    assert page.facets.year == {"": 1}


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(categories=frozenset({"Motie"})), {"Een", "Twee"}),
        (Filters(categories=frozenset({""})), {"Drie", "Vier"}),
        (Filters(categories=frozenset({"Klacht", ""})), {"Twee", "Drie", "Vier"}),
        (Filters(years=frozenset({"2020"})), {"Een", "Drie", "Vier"}),
        (Filters(years=frozenset({"2020"}), categories=frozenset({"Motie"})), {"Een"}),
        (Filters(attachments=True), {"Drie"}),
        (Filters(actions=True), set()),
        (Filters(exports=frozenset({"elders"})), set()),
    ],
)
def test_filters(desk, filters, found):
    assert {hit.subject for hit in desk.search(Search(filters=filters)).hits} == found


def test_a_folder_has_its_sub_folders(archive, desk):
    def found(folder):
        return set(subjects(desk, filters=Filters(folders=frozenset({(archive, folder)}))))

    assert found("Inbox") == {"Een", "Twee", "Drie"}
    assert found("Inbox/2019") == {"Drie"}
    assert found("") == {"Een", "Twee", "Drie", "Vier"}


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("map:inbox", {"Een", "Twee", "Drie"}),
        ("map:inbox/2019", {"Drie"}),
        ("map:inb*", {"Een", "Twee", "Drie", "Vier"}),
        ("postvak:archief", {"Een", "Twee", "Drie", "Vier"}),
        ("categorie:klacht", {"Twee"}),
        ("heeft:bijlage", {"Drie"}),
        ("bijlage:brief", {"Drie"}),
        ("Brief_wijk-12.pdf", {"Drie"}),
        ("-heeft:bijlage datum:2020", {"Een", "Vier"}),
    ],
)
def test_queries_on_folders_and_attachments(desk, query, found):
    assert set(subjects(desk, query)) == found


@pytest.mark.usefixtures("town")
def test_a_message_opens_from_its_export_with_its_hits_marked(desk):
    (hit,) = desk.search(Search("gemeenten")).hits
    opened = desk.open(hit.id, "gemeenten", "light")
    assert opened.from_export
    assert opened.message.subject == "Motie zorg"
    assert 'id="hit-0"' in opened.page
    assert desk.open(hit.id, '"unfinished (', "dark").message.id == hit.id


def test_an_opened_message_marks_the_compounds_of_a_word(data, desk, tmp_path):
    add(
        data,
        put(
            tmp_path / "post.mbox",
            mail("Jeugd", "De jeugdzorgkosten stijgen.", day=3),
            mail("Kosten", "", day=4),
        ),
    )
    (hit,) = desk.search(Search("zorg")).hits
    assert "jeugdzorgkosten</mark>" in desk.open(hit.id, "zorg", "light").page


def test_a_message_whose_export_is_gone_opens_as_saved_text(town, desk, tmp_path):
    (hit,) = desk.search(Search("gemeenten")).hits
    shutil.move(town, tmp_path / "elders.mbox")
    opened = desk.open(hit.id, "gemeenten", "light")
    assert not opened.from_export
    assert [problem.code for problem in opened.message.problems] == ["message_gone"]
    assert "jeugdzorg" in opened.page
    assert 'id="hit-0"' in opened.page
    with pytest.raises(MessageGone):
        desk.attachment(hit.id, 0)


def test_an_export_that_changed_does_not_open_another_message(data, desk, tmp_path):
    path = put(tmp_path / "a.mbox", TOWN[0])
    add(data, path)
    (hit,) = desk.search(Search()).hits
    (tmp_path / "a.mbox").unlink()
    put(tmp_path / "a.mbox", TOWN[1])
    assert not desk.open(hit.id, "", "light").from_export


@pytest.mark.usefixtures("archive")
def test_an_attachment_has_its_content_and_an_opened_message_does_not(desk):
    (hit,) = desk.search(Search("drie")).hits
    assert hit.attachments == ("Brief_wijk-12.pdf",)
    assert desk.open(hit.id, "", "light").message.attachments[0].content == b""
    assert desk.attachment(hit.id, 0).content == pdf("")


def test_an_unknown_id_is_said(desk):
    with pytest.raises(MessageGone) as caught:
        desk.open("1-bestaat-niet", "", "light")
    assert caught.value.problem == Problem("unknown_id", detail="1-bestaat-niet")


def test_a_desk_on_nothing_finds_nothing(desk):
    assert desk.search(Search("motie")).total == 0
    assert desk.exports() == ()
    assert desk.ids(Search()) == ()
    with pytest.raises(QueryError):
        desk.search(Search("("))


@pytest.mark.usefixtures("town")
def test_ids_are_all_matches_in_order(desk):
    hits = desk.search(Search("zorg OF mening OF begroting")).hits
    assert desk.ids(Search("zorg OF mening OF begroting", limit=1)) == tuple(hit.id for hit in hits)


def test_a_second_writer_is_refused(data, town):
    with writing(data.index), pytest.raises(IndexBusy):
        list(library.add_exports(data, [town]))


def test_a_desk_sees_each_commit(data, desk, tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "_FIRST_BATCH", 1)
    seen = [
        desk.search(Search()).everything
        for event in library.add_exports(data, [put(tmp_path / "a.mbox", *TOWN)])
        if isinstance(event, Committed)
    ]
    assert seen == [1, 4]


def test_dates_relative_to_today_are_those_of_today(data, desk, tmp_path):
    add(data, put(tmp_path / "a.mbox", *TOWN))
    searcher = desk._searcher
    page = searcher.search(Search("datum:gisteren"), today=date(2020, 11, 5))
    assert [hit.subject for hit in page.hits] == ["Uitnodiging"]
    assert replace(page.search, text="") == Search()


def test_a_rebuild_that_was_stopped_goes_on_next_time(data, tmp_path, monkeypatch):
    paths = [put(tmp_path / f"{name}.mbox", mail(f"brief {name}")) for name in ("a", "b", "c")]
    add(data, *paths)
    monkeypatch.setattr("reader.index.folder.FORM", "another")
    stopped = library.rebuild(data)
    next(event for event in stopped if isinstance(event, Committed))
    stopped.close()  # as a kill does, right after a commit
    assert sum(export.unread for export in library.Desk(data).exports()) >= 2
    list(library.rebuild(data))
    after = library.Desk(data).exports()
    assert [(export.messages, export.unread) for export in after] == [(1, False)] * 3


def test_a_text_that_no_rule_can_stand_costs_its_actions_not_the_import(data, tmp_path, monkeypatch, caplog):
    def fail(message):
        if message.subject == "kapot":
            raise ValueError(message.text)
        return Findings()

    monkeypatch.setattr(intake, "find_actions", fail)
    path = put(tmp_path / "post.mbox", mail("goed"), mail("kapot", day=2), mail("ook goed", day=3))
    summary = add(data, path)
    caplog.clear()
    assert (summary.added, [problem.code for problem in summary.problems]) == (3, ["actions_failed"])


def test_a_file_of_an_export_is_never_a_target(data, tmp_path):
    folder = tmp_path / "post"
    folder.mkdir()
    inside = put(folder / "a.mbox", mail("brief"))
    add(data, folder)
    with pytest.raises(StorageFailed):
        library.guard_target(data, str(inside))
    library.guard_target(data, str(folder / "nieuw.pdf"))
    library.guard_target(data, str(tmp_path / "a.pdf"))


@pytest.fixture
def office(tmp_path):
    """A folder of maps, one of which is nobody's business; one message stands in two of them."""
    root = tmp_path / "griffie"
    put(root / "Raad.mbox", mail("Motie"), mail("Gedeeld"))
    put(root / "Raad" / "Agenda.mbox", mail("Agenda"))
    put(root / "Integriteit.mbox", mail("Melding", "Betreft wethouder Geheimink."), mail("Gedeeld"))
    return str(root)


def test_only_the_chosen_maps_are_indexed_and_counted(data, desk, office):
    summary = add(data, office, choices={office: Choice(skip=("integriteit",))})
    assert (summary.messages, summary.added, summary.duplicates, summary.problems) == (3, 3, 0, ())
    assert set(subjects(desk)) == {"Motie", "Gedeeld", "Agenda"}
    assert desk.search(Search("geheimink")).total == 0
    assert set(desk.search(Search()).facets.folder) == {(office, "Raad"), (office, "Raad/Agenda")}


@pytest.mark.parametrize("again", ["add", "rebuild"])
def test_a_choice_is_remembered(data, desk, office, again, monkeypatch):
    add(data, office, choices={office: Choice(only=("Raad/Agenda",))})
    put(tmp := data.index.parent / "ander.mbox", mail("Ander"))
    if again == "rebuild":
        monkeypatch.setattr("reader.index.folder.FORMAT", "another")
    add(data, office, str(tmp))
    assert set(subjects(desk)) == {"Agenda", "Ander"}


def test_what_a_new_choice_leaves_out_leaves_the_index(data, desk, office):
    add(data, office)
    assert desk.search(Search("geheimink")).total == 1
    list(library.add_exports(data, [office], choices={office: Choice(skip=("Integriteit",))}))
    assert set(subjects(desk)) == {"Motie", "Gedeeld", "Agenda"}
    (shared,) = desk.search(Search("gedeeld")).hits
    assert [place.folder for place in shared.places] == ["Raad"]
    assert desk.search(Search("geheimink")).total == 0
    assert [export.messages for export in desk.exports()] == [3]


def test_what_a_new_choice_takes_more_is_added(data, desk, office):
    add(data, office, choices={office: Choice(skip=("Raad", "Integriteit"), keep=("/Raad/Agenda",))})
    assert subjects(desk) == ["Agenda"]
    assert add(data, office, choices={office: EVERYTHING}).added == 3
    assert add(data, office).added == 0


def test_a_message_that_also_stands_in_another_export_stays(data, desk, office, tmp_path):
    other = put(tmp_path / "ander.mbox", mail("Melding", "Betreft wethouder Geheimink."))
    add(data, office, other)
    add(data, office, choices={office: Choice(skip=("Integriteit",))})
    (hit,) = desk.search(Search("geheimink")).hits
    assert [place.export for place in hit.places] == [other]


def test_a_choice_that_takes_nothing_changes_nothing(data, desk, office):
    add(data, office, choices={office: Choice(skip=("Integriteit",))})
    summary = add(data, office, choices={office: Choice(only=("Raat",))})
    assert [problem.code for problem in summary.problems] == ["map_unknown"]
    assert (summary.messages, desk.search(Search()).total) == (0, 3)
    assert add(data, office).messages == 3


def test_a_choice_that_was_noted_and_not_carried_out_is_carried_out_by_the_next_job(data, desk, office):
    add(data, office)
    Notes(data.notes).add_export(office, sample=False, choice=Choice(skip=("Integriteit",)))
    list(library.rebuild(data))
    assert set(subjects(desk)) == {"Motie", "Gedeeld", "Agenda"}


def test_a_new_map_in_one_that_was_left_out_stays_out_and_another_comes_in(data, desk, office, tmp_path):
    ticks = {"Raad": True, "Raad/Agenda": True, "Integriteit": False}
    add(data, office, choices={office: chosen(ticks)})
    put(tmp_path / "griffie" / "Integriteit" / "2021.mbox", mail("Nog een melding"))
    put(tmp_path / "griffie" / "Bewoners.mbox", mail("Brief"))
    add(data, office)
    assert set(subjects(desk)) == {"Motie", "Gedeeld", "Agenda", "Brief"}


def test_forgetting_an_export_forgets_its_choice(data, desk, office):
    add(data, office, choices={office: Choice(only=("Raad/Agenda",))})
    list(library.forget_export(data, office))
    assert add(data, office).added == 4
    assert len(subjects(desk)) == 4


def test_a_survey_counts_the_maps_and_knows_the_last_choice(data, office, tmp_path):
    choice = Choice(skip=("Integriteit",))
    add(data, office, choices={office: choice})
    alone = put(tmp_path / "ander.mbox", mail("Ander"))
    found = [
        event
        for event in library.survey(data, [office, alone, str(tmp_path / "weg.mbox")])
        if isinstance(event, Survey)
    ]
    assert found == [
        Survey(office, {"Raad": 2, "Raad/Agenda": 1, "Integriteit": 2}, choice),
        Survey(alone, {}, EVERYTHING),
    ]


@pytest.mark.parametrize("how", ["choose", "forget"])
def test_no_word_of_what_is_taken_away_stays_on_the_disk(data, desk, office, tmp_path, how):
    add(data, office, put(tmp_path / "ander.mbox", mail("Ander")))
    assert desk.search(Search("geheimink")).total == 1  # and the searcher keeps the index open
    if how == "choose":
        add(data, office, choices={office: Choice(skip=("Integriteit",))})
    else:
        list(library.forget_export(data, office))
    files = [path for path in data.index.rglob("*") if path.is_file()]
    assert [path.name for path in files if b"geheimink" in path.read_bytes()] == []
    assert desk.search(Search("ander")).total == 1


def test_a_row_and_an_opened_message_show_hits_in_subject_and_sender(data, desk, tmp_path):
    text = mail("Uitnodiging open dag jeugdzorg", "Kom ook.", sender="Zorg voor Ons <info@dorp.example>")
    add(data, put(tmp_path / "a.mbox", text))
    (hit,) = desk.search(Search("zorg")).hits
    assert [hit.subject[start:end] for start, end in hit.subject_marks] == ["jeugdzorg"]
    assert [hit.sender[0].name[start:end] for start, end in hit.sender_marks] == ["Zorg"]
    opened = desk.open(hit.id, "zorg", "light")
    assert opened.subject_hits == hit.subject_marks
    (hit,) = desk.search(Search("onderwerp:zorg")).hits
    assert hit.subject_marks
    assert not hit.sender_marks
