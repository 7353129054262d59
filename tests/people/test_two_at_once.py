"""Two people pressing at the same moment: neither closes a circle nor takes the last key."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from people import actions
from people.models import Organisation, RoleGrant, User
from people.refusals import NotAllowedNow, Outdated, Unfit
from tests.factories import OrganisationFactory, UserFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]


def at_once(*steps: Callable[[], object]) -> list[str]:
    """Run the steps in threads that start together; "" or the refusal of each."""
    together = Barrier(len(steps))

    def run(step):
        try:
            together.wait(timeout=10)
            step()
        except (Unfit, NotAllowedNow, Outdated) as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(steps)) as pool:
        return sorted(pool.map(run, steps))


@pytest.fixture
def root():
    return OrganisationFactory(name="示例县", kind="county")


@pytest.fixture
def sysadmin(root):
    return UserFactory(organisation=root, roles=["sysadmin"])


@pytest.fixture
def secadmin(root):
    return UserFactory(organisation=root, roles=["secadmin"])


def test_two_moves_do_not_close_a_circle(root, sysadmin):
    one, other = (OrganisationFactory(parent=root) for _ in range(2))

    def move(organisation, below):
        values = {"parent": Organisation.objects.get(pk=below.pk)}
        actions.edit_organisation(organisation=organisation, values=values, by=sysadmin, version=1)

    assert at_once(lambda: move(one, other), lambda: move(other, one)) == ["", "Unfit"]
    parents = dict(Organisation.objects.values_list("pk", "parent_id"))
    assert {parents[one.pk], parents[other.pk]} in ({root.pk, one.pk}, {root.pk, other.pk})


def test_two_last_administrators_do_not_leave_together(root, secadmin):
    auditors = [UserFactory(organisation=root, roles=["auditor"]) for _ in range(2)]

    def take(person):
        actions.set_roles(person=person, roles=[], by=secadmin, version=1)

    assert at_once(*[lambda one=one: take(one) for one in auditors]) == ["", "Unfit"]
    assert RoleGrant.objects.filter(role="auditor").count() == 1


def test_one_leaves_while_the_other_loses_the_role(root, sysadmin, secadmin):
    leaving, losing = (UserFactory(organisation=root, roles=["auditor"]) for _ in range(2))
    done = at_once(
        lambda: actions.deactivate(person=leaving, by=sysadmin),
        lambda: actions.set_roles(person=losing, roles=[], by=secadmin, version=1),
    )
    assert done == ["", "Unfit"]
    assert User.objects.with_role("auditor").count() == 1


def test_two_grants_at_once_are_one_grant_and_one_question(root, secadmin):
    person = UserFactory(organisation=root)
    done = at_once(
        *[
            lambda role=role: actions.set_roles(person=person, roles=[role], by=secadmin, version=1)
            for role in ("sysadmin", "auditor")
        ]
    )
    assert done == ["", "Outdated"]
    assert RoleGrant.objects.filter(user=person).count() == 1


def test_one_name_is_given_to_one_account(root, sysadmin):
    values = {"username": "same", "full_name": "同名", "organisation": root}
    done = at_once(*[lambda: actions.create_account(values=values, by=sysadmin)] * 2)
    assert done == ["", "Unfit"]
    assert User.objects.filter(username="same").count() == 1


def test_an_organisation_does_not_close_while_somebody_moves_in(root, sysadmin):
    unit = OrganisationFactory(parent=root)
    values = {"username": "mover", "full_name": "调入者", "organisation": unit}
    done = at_once(
        lambda: actions.create_account(values=values, by=sysadmin),
        lambda: actions.edit_organisation(
            organisation=unit, values={"active": False}, by=sysadmin, version=1
        ),
    )
    assert done == ["", "Unfit"]
    unit.refresh_from_db()
    assert unit.active == unit.people.exists()
