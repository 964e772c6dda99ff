"""Small real documents, as the programs that write them do: the parts that a reader needs, and no more."""

from __future__ import annotations

import io
import zipfile

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_ODF = (
    " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style", "manifest", "presentation")
    )
    + ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def links(*targets: tuple[str, str]) -> str:
    """A .rels part: (kind, target) pairs, numbered rId1 and on."""
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{_R}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_RELS}">{inside}</Relationships>'


def package(main: str, parts: dict[str, str | bytes]) -> bytes:
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": links(("officeDocument", main)),
            **parts,
        }
    )


def docx(body: str, **beside: str) -> bytes:
    """A Word document; `beside` has the paragraphs of its header, footer, footnotes and so on."""
    parts: dict[str, str | bytes] = {"word/document.xml": word_part("document", f"<w:body>{body}</w:body>")}
    parts["word/_rels/document.xml.rels"] = links(*((kind, f"{kind}1.xml") for kind in beside))
    for kind, inside in beside.items():
        parts[f"word/{kind}1.xml"] = word_part(kind, inside)
    return package("word/document.xml", parts)


def word_part(root: str, inside: str) -> str:
    return f'<w:{root} xmlns:w="{_W}" xmlns:mc="x" xmlns:m="y">{inside}</w:{root}>'


def word_paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def xlsx(sheets: dict[str, str], strings: str = "", styles: str = "", *, since_1904: bool = False) -> bytes:
    """A workbook: the rows of each sheet by its name, and the strings (<si>) that cells share."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(sheets, 1)
    )
    settings = '<workbookPr date1904="1"/>' if since_1904 else ""
    parts: dict[str, str | bytes] = {
        "xl/workbook.xml": f'<workbook xmlns="{_S}" xmlns:r="{_R}">{settings}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": links(
            *(("worksheet", f"worksheets/sheet{number}.xml") for number, _ in enumerate(sheets, 1)),
            ("sharedStrings", "sharedStrings.xml"),
            ("styles", "/xl/styles.xml"),
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{_S}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{_S}">{styles}</styleSheet>',
    }
    for number, rows in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{_S}"><sheetData>{rows}</sheetData></worksheet>'
        )
    return package("xl/workbook.xml", parts)


def pptx(slides: list[tuple[str, str]]) -> bytes:
    """A presentation of slides with notes; the last slide is the first file, as after moving it."""
    count = len(slides)
    order = "".join(f'<p:sldId id="{256 + number}" r:id="rId{number}"/>' for number in range(1, count + 1))
    parts: dict[str, str | bytes] = {
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{_P}" xmlns:r="{_R}"><p:sldIdLst>{order}</p:sldIdLst></p:presentation>',
        "ppt/_rels/presentation.xml.rels": links(
            *(("slide", f"slides/slide{count - number}.xml") for number in range(count))
        ),
    }
    for number, (text, notes) in enumerate(slides):
        file = count - number
        parts[f"ppt/slides/slide{file}.xml"] = _slide("sld", text)
        parts[f"ppt/slides/_rels/slide{file}.xml.rels"] = links(
            ("notesSlide", f"../notesSlides/notes{file}.xml")
        )
        parts[f"ppt/notesSlides/notes{file}.xml"] = _slide("notes", notes)
    return package("ppt/presentation.xml", parts)


def _slide(root: str, text: str) -> str:
    number = '<a:p><a:fld type="slidenum"><a:t>7</a:t></a:fld></a:p>'
    return (
        f'<p:{root} xmlns:p="{_P}" xmlns:a="{_A}"><a:p><a:r><a:t>{text}</a:t></a:r></a:p>{number}</p:{root}>'
    )


def opendocument(kind: str, body: str, *, styles: str = "", manifest: str = "") -> bytes:
    """A document of OpenDocument's kind: text, spreadsheet or presentation."""
    content = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"<office:document-content {_ODF}>{content}</office:document-content>",
            "styles.xml": f"<office:document-styles {_ODF}>{styles}</office:document-styles>",
            "META-INF/manifest.xml": f"<manifest:manifest {_ODF}>{manifest}</manifest:manifest>",
        }
    )


def pdf(*pages: str, trailer: str = "", objects: tuple[str, ...] = (), annotations: str = "") -> bytes:
    """A PDF with one line of text on each page, written by hand as ISO 32000-1 §7.5 has it."""
    first = 4  # objects 1 to 3 are the catalogue, the list of pages and the font
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    bodies = [
        f"<</Type/Catalog/Pages 2 0 R{trailer}>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    fonts = "<</Font<</F1 3 0 R>>>>"
    for number, text in enumerate(pages):
        shown = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET" if text else ""
        bodies += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources{fonts}/Contents {first + 2 * number + 1} 0 R{annotations}>>",
            f"<</Length {len(shown)}>>\nstream\n{shown}\nendstream",
        ]
    file = io.BytesIO(b"%PDF-1.7\n")
    file.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate([*bodies, *objects], 1):
        places.append(file.tell())
        file.write(f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252"))
    table = file.tell()
    entries = "".join(f"{place:010} 00000 n \n" for place in places)
    file.write(f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{entries}".encode())
    file.write(f"trailer\n<</Size {len(places) + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n".encode())
    return file.getvalue()
