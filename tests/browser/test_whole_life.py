"""The whole life of an issue, by people with real logins in a real browser, at a desk and on a phone."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from issues.models import Issue, Source
from measures.models import Closure, LookBack
from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import DESKTOP, PHONE
from tests.factories import PASSWORD
from tests.lives import make_county

TITLE = "窗口一次性告知不到位"


class Person:
    """Somebody at a browser of their own."""

    def __init__(self, page: Page, username: str) -> None:
        self.page = page
        page.goto("/login/")
        assert_accessible(page)
        page.get_by_label("用户名").fill(username)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        expect(page).to_have_url("/")
        assert_accessible(page)

    def open_issue(self) -> None:
        """By the list, as people do."""
        self.page.goto("/ledger/")
        assert_accessible(self.page)
        self.page.get_by_role("link", name=TITLE).first.click()
        expect(self.page.get_by_role("heading", name=TITLE)).to_be_visible()
        assert_accessible(self.page)

    def press(self, name: str) -> None:
        """A button or link of the page; behind 更多 when it is not in sight."""
        found = (
            self.page.locator("main")
            .get_by_role("link", name=name, exact=True)
            .or_(self.page.locator("main").get_by_role("button", name=name, exact=True))
        )
        if not found.first.is_visible():
            self.page.get_by_role("button", name="更多").click()
        found.first.click()
        self.page.wait_for_load_state()
        assert_accessible(self.page)

    def choose(self, label: str, text: str) -> None:
        """In a list of choices, searchable or plain."""
        field = self.page.get_by_label(label).first
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(field.locator("option", has_text=text).first.get_attribute("value"))
            return
        field.click()
        field.fill(text)
        self.page.get_by_role("option", name=text).first.click()

    def says(self, text: str) -> None:
        """The page shows it."""
        expect(self.page.get_by_text(text).first).to_be_visible()


def register(clerk: Person) -> None:
    page = clerk.page
    page.goto("/issues/new/")
    assert_accessible(page)
    clerk.choose("问题类别", "形式主义")
    page.locator("[name=title]").fill(TITLE)
    clerk.choose("问题来源", "12345热线")
    clerk.choose("牵头领导", "分管副县长")
    clerk.choose("责任单位", "政务科")
    page.locator("[name=due_text]").fill("2027年6月30日前")
    clerk.says("2027年6月30日")
    page.get_by_role("button", name="挂号").click()
    clerk.says("已挂号")
    assert_accessible(page)


def put_right(liaison: Person, proof) -> None:
    page = liaison.page
    liaison.open_issue()
    liaison.press("认领")
    page.get_by_role("button", name="认领").last.click()
    liaison.says("整改中")
    liaison.press("编制措施")
    page.locator("textarea[name$=text]").first.fill("统一告知单，缺什么一次写清")
    page.get_by_role("button", name="保存").last.click()
    liaison.says("统一告知单")
    liaison.press("填报进展")
    page.locator("[name=text]").fill("告知单已在六个窗口试用。")
    page.locator("main form button[type=submit]").last.click()
    liaison.says("告知单已在六个窗口试用")
    liaison.press("上传佐证")
    liaison.choose("对应措施", "统一告知单")
    page.locator("input[type=file]").set_input_files(proof)
    page.locator("main form button[type=submit]").last.click()
    liaison.says(proof.name)
    liaison.press("完成")
    page.locator("main form button[type=submit]").last.click()
    liaison.says("已完成")


def apply(liaison: Person, statement: str) -> None:
    liaison.open_issue()
    liaison.press("申请销号")
    liaison.page.locator("[name=statement]").fill(statement)
    liaison.page.locator("main form button[type=submit]").last.click()
    liaison.says("待审核")


def review(reviewer: Person, verdict: str, reason: str) -> None:
    reviewer.open_issue()
    reviewer.press("审核销号")
    reviewer.page.get_by_label(verdict).check()
    reviewer.page.locator("[name=reason]").fill(reason)
    reviewer.page.locator("main form button[type=submit]").last.click()


def look_back(clerk: Person, reviewer: Person) -> None:
    page = clerk.page
    clerk.open_issue()
    clerk.press("计划回头看")
    page.locator("[name=planned_on]").fill(timezone.localdate().isoformat())
    page.locator("[name=reviewers]").fill("督查组两人")
    page.locator("main form button[type=submit]").last.click()
    clerk.press("登记回头看")
    page.locator("[name=finding]").fill("随机到窗口办事，又被要求跑第二趟。")
    page.get_by_label("反弹").check()
    page.locator("main form button[type=submit]").last.click()
    reviewer.open_issue()
    reviewer.press("审核回头看")
    reviewer.page.get_by_label("确认结论").check()
    reviewer.page.locator("main form button[type=submit]").last.click()


@pytest.mark.slow
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.django_db(transaction=True)
def test_from_registration_to_the_reopened_issue(visit, viewport, tmp_path):
    make_county()
    Source.objects.get_or_create(name="12345热线")  # emptied by the transactional test before this one
    proof = tmp_path / "告知单.txt"
    proof.write_text("统一告知单样表", encoding="utf-8")

    clerk = Person(visit(viewport=viewport), "clerk")
    register(clerk)
    liaison = Person(visit(viewport=viewport), "liaison")
    put_right(liaison, proof)
    apply(liaison, "告知单全部启用。")

    reviewer = Person(visit(viewport=viewport), "reviewer")
    review(reviewer, "退回", "现场抽查仍有两个窗口没有使用。")
    reviewer.says("整改中")
    apply(liaison, "两个窗口已补上。")
    review(reviewer, "同意销号", "抽查属实。")
    reviewer.says("已销号")

    look_back(clerk, reviewer)
    issue = Issue.objects.get()
    assert (issue.status, issue.cycle) == ("rectifying", 2)
    assert list(Closure.objects.order_by("pk").values_list("granted", flat=True)) == [False, True]
    assert LookBack.objects.get().result == "rebounded"
    liaison.open_issue()
    liaison.says("整改中")
