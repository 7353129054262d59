"""Roles: granted by the security administrator alone, never to themselves, the three administrators apart."""

import itertools

import pytest
from django.db import IntegrityError, transaction

from people import actions
from people.models import ADMINISTRATORS, Role, RoleGrant, User
from people.refusals import NotYours, Outdated, Unfit
from tests.factories import UserFactory
from trail.models import Entry

pytestmark = pytest.mark.django_db
BUSINESS = [role.value for role in Role if role not in ADMINISTRATORS]


def grant(client, person, *roles, **more):
    return client.post(f"/people/{person.pk}/roles/", {"roles": roles, "version": person.version, **more})


def roles_of(person):
    return User.objects.get(pk=person.pk).roles


def test_the_page_explains_every_role_and_ticks_those_granted(secadmin, county):
    page = secadmin.get(f"/people/{county.liaison.pk}/roles/")
    boxes = page.context["boxes"]
    assert [box.data["value"] for box, _ in boxes] == Role.values
    assert all(duty for _, duty in boxes)
    assert [box.data["value"] for box, _ in boxes if box.data["selected"]] == ["liaison"]
    assert "三员分立" in page.content.decode()


def test_roles_are_granted_and_taken_back_on_the_trail(secadmin, staff, county):
    assert grant(secadmin, county.liaison, "liaison", "clerk").url == "/people/"
    assert roles_of(county.liaison) == {"liaison", "clerk"}
    county.liaison.refresh_from_db()
    grant(secadmin, county.liaison, "clerk")
    assert roles_of(county.liaison) == {"clerk"}
    first, second = Entry.objects.filter(verb="person.roles").order_by("position")
    assert (first.who_id, first.subject_id) == (staff.secadmin.pk, county.liaison.pk)
    assert (first.before, first.after) == ({"roles": ["liaison"]}, {"roles": ["clerk", "liaison"]})
    assert (second.before, second.after) == ({"roles": ["clerk", "liaison"]}, {"roles": ["clerk"]})


def test_a_role_taken_back_is_gone_with_the_next_page(secadmin, client_for, county):
    theirs = client_for(county.clerk)
    assert theirs.get("/leaders/new/").status_code == 200
    grant(secadmin, county.clerk)
    assert theirs.get("/leaders/new/").status_code == 403


def test_the_same_roles_again_write_nothing(secadmin, county):
    grant(secadmin, county.liaison, "liaison")
    assert not Entry.objects.filter(verb="person.roles").exists()


@pytest.mark.parametrize("pair", list(itertools.combinations([role.value for role in ADMINISTRATORS], 2)))
def test_nobody_holds_two_of_the_three(secadmin, staff, pair):
    answer = grant(secadmin, staff.newcomer, *pair)
    assert answer.status_code == 422
    assert "一个人只能任其中一个" in answer.content.decode()
    assert roles_of(staff.newcomer) == frozenset()
    RoleGrant.objects.create(user=staff.newcomer, role=pair[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(user=staff.newcomer, role=pair[1])


@pytest.mark.parametrize("business", BUSINESS)
def test_an_administrator_holds_no_business_role_as_well(secadmin, staff, business):
    answer = grant(secadmin, staff.newcomer, business, "sysadmin")
    assert answer.status_code == 422
    assert "另开一个业务账号" in answer.content.decode()
    assert roles_of(staff.newcomer) == frozenset()


def test_business_roles_go_together(secadmin, staff):
    assert grant(secadmin, staff.newcomer, *BUSINESS).status_code == 302
    assert roles_of(staff.newcomer) == set(BUSINESS)


def test_nobody_grants_themselves_anything(secadmin, staff):
    address = f"/people/{staff.secadmin.pk}/roles/"
    assert secadmin.get(address).status_code == 403
    assert grant(secadmin, staff.secadmin, "clerk").status_code == 403
    with pytest.raises(NotYours):
        actions.set_roles(person=staff.secadmin, roles=["auditor"], by=staff.secadmin, version=1)


def test_nobody_else_grants_roles(client_for, county, staff):
    others = [county.clerk, county.reviewer, county.leader, county.liaison, staff.sysadmin, staff.auditor]
    for person in [*others, staff.panelist, staff.newcomer]:
        assert grant(client_for(person), county.section_liaison, "clerk").status_code in {403, 404}
        with pytest.raises(NotYours):
            actions.set_roles(person=county.section_liaison, roles=["clerk"], by=person, version=1)
    assert client_for(staff.sysadmin).get(f"/people/{county.liaison.pk}/roles/").status_code == 403


def test_the_security_administrator_neither_opens_nor_changes_accounts(secadmin, county):
    for step in ("edit", "password", "deactivate", "activate"):
        assert secadmin.get(f"/people/{county.liaison.pk}/{step}/").status_code == 403, step
        assert secadmin.post(f"/people/{county.liaison.pk}/{step}/", {}).status_code == 403, step
    assert secadmin.get("/people/new/").status_code == 403


def test_an_invented_role_is_refused(secadmin, staff):
    answer = grant(secadmin, staff.newcomer, "emperor")
    assert answer.status_code == 422
    assert "没有这个角色" in answer.content.decode()


def test_the_database_knows_the_roles_and_grants_each_once(staff):
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(user=staff.newcomer, role="emperor")
    RoleGrant.objects.create(user=staff.newcomer, role="clerk")
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(user=staff.newcomer, role="clerk")


def test_the_last_administrator_of_a_kind_keeps_the_role(secadmin, staff, county):
    answer = grant(secadmin, staff.auditor)
    assert answer.status_code == 422
    assert "只剩这一个在用账号" in answer.content.decode()
    retired = UserFactory(organisation=county.root, roles=["auditor"], is_active=False)
    assert grant(secadmin, staff.auditor).status_code == 422, "an account out of use does not count"
    assert grant(secadmin, retired).status_code == 302
    UserFactory(organisation=county.root, roles=["auditor"])
    assert grant(secadmin, staff.auditor).status_code == 302


def test_two_security_administrators_get_both_choices(secadmin, county):
    stale = User.objects.get(pk=county.liaison.pk)
    grant(secadmin, county.liaison, "clerk")
    answer = grant(secadmin, stale, "reviewer")
    assert answer.status_code == 409
    assert answer.context["conflict"] == [{"label": "角色", "theirs": "经办", "mine": "审核"}]
    assert roles_of(county.liaison) == {"clerk"}


def test_an_outdated_page_grants_nothing(staff, county):
    with pytest.raises(Outdated):
        actions.set_roles(person=county.liaison, roles=["clerk"], by=staff.secadmin, version=0)
    with pytest.raises(Unfit):
        actions.set_roles(person=county.liaison, roles=["clerk", "auditor"], by=staff.secadmin, version=1)
    with pytest.raises(Unfit):
        actions.set_roles(person=staff.sysadmin, roles=[], by=staff.secadmin, version=1)
    assert roles_of(county.liaison) == {"liaison"}
