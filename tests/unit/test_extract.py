"""Files to their text: each kind as its programs write it, then as nobody should."""

from __future__ import annotations

import struct

import pytest
from documents import docx, opendocument, pdf, pptx, word_paragraph, xlsx, zipped

from reader.attachments.extract import Extract, extract
from reader.problems import Problem

MOST = 10_000


def read(content, name="bijlage.bin", content_type="application/octet-stream", most=MOST):
    return extract(content, name, content_type, most)


def text_of(content, name="bijlage.bin", **rest):
    found = read(content, name, **rest)
    assert found.problem is None
    return found.text


def code_of(content, name="bijlage.bin", **rest):
    found = read(content, name, **rest)
    return found.text, found.problem.code


def cell(text):
    return f"<w:tc>{''.join(word_paragraph(one) for one in text.split('|'))}</w:tc>"


# Word


def test_paragraphs_of_word_are_lines_in_the_order_of_the_page():
    content = docx(
        word_paragraph("Geachte raad,") + word_paragraph("Wij vragen &lt;aandacht&gt;."),
        footer=word_paragraph("Pagina-einde"),
        header=word_paragraph("Gemeente Voorbeeld"),
        footnotes=word_paragraph("Zie ook het besluit."),
        comments=word_paragraph("Klopt dit?"),
    )
    assert text_of(content) == (
        "Gemeente Voorbeeld\n\nGeachte raad,\nWij vragen <aandacht>.\n\nZie ook het besluit.\n\nKlopt dit?\n\nPagina-einde"
    )


def test_a_table_of_word_is_rows_with_tabs_and_a_cell_may_have_lines():
    row = f"<w:tr>{cell('1 mei')}{cell('€ 5|ongeveer')}{cell('ja')}</w:tr>"
    content = docx(word_paragraph("Voor") + f"<w:tbl>{row}{row}</w:tbl>" + word_paragraph("Na"))
    assert text_of(content) == "Voor\n\n1 mei\t€ 5\nongeveer\tja\n1 mei\t€ 5\nongeveer\tja\n\nNa"


def test_only_what_is_seen_in_word_is_read():
    paragraph = (
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>"  # a tab stop is no tab
        "<w:r><w:t>Be</w:t></w:r><w:r><w:t>sluit</w:t><w:tab/><w:t>2021</w:t><w:br/><w:t>nu</w:t></w:r>"
        "<w:del><w:r><w:delText>oud</w:delText><w:t>ouder</w:t></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>weg</w:t></w:r></w:moveFrom>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<mc:AlternateContent><mc:Choice><w:p><w:r><w:t>Kader</w:t></w:r></w:p></mc:Choice>"
        "<mc:Fallback><w:p><w:r><w:t>Kader</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>"
        "<w:r><w:t>rest</w:t></w:r></w:p>"
    )
    assert text_of(docx(paragraph)) == "Besluit\t2021\nnu\nKader\nrest"


def test_the_same_header_on_every_kind_of_page_is_read_once():
    content = docx("", header=word_paragraph("Kop"), footer=word_paragraph("Kop"))
    assert text_of(content) == "Kop"


# Excel


def test_sheets_of_excel_have_their_names_and_their_cells_by_tabs():
    rows = (
        '<row><c t="s"><v>1</v></c><c r="D1" t="inlineStr"><is><t>inge</t><r><t>voegd</t></r></is></c></row>'
        '<row><c><v>1234.5</v></c><c><f>1/10+2/10</f><v>0.30000000000000004</v></c>'
        '<c t="str"><f>A1</f><v>uitkomst</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c/></row>'
    )  # fmt: skip
    strings = "<si><t>nul</t></si><si><r><t>Jeugd</t></r><r><t>zorg</t></r><rPh><t>uitspraak</t></rPh></si>"
    content = xlsx(
        {"Begroting": rows, "Leeg": "", "Blad &amp; 3": '<row><c t="s"><v>0</v></c></row>'}, strings
    )
    assert text_of(content) == (
        "Begroting\nJeugdzorg\tingevoegd\n1234.5\t0.3\tuitkomst\n\nLeeg\n\nBlad & 3\nnul"
    )


@pytest.mark.parametrize(
    ("style", "value", "shown"),
    [
        (0, "44148", "44148"),
        (1, "44148", "13-11-2020"),  # built in: m/d/yyyy
        (2, "44148.5", "13-11-2020 12:00"),
        (2, "0.75", "18:00"),
        (3, "44148", "44148"),  # "dagen" between quotes and a colour are no placeholders
        (1, "-4", "-4"),
        (1, "1e300", "1e300"),
        (1, "geen getal", ""),
        (99, "44148", "44148"),  # a style that is not there
    ],
)
def test_a_day_in_excel_is_told_by_its_style(style, value, shown):
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="d\\-mmm\\ yyyy hh:mm"/>'
        '<numFmt numFmtId="165" formatCode="[Red]0 &quot;dagen&quot;"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"><alignment/></xf><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>'
        '<cellStyles><xf numFmtId="14"/></cellStyles>'
    )
    content = xlsx({"Blad1": f'<row><c s="{style}"><v>{value}</v></c></row>'}, styles=styles)
    assert text_of(content) == f"Blad1\n{shown}".strip()


def test_days_of_an_old_mac_count_from_1904():
    styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    content = xlsx({"A": '<row><c s="0"><v>42686</v></c></row>'}, styles=styles, since_1904=True)
    assert text_of(content) == "A\n13-11-2020"


# PowerPoint and OpenDocument


def test_slides_come_in_their_order_with_their_notes():
    content = pptx([("Welkom", "Zeg iets liefs"), ("Planning", "")])
    assert text_of(content) == "Welkom\nZeg iets liefs\n\nPlanning"


def test_a_text_of_opendocument_has_its_notes_apart():
    body = (
        "<text:tracked-changes><text:p>oud</text:p></text:tracked-changes>"
        "<text:h>Besluit</text:h><text:p>De\n raad<text:s text:c='2'/>besluit<text:note>"
        "<text:note-citation>1</text:note-citation><text:note-body><text:p>Zie artikel 4.</text:p></text:note-body>"
        "</text:note> unaniem.<text:line-break/>Nu<text:tab/>al</text:p>"
        "<table:table table:name='Tabel1'><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
        "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
    )
    styles = (
        "<style:style><text:p>voorbeeld</text:p></style:style>"
        "<style:header><text:p>Gemeente <text:page-number>1</text:page-number></text:p></style:header>"
    )
    assert text_of(opendocument("text", body, styles=styles)) == (
        "Besluit\nDe raad  besluit unaniem.\nNu\tal\n\na\tb\n\nGemeente\n\nZie artikel 4."
    )


def test_a_spreadsheet_of_opendocument_has_the_names_of_its_sheets():
    row = "<table:table-row><table:table-cell><text:p>1</text:p></table:table-cell><table:table-cell/></table:table-row>"
    body = f"<table:table table:name='Uitgaven'>{row}</table:table>"
    styles = "<style:header><text:p>???</text:p></style:header>"
    assert text_of(opendocument("spreadsheet", body, styles=styles)) == "Uitgaven\n1"


def test_a_presentation_of_opendocument_has_its_slides_apart():
    page = "<draw:page><text:p>{}</text:p><presentation:notes><text:p>notitie</text:p></presentation:notes></draw:page>"
    body = page.format("een") + page.format("twee")
    assert text_of(opendocument("presentation", body)) == "een\nnotitie\n\ntwee\nnotitie"


# PDF


def test_pages_of_a_pdf_stand_apart():
    assert text_of(pdf("Raadsbrief", "Bijlage één")) == "Raadsbrief\n\nBijlage één"


def test_what_was_filled_in_on_a_form_is_read():
    content = pdf(
        "Naam:",
        trailer="/AcroForm<</Fields[6 0 R 7 0 R 8 0 R]>>",
        annotations="/Annots[6 0 R 7 0 R 8 0 R]",
        objects=(
            "<</Type/Annot/Subtype/Widget/FT/Tx/T(naam)/V(Jan de Wit)/Rect[0 0 9 9]>>",
            "<</Type/Annot/Subtype/Widget/FT/Btn/T(akkoord)/V/Yes/Rect[0 0 9 9]>>",  # a tick is no text
            "<</Type/Annot/Subtype/FreeText/Contents(Met spoed)/DA(/F1 9 Tf)/Rect[0 0 9 9]>>",
        ),
    )
    assert text_of(content) == "Naam:\nJan de Wit\nMet spoed"


def test_a_scan_says_that_it_has_no_text():
    assert code_of(pdf("", "")) == ("", "extract_scan")


def test_a_pdf_may_begin_late_and_be_called_something_else():
    assert text_of(b"\r\n<!-- scanner -->" + pdf("Brief"), "brief.doc") == "Brief"


# Text


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("brief.txt", b"Het caf\xe9 kost \x80 5 per dag", "Het café kost € 5 per dag"),  # the code page of Windows
        ("brief.txt", "één".encode("utf-16"), "één"),
        ("lijst.csv", b'naam;bedrag\r\n"Wit, de";5', 'naam;bedrag\n"Wit, de";5'),
        ("notitie.md", b"# Kop\n\n\n\n- punt  \n", "# Kop\n\n- punt"),
        ("pagina.htm", b"<meta charset=windows-1252><p>Caf\xe9<script>x()</script><p>twee", "Café\n\ntwee"),
        ("brief.rtf", rb"{\rtf1\ansi Coll\'e8ge\par besluit}", "Collège\nbesluit"),
        ("naamloos", b"<!DOCTYPE html><p>Zonder naam", "Zonder naam"),
    ],
)  # fmt: skip
def test_a_text_is_read_in_its_own_characters(name, content, text):
    assert text_of(content, name) == text


def test_a_type_tells_where_the_name_does_not():
    assert text_of(b"Verslag", "verslag", content_type="text/plain") == "Verslag"
    assert code_of(b"Verslag", "verslag") == ("", "extract_unknown")


# What has no text


def test_an_archive_of_other_files_has_their_names():
    assert text_of(zipped({"stukken/brief.pdf": b"x", "foto.jpg": b"y"})) == "stukken/brief.pdf\nfoto.jpg"


def test_an_office_document_with_a_password_says_so():
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024) + "EncryptedPackage".encode("utf-16-le")
    assert code_of(compound, "besluit.docx") == ("", "extract_locked")
    entry = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    assert code_of(opendocument("text", "<text:p>x</text:p>", manifest=entry)) == ("", "extract_locked")


def test_a_document_of_old_office_must_be_opened_itself():
    assert code_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024), "brief.doc") == ("", "extract_old")


def test_a_document_without_words_says_so():
    assert code_of(docx("<w:p/>")) == ("", "extract_empty")


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0 foto", b"\x89PNG\r\n", b"GIF89a\0\0"])
def test_what_is_no_text_gives_none_whatever_it_is_called(content):
    assert code_of(content, "brief.txt")[0] == ""


# What was made to do harm


def test_a_long_text_is_cut():
    found = read(docx(word_paragraph("woord " * 1000) * 10), most=500)
    assert (len(found.text), found.problem) == (500, Problem("extract_cut"))


def test_a_zip_bomb_is_read_as_far_as_its_budget_goes():
    bomb = docx(word_paragraph("Voor de klap") + " " * (150 << 20))
    assert len(bomb) < 1 << 20
    assert code_of(bomb) == ("Voor de klap", "extract_partly")


def test_entities_that_unfold_are_refused():
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    bomb = f'<!DOCTYPE x [{entities}]><w:document xmlns:w="w"><w:t>&e11;</w:t></w:document>'
    assert code_of(zipped({"[Content_Types].xml": "", "word/document.xml": bomb})) == ("", "extract_damaged")


def test_an_entity_never_opens_a_file(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim")
    attack = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]><t>&e;</t>'
    assert code_of(zipped({"[Content_Types].xml": "", "word/document.xml": attack})) == (
        "",
        "extract_damaged",
    )


def test_elements_inside_each_other_ten_thousandfold_are_read():
    deep = "<w:tbl><w:tr><w:tc>" * 10_000 + word_paragraph("diep") + "</w:tc></w:tr></w:tbl>" * 10_000
    assert text_of(docx(deep)) == "diep"


def test_one_shared_string_in_every_cell_is_bounded():
    rows = "<row>" + '<c t="s"><v>0</v></c>' * 10_000 + "</row>"
    found = read(xlsx({"A": rows}, f"<si><t>{'x' * 100_000}</t></si>"), most=1000)
    assert (len(found.text), found.problem) == (1000, Problem("extract_cut"))


def test_links_in_a_circle_and_to_nowhere_end():
    parts = {
        "[Content_Types].xml": "",
        "_rels/.rels": '<r><Relationship Id="a" Type="x/officeDocument" Target="../../word/document.xml"/></r>',
        "word/document.xml": "<t>tekst</t>",
        "word/_rels/document.xml.rels": (
            '<r><Relationship Id="a" Type="x/header" Target="document.xml"/>'
            '<Relationship Id="b" Type="x/footer" Target="/etc/passwd"/>'
            '<Relationship Id="c" Type="x/footnotes" TargetMode="External" Target="file:///etc/passwd"/></r>'
        ),
    }
    assert code_of(zipped(parts)) == ("tekst\n\ntekst", "extract_partly")


@pytest.mark.parametrize(
    "whole",
    [docx(word_paragraph("Begin") + word_paragraph("woord ") * 500), pdf(*["Begin"] * 20), pptx([("Begin", "x")])],
)  # fmt: skip
def test_half_a_file_is_damaged_or_gives_what_it_has(whole):
    found = read(whole[: len(whole) // 2])
    assert found.problem is None or found.problem.code in {
        "extract_damaged",
        "extract_partly",
        "extract_scan",
    }


def test_a_part_that_breaks_off_gives_what_stood_before():
    broken = '<w:document xmlns:w="w"><w:p><w:t>Tot hier</w:t></w:p><w:p></w:t>'
    parts = {"[Content_Types].xml": "", "word/document.xml": broken}
    assert code_of(zipped(parts)) == ("Tot hier", "extract_partly")


def test_an_encrypted_entry_needs_its_password():
    whole = bytearray(zipped({"[Content_Types].xml": "", "word/document.xml": "<t>x</t>"}))
    directory = whole.rindex(b"PK\1\2")
    whole[directory + 8 : directory + 10] = struct.pack("<H", 1)  # the flag of a password, APPNOTE.TXT §4.4.4
    assert code_of(bytes(whole)) == ("", "extract_locked")


def test_the_answer_is_a_value():
    assert read(b"Dag", "dag.txt") == Extract("Dag")


# Calendars

CALENDAR = (
    "BEGIN:VCALENDAR\r\nPRODID:-//Maker//NL\r\n"
    "BEGIN:VTIMEZONE\r\nTZID:Europe/Amsterdam\r\nEND:VTIMEZONE\r\n"  # a name that nobody in the meeting wrote
    "BEGIN:VEVENT\r\nDTSTART;TZID=Europe/Amsterdam:20261203T193000\r\nSUMMARY:Informatieavond\\, windpark\r\n"
    "LOCATION:Raadzaal\r\nORGANIZER;CN=Provincie:mailto:p@provincie.example\r\n"
    "DESCRIPTION:Neem uw vra\r\n gen mee.\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def test_a_calendar_is_what_people_wrote_in_it():
    assert text_of(CALENDAR.encode(), "uitnodiging.ics", content_type="text/calendar") == (
        "Informatieavond, windpark\nRaadzaal\nProvincie\nNeem uw vragen mee."
    )


def test_a_calendar_of_which_not_every_meeting_is_read_keeps_its_own_lines():
    event = CALENDAR[CALENDAR.index("BEGIN:VEVENT") : CALENDAR.index("END:VCALENDAR")]
    many = "BEGIN:VCALENDAR\r\n" + event * 100 + event.replace("Raadzaal", "Kantine") + "END:VCALENDAR\r\n"
    assert "Kantine" in read(many.encode(), "agenda.ics", most=1_000_000).text
    tasks = "BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nSUMMARY:Brief schrijven\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"
    assert "Brief schrijven" in text_of(tasks.encode(), "taken.ics")
