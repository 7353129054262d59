"""Responsible leaders: kept by the office of their organisation, with or without an account."""

import pytest

from people import actions
from people.models import Leader, User
from people.refusals import NotYours, Unfit
from tests.factories import LeaderFactory, UserFactory
from tests.lives import claimed
from trail.models import Entry

pytestmark = pytest.mark.django_db


def sent(leader, **changed):
    """What a browser sends of the edit form."""
    return {
        "post": leader.post,
        "name": leader.name,
        "organisation": leader.organisation_id,
        "portfolio": leader.portfolio,
        "user": leader.user_id or "",
        "position": leader.position,
        "active": "on" if leader.active else "",
        "version": leader.version,
        **changed,
    }


def edit(client, leader, **changed):
    return client.post(f"/leaders/{leader.pk}/edit/", sent(leader, **changed))


@pytest.fixture
def clerk(client_for, county):
    return client_for(county.clerk)


def test_a_new_leader_leads_from_now_on(clerk, county):
    new = {"post": "副主任", "organisation": county.unit.pk, "portfolio": "窗口", "user": county.leader.pk}
    assert clerk.post("/leaders/new/", new).url == "/leaders/"
    leader = Leader.objects.get(post="副主任")
    assert (leader.organisation, leader.user, leader.portfolio) == (county.unit, county.leader, "窗口")
    entry = Entry.objects.get(verb="leader.create")
    assert (entry.who_id, entry.after["organisation"]) == (county.clerk.pk, "政务科")


def test_a_changed_leader_tells_the_trail_just_what_changed(clerk, county):
    assert edit(clerk, county.leader_post, portfolio="政务服务").status_code == 302
    entry = Entry.objects.get(verb="leader.edit")
    assert (entry.before, entry.after) == ({"portfolio": ""}, {"portfolio": "政务服务"})


def test_a_leader_out_of_office_keeps_what_they_lead(clerk, county):
    issue = claimed(county)
    page = clerk.get(f"/leaders/{county.leader_post.pk}/edit/").content.decode()
    assert "问题（牵头领导）：1 条" in page
    assert edit(clerk, county.leader_post, active="").status_code == 302
    issue.refresh_from_db()
    assert issue.lead_leader_id == county.leader_post.pk


def test_only_accounts_with_the_leader_role_can_be_linked(clerk, county):
    offered = clerk.get("/leaders/new/").context["form"].fields["user"].queryset
    assert set(offered) == {county.leader}
    answer = edit(clerk, county.leader_post, user=county.liaison.pk)
    assert answer.status_code == 422
    with pytest.raises(Unfit, match="没有“责任领导”角色"):
        actions.create_leader(
            values={"organisation": county.unit, "post": "甲", "user": county.liaison}, by=county.clerk
        )
    User.objects.filter(pk=county.leader.pk).update(is_active=False)
    assert edit(clerk, county.leader_post, post="副县长").status_code == 302, "who is linked stays linked"


def test_the_same_post_and_name_stand_once_in_an_organisation(clerk, county):
    answer = clerk.post("/leaders/new/", {"post": "分管副县长", "organisation": county.root.pk})
    assert answer.status_code == 422
    assert "已有同样的职务和姓名" in answer.content.decode()


def test_a_clerk_keeps_the_leaders_of_the_subtree_only(client_for, county, staff):
    own = LeaderFactory(organisation=county.section, post="组长")
    strange = LeaderFactory(organisation=county.sibling, post="科长")
    client = client_for(staff.unit_clerk)
    assert edit(client, own, portfolio="窗口").status_code == 302
    assert edit(client, county.leader_post).status_code == 403, "above: seen, not kept"
    assert edit(client, strange).status_code == 404
    own.refresh_from_db()
    assert edit(client, own, organisation=county.root.pk).status_code == 422, "nor moved out of it"
    with pytest.raises(NotYours):
        actions.edit_leader(
            leader=own, values={"organisation": county.root}, by=staff.unit_clerk, version=own.version
        )
    with pytest.raises(NotYours):
        actions.create_leader(values={"organisation": county.root, "post": "乙"}, by=staff.unit_clerk)


def test_a_clerk_cannot_borrow_an_account_from_elsewhere(client_for, county, staff):
    UserFactory(organisation=county.sibling, roles=["leader"])
    offered = client_for(staff.unit_clerk).get("/leaders/new/").context["form"].fields["user"].queryset
    assert list(offered) == []


def test_who_keeps_no_leaders_reads_them(client_for, county, staff):
    for person in (county.reviewer, county.leader, county.liaison, staff.secadmin, staff.auditor):
        client = client_for(person)
        page = client.get("/leaders/")
        assert "分管副县长" in page.content.decode()
        assert "新增责任领导" not in page.content.decode()
        assert client.get("/leaders/new/").status_code == 403
        assert edit(client, county.leader_post).status_code == 403


def test_the_system_administrator_may_set_them_up(sysadmin, county):
    assert edit(sysadmin, county.leader_post, name="待定").status_code == 302


def test_two_editors_get_both_texts(clerk, county):
    stale = sent(county.leader_post, portfolio="第二人写的")
    edit(clerk, county.leader_post, portfolio="第一人写的")
    answer = clerk.post(f"/leaders/{county.leader_post.pk}/edit/", stale)
    assert answer.status_code == 409
    assert {"label": "分管工作", "theirs": "第一人写的", "mine": "第二人写的"} in answer.context["conflict"]


@pytest.mark.parametrize("post", ["", "长" * 10_000, "主\x00任"])
def test_hostile_posts_are_refused(clerk, county, post):
    assert edit(clerk, county.leader_post, post=post).status_code == 422


def test_the_list_is_narrowed_by_organisation_state_and_words(clerk, county):
    LeaderFactory(organisation=county.section, post="组长", portfolio="窗口")
    LeaderFactory(organisation=county.sibling, post="科长", active=False)

    def posts(query):
        return [leader.post for leader, _ in clerk.get(f"/leaders/?{query}").context["rows"]]

    assert posts(f"organisation={county.unit.pk}") == ["组长"]
    assert posts("state=inactive") == ["科长"]
    assert posts("q=窗口") == ["组长"]
    assert posts("q=%25") == [], "a wildcard is a character"
