"""导出 from the list: the rows that the list shows, as a file of its own name."""

from io import BytesIO
from urllib.parse import unquote

from openpyxl import load_workbook

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


def test_a_liaison_takes_home_only_what_the_unit_answers_for(county, client_for):
    lives.registered(county)
    _answer, page = downloaded(client_for(county.sibling_liaison))
    assert page.max_row == 3


def test_an_address_that_makes_no_sense_still_gives_a_workbook(county, client_for):
    lives.registered(county)
    _answer, page = downloaded(client_for(county.clerk), status="nonsense", unit="x", due_from="2026-02-31")
    assert page.max_row == 4
