"""List, counts, search, export and the choices of forms show a person what the oracle says, nothing else."""

import re
from io import BytesIO

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook

from issues.forms import choices
from ledger.book import COLUMNS
from ledger.exporting import LEFT_OUT
from ledger.listing.choices import ask
from people.backends import WithOrganisation
from people.forms.choices import organisations
from people.models import User
from tests.visibility.worlds import BUSINESS, Built, Oracle, Person, in_database, worlds

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

TITLE = [column.key for column in COLUMNS].index("issue") + 1
BACKEND = f"{WithOrganisation.__module__}.{WithOrganisation.__qualname__}"


def listed(client: Client, **asked: str) -> tuple[set[int], str]:
    """Ids on the list, and its count as it is written."""
    page = client.get("/ledger/", {"size": "100", **asked}).content.decode()
    return {int(pk) for pk in re.findall(r'data-row="(\d+)"', page)}, page


def exported(client: Client) -> set[str]:
    """Titles in the workbook."""
    answer = client.get("/ledger/export/")
    sheet = load_workbook(BytesIO(answer.getvalue())).active
    return {sheet.cell(row, TITLE).value for row in range(4, sheet.max_row + 1)}


def check_pages(client: Client, issues: list) -> None:
    """The list, a search for each title, and the export."""
    ids, page = listed(client)
    assert ids == {issue.pk for issue in issues}
    assert (f"{len(issues)} 项" in page) or not issues
    assert exported(client) == {issue.title for issue in issues if issue.status not in LEFT_OUT}
    found, _page = listed(client, q="i1")
    assert found == {issue.pk for issue in issues if "i1" in issue.title}


def check_choices(oracle: Oracle, person: Person, user: User, built: Built) -> None:
    """What forms and filters offer."""

    def seen(records, sees):
        return {one.pk for number, one in enumerate(records) if sees(person, number)}

    places = seen(built.organisations, oracle.sees_organisation)
    posts = seen(built.posts, oracle.sees_post)
    campaigns = seen(built.campaigns, oracle.sees_campaign)
    assert {one.pk for one in organisations(user)} == places
    assert {one.pk for one in choices.leaders(user)} == posts
    assert {one.pk for one in choices.campaigns(user)} <= campaigns
    for campaign, category in zip(built.campaigns, built.categories, strict=True):
        offered = {one.pk for one in choices.categories(user, campaign)}
        assert offered == ({category.pk} if campaign.pk in campaigns else set())
    offered = ask(user)
    assert set(offered.campaigns) <= campaigns
    assert set(offered.units) <= places | {pk for pk in offered.units if pk in user.ancestor_ids}
    assert set(offered.leaders) <= posts


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(world=worlds())
def test_every_way_to_see_issues_agrees_with_the_oracle(world):
    oracle = Oracle(world)
    with in_database(world) as built:
        cache.clear()  # the world before was rolled back, which no trail tells
        User.objects.update(must_change_password=False)
        for number, person in enumerate(world.people):
            user = User.objects.get(pk=built.people[number].pk)
            client = Client()
            client.force_login(user, backend=BACKEND)
            if person.roles.isdisjoint(BUSINESS):
                assert client.get("/ledger/").status_code == 403
                assert client.get("/ledger/export/").status_code == 403
                continue
            issues = [
                issue
                for issue, problem in zip(built.issues, world.problems, strict=True)
                if oracle.sees_problem(person, problem)
            ]
            check_pages(client, issues)
            check_choices(oracle, person, user, built)
