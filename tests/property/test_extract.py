"""Any file gives an Extract: no traceback, no more text than was asked for, nothing that no screen shows."""

from __future__ import annotations

from documents import docx, opendocument, pdf, pptx, word_paragraph, xlsx, zipped
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.attachments.extract import Extract, extract
from reader.index.saved import pack_texts, unpack_texts

MOST = 300
NAMES = st.sampled_from(["a.pdf", "a.docx", "a.txt", "a.html", "a.rtf", "a.csv", "a", ".", "a.xlsx"])
BEGINNINGS = st.sampled_from(
    [b"", b"%PDF-1.7\n", b"PK\3\4", b"{\\rtf1", b"<html>", b"\xff\xfe", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
CELLS = '<row><c t="s"><v>0</v></c><c s="1"><v>44148</v></c><c><v>1.5</v></c></row>'
WHOLE = (
    docx(word_paragraph("Besluit"), header=word_paragraph("Kop"), footnotes=word_paragraph("Noot")),
    xlsx({"Blad1": CELLS}, "<si><t>woord</t></si>", '<cellXfs><xf/><xf numFmtId="14"/></cellXfs>'),
    pptx([("Dia", "Notitie")]),
    opendocument("text", "<text:p>Alinea<text:note><text:p>Noot</text:p></text:note></text:p>"),
    pdf("Bladzijde", "Twee"),
    zipped({"brief.pdf": b"x"}),
)
XML = st.recursive(
    st.sampled_from(["woord", "&amp;", " ", "<v>1</v>", "<v>99999</v>", "<t>tekst</t>", "<tab/>", "<br/>"]),
    lambda inner: st.tuples(
        st.sampled_from("p r t tbl tr tc si rPh del note table table-row table-cell row c sheet".split()),
        st.lists(inner, max_size=4),
    ).map(lambda pair: f"<{pair[0]} t='s' s='1'>{''.join(pair[1])}</{pair[0]}>"),
    max_leaves=25,
)


def check(found):
    assert isinstance(found, Extract)
    assert len(found.text) <= MOST
    assert found.text or found.problem is not None
    assert "\0" not in found.text
    assert "\r" not in found.text


@given(beginning=BEGINNINGS, rest=st.binary(max_size=400), name=NAMES)
def test_any_bytes_have_an_answer(beginning, rest, name):
    check(extract(beginning + rest, name, "application/octet-stream", MOST))


@settings(max_examples=300)
@given(
    whole=st.sampled_from(WHOLE),
    at=st.integers(0, 4_000),
    change=st.binary(max_size=8),
    cut=st.integers(0, 400),
)
def test_a_damaged_document_has_an_answer(whole, at, change, cut):
    at %= len(whole)
    broken = whole[:at] + change + whole[at + len(change) :]
    check(extract(broken[: len(broken) - cut], "a.bin", "application/octet-stream", MOST))


@given(body=XML, kind=st.sampled_from(["docx", "xlsx", "odt", "ods"]))
def test_elements_in_any_order_have_an_answer(body, kind):
    makers = {
        "docx": lambda: docx(body),
        "xlsx": lambda: xlsx({"A": body}, body, body),
        "odt": lambda: opendocument("text", body),
        "ods": lambda: opendocument("spreadsheet", body, styles=body),
    }
    check(extract(makers[kind](), "a.bin", "application/octet-stream", MOST))


@given(texts=st.dictionaries(st.integers(0), st.text(alphabet=st.characters())))
def test_saved_texts_come_back_equal(texts):
    assert unpack_texts(pack_texts(texts)) == texts
