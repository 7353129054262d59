"""Figures and rates: one definition each, checked against published cases and against a count by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from issues.models import Campaign, Issue
from ledger.figures import (
    DEFINITIONS,
    ONE_PLACE,
    TWO_PLACES,
    WHOLE_CUT,
    Rounding,
    definition,
    figures,
    percent,
    percent_words,
    tallied_figures,
)
from measures import actions
from tests import lives
from tests.factories import IssueFactory, LeaderFactory, OrganisationFactory

TODAY = lives.TODAY


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounding", "published"),
    [
        (688, 697, TWO_PLACES, "98.71"),
        (453, 471, TWO_PLACES, "96.18"),
        (19, 25, Rounding(0), "76"),
        (1055, 1067, ONE_PLACE, "98.9"),
        (513, 817, WHOLE_CUT, "62"),
        (19, 21, TWO_PLACES, "90.48"),
        (19, 21, ONE_PLACE, "90.5"),
    ],
)
def test_published_rates_come_out_as_printed(numerator, denominator, rounding, published):
    assert percent(numerator, denominator, rounding) == Decimal(published)


def test_halves_are_rounded_up_and_not_to_even():
    assert percent(1, 16, ONE_PLACE) == Decimal("6.3")
    assert percent(1, 800, TWO_PLACES) == Decimal("0.13")


def test_a_cut_rate_never_claims_more_than_was_reached():
    assert percent(999, 1000, WHOLE_CUT) == 99
    assert percent(1000, 1000, WHOLE_CUT) == 100


def test_nothing_to_divide_by_is_no_rate():
    assert percent(0, 0) is None
    assert percent_words(None) == "—"
    assert percent_words(Decimal("90.5")) == "90.5%"


def test_every_figure_says_its_formula_and_its_rounding():
    for one in DEFINITIONS:
        assert "÷" in str(one.formula)
        assert str(one.note)
        assert definition(one.key) is one
    assert str(ONE_PLACE) == "保留 1 位小数，四舍五入"
    assert str(WHOLE_CUT) == "取整数，直接舍去"
    assert definition("nothing") is None


def plain(status, **values):
    """An issue in `status` with what the database asks of it; figures read columns, not histories."""
    facts = {"status": status, "found_on": date(2026, 1, 5)}
    if status not in ("draft", "void"):
        facts |= {"registered_on": date(2026, 1, 6), "claimed_on": date(2026, 1, 7)}
    if status in ("closed", "normalised"):
        facts["closed_on"] = TODAY
    if status == "void":
        facts["void_reason"] = "重复"
    return {**facts, **values}


@pytest.fixture
def book(db):
    """`book(rows)`: those issues, nothing else."""
    unit, leader = OrganisationFactory(), LeaderFactory()

    def filled(*rows):
        first = IssueFactory()
        Issue.objects.all().delete()
        shared = {
            name: getattr(first, name)
            for name in ("campaign", "organisation", "category", "source", "created_by")
        }
        Issue.objects.bulk_create(
            Issue(
                title="问题",
                serial=number,
                number=f"N-{number}",
                unit=unit,
                lead_leader=leader,
                **shared,
                **row,
            )
            for number, row in enumerate(rows, start=1)
        )
        counted = figures(Issue.objects.all(), TODAY)
        assert tallied_figures(Campaign.objects.values_list("pk", flat=True), TODAY) == counted
        return counted

    return filled


def fraction(figure):
    return figure.numerator, figure.denominator


def test_nineteen_closed_and_two_long_term_issues_are_90_48_per_cent(book):
    found = book(*[plain("closed")] * 19, *[plain("rectifying", rectification="standing")] * 2)
    assert fraction(found["closing"]) == (19, 21)
    assert percent(19, 21, TWO_PLACES) == Decimal("90.48")
    assert found["closing"].words == "90.5%"


def test_drafts_and_void_issues_count_nowhere(book):
    found = book(plain("draft"), plain("void"), plain("closed"))
    assert fraction(found["closing"]) == (1, 1)
    assert fraction(found["completion"]) == (1, 1)


def test_an_application_counts_as_completed_but_not_as_closed(book):
    found = book(plain("closed"), plain("reviewing"), plain("rectifying"), plain("assigned"))
    assert fraction(found["closing"]) == (1, 4)
    assert fraction(found["completion"]) == (2, 4)


def test_a_standing_issue_confirmed_this_quarter_counts_as_a_stage(book):
    standing = {"rectification": "standing"}
    found = book(
        plain("rectifying", **standing, confirmed_on=date(2026, 10, 9)),
        plain("rectifying", **standing, confirmed_on=date(2026, 9, 30)),
        plain("normalised", **standing),
        plain("closed"),
    )
    assert fraction(found["closing"]) == (1, 4)
    assert fraction(found["completion"]) == (1, 4)
    assert fraction(found["staged_completion"]) == (3, 4)


def test_on_time_is_measured_by_the_original_deadline_and_beside_it_by_the_extended_one(book):
    early, late = TODAY - timedelta(days=30), TODAY + timedelta(days=30)
    found = book(
        plain("closed", original_due_on=late, due_on=late),
        plain("closed", original_due_on=TODAY, due_on=TODAY),
        plain("closed", original_due_on=early, due_on=late),
        plain("closed", original_due_on=early, due_on=early),
        plain("closed", due_text="立行立改", rectification="immediate"),
        plain("rectifying", original_due_on=late, due_on=late),
    )
    assert fraction(found["on_time"]) == (2, 4)
    assert fraction(found["on_extended_time"]) == (3, 4)


def test_a_rebound_stays_counted_after_the_issue_is_closed_again(book):
    found = book(
        plain("rectifying", cycle=2),
        plain("closed", cycle=2),
        plain("closed"),
        plain("normalised", rectification="standing"),
        plain("rectifying"),
    )
    assert fraction(found["rebound"]) == (2, 4)


def test_an_empty_book_has_no_rates(book):
    assert {figure.words for figure in book().values()} == {"—"}


def test_all_figures_are_one_query(book):
    book(plain("closed"))
    with CaptureQueriesContext(connection) as queries:
        figures(Issue.objects.all(), TODAY)
    assert len(queries) == 1


def test_figures_cover_only_the_given_scope(county):
    lives.closed(county)
    lives.claimed(county)
    assert fraction(figures(Issue.objects.visible_to(county.sibling_liaison), TODAY)["closing"]) == (0, 0)
    assert fraction(figures(Issue.objects.visible_to(county.liaison), TODAY)["closing"]) == (1, 2)


def test_a_life_that_rebounds_moves_the_rates(county):
    issue = lives.closed(county)
    scope = Issue.objects.visible_to(county.clerk)
    assert fraction(figures(scope, TODAY)["closing"]) == (1, 1)
    actions.plan_look_back(
        issue=issue, plan=actions.LookBackPlan(TODAY, "on_site", "督查组"), by=county.clerk
    )
    finding = actions.LookBackFinding(TODAY, "又反弹。", "rebounded")
    actions.record_look_back(issue=issue, finding=finding, by=county.clerk)
    actions.confirm_look_back(issue=issue, verdict=actions.Verdict(True), by=county.reviewer, today=TODAY)
    assert fraction(figures(scope, TODAY)["closing"]) == (0, 1)
    assert fraction(figures(scope, TODAY)["rebound"]) == (1, 1)
