"""The tree of organisations: shown as a tree, kept by the system administrator, never cut."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from people import actions
from people.models import Organisation, User
from people.refusals import NotYours, Unfit
from tests.factories import OrganisationFactory, UserFactory
from trail.models import Entry

pytestmark = pytest.mark.django_db


def filled(organisation, **changed):
    """What a browser sends of the form."""
    return {
        "name": organisation.name,
        "kind": organisation.kind,
        "parent": organisation.parent_id or "",
        "position": organisation.position,
        "active": "on" if organisation.active else "",
        "version": organisation.version,
        **changed,
    }


def edit(client, organisation, **changed):
    return client.post(f"/organisations/{organisation.pk}/edit/", filled(organisation, **changed))


def test_the_tree_stands_in_order_with_its_people_counted(sysadmin, county, staff):
    Organisation.objects.filter(pk=county.sibling.pk).update(position=0)
    Organisation.objects.filter(pk=county.unit.pk).update(position=1)
    UserFactory(organisation=county.section, is_active=False)
    branches = sysadmin.get("/organisations/").context["branches"]
    told = [(branch.organisation.name, branch.depth, branch.own, branch.total) for branch in branches]
    assert told == [("示例县", 0, 8, 12), ("综合科", 1, 1, 1), ("政务科", 1, 2, 3), ("窗口组", 2, 1, 1)]


def test_a_person_of_a_unit_sees_the_tree_from_the_unit_down(client_for, county):
    branches = client_for(county.liaison).get("/organisations/").context["branches"]
    assert [(branch.organisation.name, branch.depth) for branch in branches] == [("政务科", 0), ("窗口组", 1)]


def test_the_page_costs_the_same_for_few_and_for_many(sysadmin, county, django_assert_max_num_queries):
    sysadmin.get("/organisations/")
    for _ in range(60):
        OrganisationFactory(parent=county.unit)
    with django_assert_max_num_queries(8):
        sysadmin.get("/organisations/")


def test_a_new_organisation_stands_where_it_was_put_and_on_the_trail(sysadmin, staff, county):
    page = sysadmin.get(f"/organisations/new/?parent={county.unit.pk}")
    assert page.context["form"]["parent"].value() == str(county.unit.pk)
    sent = {"name": "受理窗口", "kind": "section", "parent": county.unit.pk}
    assert sysadmin.post("/organisations/new/", sent).url == "/organisations/"
    made = Organisation.objects.get(name="受理窗口")
    assert (made.parent, made.kind, made.position, made.active) == (county.unit, "section", 0, True)
    entry = Entry.objects.get(verb="organisation.create")
    assert (entry.who_id, entry.subject_id) == (staff.sysadmin.pk, made.pk)
    assert entry.after == {"name": "受理窗口", "kind": "section", "parent": "政务科", "position": 0}


def test_a_changed_organisation_tells_the_trail_just_what_changed(sysadmin, county):
    assert edit(sysadmin, county.unit, name="政务服务科").url == "/organisations/"
    county.unit.refresh_from_db()
    assert (county.unit.name, county.unit.version) == ("政务服务科", 2)
    entry = Entry.objects.get(verb="organisation.edit")
    assert (entry.before, entry.after) == ({"name": "政务科"}, {"name": "政务服务科"})


def test_saving_without_a_change_writes_nothing(sysadmin, county):
    assert edit(sysadmin, county.unit).status_code == 302
    county.unit.refresh_from_db()
    assert county.unit.version == 1
    assert not Entry.objects.filter(verb="organisation.edit").exists()


@pytest.mark.parametrize("below", ["unit", "section"])
def test_an_organisation_cannot_stand_below_itself(sysadmin, staff, county, below):
    parent = getattr(county, below)
    answer = edit(sysadmin, county.unit, parent=parent.pk)
    assert answer.status_code == 422
    assert "parent" in answer.context["form"].errors, "the form does not offer it"
    values = {"name": "政务科", "kind": "department", "parent": parent, "position": 0, "active": True}
    with pytest.raises(Unfit, match="不能作上级"):
        actions.edit_organisation(organisation=county.unit, values=values, by=staff.sysadmin, version=1)


def test_the_database_refuses_an_organisation_that_is_its_own_parent(county):
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=county.unit.pk).update(parent=county.unit)


def test_there_is_one_root(sysadmin, county):
    answer = sysadmin.post("/organisations/new/", {"name": "邻县", "kind": "county", "parent": ""})
    assert answer.status_code == 422
    assert "最上级组织只有一个（示例县）" in answer.content.decode()
    assert edit(sysadmin, county.unit, parent="").status_code == 422
    assert edit(sysadmin, county.root, name="示例市").status_code == 302, "the root stays the root"


def test_a_name_is_used_once_below_the_same_parent(sysadmin, county):
    sent = {"name": "综合科", "kind": "section", "parent": county.root.pk}
    answer = sysadmin.post("/organisations/new/", sent)
    assert answer.status_code == 422
    assert "同一上级组织下已有这个名称" in answer.content.decode()
    assert sysadmin.post("/organisations/new/", {**sent, "parent": county.unit.pk}).status_code == 302


def test_an_organisation_with_people_or_children_in_use_is_not_put_out_of_use(sysadmin, county):
    answer = edit(sysadmin, county.unit, active="")
    assert answer.status_code == 422
    assert "还有 1 个下级组织在用" in answer.content.decode()
    answer = edit(sysadmin, county.section, active="")
    assert "还有 1 个启用的人员账号" in answer.content.decode()
    User.objects.filter(organisation=county.section).update(is_active=False)
    assert edit(sysadmin, county.section, active="").status_code == 302
    county.section.refresh_from_db()
    assert county.section.active is False


def test_what_is_out_of_use_is_offered_nowhere_and_stays_where_it_stands(sysadmin, staff, county):
    Organisation.objects.filter(pk=county.sibling.pk).update(active=False)
    parents = sysadmin.get("/organisations/new/").context["form"].fields["parent"].queryset
    assert county.sibling not in parents
    homes = sysadmin.get("/people/new/").context["form"].fields["organisation"].queryset
    assert county.sibling not in homes
    theirs = sysadmin.get(f"/people/{county.sibling_liaison.pk}/edit/").context["form"].fields["organisation"]
    assert county.sibling in theirs.queryset
    with pytest.raises(Unfit, match="已停用"):
        actions.create_organisation(
            values={"name": "新组", "kind": "section", "parent": county.sibling}, by=staff.sysadmin
        )


def test_below_what_is_out_of_use_nothing_comes_into_use(sysadmin, county):
    Organisation.objects.filter(pk__in=[county.unit.pk, county.section.pk]).update(active=False)
    county.section.refresh_from_db()
    answer = edit(sysadmin, county.section, active="on")
    assert answer.status_code == 422
    assert "请先启用上级组织" in answer.content.decode()


def test_the_form_says_what_depends_on_the_organisation(sysadmin, county):
    page = sysadmin.get(f"/organisations/{county.root.pk}/edit/").content.decode()
    assert "专项工作（主办组织）：1 条" in page
    assert "组织（上级组织）：2 条" in page


def test_the_database_refuses_to_delete_what_something_stands_below(county):
    with pytest.raises(ProtectedError), transaction.atomic():
        county.unit.delete()


def test_two_editors_get_both_texts_and_lose_nothing(sysadmin, county):
    stale = filled(county.unit, name="第二人的名称")
    assert edit(sysadmin, county.unit, name="第一人的名称").status_code == 302
    answer = sysadmin.post(f"/organisations/{county.unit.pk}/edit/", stale)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "第一人的名称" in page
    assert "第二人的名称" in page
    assert answer.context["version"] == 2
    assert sysadmin.post(f"/organisations/{county.unit.pk}/edit/", {**stale, "version": 2}).status_code == 302
    county.unit.refresh_from_db()
    assert county.unit.name == "第二人的名称"


@pytest.mark.parametrize("version", ["", "abc", "-1", "9" * 5000, None])
def test_a_missing_or_invented_version_is_taken_for_an_old_one(sysadmin, county, version):
    sent = filled(county.unit, name="新名称", version=version)
    if version is None:
        del sent["version"]
    assert sysadmin.post(f"/organisations/{county.unit.pk}/edit/", sent).status_code == 409


def test_a_form_sent_twice_makes_one_organisation(sysadmin, county):
    once = sysadmin.get("/organisations/new/").context["once"]
    sent = {"name": "受理窗口", "kind": "section", "parent": county.unit.pk, "once": once}
    assert sysadmin.post("/organisations/new/", sent).status_code == 302
    assert sysadmin.post("/organisations/new/", {**sent, "name": "又一个"}).status_code == 302
    assert Organisation.objects.filter(parent=county.unit).count() == 2
    assert Entry.objects.filter(verb="organisation.create").count() == 1


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "请填写"),
        ("   ", "请填写"),
        ("科" * 10_000, "最多 80 个字"),
        ("科\x07室", "控制字符"),
        ("科\u202e室", "控制字符"),
    ],
)
def test_hostile_names_are_refused_in_plain_words_and_shown_again(sysadmin, county, name, told):
    answer = edit(sysadmin, county.unit, name=name)
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_markup_in_a_name_is_text(sysadmin, county):
    assert edit(sysadmin, county.unit, name="<b onclick=alert(1)>科</b>").status_code == 302
    for page in ("/organisations/", "/people/", f"/organisations/{county.unit.pk}/edit/"):
        shown = sysadmin.get(page).content.decode()
        assert "<b onclick" not in shown
        assert "&lt;b onclick" in shown


def test_only_the_system_administrator_keeps_the_tree(client_for, county, staff):
    for person in (
        county.clerk,
        county.reviewer,
        county.leader,
        county.liaison,
        staff.secadmin,
        staff.auditor,
    ):
        client = client_for(person)
        assert client.get("/organisations/new/").status_code == 403
        assert client.post("/organisations/new/", {"name": "甲", "kind": "section"}).status_code == 403
        seen = client.post(f"/organisations/{county.unit.pk}/edit/", filled(county.unit)).status_code
        assert seen == 403
        assert "新增组织" not in client.get("/organisations/").content.decode()
        with pytest.raises(NotYours):
            actions.create_organisation(values={"name": "甲"}, by=person)


def test_what_is_not_visible_is_not_there(client_for, county, staff):
    client = client_for(county.sibling_liaison)
    assert client.get(f"/organisations/{county.unit.pk}/edit/").status_code == 404
    assert client_for(staff.panelist).get(f"/organisations/{county.unit.pk}/edit/").status_code == 404
    assert client_for(staff.sysadmin).get("/organisations/999999/edit/").status_code == 404


@pytest.mark.parametrize("page", ["/organisations/", "/people/", "/leaders/"])
def test_a_panelist_and_somebody_without_a_role_read_no_directory(client_for, staff, page):
    assert client_for(staff.panelist).get(page).status_code == 403
    assert client_for(staff.newcomer).get(page).status_code == 403
