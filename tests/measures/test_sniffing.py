"""A file is taken for what its content says, never for what its name says."""

import hashlib
import struct

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from measures.sniffing import TYPES, Empty, NotWhatItSays, examine, extension_of, shown_as
from tests.measures import papers


def seen(content: bytes, extension: str):
    return examine(SimpleUploadedFile("file", content), extension)


def test_there_is_a_sample_of_every_listed_type():
    assert papers.GOOD.keys() == TYPES.keys()


@pytest.mark.parametrize("extension", TYPES)
def test_a_file_that_is_what_it_says_is_taken_with_its_digest_and_size(extension):
    content = papers.GOOD[extension]
    found = seen(content, extension)
    assert found.content_type == TYPES[extension].content_type
    assert (found.sha256, found.size) == (hashlib.sha256(content).hexdigest(), len(content))


@pytest.mark.parametrize("extension", [name for name in TYPES if name not in {"txt", "csv"}])
@pytest.mark.parametrize("content", [papers.HTML, papers.SVG, papers.EXE, b"plain words"])
def test_a_page_a_program_or_plain_words_under_another_name_are_refused(extension, content):
    with pytest.raises(NotWhatItSays):
        seen(content, extension)


@pytest.mark.parametrize("extension", ["html", "htm", "svg", "js", "exe", "docm", "xlsm", "lnk", "hta", ""])
def test_what_is_not_listed_is_refused_whatever_it_holds(extension):
    with pytest.raises(NotWhatItSays):
        seen(papers.PDF, extension)


@pytest.mark.parametrize(
    ("content", "extension"),
    [
        (papers.XLSX, "docx"),
        (papers.DOCX, "xlsx"),
        (papers.DOCX, "pptx"),
        (papers.GOOD["zip"], "docx"),
        (papers.GOOD["zip"], "ofd"),
        (papers.zipped("[Content_Types].xml"), "docx"),
        (papers.compound("Workbook"), "doc"),
        (papers.compound("MsiInstaller"), "doc"),
        (papers.compound("WordDocument"), "docx"),
        (papers.compound("WordDocument"), "et"),
        (papers.GOOD["heic"], "mp4"),
        (papers.GOOD["wav"], "webp"),
        (papers.PNG, "jpg"),
    ],
)
def test_one_office_file_is_not_taken_for_another(content, extension):
    with pytest.raises(NotWhatItSays):
        seen(content, extension)


@pytest.mark.parametrize(
    ("front", "extension"),
    [
        (papers.PDF, "docx"),
        (papers.GIF, "zip"),
        (papers.HTML, "xlsx"),
        (papers.EXE, "zip"),
        (papers.HTML, "pdf"),
    ],
)
def test_a_polyglot_that_begins_as_something_else_is_refused(front, extension):
    with pytest.raises(NotWhatItSays):
        seen(front + papers.GOOD[extension], extension)


def test_an_office_file_with_macros_is_refused():
    spoiled = papers.zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")
    with pytest.raises(NotWhatItSays):
        seen(spoiled, "docx")


def test_a_zip_that_claims_a_huge_directory_is_refused_without_reading_it():
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, 3 * 1024 * 1024, 0, 0)
    with pytest.raises(NotWhatItSays):
        seen(b"PK\x03\x04" + bytes(50) + end, "docx")


def test_a_truncated_zip_is_refused():
    with pytest.raises(NotWhatItSays):
        seen(papers.GOOD["zip"][:-30], "zip")


@pytest.mark.parametrize("content", [b"a\x00b", b"\x1b[31m", b"\xff\xff\xff", b"abc\x81"])
def test_a_text_must_decode_and_hold_no_control_characters(content):
    with pytest.raises(NotWhatItSays):
        seen(content, "txt")


def test_a_character_cut_by_the_border_of_two_pieces_is_still_read():
    content = ("x" + "会" * 40_000).encode()
    assert seen(content, "txt").size == len(content)


@pytest.mark.parametrize("extension", ["pdf", "txt", "zip"])
def test_an_empty_file_is_called_empty(extension):
    with pytest.raises(Empty):
        seen(b"", extension)


def test_a_name_that_only_begins_with_a_dot_has_no_extension():
    assert extension_of(".pdf") == ""
    assert extension_of("纪要") == ""
    assert extension_of("纪要.PDF") == "pdf"
    assert extension_of("纪要.pdf.exe") == "exe"


@pytest.mark.parametrize("extension", ["pdf", "jpg", "png", "gif", "bmp", "webp"])
def test_pictures_and_pdf_may_be_shown(extension):
    assert shown_as(papers.GOOD[extension]) == TYPES[extension].content_type


@pytest.mark.parametrize(
    "content", [papers.SVG, papers.HTML, papers.DOCX, papers.EXE, b"", papers.GOOD["tif"]]
)
def test_nothing_else_may_be_shown(content):
    assert shown_as(content) == ""
