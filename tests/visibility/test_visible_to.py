"""Whatever the tree, the roles and the responsibilities: `visible_to` finds just what a person may see."""

import pytest
from hypothesis import HealthCheck, given, settings

from issues.models import Campaign, Category, Issue
from ledger.models import Notice
from measures.models import Regulation
from people.models import Leader, Organisation, User
from tests.visibility.worlds import Built, Oracle, Person, in_database, worlds

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def assert_sees(person: User, queryset, expected: list) -> None:
    """`visible_to` lists and counts exactly the expected records, each once."""
    found = queryset.visible_to(person)
    listed = [one.pk for one in found]
    assert sorted(listed) == sorted(one.pk for one in expected), (person.username, queryset.model.__name__)
    assert found.count() == len(expected)
    assert found.exists() == bool(expected)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(world=worlds())
def test_visible_to_agrees_with_the_oracle(world):
    oracle = Oracle(world)
    with in_database(world) as built:
        for number, person in enumerate(world.people):
            user = User.objects.get(pk=built.people[number].pk)
            issues = [
                issue
                for issue, problem in zip(built.issues, world.problems, strict=True)
                if oracle.sees_problem(person, problem)
            ]
            assert_sees(user, Issue.objects.all(), issues)
            check_tree(oracle, person, user, built)
            check_work(oracle, person, user, built, issues)
            mine = [built.notices[number, index] for index, one in enumerate(built.issues) if one in issues]
            assert_sees(user, Notice.objects.all(), mine)


def check_tree(oracle: Oracle, person: Person, user: User, built: Built) -> None:
    """Campaigns, categories, organisations, leaders, people."""

    def those(records, sees):
        return [record for number, record in enumerate(records) if sees(person, number)]

    assert_sees(user, Campaign.objects.all(), those(built.campaigns, oracle.sees_campaign))
    assert_sees(user, Category.objects.all(), those(built.categories, oracle.sees_campaign))
    assert_sees(user, Organisation.objects.all(), those(built.organisations, oracle.sees_organisation))
    assert_sees(user, Leader.objects.all(), those(built.posts, oracle.sees_post))
    colleagues = [
        other
        for other, one in zip(built.people, oracle.world.people, strict=True)
        if oracle.sees_organisation(person, one.home)
    ]
    assert_sees(user, User.objects.all(), colleagues)


def check_work(oracle: Oracle, person: Person, user: User, built: Built, issues: list[Issue]) -> None:
    """What hangs on an issue is seen where the issue is; regulations also where they were made."""
    seen = {issue.pk for issue in issues}
    for model, records in built.of_issue.items():
        assert_sees(user, model.objects.all(), [record for record in records if record.issue_id in seen])
    regulations = [
        regulation
        for number, regulation in enumerate(built.regulations)
        if oracle.sees_regulation(person, number)
    ]
    assert_sees(user, Regulation.objects.all(), regulations)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(world=worlds())
def test_filters_put_before_or_after_change_nothing_else(world):
    oracle = Oracle(world)
    with in_database(world) as built:
        for number, person in enumerate(world.people):
            user = User.objects.get(pk=built.people[number].pk)
            expected = [
                issue.pk
                for issue, problem in zip(built.issues, world.problems, strict=True)
                if problem.status == "assigned" and oracle.sees_problem(person, problem)
            ]
            before = Issue.objects.filter(status="assigned").visible_to(user)
            after = Issue.objects.visible_to(user).filter(status="assigned")
            assert sorted(before.values_list("pk", flat=True)) == expected
            assert list(after.order_by("pk").values_list("pk", flat=True)) == expected
            hidden = Issue.objects.exclude(pk__in=Issue.objects.visible_to(user).values("pk"))
            assert hidden.count() + Issue.objects.visible_to(user).count() == len(built.issues)
