"""Binding and drawing PDF files."""

from __future__ import annotations

import sys
import zlib
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from documents import pdf

from reader.errors import StorageFailed
from reader.pdf import Bound, Counted, Part, Volume, attachment_pages, bind, count_pages, page_images
from reader.problems import Problem


@pytest.fixture
def part(tmp_path):
    def make(name, pages, *, foot=""):
        path = tmp_path / f"{name}.pdf"
        document = pypdfium2.PdfDocument.new()
        for _ in range(pages):
            document.new_page(595, 842).close()
        document.save(path)
        document.close()
        return Part(str(path), name, foot)

    return make


@pytest.fixture
def damaged(tmp_path):
    path = tmp_path / "damaged.pdf"
    path.write_bytes(b"%PDF-1.7 and no more")
    return Part(str(path), "Bijlage.pdf", foot="bijlage")


def text_of(path):
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_pages_are_counted_and_a_damaged_file_has_none(part, damaged):
    assert list(count_pages([part("a", 2), damaged])) == [Counted((2, 0))]


def test_parts_become_one_file_of_which_each_page_has_its_number(part, tmp_path):
    target = tmp_path / "out.pdf"
    parts = (part("a", 1), part("bijlage", 2, foot="bericht 1 van 2, bijlage"), part("b", 1))
    assert list(bind([Volume(str(target), parts)], "{page} van {pages}")) == [Bound(str(target), 4)]
    assert [" ".join(text.split()) for text in text_of(target)] == [
        "1 van 4",
        "bericht 1 van 2, bijlage 2 van 4",
        "bericht 1 van 2, bijlage 3 van 4",
        "4 van 4",
    ]


def test_parts_that_are_not_numbered_stay_as_they_are(part, tmp_path):
    target = tmp_path / "out.pdf"
    list(bind([Volume(str(target), (part("a", 1), part("bijlage", 1, foot="bijlage")))]))
    assert text_of(target) == ["", ""]


def dark(path, number):
    """The box round what is not white on a page as it is shown, in points from its top left corner."""
    (page,) = [page for page in page_images(str(path), 72) if page.number == number]
    rows = zlib.decompress(page.rgb)
    inked = [index // 3 for index, value in enumerate(rows) if value < 60]  # the foot is grey
    across, down = [pixel % page.width for pixel in inked], [pixel // page.width for pixel in inked]
    return min(across), min(down), max(across) + 1, max(down) + 1


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_page_of_an_attachment_makes_room_for_its_foot_however_it_lies(part, tmp_path, rotation):
    """A black page, of which a border is cut off, as scanners and layout programs make them."""
    wide = rotation in {90, 270}
    path = tmp_path / "scan.pdf"
    with pypdfium2.PdfDocument.new() as document:
        page = document.new_page(700, 900)
        square = pdfium.FPDFPageObj_CreateNewRect(0, 0, 700, 900)
        pdfium.FPDFPath_SetDrawMode(square, pdfium.FPDF_FILLMODE_ALTERNATE, False)
        pdfium.FPDFPage_InsertObject(page.raw, square)
        page.gen_content()
        page.set_cropbox(50, 40, 645, 882)
        page.set_rotation(rotation)
        page.close()
        document.save(path)
    target = tmp_path / "out.pdf"
    bijlage = Part(str(path), "scan.pdf", foot="bericht 1 van 1, bijlage scan.pdf")
    list(bind([Volume(str(target), (part("a", 1), bijlage))], "{page} van {pages}"))
    with pypdfium2.PdfDocument(target) as document:
        page = document[1]
        assert page.get_size() == ((842, 595) if wide else (595, 842))
        assert page.get_textpage().get_text_range().endswith("2 van 2")
    left, top, right, bottom = dark(target, 1)
    assert top == 0
    assert bottom <= (595 if wide else 842) - 46
    assert left == pytest.approx((842 if wide else 595) - right, abs=1)


def test_a_link_in_an_attachment_stays_on_its_words(part, tmp_path):
    annotation = "<</Type/Annot/Subtype/Link/Rect[0 0 595 842]/A<</S/URI/URI(https://raad.example/)>>>>"
    path = tmp_path / "link.pdf"
    path.write_bytes(pdf("Lees verder", annotations=f"/Annots[{annotation}]"))
    target = tmp_path / "out.pdf"
    list(bind([Volume(str(target), (part("a", 1), Part(str(path), "l", foot="bijlage")))], "{page}"))
    with pypdfium2.PdfDocument(target) as document:
        page = document[1]
        assert pdfium.FPDFLink_GetLinkAtPoint(page.raw, 300, 400)
        assert not pdfium.FPDFLink_GetLinkAtPoint(page.raw, 300, 20)


def test_a_name_that_is_too_long_for_the_foot_is_cut(part, tmp_path):
    target = tmp_path / "out.pdf"
    foot = "bericht 1 van 1, bijlage " + "Voortgang " * 40
    list(bind([Volume(str(target), (part("a", 1), part("b", 1, foot=foot)))], "{page} van {pages}"))
    shown = " ".join(text_of(target)[1].split())
    assert shown.startswith("bericht 1 van 1, bijlage Voortgang Voortgang")
    assert shown.endswith("… 2 van 2")
    with pypdfium2.PdfDocument(target) as document:
        boxes = [
            item.get_bounds() for item in document[1].get_objects() if item.type == pdfium.FPDF_PAGEOBJ_TEXT
        ]
    number, about = boxes
    assert about[2] < number[0]


def test_letters_that_the_foot_cannot_show_are_question_marks(part, tmp_path):
    target = tmp_path / "out.pdf"
    list(bind([Volume(str(target), (part("a", 1), part("b", 1, foot="Één – Ж.pdf")))], "{page}"))
    assert " ".join(text_of(target)[1].split()) == "Één – ?.pdf 2"


def test_a_document_that_is_shown_is_drawn_by_the_child_that_bound_it(part, tmp_path):
    target = str(tmp_path / "out.pdf")
    bound, *pages = bind([Volume(target, (part("a", 2),))], dpi=50)
    assert bound == Bound(target, 2)
    assert pages == list(page_images(target, 50))


def test_a_damaged_attachment_is_named_and_the_rest_is_bound(part, damaged, tmp_path):
    target = tmp_path / "out.pdf"
    events = list(bind([Volume(str(target), (part("a", 1), damaged, part("b", 1)))]))
    assert events == [Problem("attachment_unprintable", detail="Bijlage.pdf"), Bound(str(target), 2)]


def test_each_volume_is_a_file(part, tmp_path):
    volumes = [Volume(str(tmp_path / f"{name}.pdf"), (part(f"_{name}", 1),)) for name in "ab"]
    assert [event.path for event in bind(volumes)] == [volume.target for volume in volumes]


def test_a_target_that_cannot_be_written_leaves_nothing_behind(part, tmp_path):
    folder = tmp_path / "folder"
    (folder / "out.pdf").mkdir(parents=True)  # a folder stands where the file should come
    with pytest.raises(StorageFailed) as failed:
        list(bind([Volume(str(folder / "out.pdf"), (part("a", 1),))]))
    assert failed.value.problem.code == "pdf_failed"
    assert [path.name for path in folder.iterdir()] == ["out.pdf"]


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no limit on the size of files to fill a disk with"
)
def test_a_full_disk_is_a_refusal_and_keeps_the_older_file(part, tmp_path):
    import resource  # noqa: PLC0415 - not on Windows

    volume = Volume(str(tmp_path / "out" / "out.pdf"), (part("a", 2),))
    (tmp_path / "out").mkdir()
    Path(volume.target).write_bytes(b"older")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, limits[1]))
    try:
        with pytest.raises(StorageFailed):
            list(bind([volume]))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert [(path.name, path.read_bytes()) for path in (tmp_path / "out").iterdir()] == [
        ("out.pdf", b"older")
    ]


def test_pages_are_drawn_in_order_without_padding(part):
    images = list(page_images(part("a", 2).path, 50))
    assert [(image.number, image.count) for image in images] == [(0, 2), (1, 2)]
    first = images[0]
    assert zlib.decompress(first.rgb) == b"\xff" * (first.width * first.height * 3)
    assert (first.width, first.height) == (414, 585)


def test_pages_of_an_attachment_are_drawn_in_order(part):
    pages = list(attachment_pages(part("a", 3).path, 72))
    assert [(page.number, page.count) for page in pages] == [(0, 3), (1, 3), (2, 3)]
    assert (pages[0].width, pages[0].height) == (595, 842)


def test_an_attachment_that_is_no_pdf_has_no_pages(damaged):
    assert list(attachment_pages(damaged.path, 72)) == []


def test_an_attachment_as_large_as_a_wall_is_drawn_smaller(tmp_path):
    path = tmp_path / "wall.pdf"
    with pypdfium2.PdfDocument.new() as document:
        document.new_page(14_400, 14_400).close()  # points: the largest page that PDF 1.6 knows
        document.save(path)
    (page,) = attachment_pages(str(path), 144)
    assert page.width * page.height < 9_000_000


def test_of_an_attachment_without_end_the_first_pages_are_drawn(part):
    pages = list(attachment_pages(part("a", 100).path, 9))
    assert 10 < len(pages) < 100
    assert pages[0].count == 100
