"""The dashboard: by role, with numbers that equal the lists behind them, in few queries."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from issues import actions as issue_actions
from issues.models import Category, Issue
from ledger.counting import count_in_one_query, shown
from ledger.standings import category_bars, counted_by, unit_bars
from ledger.todos import find
from measures import actions
from tests import lives
from tests.factories import CampaignFactory, CategoryFactory, LeaderFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = lives.TODAY


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to("2026-11-20 12:00 +0800", tick=False)


@pytest.fixture
def book(county):
    """Something of everything."""
    lives.draft(county)
    lives.registered(county)
    for days in (-30, -3, 1, 5, 40):
        lives.claimed(county, due_on=TODAY + timedelta(days=days))
    lives.applied(county)
    lives.closed(county)
    return county


def text_of(page) -> str:
    return page.content.decode()


# --- what is shown to whom ---


def test_a_leader_is_greeted_with_how_much_waits(book, client_for):
    book.leader.post = "分管副县长"
    book.leader.save(update_fields=["post"])
    page = client_for(book.leader).get("/")
    assert "分管副县长，您有" in text_of(page)
    labels = [str(tile.todo.label) for tile in page.context["tiles"]]
    assert labels == ["待认领", "红牌", "黄牌", "本周到期", "待批示", "待签意见"]
    assert [tile.count for tile in page.context["tiles"]] == [1, 1, 3, 1, 1, 1]
    assert page.context["waiting"] == "6"


@pytest.mark.parametrize("role", ["clerk", "reviewer", "leader", "liaison"])
def test_every_number_equals_the_list_behind_it(book, client_for, role):
    user = getattr(book, role)
    page = client_for(user).get("/")
    seen = set()
    for tile in page.context["tiles"]:
        behind = set(find(tile.todo.key, user).issues(user, TODAY).values_list("pk", flat=True))
        assert tile.count == len(behind), tile.todo.key
        assert tile.url == f"{reverse('issue_list')}?todo={tile.todo.key}"
        seen |= behind
    assert page.context["waiting"] == str(len(seen))


def listed(client, url) -> str:
    """How many the list says there are."""
    page = client.get(url)
    assert page.status_code == 200
    return shown(page.context["screen"].page.total)


@pytest.mark.parametrize("role", ["clerk", "reviewer", "leader", "liaison"])
def test_every_number_opens_a_list_of_as_many(book, client_for, role):
    client = client_for(getattr(book, role))
    page = client.get("/")
    for tile in (*page.context["tiles"], page.context["own"]):
        assert listed(client, tile.url) == tile.words, tile.todo.key


def test_every_bar_opens_a_list_of_as_many(book, client_for):
    child = CategoryFactory(campaign=book.campaign, name="文山会海", parent=book.category)
    lives.claimed(book, category=child)
    client = client_for(book.clerk)
    page = client.get("/")
    for bar in page.context["units"].rows:
        assert listed(client, f"/ledger/?todo=closing.of&just_unit={bar.pk}") == str(bar.total)
    for bar in page.context["categories"].rows:
        assert listed(client, f"/ledger/?todo=closing.of&category={bar.pk}") == str(bar.total)


@pytest.mark.parametrize("key", ["closing", "completion", "staged_completion", "on_time", "rebound"])
def test_both_numbers_of_a_rate_open_lists_of_as_many(book, client_for, key):
    client = client_for(book.leader)
    page = client.get(reverse("figure", args=[key]))
    figure = page.context["figure"]
    assert listed(client, page.context["numerator_url"]) == str(figure.numerator)
    assert listed(client, page.context["denominator_url"]) == str(figure.denominator)


def test_a_to_do_without_work_is_shown_quietly(county, client_for):
    page = client_for(county.leader).get("/")
    assert text_of(page).count("is-zero") >= 6
    assert "您有 0 件待办" in text_of(page)


def test_who_has_two_roles_sees_the_work_of_both(county, client_for):
    both = UserFactory(organisation=county.root, roles=["clerk", "reviewer"])
    keys = [tile.todo.key for tile in client_for(both).get("/").context["tiles"]]
    assert "review_closing" in keys
    assert "office_draft" in keys


def test_a_leader_can_act_from_the_list_on_a_phone(book, client_for):
    shown_page = text_of(client_for(book.leader).get("/"))
    assert reverse("instruction_write", args=[lives.claimed(book).pk]).split("/")[-2] in shown_page
    assert "认领" in shown_page


@pytest.mark.parametrize("role", ["sysadmin", "secadmin", "auditor"])
def test_an_administrator_sees_what_they_maintain_and_no_business_figure(book, client_for, role):
    person = UserFactory(organisation=book.root, roles=[role])
    page = client_for(person).get("/")
    assert page.status_code == 200
    assert page.templates[0].name == "ledger/dashboard/maintenance.html"
    assert [duty.url for duty in page.context["duties"]]
    for word in ("销号率", "待认领", "红牌", "会议偏多"):
        assert word not in text_of(page)


def test_a_panelist_is_told_that_nothing_waits(county, client_for):
    page = client_for(UserFactory(organisation=county.root, roles=["panelist"])).get("/")
    assert "现在没有需要您办的事" in text_of(page)


def test_another_unit_sees_nothing_of_it(book, client_for):
    page = client_for(book.sibling_liaison).get("/")
    assert "会议偏多" not in text_of(page)
    assert {figure.denominator for figure in page.context["rates"]} == {0}


# --- the rates and the bars ---


def test_rates_and_bars_tell_the_same_book(book, client_for):
    page = client_for(book.clerk).get("/")
    closing = page.context["rates"][0]
    assert (closing.numerator, closing.denominator) == (1, 8)
    (unit,) = [bar for bar in page.context["units"].rows if bar.pk == book.unit.pk]
    assert (unit.done, unit.total) == (1, 8)
    (category,) = page.context["categories"].rows
    assert (category.label, category.done, category.total) == ("形式主义", 1, 8)


def by_unit(book):
    return counted_by("unit_id", Issue.objects.visible_to(book.clerk))


def test_units_stand_in_the_order_of_the_tree_and_zero_rows_are_kept(book):
    book.sibling.position = 1
    book.sibling.save()
    book.unit.position = 2
    book.unit.save()
    bars = unit_bars(by_unit(book), book.clerk, fits=12)
    assert [(bar.label, bar.total) for bar in bars.rows] == [("综合科", 0), ("政务科", 8), ("窗口组", 0)]
    assert bars.hidden == 0


def test_where_not_all_units_fit_those_with_issues_are_shown_and_the_rest_counted(book):
    bars = unit_bars(by_unit(book), book.clerk, fits=2)
    assert [bar.label for bar in bars.shown] == ["政务科"]
    assert bars.hidden == 2


def test_a_unit_no_longer_in_use_keeps_its_row_as_long_as_it_has_issues(book):
    book.unit.active = False
    book.unit.save()
    bars = unit_bars(by_unit(book), book.clerk, fits=12)
    assert "政务科" in [bar.label for bar in bars.rows]


def test_categories_of_the_second_level_are_added_to_the_first(county):
    child = CategoryFactory(campaign=county.campaign, name="文山会海", parent=county.category)
    lives.claimed(county)
    lives.closed(county, category=child)
    counted = counted_by("category_id", Issue.objects.visible_to(county.clerk))
    bars = category_bars(counted, [county.campaign], fits=12)
    assert [(bar.label, bar.done, bar.total) for bar in bars.rows] == [("形式主义", 1, 2)]


def test_one_campaign_can_be_looked_at_alone(book, client_for):
    other = CampaignFactory(title="民生整治", code="2026-民生", organisation=book.root)
    CategoryFactory(campaign=other, name="办事服务")
    client = client_for(book.clerk)
    both = client.get("/")
    assert {bar.heading for bar in both.context["categories"].rows} == {"学习教育", "民生整治"}
    alone = client.get("/", {"campaign": other.pk})
    assert [bar.label for bar in alone.context["categories"].rows] == ["办事服务"]
    assert alone.context["rates"][0].denominator == 0


def test_a_campaign_of_somebody_else_cannot_be_asked_for(book, client_for):
    foreign = CampaignFactory(
        title="别县的专项", organisation=OrganisationFactory(name="别县", kind="county")
    )
    page = client_for(book.clerk).get("/", {"campaign": foreign.pk})
    assert "别县的专项" not in text_of(page)
    assert page.context["rates"][0].denominator == 8


def test_what_another_offices_campaign_gave_to_the_unit_counts_for_the_unit(book, client_for):
    """A town may hand an issue to a county department, which sees the issue but not the town's campaigns."""
    town = OrganisationFactory(name="示例镇", parent=book.root, kind="town")
    foreign = CampaignFactory(title="镇里的专项", organisation=town)
    category = CategoryFactory(campaign=foreign, name="环境")
    clerk = UserFactory(organisation=town, roles=["clerk"])
    values = {"category": category, "title": "河道垃圾", "unit": book.unit, "lead_leader": book.leader_post}
    values |= {"source": Issue.objects.first().source, "found_on": TODAY, "due_on": TODAY}
    issue = issue_actions.create_draft(campaign=foreign, values=values, by=clerk)
    issue_actions.register(issue=issue, by=clerk, today=TODAY)
    client = client_for(book.liaison)
    page = client.get("/")
    assert page.context["rates"][0].denominator == 9
    bars = {bar.label: bar for bar in page.context["categories"].rows}
    assert (bars["环境"].total, bars["环境"].heading, bars["环境"].has_list) == (1, "镇里的专项", False)
    assert bars["形式主义"].has_list
    figure = client.get(reverse("figure", args=["closing"]))
    assert listed(client, figure.context["denominator_url"]) == "9"


def test_an_office_below_counts_its_own_ledger_and_what_others_gave_to_it(book, client_for):
    """An issue of its own ledger that its own unit answers for counts once."""
    clerk = UserFactory(organisation=book.unit, roles=["clerk"])
    own = CampaignFactory(title="科室自查", organisation=book.unit)
    category = CategoryFactory(campaign=own, name="环境")
    values = {
        "category": category,
        "title": "台账不全",
        "unit": book.section,
        "lead_leader": book.leader_post,
    }
    values |= {"source": Issue.objects.first().source, "found_on": TODAY, "due_on": TODAY}
    issue = issue_actions.create_draft(campaign=own, values=values, by=clerk)
    issue_actions.register(issue=issue, by=clerk, today=TODAY)
    client = client_for(clerk)
    page = client.get("/")
    assert page.context["rates"][0].denominator == 9
    bars = {bar.label: bar.total for bar in page.context["units"].rows}
    assert (bars["政务科"], bars["窗口组"]) == (8, 1)
    figure = client.get(reverse("figure", args=["closing"]))
    assert listed(client, figure.context["denominator_url"]) == "9"
    alone = client.get("/", {"campaign": book.campaign.pk})
    assert alone.context["rates"][0].denominator == 8


def test_a_campaign_that_is_wound_up_is_no_longer_on_the_dashboard(book, client_for):
    book.campaign.closed_on = TODAY
    book.campaign.save()
    assert client_for(book.clerk).get("/").context["rates"][0].denominator == 0


# --- figures explain themselves ---


@pytest.mark.parametrize(
    "key", ["closing", "completion", "staged_completion", "on_time", "on_extended_time", "rebound"]
)
def test_a_rate_shows_formula_rounding_and_both_numbers_with_their_lists(book, client_for, key):
    page = client_for(book.clerk).get(reverse("figure", args=[key]))
    figure = page.context["figure"]
    for word in (figure.definition.formula, figure.definition.note, "四舍五入", "截至2026年11月20日"):
        assert str(word) in text_of(page)
    for side, number in (("is", figure.numerator), ("of", figure.denominator)):
        assert f"?todo={key}.{side}" in text_of(page)
        assert find(f"{key}.{side}", book.clerk).issues(book.clerk, TODAY).count() == number


def test_all_units_and_all_categories_have_a_page(book, client_for):
    client = client_for(book.leader)
    assert "窗口组" in text_of(client.get(reverse("figure", args=["units"])))
    assert "形式主义" in text_of(client.get(reverse("figure", args=["categories"])))


def test_an_unknown_figure_is_404(county, client_for):
    assert client_for(county.clerk).get(reverse("figure", args=["nothing"])).status_code == 404


@pytest.mark.parametrize("role", ["sysadmin", "secadmin", "auditor", "panelist"])
@pytest.mark.parametrize("key", ["closing", "units", "categories"])
def test_figures_are_not_for_who_has_no_business_role(county, client_for, role, key):
    person = UserFactory(organisation=county.root, roles=[role])
    assert client_for(person).get(reverse("figure", args=[key])).status_code == 404
    assert find("closing.is", person) is None


# --- never stale ---


def test_what_was_done_shows_at_once(book, client_for):
    client = client_for(book.liaison)
    assert client.get("/").context["tiles"][0].count == 1
    lives.registered(book)
    assert client.get("/").context["tiles"][0].count == 2
    for issue in Issue.objects.visible_to(book.liaison).awaiting_claim():
        issue_actions.claim(issue=issue, by=book.liaison, today=TODAY)
    assert client.get("/").context["tiles"][0].count == 0


def test_figures_follow_a_closing_by_somebody_else(book, client_for):
    client = client_for(book.clerk)
    assert client.get("/").context["rates"][0].numerator == 1
    issue = Issue.objects.visible_to(book.reviewer).awaiting_review().get()
    actions.decide(issue=issue, granted=True, reason="属实。", by=book.reviewer, today=TODAY)
    assert client.get("/").context["rates"][0].numerator == 2


# --- how much it asks ---


def queries_of(client, path="/"):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("role", ["clerk", "reviewer", "leader", "liaison"])
def test_the_number_of_queries_is_small_and_does_not_grow(book, client_for, role):
    client = client_for(getattr(book, role))
    client.get("/")
    cache.clear()
    first, warm = queries_of(client), queries_of(client)
    for number in range(12):
        lives.claimed(book, due_on=TODAY + timedelta(days=number))
        section = OrganisationFactory(name=f"第{number}组", parent=book.unit, kind="section")
        LeaderFactory(organisation=section)
        CategoryFactory(campaign=book.campaign)
    cache.clear()
    assert queries_of(client) == first
    assert queries_of(client) == warm
    assert first <= 16
    assert warm <= 12


# --- counting ---


def test_counts_stop_at_the_limit_and_together_counts_each_issue_once(book):
    every = Issue.objects.visible_to(book.clerk)
    counted = count_in_one_query([every, every.open(), Issue.objects.none()], beside=[every], limit=5)
    assert counted.each == (5, 5, 0)
    assert counted.together == 5
    assert counted.beside == (5,)
    assert count_in_one_query([every.awaiting_claim(), every.awaiting_claim()]).together == 1
    assert count_in_one_query([]).together == 0
    assert count_in_one_query([Issue.objects.none()]).each == (0,)


def test_counting_is_one_query(book):
    every = Issue.objects.visible_to(book.liaison)
    with CaptureQueriesContext(connection) as queries:
        count_in_one_query([every.open(), every.awaiting_claim()], beside=[every])
    assert len(queries) <= 3  # the scope of a unit needs its roles and the tree, once


def test_a_capped_count_says_that_there_are_more():
    assert shown(0) == "0"
    assert shown(1000) == "1000"
    assert shown(1001) == "1000+"
    assert shown(100, cap=99) == "99+"


def test_category_order_is_that_of_the_campaign(county):
    names = ["丙", "甲", "乙"]
    Category.objects.all().delete()
    for position, name in enumerate(names):
        CategoryFactory(campaign=county.campaign, name=name, position=position)
    bars = category_bars([], [county.campaign], fits=2)
    assert [bar.label for bar in bars.rows] == names
    assert bars.shown == []
