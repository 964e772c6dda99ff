"""Binding and drawing PDF files."""

from __future__ import annotations

import sys
import zlib
from pathlib import Path

import pypdfium2
import pytest

from reader.errors import StorageFailed
from reader.pdf import Bound, Counted, Part, Volume, attachment_pages, bind, count_pages, page_images
from reader.problems import Problem


@pytest.fixture
def part(tmp_path):
    def make(name, pages, *, numbered=True):
        path = tmp_path / f"{name}.pdf"
        document = pypdfium2.PdfDocument.new()
        for _ in range(pages):
            document.new_page(595, 842).close()
        document.save(path)
        document.close()
        return Part(str(path), name, numbered)

    return make


@pytest.fixture
def damaged(tmp_path):
    path = tmp_path / "damaged.pdf"
    path.write_bytes(b"%PDF-1.7 and no more")
    return Part(str(path), "Bijlage.pdf", numbered=False)


def text_of(path):
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_pages_are_counted_and_a_damaged_file_has_none(part, damaged):
    assert list(count_pages([part("a", 2), damaged])) == [Counted((2, 0))]


def test_parts_become_one_file_and_only_our_own_pages_are_numbered(part, tmp_path):
    target = tmp_path / "out.pdf"
    parts = (part("a", 1), part("bijlage", 2, numbered=False), part("b", 1))
    assert list(bind([Volume(str(target), parts)], "{page} van {pages}")) == [Bound(str(target), 4)]
    assert text_of(target) == ["1 van 4", "", "", "4 van 4"]


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
