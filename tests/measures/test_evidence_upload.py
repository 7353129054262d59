"""Uploading evidence: what is good is kept; of everything else it is said in plain words why it is not."""

import hashlib
import tempfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from measures import actions
from measures.models import Evidence
from tests import lives
from tests.measures import papers
from tests.measures.pages import texts_of

MB = 1024 * 1024


def sent(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def stored(evidence: Evidence) -> bytes:
    with evidence.file.open("rb") as content:
        return content.read()


@pytest.fixture
def issue(county):
    return lives.claimed(county)


@pytest.fixture
def upload(county, issue, client_for):
    """Sends files as the liaison and gives the answer."""
    client = client_for(county.liaison)

    def post(*files, **fields):
        data = {"kind": "document", "measure": "", "file": list(files), **fields}
        return client.post(reverse("evidence_add", args=[issue.pk]), data)

    return post


def test_several_files_are_kept_with_name_size_digest_and_the_type_their_content_has(upload, issue, county):
    answer = upload(sent("纪要.pdf", papers.PDF), sent("现场.JPG", papers.JPG), kind="photo")
    assert answer.status_code == 302
    assert answer.url == issue.get_absolute_url()
    first, second = issue.evidence.order_by("id")
    assert (first.name, first.content_type, first.size) == ("纪要.pdf", "application/pdf", len(papers.PDF))
    assert first.sha256 == hashlib.sha256(papers.PDF).hexdigest()
    assert (second.name, second.content_type, second.kind) == ("现场.JPG", "image/jpeg", "photo")
    assert first.uploaded_by == county.liaison
    assert stored(first) == papers.PDF


def test_a_file_lies_under_a_name_that_nobody_chose_outside_the_web_root(upload, issue, settings):
    upload(sent("纪要.pdf", papers.PDF))
    evidence = issue.evidence.get()
    assert "纪要" not in evidence.file.name
    assert evidence.token in evidence.file.name
    path = Path(evidence.file.path)
    assert path.is_relative_to(settings.MEDIA_ROOT)
    assert not path.is_relative_to(settings.STATIC_ROOT)
    assert path.stat().st_mode & 0o777 == 0o640


def test_evidence_can_belong_to_one_measure(upload, issue, county):
    row = actions.MeasureRow(None, "精简会议")
    actions.save_measures(issue=issue, rows=[row], by=county.liaison, version=issue.version)
    measure = issue.measures.get()
    upload(sent("纪要.pdf", papers.PDF), measure=measure.pk)
    assert issue.evidence.get().measure == measure


def test_a_measure_of_another_issue_cannot_be_chosen(upload, issue, county):
    other = lives.claimed(county)
    row = actions.MeasureRow(None, "精简会议")
    actions.save_measures(issue=other, rows=[row], by=county.liaison, version=other.version)
    answer = upload(sent("纪要.pdf", papers.PDF), measure=other.measures.get().pk)
    assert answer.status_code == 422
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("程序.exe", papers.EXE, "这种类型不能上传"),
        ("网页.html", papers.HTML, "这种类型不能上传"),
        ("图.svg", papers.SVG, "这种类型不能上传"),
        ("纪要.pdf.exe", papers.PDF, "这种类型不能上传"),
        ("没有扩展名", papers.PDF, "这种类型不能上传"),
        ("纪要.pdf", papers.HTML, "内容与扩展名不符"),
        ("照片.jpg", papers.PNG, "内容与扩展名不符"),
        ("表.docx", papers.XLSX, "内容与扩展名不符"),
        ("空.pdf", b"", "是空文件"),
    ],
)
def test_what_may_not_be_kept_is_refused_beside_the_field_with_its_name_and_the_reason(
    upload, issue, name, content, word
):
    answer = upload(sent(name, content))
    assert answer.status_code == 422
    assert word in texts_of(answer, ".field-error")
    assert name in texts_of(answer, ".field-error")
    assert not issue.evidence.exists()


def test_good_files_are_kept_beside_a_bad_one_and_the_page_comes_back_for_it(
    upload, issue, client_for, county
):
    answer = upload(sent("纪要.pdf", papers.PDF), sent("坏.pdf", papers.HTML))
    assert [evidence.name for evidence in issue.evidence.all()] == ["纪要.pdf"]
    assert answer.url == reverse("evidence_add", args=[issue.pk])


def test_without_a_file_the_form_asks_for_one(upload):
    answer = upload()
    assert answer.status_code == 422
    assert "请选择至少一个文件" in texts_of(answer, ".field-error")


def test_the_same_file_is_not_kept_twice_in_the_same_place(upload, issue):
    upload(sent("纪要.pdf", papers.PDF))
    upload(sent("纪要（副本）.pdf", papers.PDF))
    assert issue.evidence.count() == 1


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../../../etc/cron.d/纪要.pdf", "纪要.pdf"),
        ("C:\\共享\\纪要.pdf", "纪要.pdf"),
        ("纪\u202e要.pdf", "纪要.pdf"),
        ("纪\x07要\u200b.pdf", "纪要.pdf"),
        ("纪 \t 要.pdf . ", "纪 要.pdf"),
        ("长" * 300 + ".pdf", "长" * 196 + ".pdf"),
    ],
)
def test_a_file_name_is_cleaned_of_paths_and_what_cannot_be_seen(upload, issue, name, kept):
    upload(sent(name, papers.PDF))
    assert issue.evidence.get().name == kept


def test_a_body_of_60_mb_is_cut_off_and_answered_with_the_form_and_what_was_typed(
    upload, issue, tmp_path, settings
):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    answer = upload(sent("录像.mp4", b"\x00\x00\x00\x18ftypisom" + bytes(60 * MB)), kind="record")
    assert answer.status_code == 422
    assert "“录像.mp4”：超过 25 MB" in texts_of(answer, ".field-error")
    assert 'value="record" selected' in answer.content.decode()
    assert not issue.evidence.exists()
    assert list(tmp_path.iterdir()) == []


def test_never_more_than_the_limit_reaches_the_disk(upload, settings, tmp_path, monkeypatch):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    settings.UPLOAD_LIMIT_BYTES = 3 * MB
    written = []
    wrapped = tempfile.NamedTemporaryFile

    def watched(*args, **kwargs):
        file = wrapped(*args, **kwargs)
        write = file.write
        file.write = lambda data: written.append(len(data)) or write(data)
        return file

    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", watched)
    upload(sent("录像.mp4", bytes(20 * MB)))
    assert 0 < sum(written) <= 3 * MB


def test_a_good_file_before_a_too_large_one_is_kept(upload, issue, settings):
    settings.UPLOAD_LIMIT_BYTES = MB
    upload(sent("纪要.pdf", papers.PDF), sent("大.pdf", papers.PDF + bytes(4 * MB)))
    assert stored(issue.evidence.get()) == papers.PDF


def test_more_files_than_the_limit_are_not_kept(upload, issue, settings):
    settings.UPLOAD_MAX_FILES = 3
    upload(*[sent(f"{number}.pdf", papers.PDF + bytes([number])) for number in range(5)])
    assert issue.evidence.count() == 3


def test_more_bytes_than_the_limit_of_all_together_are_not_kept(upload, issue, settings):
    settings.UPLOAD_TOTAL_BYTES = 2 * MB
    upload(*[sent(f"{number}.pdf", papers.PDF + bytes([number]) * MB) for number in range(3)])
    assert issue.evidence.count() == 1


def test_a_stranger_leaves_nothing_on_the_disk(client, db, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    answer = client.post(
        reverse("login"), {"username": "x", "file": sent("大.pdf", papers.PDF + bytes(4 * MB))}
    )
    assert answer.wsgi_request.FILES == {}
    assert list(tmp_path.iterdir()) == []


def test_a_failure_on_the_way_leaves_no_file_behind(county, issue, settings, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("trail is away")

    folder = Path(settings.MEDIA_ROOT)
    before = set(folder.rglob("*-*"))
    good = lives.upload("甲.pdf", b"%PDF-1.4 a")
    monkeypatch.setattr("measures.actions.proving.record", fail)
    with pytest.raises(RuntimeError):
        actions.add_evidence(issue=issue, uploads=[good], kind="document", measure=None, by=county.liaison)
    assert set(folder.rglob("*-*")) == before
    assert not issue.evidence.exists()


def test_sent_twice_it_is_kept_once(upload, issue):
    token = "8c5b5a52-19e5-4c5e-8f6d-0d2c1f0c6c11"
    assert upload(sent("纪要.pdf", papers.PDF), once=token).status_code == 302
    assert upload(sent("另一份.pdf", papers.PDF + b"%"), once=token).status_code == 302
    assert issue.evidence.count() == 1


@pytest.mark.parametrize("who", ["sibling_liaison", "section_liaison"])
def test_another_unit_does_not_even_see_the_form(county, issue, client_for, who):
    answer = client_for(getattr(county, who)).get(reverse("evidence_add", args=[issue.pk]))
    assert answer.status_code == 404


@pytest.mark.parametrize("who", ["reviewer", "leader"])
def test_who_sees_the_issue_but_does_not_answer_for_it_may_not_add(county, issue, client_for, who):
    answer = client_for(getattr(county, who)).get(reverse("evidence_add", args=[issue.pk]))
    assert answer.status_code == 403


def test_nothing_is_added_to_an_issue_under_review(county, client_for):
    issue = lives.applied(county)
    answer = client_for(county.liaison).get(reverse("evidence_add", args=[issue.pk]))
    assert answer.status_code == 409


def test_the_page_names_the_limits_and_takes_the_measure_from_the_address(county, issue, client_for):
    row = actions.MeasureRow(None, "精简会议")
    actions.save_measures(issue=issue, rows=[row], by=county.liaison, version=issue.version)
    measure = issue.measures.get()
    answer = client_for(county.liaison).get(reverse("evidence_add", args=[issue.pk]), {"measure": measure.pk})
    page = answer.content.decode()
    assert "单个不超过 25 MB" in page
    assert f'value="{measure.pk}" selected' in page
    assert 'enctype="multipart/form-data"' in page
