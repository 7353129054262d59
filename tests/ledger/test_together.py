"""The list says beforehand what can be done with the chosen rows; the page after it says the same."""

import re

import pytest
import rules

from issues.lifecycle import MOVES, why_not
from issues.models import Issue
from ledger.listing.together import MOVES_FOR_MANY
from tests import lives
from tests.factories import CampaignFactory, CategoryFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(county):
    """An issue in every state, dated and undated, and one of an office that the clerk does not keep."""
    lives.draft(county)
    lives.draft(county, due_on=None, due_text="")
    lives.registered(county)
    lives.registered(county, due_on=None, due_text="近期")
    lives.claimed(county, due_on=None, due_text="近期")
    lives.applied(county)
    lives.closed(county)
    above = CampaignFactory(organisation=OrganisationFactory(name="示例市"))
    Issue.objects.filter(pk=lives.registered(county).pk).update(
        campaign=above, category=CategoryFactory(campaign=above), organisation=above.organisation
    )
    return county


def boxes(page) -> dict[int, set[str]]:
    """What the box of each row says can be done with it."""
    found = re.findall(r'data-select="([^"]*)" name="ids" value="(\d+)"', page.content.decode())
    return {int(pk): set(moves.split()) for moves, pk in found}


def test_every_row_says_what_the_table_of_moves_leaves_to_the_clerk(book, client_for):
    said = boxes(client_for(book.clerk).get("/ledger/"))
    issues = Issue.objects.visible_to(book.clerk)
    assert said == {
        issue.pk: {
            name
            for name in MOVES_FOR_MANY
            if rules.has_perm(MOVES[name].permission, book.clerk, issue) and not why_not(MOVES[name], issue)
        }
        for issue in issues
    }
    assert {frozenset(moves) for moves in said.values()} == {
        frozenset({"assign", "set_deadline"}),
        frozenset({"assign"}),
        frozenset({"set_deadline"}),
        frozenset(),
    }


def test_the_buttons_name_the_moves_the_boxes_speak_of(book, client_for):
    page = client_for(book.clerk).get("/ledger/").content.decode()
    assert set(re.findall(r'data-move="(\w+)"', page)) == set(MOVES_FOR_MANY)


def test_who_cannot_choose_rows_is_told_nothing_of_it(book, client_for):
    assert boxes(client_for(book.reviewer).get("/ledger/")) == {}
