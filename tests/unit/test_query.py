"""The query language: what is typed, and the tree or the error that it gives."""

from datetime import date

import pytest

from reader.errors import QueryError
from reader.periods import Period
from reader.query import And, Between, For, Has, Is, Listed, Name, Not, Or, Proposed, Word, Words, parse
from reader.words import words

TODAY = date(2020, 11, 13)  # a Friday


def tree(text, *, typing=False):
    return parse(text, TODAY, typing=typing)


def word(form, how="stem", field=None):
    return Words((Word(form, how),), field)


def test_words_are_anded():
    assert tree("motie zorg") == And((word("motie"), word("zorg")))


def test_only_capitals_make_an_operator():
    assert tree("raad en griffie") == And((word("raad"), word("en"), word("griffie")))
    assert tree("raad EN griffie") == tree("raad AND griffie") == And((word("raad"), word("griffie")))


def test_and_binds_before_or_and_parentheses_before_both():
    assert tree("a b OF c") == Or((And((word("a"), word("b"))), word("c")))
    assert tree("a (b OF c)") == And((word("a"), Or((word("b"), word("c")))))


@pytest.mark.parametrize("text", ["-motie", "NIET motie", "NOT motie", "-(motie)"])
def test_ways_to_leave_something_out(text):
    assert tree(text) == Not(word("motie"))


def test_a_hyphen_inside_a_word_does_not_leave_anything_out():
    assert tree("raad-advies") == Words((Word("raad"), Word("advies")))


def test_a_phrase_is_literal():
    assert tree('"In handen van"') == Words(
        (Word("in", "exact"), Word("handen", "exact"), Word("van", "exact"))
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wijk*", Word("wijk", "prefix")),
        ("*zorg", Word("*zorg", "pattern")),
        ("w?jk", Word("w?jk", "pattern")),
        ("be*ing", Word("be*ing", "pattern")),
        ("doen?", Word("doen")),  # a question, not a wildcard
        ("raatslid~", Word("raatslid", "fuzzy", 2)),
        ("brif~", Word("brif", "fuzzy", 1)),
        ("brief~2", Word("brief", "fuzzy", 2)),
        ("Coördinatie", Word("coordinatie")),
    ],
)
def test_one_word_in_all_its_ways(text, expected):
    assert tree(text) == Words((expected,))


def test_the_parts_of_an_address_stand_next_to_each_other():
    assert tree("jan.de*@vng.nl") == Words((Word("jan"), Word("de", "prefix"), Word("vng"), Word("nl")))


@pytest.mark.parametrize(
    ("dutch", "english"),
    [
        ("van:jan", "from:jan"),
        ("aan:jan", "to:jan"),
        ("onderwerp:jan", "subject:jan"),
        ("tekst:jan", "text:jan"),
        ("bijlage:jan", "attachment:jan"),
        ("categorie:jan", "category:jan"),
        ("map:jan", "folder:jan"),
        ("postvak:jan", "mailbox:jan"),
        ("datum:2020", "date:2020"),
        ("datum:vorigeweek", "date:lastweek"),
        ("heeft:bijlage", "has:attachment"),
        ("is:uitnodiging", "is:invitation"),
        ("is:verzoek", "is:request"),
        ("is:vraag", "is:question"),
        ("is:oproep", "is:heading_question"),
        ("is:opdelijst", "is:listed"),
        ("afdoening:kennisname", "proposal:information"),
    ],
)
def test_dutch_and_english_names_mean_the_same(dutch, english):
    assert tree(dutch) == tree(english)


def test_fields():
    assert tree('van:"Jan de Wit"') == Words(
        (Word("jan", "exact"), Word("de", "exact"), Word("wit", "exact")), "sender"
    )
    assert tree("VAN: jan") == word("jan", field="sender")
    assert tree('categorie:"Ingekomen stuk"') == Name("category", ("ingekomen", "stuk"))
    assert tree("map:Archief/2020") == Name("folder", ("archief", "2020"))
    assert tree("is:actie") == Has("action")
    assert tree("is:uitnodiging") == Is("invitation")
    assert tree("heeft:deadline") == Has("deadline")
    assert tree("voor:raad") == tree("for:council") == For("raad")
    assert tree('voorgesteld:"brief inwoner"') == Name("suggested", ("brief", "inwoner"))
    assert tree("afdoening:college") == Proposed(frozenset({"college", "college_copy", "college_advice"}))
    assert tree('afdoening:"in handen van het college ter afdoening"') == Proposed(frozenset({"college"}))
    assert tree("is:opdelijst") == Listed()
    assert tree("-heeft:bijlage") == Not(Has("attachment"))


def test_dates():
    week = Period(date(2020, 11, 2), date(2020, 11, 8))
    assert tree("datum:vorigeweek") == Between("sent", week)
    assert tree("datum:2020-W45") == Between("sent", week)
    assert tree("datum:2020-11-01..2020-11-30") == tree("datum:2020-11")
    assert tree("deadline:<2020-12-01") == Between("due", Period(None, date(2020, 11, 30)))


@pytest.mark.parametrize(
    "value", ["11-2020", "nov-2020", "November-2020", '"november 2020"', "1-11-2020..30-nov-2020"]
)
def test_a_month_as_a_dutchman_types_it(value):
    assert tree(f"datum:{value}") == tree("datum:2020-11")


@pytest.mark.parametrize(
    "text", ["Re: zienswijze", "RE:zienswijze", "Let op: morgen", "https://vng.nl/raad", "10:30"]
)
def test_a_colon_in_ordinary_text_makes_no_field(text):
    tree(text)


def test_signs_without_a_word_are_passed_over():
    assert tree("zorg & welzijn") == tree("zorg - welzijn") == And((word("zorg"), word("welzijn")))


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ('motie "in handen', "query_quote", '"in handen'),
        ("a (b OF c", "query_open", "(b OF c"),
        ("a) b", "query_close", ") b"),
        ("a OF", "query_missing", "OF"),
        ("OF a", "query_missing", "OF a"),
        ("()", "query_missing", ")"),
        ("a NIET", "query_missing", "NIET"),
        ("van:", "query_missing", "van:"),
        ("*", "query_wildcard", "*"),
        ("a ** b", "query_wildcard", "** b"),
        ("&&&", "query_empty", "&&&"),
        ("afzender:jan", "query_field", "afzender:jan"),
        ("datum:2020-13", "query_day", "datum:2020-13"),
        ("datum:2020-02-30", "query_day", "datum:2020-02-30"),
        ("datum:31-02-2026", "query_day", "datum:31-02-2026"),
        ("deadline:>31-april-2026", "query_day", "deadline:>31-april-2026"),
        ("datum:1-2-2026..30-2-2026", "query_day", "datum:1-2-2026..30-2-2026"),
        ("datum:2026-w54", "query_day", "datum:2026-w54"),
        ("datum:..", "query_date", "datum:.."),
        ("datum:13-2020", "query_day", "datum:13-2020"),
        ("datum:novalis-2020", "query_date", "datum:novalis-2020"),
        ("heeft:geduld", "query_value", "heeft:geduld"),
        ("afdoening:onbekend", "query_proposal", "afdoening:onbekend"),
        ("(" * 60 + "a" + ")" * 60, "query_deep", "(" * 5),
        ("a" * 10_000, "query_long", "2000"),
        ("NIET " * 399 + "a", "query_deep", "NIET NIET"),
    ],
)
def test_an_error_says_where_and_why(text, code, place):
    with pytest.raises(QueryError) as caught:
        tree(text)
    assert caught.value.problem.code == code
    assert caught.value.problem.detail.startswith(place)
    for language in ("nl", "en"):
        assert place in words(language).sentence(caught.value.problem)


def test_many_hyphens_before_a_word_are_one():
    assert tree("-" * 1999 + "a") == word("a")


@pytest.mark.parametrize(
    ("text", "finished"),
    [
        ('motie "in han', 'motie "in han*"'),
        ("motie OF", "motie"),
        ("motie (zorg OF ", "motie (zorg)"),
        ("motie van:", "motie"),
        ("motie datum:20", "motie"),
        ("motie heeft:bij", "motie"),
        ("motie afdoening:ontb", "motie"),
        ("motie afdoening:advis", "motie afdoening:advis*"),
        ("motie -", "motie"),
        ("motie ", "motie"),
        ("motie categorie:inge", "motie categorie:inge*"),
    ],
)
def test_what_is_unfinished_while_typing_is_left_out(text, finished):
    assert tree(text, typing=True) == tree(finished)


def test_the_last_word_while_typing_is_a_prefix_or_the_word_itself():
    assert tree("motie gemeen", typing=True) == And((word("motie"), word("gemeen", "typed")))
    assert tree("motie gemeen ", typing=True) == And((word("motie"), word("gemeen")))
    assert tree('"in han', typing=True) == Words((Word("in", "exact"), Word("han", "prefix")))
    assert tree('"in handen ', typing=True) == Words((Word("in", "exact"), Word("handen", "exact")))
    assert tree('"in ha', typing=True) == word("in", "exact")  # nearly any word begins with two letters
    assert tree('"ha', typing=True) == word("ha", "prefix")
    assert tree("onderwerp:gemeen", typing=True) == word("gemeen", "typed", "subject")
