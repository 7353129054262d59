"""导出 from the list: the rows that the list shows, as a file of its own name."""

from io import BytesIO
from urllib.parse import unquote

from django.utils.timezone import localdate
from openpyxl import load_workbook

from issues.actions import void
from ledger.book import as_of_words
from tests import lives


def downloaded(client, **asked):
    """The answer, and the sheet in it."""
    answer = client.get("/ledger/export/", asked)
    return answer, load_workbook(BytesIO(b"".join(answer.streaming_content))).active


def test_the_file_holds_what_the_list_shows_for_the_same_address(county, client_for):
    lives.registered(county, title="窗口态度生硬")
    lives.closed(county, title="会议偏多")
    answer, page = downloaded(client_for(county.clerk), status="closed")
    assert [page.cell(row, 3).value for row in range(4, page.max_row + 1)] == ["会议偏多"]
    assert unquote(answer["Content-Disposition"]).startswith("attachment; filename*=utf-8''学习教育整改台账_")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_drafts_and_void_issues_go_out_only_where_they_are_asked_for(county, client_for):
    lives.draft(county, title="还没挂号的")
    void(issue=lives.registered(county, title="登记错的"), reason="重复登记", by=county.clerk)
    lives.registered(county, title="要整改的")
    client = client_for(county.clerk)

    def titles(**asked):
        page = downloaded(client, **asked)[1]
        return page["A2"].value, [page.cell(row, 3).value for row in range(4, page.max_row + 1)]

    as_of = f"{as_of_words(localdate())}    "
    assert titles() == (f"{as_of}共 1 项（不含草稿 1 项、已作废 1 项）", ["要整改的"])
    assert titles(q="登记错的") == (f"{as_of}共 0 项（不含已作废 1 项）", [])
    assert titles(status="void") == (f"{as_of}共 1 项", ["登记错的"])
    assert titles(todo="office_draft") == (f"{as_of}共 1 项", ["还没挂号的"])
    assert titles(status="nonsense")[1] == ["要整改的"]


def test_the_list_says_what_print_and_export_leave_out(county, client_for):
    client = client_for(county.clerk)
    words = "打印、导出不含草稿和已作废"
    assert words in client.get("/ledger/").content.decode()
    for asked in ({"status": "void"}, {"todo": "office_draft"}):
        assert words not in client.get("/ledger/", asked).content.decode()


def test_a_liaison_takes_home_only_what_the_unit_answers_for(county, client_for):
    lives.registered(county)
    _answer, page = downloaded(client_for(county.sibling_liaison))
    assert page.max_row == 3


def test_an_address_that_makes_no_sense_still_gives_a_workbook(county, client_for):
    lives.registered(county)
    _answer, page = downloaded(client_for(county.clerk), status="nonsense", unit="x", due_from="2026-02-31")
    assert page.max_row == 4
