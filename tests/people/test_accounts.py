"""Accounts: opened without a role by the system administrator, put out of use, never deleted."""

import pytest
from django.test import Client

from people import actions
from people.models import Organisation, RoleGrant, User
from people.refusals import NotAllowedNow, NotYours, Unfit
from tests.factories import UserFactory
from tests.lives import claimed
from tests.people.conftest import ONE_TIME
from trail.models import Entry

pytestmark = pytest.mark.django_db


def sent(person, **changed):
    """What a browser sends of the edit form."""
    return {
        "username": person.username,
        "full_name": person.full_name,
        "organisation": person.organisation_id,
        "post": person.post,
        "phone": person.phone,
        "version": person.version,
        **changed,
    }


@pytest.fixture
def new(county):
    return {
        "username": "newperson",
        "full_name": "新同志",
        "organisation": county.unit.pk,
        "post": "科员",
        "phone": "0570-1234567 转 8",
    }


def test_a_new_account_has_a_one_time_password_and_no_role(sysadmin, staff, county, new):
    answer = sysadmin.post("/people/new/", new)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "账号已开通" in page
    assert "还没有角色" in page
    person = User.objects.get(username="newperson")
    assert person.check_password(ONE_TIME.search(page)[0])
    assert (person.organisation, person.post, person.phone) == (county.unit, "科员", "0570-1234567 转 8")
    assert person.must_change_password
    assert person.roles == frozenset()
    entry = Entry.objects.get(verb="person.create")
    assert (entry.who_id, entry.after["username"]) == (staff.sysadmin.pk, "newperson")
    assert ONE_TIME.search(page)[0] not in str(Entry.objects.values())


def test_a_form_sent_twice_opens_one_account(sysadmin, new):
    once = sysadmin.get("/people/new/").context["once"]
    assert sysadmin.post("/people/new/", {**new, "once": once}).status_code == 200
    again = sysadmin.post("/people/new/", {**new, "once": once, "username": "another"}, follow=True)
    assert "已经提交过" in again.content.decode()
    assert not User.objects.filter(username="another").exists()


def test_nothing_is_gained_by_posting_more_than_the_form_asks(sysadmin, new):
    more = {
        "roles": "sysadmin",
        "role": "clerk",
        "is_active": "",
        "must_change_password": "",
        "password": "known-1",
    }
    sysadmin.post("/people/new/", {**new, **more, "version": 77, "id": 1})
    person = User.objects.get(username="newperson")
    assert (person.is_active, person.must_change_password, person.version) == (True, True, 1)
    assert person.roles == frozenset()
    assert not person.check_password("known-1")


@pytest.mark.parametrize(
    ("changed", "field", "told"),
    [
        ({"username": ""}, "username", "请填写"),
        ({"username": "two words"}, "username", "用户名只用汉字"),
        ({"username": "clerk"}, "username", "已经有人使用"),
        ({"username": "ｃｌｅｒｋ"}, "username", "已经有人使用"),
        ({"username": "x" * 10_000}, "username", "最多 60 个字"),
        ({"full_name": "名\x00字"}, "full_name", "控制字符"),
        ({"full_name": "名" * 10_000}, "full_name", "最多 40 个字"),
        ({"phone": "打办公室"}, "phone", "电话只写"),
        ({"phone": "javascript:alert(1)"}, "phone", "电话只写"),
        ({"organisation": ""}, "organisation", "请选择"),
        ({"organisation": "999999"}, "organisation", "请从列表里重新选择"),
        ({"organisation": "1 OR 1=1"}, "organisation", "请从列表里重新选择"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field_and_nothing_is_lost(sysadmin, new, changed, field, told):
    answer = sysadmin.post("/people/new/", {**new, **changed})
    assert answer.status_code == 422
    assert told in str(answer.context["form"].errors[field])
    assert "科员" in answer.content.decode()
    assert not User.objects.filter(full_name="新同志").exists()


def test_markup_in_a_name_is_text(sysadmin, new):
    page = sysadmin.post(
        "/people/new/", {**new, "full_name": "<img src=x onerror=alert(1)>"}
    ).content.decode()
    page += sysadmin.get("/people/").content.decode()
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


def test_an_account_moves_to_another_organisation(sysadmin, county):
    address = f"/people/{county.liaison.pk}/edit/"
    answer = sysadmin.post(address, sent(county.liaison, organisation=county.sibling.pk, full_name="改名"))
    assert answer.url == "/people/"
    county.liaison.refresh_from_db()
    assert (county.liaison.organisation, county.liaison.full_name, county.liaison.version) == (
        county.sibling,
        "改名",
        2,
    )
    entry = Entry.objects.get(verb="person.edit")
    assert (entry.before["organisation"], entry.after["organisation"]) == ("政务科", "综合科")


def test_editing_changes_neither_roles_nor_state_nor_password(sysadmin, county):
    before = county.liaison.password
    more = {"roles": ["clerk"], "is_active": "", "password": "known-1", "must_change_password": "on"}
    sysadmin.post(f"/people/{county.liaison.pk}/edit/", sent(county.liaison, post="主任", **more))
    county.liaison.refresh_from_db()
    assert (county.liaison.post, county.liaison.roles) == ("主任", {"liaison"})
    assert (county.liaison.is_active, county.liaison.password) == (True, before)


def test_two_editors_get_both_texts(sysadmin, county):
    stale = sent(county.liaison, post="第二人写的")
    sysadmin.post(f"/people/{county.liaison.pk}/edit/", sent(county.liaison, post="第一人写的"))
    answer = sysadmin.post(f"/people/{county.liaison.pk}/edit/", stale)
    assert answer.status_code == 409
    assert "第一人写的" in answer.content.decode()
    assert "第二人写的" in answer.content.decode()


def test_nobody_is_moved_into_an_organisation_out_of_use(staff, county):
    Organisation.objects.filter(pk=county.sibling.pk).update(active=False)
    county.sibling.refresh_from_db()
    values = {"username": "x", "full_name": "某", "organisation": county.sibling}
    with pytest.raises(Unfit, match="已停用"):
        actions.create_account(values=values, by=staff.sysadmin)
    with pytest.raises(Unfit, match="已停用"):
        actions.edit_person(person=county.liaison, values=values, by=staff.sysadmin, version=1)


def test_a_clerk_keeps_post_and_telephone_of_the_subtree_and_nothing_else(client_for, county, staff):
    client = client_for(staff.unit_clerk)
    address = f"/people/{county.section_liaison.pk}/edit/"
    assert list(client.get(address).context["form"].fields) == ["post", "phone"]
    more = {"username": "taken", "full_name": "冒名", "organisation": county.root.pk, "is_active": ""}
    answer = client.post(address, sent(county.section_liaison, post="组长", phone="13800000000", **more))
    assert answer.status_code == 302
    changed = User.objects.get(pk=county.section_liaison.pk)
    assert (changed.post, changed.phone) == ("组长", "13800000000")
    assert (changed.username, changed.organisation) == ("section_liaison", county.section)
    assert (changed.full_name, changed.is_active) == (county.section_liaison.full_name, True)


def test_a_clerk_reaches_neither_beyond_the_subtree_nor_to_an_administrator(client_for, county, staff):
    client = client_for(staff.unit_clerk)
    assert client.get(f"/people/{county.sibling_liaison.pk}/edit/").status_code == 404
    assert client.post(f"/people/{county.clerk.pk}/edit/", sent(county.clerk)).status_code == 404
    assert client_for(county.clerk).get(f"/people/{staff.sysadmin.pk}/edit/").status_code == 403


@pytest.mark.parametrize("step", ["edit", "password", "roles", "deactivate", "activate"])
def test_business_roles_administer_nobody(client_for, county, staff, step):
    for person in (county.reviewer, county.leader, county.liaison):
        answer = client_for(person).post(f"/people/{county.section_liaison.pk}/{step}/", {})
        assert answer.status_code == 403, person
    for person in (staff.panelist, staff.newcomer):
        assert client_for(person).post(f"/people/{county.liaison.pk}/{step}/", {}).status_code == 404


def test_only_the_system_administrator_opens_accounts(client_for, county, staff, new):
    for person in (
        county.clerk,
        county.reviewer,
        county.liaison,
        staff.secadmin,
        staff.auditor,
        staff.panelist,
    ):
        client = client_for(person)
        assert client.get("/people/new/").status_code == 403
        assert client.post("/people/new/", new).status_code == 403
        assert client.post(f"/people/{county.liaison.pk}/deactivate/").status_code in {403, 404}
        with pytest.raises(NotYours):
            actions.create_account(values=new, by=person)
        with pytest.raises(NotYours):
            actions.deactivate(person=county.liaison, by=person)
    assert not User.objects.filter(username="newperson").exists()


def test_putting_an_account_out_of_use_ends_its_sessions_for_good(sysadmin, staff, client_for, county):
    theirs = client_for(county.liaison)
    assert theirs.get("/preferences/").status_code == 200
    assert sysadmin.post(f"/people/{county.liaison.pk}/deactivate/").url == "/people/"
    assert theirs.get("/preferences/").url.startswith("/login/")
    county.liaison.refresh_from_db()
    assert (county.liaison.is_active, county.liaison.has_usable_password()) == (False, False)
    assert Client().post("/login/", {"username": "liaison", "password": "correct-horse-9"}).status_code == 200
    page = sysadmin.post(f"/people/{county.liaison.pk}/activate/").content.decode()
    assert theirs.get("/preferences/").url.startswith("/login/"), "also when it is used again"
    county.liaison.refresh_from_db()
    assert county.liaison.check_password(ONE_TIME.search(page)[0])
    assert county.liaison.roles == {"liaison"}
    assert [entry.verb for entry in Entry.objects.thread_of(county.liaison)] == [
        "person.deactivate",
        "person.activate",
    ]


def test_the_page_says_beforehand_what_carries_the_name(sysadmin, county):
    issue = claimed(county)
    page = sysadmin.get(f"/people/{issue.liaison_id}/deactivate/").content.decode()
    assert "问题（联络员）：1 条" in page
    assert "停用不会自动转给别人" in page
    assert sysadmin.post(f"/people/{issue.liaison_id}/deactivate/").status_code == 302
    issue.refresh_from_db()
    assert issue.liaison_id == county.liaison.pk


def test_a_second_time_says_how_it_stands(sysadmin, county):
    sysadmin.post(f"/people/{county.liaison.pk}/deactivate/")
    answer = sysadmin.post(f"/people/{county.liaison.pk}/deactivate/")
    assert answer.status_code == 409
    assert "账号已经停用" in answer.content.decode()
    sysadmin.post(f"/people/{county.liaison.pk}/activate/")
    answer = sysadmin.post(f"/people/{county.liaison.pk}/activate/")
    assert answer.status_code == 409
    assert "账号已经启用" in answer.content.decode()


def test_nobody_puts_themselves_out_of_use(sysadmin, staff):
    assert sysadmin.post(f"/people/{staff.sysadmin.pk}/deactivate/").status_code == 403


@pytest.mark.parametrize("role", ["secadmin", "auditor"])
def test_the_last_administrator_of_a_kind_stays(sysadmin, staff, county, role):
    last = getattr(staff, role)
    answer = sysadmin.post(f"/people/{last.pk}/deactivate/")
    assert answer.status_code == 422
    assert "只剩这一个在用账号" in answer.content.decode()
    UserFactory(organisation=county.root, roles=[role])
    assert sysadmin.post(f"/people/{last.pk}/deactivate/").status_code == 302
    assert sysadmin.post(f"/people/{last.pk}/activate/").status_code == 403, "that would show their password"


def test_an_account_comes_into_use_only_where_there_is_work(staff, county):
    actions.deactivate(person=county.sibling_liaison, by=staff.sysadmin)
    Organisation.objects.filter(pk=county.sibling.pk).update(active=False)
    with pytest.raises(NotAllowedNow, match="请先把人员调到在用的组织"):
        actions.activate(person=county.sibling_liaison, by=staff.sysadmin)


def test_the_steps_beside_a_person_are_those_one_may_take(client_for, county, staff):
    def steps_of(viewer, person):
        rows = client_for(viewer).get("/people/").context["rows"]
        return [str(label) for row in rows if row.person == person for label, _ in row.steps]

    assert steps_of(staff.sysadmin, county.liaison) == ["修改", "重置密码", "停用"]
    assert steps_of(staff.secadmin, county.liaison) == ["角色"]
    assert steps_of(staff.secadmin, staff.secadmin) == []
    assert steps_of(staff.auditor, county.liaison) == []
    assert steps_of(county.clerk, county.liaison) == ["修改"]
    assert steps_of(county.clerk, staff.sysadmin) == []
    assert steps_of(county.liaison, county.section_liaison) == []
    RoleGrant.objects.filter(user=county.sibling_liaison).delete()
    User.objects.filter(pk=county.sibling_liaison.pk).update(is_active=False)
    assert steps_of(staff.sysadmin, county.sibling_liaison) == ["修改", "启用"]
