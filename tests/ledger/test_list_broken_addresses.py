"""A broken address of the list: what cannot be used is said in words, the rest counts, nothing breaks."""

import re
from datetime import date
from io import BytesIO
from urllib.parse import quote

import pytest
from openpyxl import load_workbook

from issues.models import Issue
from tests import lives
from tests.factories import CampaignFactory, CategoryFactory, LeaderFactory
from tests.ledger.list_page import ListPage

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

THIRTY_DIGITS = "9" * 30
MANY_DIGITS = "9" * 5000
LABELS = {
    "campaign": "专项",
    "category": "类别",
    "unit": "单位",
    "just_unit": "单位",
    "leader": "牵头",
    "status": "状态",
    "type": "类型",
    "colour": "颜色",
    "due_from": "时限从",
    "due_to": "时限到",
    "todo": "待办",
    "sort": "排序",
    "size": "每页条数",
    "page": "页码",
    "after": "翻页位置",
    "before": "翻页位置",
    "last": "翻页位置",
}
NO_IDS = (
    "0",
    "-1",
    "999999",
    THIRTY_DIGITS,
    MANY_DIGITS,
    "abc",
    "1.5",
    "1e3",
    "0x1",
    "٣",
    "１",
    "1 OR 1=1",
    "null",
)
NO_WORDS = ("x", "-", "OPEN", "'; DROP TABLE issues_issue; --", "<script>", "%", "草稿", "1" * 3000)
NO_DAYS = (
    "2026-02-30",
    "2026-13-01",
    "0000-00-00",
    "0001-01-01",
    "9999-12-31",
    "2026年",
    "明天",
    "-1",
    "1e9",
)
NO_PLACES = (
    "x",
    "number",
    "number-",
    "number-.",
    "number-1",
    "number-1.",
    "number--1.1",
    "number-1.-1",
    f"number-{THIRTY_DIGITS}.1",
    f"number-1.{THIRTY_DIGITS}",
    f"number-{MANY_DIGITS}.1",
    "number-1.1.1",
    "number-٣.1",
    "due-2026.1",
    "due-20260230.1",
    "due-99999999.1",
    "changed-1.1",
    "changed-20260230T000000000000.1",
    "title-1.1",
    "-number-1.1",
)
BROKEN = {
    **dict.fromkeys(("campaign", "category", "unit", "just_unit", "leader"), NO_IDS),
    **dict.fromkeys(("status", "type", "colour", "todo", "sort"), NO_WORDS),
    **dict.fromkeys(("due_from", "due_to"), NO_DAYS),
    **dict.fromkeys(("after", "before"), NO_PLACES),
    "page": ("0", "-1", "1.5", "x", "999999999", THIRTY_DIGITS, MANY_DIGITS, "٣"),
    "size": ("0", "1", "21", "-20", "1000000", "020", THIRTY_DIGITS, "x"),
    "last": ("0", "2", "true"),
}


@pytest.fixture
def book(county):
    """Three issues, `ids` in the order of the list; the last one is for another unit."""
    issues = [lives.registered(county), lives.claimed(county), lives.registered(county, unit=county.sibling)]
    county.ids = [issue.pk for issue in issues]
    return county


@pytest.fixture
def clerk(book, client_for):
    """The clerk's browser."""
    return client_for(book.clerk)


def look(client, query: str) -> ListPage:
    """The list at an address as it is typed."""
    return ListPage.of(client.get(f"/ledger/?{query}"))


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_used_is_named_and_left_out(book, clerk, name):
    for value in BROKEN[name]:
        page = look(clerk, f"{name}={quote(value)}")
        assert page.ids == book.ids, value
        assert page.notices == [f"“{LABELS[name]}”的取值“{value[:20].strip()}”无法使用，已忽略。"]


def exported(client, query: str) -> int:
    """How many rows the workbook for an address has."""
    answer = client.get(f"/ledger/export/?{query}")
    assert answer.status_code == 200, query
    return load_workbook(BytesIO(b"".join(answer.streaming_content))).active.max_row - 3


def printed(client, query: str) -> int:
    """How many rows the paper for an address has."""
    answer = client.get(f"/ledger/print/?{query}")
    assert answer.status_code == 200, query
    return sum(len(group.rows) for group in answer.context["groups"])


@pytest.mark.parametrize("count", [exported, printed])
def test_export_and_print_leave_it_out_too(book, clerk, count):
    for name, values in BROKEN.items():
        for value in values[:3]:
            assert count(clerk, f"{name}={quote(value)}") == len(book.ids), (name, value)


@pytest.mark.parametrize("name", ["campaign", "unit", "just_unit", "leader", "category"])
def test_what_a_person_may_not_see_is_answered_like_what_does_not_exist(book, client_for, name):
    campaign = CampaignFactory(organisation=book.sibling)
    hidden = {
        "campaign": campaign.pk,
        "unit": book.sibling.pk,
        "just_unit": book.sibling.pk,
        "leader": LeaderFactory(organisation=book.sibling).pk,
        "category": CategoryFactory(campaign=campaign).pk,
    }
    liaison = client_for(book.liaison)
    page, nothing = (look(liaison, f"{name}={pk}") for pk in (hidden[name], 987654))
    assert page.ids == nothing.ids == book.ids[:2]
    assert page.notices == [f"“{LABELS[name]}”的取值“{hidden[name]}”无法使用，已忽略。"]
    assert nothing.notices == [f"“{LABELS[name]}”的取值“987654”无法使用，已忽略。"]


def test_a_to_do_of_another_role_is_not_asked(book, client_for):
    page = look(client_for(book.liaison), "todo=review")
    assert page.ids == book.ids[:2]
    assert page.notices == ["“待办”的取值“review”无法使用，已忽略。"]


def test_a_broken_part_leaves_the_others_in_force(book, clerk):
    page = look(clerk, f"unit={book.sibling.pk}&status=nonsense&sort=-number&size=50")
    assert page.ids == book.ids[2:]
    assert page.chosen("unit") == [str(book.sibling.pk)]
    assert page.chosen("status") == []


def test_a_name_that_is_no_filter_is_said_too(book, clerk):
    page = look(clerk, "stauts=open&" + "x" * 100 + "=1&<b>=1")
    assert page.ids == book.ids
    assert page.notices == [
        "地址里的“stauts”不是台账的筛选条件，没有使用。",
        f"地址里的“{'x' * 20}”不是台账的筛选条件，没有使用。",
        "地址里的“<b>”不是台账的筛选条件，没有使用。",
    ]


def test_of_many_mistakes_only_the_first_are_told(book, clerk):
    page = look(clerk, "&".join(f"x{number}=1" for number in range(500)))
    assert page.ids == book.ids
    assert len(page.notices) == 3


def test_empty_parts_are_no_mistake(book, clerk):
    page = look(clerk, "&".join(f"{name}=" for name in LABELS) + "&q=%20%E3%80%80")
    assert page.ids == book.ids
    assert page.notices == []


def test_days_the_wrong_way_round_are_exchanged(book, clerk):
    Issue.objects.filter(pk=book.ids[0]).update(due_on=date(2026, 12, 1))
    page = look(clerk, "due_from=2026-12-05&due_to=2026-11-28")
    assert page.ids == book.ids[:1]
    assert page.notices == ["时限的起止日期颠倒了，已对调。"]
    (first,) = page.tree.every("input", name="due_from")
    assert first.attributes["value"] == "2026-11-28"


# --- the same name more than once ---


def test_of_a_name_given_twice_the_last_value_counts_and_it_is_said(book, clerk):
    page = look(clerk, "status=rectifying&status=assigned")
    assert page.ids == [book.ids[0], book.ids[2]]
    assert page.chosen("status") == ["assigned"]
    assert page.notices == ["“状态”给了不止一个，只用最后一个。"]


def test_the_same_value_given_twice_is_no_mistake(book, clerk):
    page = look(clerk, "status=assigned&status=assigned")
    assert page.ids == [book.ids[0], book.ids[2]]
    assert page.notices == []


@pytest.mark.parametrize("count", [exported, printed])
def test_export_and_print_take_the_last_value_too(book, clerk, count):
    assert count(clerk, "status=rectifying&status=assigned") == 2


# --- characters that cannot be seen ---


@pytest.mark.parametrize("name", ["status", "unit", "due_from", "sort", "page", "after"])
def test_invisible_characters_are_taken_out_and_it_is_said(book, clerk, name):
    values = {
        "status": "assigned",
        "unit": str(book.sibling.pk),
        "due_from": "2026-01-01",
        "sort": "-number",
        "page": "1",
        "after": "number-0.0",
    }
    value = values[name]
    plain = look(clerk, f"{name}={value}")
    for sign in ("%00", "%07", "%1B", "%7F", "%C2%9F", "%E2%80%AE", "%E2%81%A6"):
        page = look(clerk, f"{name}={value[:1]}{sign}{value[1:]}{sign}")
        assert page.ids == plain.ids, sign
        assert page.notices == ["地址里有看不见的控制字符，已经去掉。"]


def test_an_invisible_value_or_name_shows_nothing_invisible(book, clerk):
    for query in ("status=%00", "q=%00%07", "%00=1", "x%00y=%00", "unit=%E2%80%AE9"):
        answer = clerk.get(f"/ledger/?{query}")
        assert ListPage.of(answer).ids == book.ids, query
        assert not re.search("[\x00-\x08\x7f-\x9f\u202a-\u202e\u2066-\u2069]", answer.content.decode()), query


def test_a_search_with_invisible_characters_finds_what_was_meant(book, clerk):
    Issue.objects.filter(pk=book.ids[1]).update(title="文件运转慢")
    assert look(clerk, "q=" + quote("文件\x00运\u202e转")).ids == [book.ids[1]]


@pytest.mark.parametrize(
    "query", ["%FF=%FE", "q=%ED%A0%80", "status=%C0%80", "&&&=&", "=", "%", "unit", "a[]=1", "?"]
)
def test_an_address_that_is_not_even_one_gives_the_list(book, clerk, query):
    answer = clerk.get("/ledger/", QUERY_STRING=query)
    page = ListPage.of(answer)
    assert page.ids == ([] if query.startswith("q=") else book.ids)


@pytest.mark.parametrize(
    "asked", ["%", "_", "\\", "'", '"', "*", "NEAR(", "a AND", "(", "会" * 5000, " ".join("字" * 500)]
)
def test_a_search_for_signs_of_a_language_of_queries_is_a_search_for_characters(book, clerk, asked):
    page = look(clerk, "q=" + quote(asked))
    assert page.ids == []
    assert page.notices == []
