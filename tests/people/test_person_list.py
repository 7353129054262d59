"""The list of people: who sees whom, how it is narrowed, and that it costs the same for many."""

import pytest

from tests.factories import UserFactory
from trail.models import Entry

pytestmark = pytest.mark.django_db


def names(client, query=""):
    return {row.person.username for row in client.get(f"/people/?{query}").context["rows"]}


def test_business_roles_see_their_subtree_and_administrators_everybody(client_for, county, staff):
    assert names(client_for(county.liaison)) == {"liaison", "section_liaison", "unit_clerk"}
    everybody = names(client_for(staff.auditor))
    assert {"sysadmin", "clerk", "section_liaison", "panelist", "newcomer"} <= everybody
    assert names(client_for(staff.sysadmin)) == names(client_for(staff.secadmin)) == everybody


def test_people_stand_level_by_level_not_mixed(client_for, county):
    for position, place in enumerate((county.unit, county.sibling), 1):
        place.position = position
        place.save()
    rows = client_for(county.clerk).get("/people/").context["rows"]
    places = [row.person.organisation.name for row in rows]
    assert list(dict.fromkeys(places)) == ["示例县", "政务科", "综合科", "窗口组"]


def test_login_names_are_for_administrators(client_for, county, staff):
    assert (
        "用户名"
        not in client_for(county.clerk)
        .get("/people/")
        .content.decode()
        .split("<tbody>")[0]
        .split("<thead>")[1]
    )
    assert ">section_liaison<" in client_for(staff.sysadmin).get("/people/").content.decode()


def test_it_is_narrowed_by_organisation_with_all_below(sysadmin, county):
    assert names(sysadmin, f"organisation={county.unit.pk}") == {"liaison", "section_liaison", "unit_clerk"}


def test_it_is_narrowed_by_role_and_by_having_none(sysadmin, county):
    assert names(sysadmin, "role=liaison") == {"liaison", "sibling_liaison", "section_liaison"}
    assert names(sysadmin, "role=none") == {"newcomer"}


def test_it_is_narrowed_by_state(sysadmin, county):
    UserFactory(username="gone", organisation=county.unit, is_active=False)
    assert names(sysadmin, "state=inactive") == {"gone"}
    assert "gone" not in names(sysadmin, "state=active")


def test_it_is_searched_by_name_post_telephone_and_every_word(sysadmin, county):
    UserFactory(
        username="found", organisation=county.unit, full_name="查得到", post="主任科员", phone="0570-1"
    )
    for query in ("q=查得", "q=主任科员", "q=0570-1", "q=查得到 主任"):
        assert names(sysadmin, query) == {"found"}, query
    assert names(sysadmin, "q=查得到 副主任") == set()


@pytest.mark.parametrize(
    "query", ["q=%25", "q=%25%25", "q=" + "长" * 3000, "q='; DROP TABLE people_user; --", "q=%5C"]
)
def test_a_hostile_search_finds_nothing_and_breaks_nothing(sysadmin, query):
    assert names(sysadmin, query) == set()


def test_an_underscore_is_a_character_and_control_characters_are_none(sysadmin):
    assert names(sysadmin, "q=_") == {"section_liaison", "sibling_liaison", "unit_clerk"}
    assert names(sysadmin, "q=%00%07") == names(sysadmin)


@pytest.mark.parametrize(
    "query", ["organisation=999", "organisation=x", "role=emperor", "state=7", "page=x", "page=999"]
)
def test_a_filter_that_makes_no_sense_is_as_if_it_were_not_there(sysadmin, query):
    assert len(names(sysadmin, query)) == len(names(sysadmin))


def test_an_organisation_one_does_not_see_narrows_nothing(client_for, county):
    client = client_for(county.liaison)
    assert names(client, f"organisation={county.sibling.pk}") == names(client)


def test_fifty_stand_on_a_page_and_filters_stay_while_paging(sysadmin, county):
    for number in range(60):
        UserFactory(username=f"many{number}", organisation=county.unit, roles=["panelist"])
    first = sysadmin.get("/people/?role=panelist")
    assert len(first.context["rows"]) == 50
    assert first.context["page"]["count_text"] == "61"
    after = sysadmin.get(first.context["page"]["next_url"])
    assert len(after.context["rows"]) == 11
    assert after.context["page"]["prev_url"] == "/people/?role=panelist&page=1"


def test_the_page_costs_the_same_for_few_and_for_many(sysadmin, county, django_assert_max_num_queries):
    for _ in range(40):
        UserFactory(organisation=county.unit, roles=["panelist", "liaison"])
    sysadmin.get("/people/")
    with django_assert_max_num_queries(12):
        sysadmin.get("/people/")


def test_an_empty_list_says_what_to_do(sysadmin):
    page = sysadmin.get("/people/?q=没有这个人").content.decode()
    assert "没有符合条件的人员" in page
    assert "清除筛选" in page


def test_reading_leaves_no_trail(sysadmin):
    sysadmin.get("/people/")
    assert not Entry.objects.exists()
