"""Evidence on its way out: only for who sees the issue, never as something that could run in our pages."""

import re
from urllib.parse import quote

import pytest
from django.urls import reverse

from measures import actions
from measures.models import Evidence
from tests import lives
from tests.measures import papers

NAMES = ["evidence_preview", "evidence_inline", "evidence_download"]


@pytest.fixture
def issue(county):
    return lives.claimed(county)


@pytest.fixture
def kept(county, issue):
    """Keeps one file and gives its record."""

    def keep(name: str, content: bytes, content_type: str = "application/pdf") -> Evidence:
        given = lives.upload(name, content)
        given = actions.Upload(given.file, given.name, content_type, given.sha256, given.size)
        return actions.add_evidence(
            issue=issue, uploads=[given], kind="document", measure=None, by=county.liaison
        )[0]

    return keep


@pytest.fixture
def get(county, client_for):
    """Asks as the liaison; a stream is read to its end."""
    client = client_for(county.liaison)

    def ask(name: str, evidence: Evidence):
        answer = client.get(reverse(name, args=[evidence.pk]))
        if answer.streaming:
            answer.body = b"".join(answer.streaming_content)
            answer.close()
        return answer

    return ask


def test_a_file_is_saved_under_its_chinese_name_and_can_do_nothing(get, kept):
    answer = get("evidence_download", kept("会议 纪要.pdf", papers.PDF))
    assert answer.status_code == 200
    assert answer.body == papers.PDF
    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('会议 纪要.pdf')}"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'self'"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in answer["Cache-Control"]


def test_a_name_cannot_break_out_of_its_header(get, kept):
    answer = get("evidence_download", kept('a"; x="\r\nSet-Cookie: a=b.pdf', papers.PDF))
    assert "\r" not in answer["Content-Disposition"]
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("照片.jpg", papers.JPG, "image/jpeg"),
        ("图.png", papers.PNG, "image/png"),
        ("图.gif", papers.GIF, "image/gif"),
        ("图.webp", papers.WEBP, "image/webp"),
        ("图.bmp", papers.BMP, "image/bmp"),
    ],
)
def test_a_picture_is_shown_in_a_sandbox_under_the_type_of_its_content(get, kept, name, content, kind):
    answer = get("evidence_inline", kept(name, content, "text/html"))
    assert answer.status_code == 200
    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer.body == content


def test_a_pdf_is_shown_with_nothing_allowed_but_the_viewer(get, kept):
    answer = get("evidence_inline", kept("纪要.pdf", papers.PDF))
    policy = answer["Content-Security-Policy"]
    assert answer["Content-Type"] == "application/pdf"
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "script-src" not in policy


@pytest.mark.parametrize("content", [papers.SVG, papers.HTML, papers.DOCX, b"GIF8 not quite"])
@pytest.mark.parametrize("claimed", ["image/png", "image/svg+xml", "application/pdf"])
def test_what_is_no_picture_and_no_pdf_is_never_shown_whatever_was_written_down(get, kept, content, claimed):
    evidence = kept("图.png", content, claimed)
    answer = get("evidence_inline", evidence)
    assert answer.status_code == 302
    assert answer.url == reverse("evidence_preview", args=[evidence.pk])


def test_the_preview_page_frames_a_pdf_shows_a_picture_and_offers_the_rest_for_download(get, kept):
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    every = {
        "iframe": kept("甲.pdf", papers.PDF),
        "img": kept("乙.png", papers.PNG, "image/png"),
        "": kept("丙.docx", papers.DOCX, word),
    }
    for tag, evidence in every.items():
        inline = reverse("evidence_inline", args=[evidence.pk])
        assert reverse("evidence_download", args=[evidence.pk]) in page(get, evidence)
        assert bool(tag) == bool(re.search(rf'<{tag or "[a-z]+"}\s[^>]*src="{inline}"', page(get, evidence)))
    assert "这种文件不能在网页里预览" in page(get, every[""])


def page(get, evidence: Evidence) -> str:
    return get("evidence_preview", evidence).content.decode()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("who", ["sibling_liaison", "section_liaison"])
def test_the_evidence_of_an_issue_one_does_not_see_is_not_found(county, kept, client_for, name, who):
    evidence = kept("纪要.pdf", papers.PDF)
    answer = client_for(getattr(county, who)).get(reverse(name, args=[evidence.pk]))
    assert answer.status_code == 404
    assert "纪要" not in answer.content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_an_evidence_that_does_not_exist_is_not_found(county, client_for, name):
    assert client_for(county.liaison).get(reverse(name, args=[987654])).status_code == 404


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("who", ["clerk", "reviewer", "leader", "liaison"])
def test_everybody_who_sees_the_issue_may_open_its_evidence(county, kept, client_for, name, who):
    evidence = kept("纪要.pdf", papers.PDF)
    answer = client_for(getattr(county, who)).get(reverse(name, args=[evidence.pk]))
    assert answer.status_code == 200
    answer.close()


@pytest.mark.parametrize("name", ["evidence_inline", "evidence_download"])
def test_a_file_missing_on_the_disk_gives_a_page_that_says_what_to_do(get, kept, name):
    evidence = kept("纪要.pdf", papers.PDF)
    evidence.file.storage.delete(evidence.file.name)
    answer = get(name, evidence)
    assert answer.status_code == 404
    assert "从备份恢复" in answer.content.decode()
    assert evidence.sha256 in answer.content.decode()


def test_the_preview_page_says_that_the_file_is_missing(get, kept):
    evidence = kept("纪要.pdf", papers.PDF)
    evidence.file.storage.delete(evidence.file.name)
    answer = get("evidence_preview", evidence)
    assert "从备份恢复" in answer.content.decode()
    assert "<iframe" not in answer.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize("name", NAMES)
def test_evidence_cannot_be_changed_through_its_address(county, kept, client_for, name, method):
    evidence = kept("纪要.pdf", papers.PDF)
    answer = getattr(client_for(county.liaison), method)(reverse(name, args=[evidence.pk]))
    assert answer.status_code == 405
