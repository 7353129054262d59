"""Pages made for paper: one issue on A4, the book on A3."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from issues.models import Issue
from ledger.book import COLUMNS
from ledger.exporting import registered
from ledger.views.printing import book_on_paper
from measures import actions
from tests import lives
from tests.factories import CategoryFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = lives.TODAY


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to("2026-11-20 12:00 +0800", tick=False)


def text_of(page) -> str:
    return page.content.decode()


def printed(client, issue):
    return client.get(reverse("issue_print", args=[issue.pk]))


# --- one issue ---


def test_an_issue_is_printed_with_everything_that_hangs_on_it(county, client_for):
    issue = lives.applied(county, target="会议减少三成")
    issue.co_units.add(county.sibling)
    actions.endorse(issue=issue, text="情况属实，同意上报。", by=county.leader)
    actions.decide(issue=issue, granted=False, reason="缺少会议纪要。", by=county.reviewer, today=TODAY)
    actions.instruct(issue=issue, text="月底前办结。", due_on=None, by=county.leader, today=TODAY)
    shown = text_of(printed(client_for(county.clerk), issue))
    for word in (
        issue.number,
        "截至2026年11月20日",
        "会议偏多，议题准备不充分",
        "分管副县长",
        "政务科",
        "综合科",
        "会议减少三成",
        "精简会议，提前三天送审议题",
        "纪要.pdf",
        "情况属实，同意上报。",
        "缺少会议纪要。",
        "月底前办结。",
        "（签字）",
    ):
        assert word in shown, word


def test_every_cycle_is_printed_the_first_one_first(county, client_for):
    issue = lives.closed(county)
    actions.plan_look_back(
        issue=issue, plan=actions.LookBackPlan(TODAY, "on_site", "督查组"), by=county.clerk
    )
    finding = actions.LookBackFinding(TODAY, "又多起来了。", "rebounded")
    actions.record_look_back(issue=issue, finding=finding, by=county.clerk)
    actions.confirm_look_back(issue=issue, verdict=actions.Verdict(True), by=county.reviewer, today=TODAY)
    shown = text_of(printed(client_for(county.clerk), issue))
    assert shown.index("第 1 轮整改") < shown.index("反弹") < shown.index("第 2 轮整改")


def test_what_one_may_not_see_is_not_printed(county, client_for):
    issue = lives.claimed(county)
    assert printed(client_for(county.sibling_liaison), issue).status_code == 404
    for role in ("sysadmin", "secadmin", "auditor", "panelist"):
        person = UserFactory(organisation=county.root, roles=[role])
        assert printed(client_for(person), issue).status_code == 404


def test_what_people_typed_is_escaped_on_paper_too(county, client_for):
    issue = lives.claimed(county, title="<script>alert(1)</script>")
    client = client_for(county.clerk)
    assert "<script>alert" not in text_of(printed(client, issue))
    assert "<script>alert" not in text_of(client.get(reverse("ledger_print")))


# --- the book ---


def rows_of(page) -> int:
    return sum(len(group.rows) for group in page.context["groups"])


def test_drafts_and_void_issues_are_on_paper_only_where_they_are_asked_for(county, client_for):
    lives.draft(county, title="还没挂号的")
    lives.registered(county)
    client = client_for(county.clerk)
    whole = text_of(client.get(reverse("ledger_print")))
    assert "还没挂号的" not in whole
    assert "共 1 项（不含草稿 1 项）" in whole
    assert "还没挂号的" in text_of(client.get(reverse("ledger_print"), {"status": "draft"}))


def test_the_book_has_every_column_and_groups_by_category(county, client_for):
    CategoryFactory(campaign=county.campaign, name="空类别", position=9)
    second = CategoryFactory(campaign=county.campaign, name="官僚主义", position=5)
    first, other, third = (
        lives.registered(county),
        lives.registered(county, category=second, title="文件运转慢"),
        lives.registered(county, title="报表重复"),
    )
    page = client_for(county.clerk).get(reverse("ledger_print"))
    shown = text_of(page)
    for column in COLUMNS:
        assert f'<th scope="col">{column.heading}</th>' in shown
    groups = [(group.category, len(group.rows)) for group in page.context["groups"]]
    assert groups == [("形式主义", 2), ("官僚主义", 1)]
    assert shown.index(first.number) < shown.index(third.number) < shown.index(other.number)
    assert re.search(r'rowspan="2">形式主义</th>', shown)
    assert "截至2026年11月20日" in shown
    assert "共 3 项" in shown


def test_a_long_category_is_said_again_so_that_every_page_has_it(county, client_for):
    for _ in range(20):
        lives.registered(county)
    page = client_for(county.clerk).get(reverse("ledger_print"))
    assert [(group.category, len(group.rows)) for group in page.context["groups"]] == [
        ("形式主义", 8),
        ("形式主义", 8),
        ("形式主义", 4),
    ]


def test_the_book_holds_what_the_person_sees_and_nothing_else(county, client_for):
    lives.registered(county)
    assert rows_of(client_for(county.liaison).get(reverse("ledger_print"))) == 1
    assert rows_of(client_for(county.sibling_liaison).get(reverse("ledger_print"))) == 0
    for role in ("sysadmin", "secadmin", "auditor", "panelist"):
        person = UserFactory(organisation=county.root, roles=[role])
        assert client_for(person).get(reverse("ledger_print")).status_code == 403


def test_the_book_prints_what_the_list_was_filtered_to(county, client_for):
    lives.registered(county)
    lives.closed(county, title="已经改好的")
    page = client_for(county.clerk).get(reverse("ledger_print"), {"status": "closed"})
    assert rows_of(page) == 1
    assert "已经改好的" in text_of(page)
    assert "status=closed" in text_of(page)


def test_a_book_too_long_for_paper_says_what_to_do(county, client_for, monkeypatch):
    monkeypatch.setattr("ledger.views.printing.PRINTED_AT_MOST", 2)
    for _ in range(3):
        lives.registered(county)
    shown = text_of(client_for(county.clerk).get(reverse("ledger_print")))
    assert "选中的问题超过 2 项" in shown
    assert "<table" not in shown


def test_nothing_to_print_says_so(county, client_for):
    assert "没有可打印的问题" in text_of(client_for(county.clerk).get(reverse("ledger_print")))


def test_the_book_asks_no_more_for_more_rows(county):
    counts = []
    for _ in range(2):
        for _ in range(3):
            lives.claimed(county)
        with CaptureQueriesContext(connection) as queries:
            page = book_on_paper(registered(Issue.objects.visible_to(county.clerk)), today=TODAY)
        counts.append(len(queries))
        rows = sum(len(group.rows) for group in page["groups"])
        assert page["count_words"] == f"共 {rows} 项"
    assert counts[0] == counts[1]


def test_every_column_of_the_book_has_a_width_on_paper(settings):
    css = (settings.BASE_DIR / "static/css/paper-book.css").read_text()
    widths = dict(re.findall(r"\.book-([\w]+) \{\s+width: ([\d.]+)%", css))
    assert widths.keys() == {column.key for column in COLUMNS}
    assert 99 <= sum(map(float, widths.values())) <= 101
