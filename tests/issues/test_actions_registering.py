"""Drafts, edits and registrations as actions: what forms cannot reach is refused here too."""

from datetime import date

import pytest

from issues import actions
from issues.models import Deadline, Issue
from people.refusals import NotAllowedNow, NotYours, Outdated, Unfit
from tests import lives
from tests.factories import CampaignFactory, CategoryFactory, OrganisationFactory, UserFactory
from trail.models import Entry


def test_registering_numbers_the_issue_within_its_campaign(county):
    other = CampaignFactory(organisation=county.root, code="2026-别的")
    numbers = [lives.registered(county).number for _ in range(2)]
    county.campaign, county.category = other, CategoryFactory(campaign=other)
    assert [*numbers, lives.registered(county).number] == ["2026-学教-001", "2026-学教-002", "2026-别的-001"]


def test_a_refused_registration_takes_no_number(county):
    with pytest.raises(NotAllowedNow):
        actions.register(issue=lives.draft(county, unit=None), by=county.clerk, today=lives.TODAY)
    assert lives.registered(county).serial == 1


def test_a_voided_number_is_not_given_again(county):
    actions.void(issue=lives.registered(county), reason="重复登记。", by=county.clerk)
    assert lives.registered(county).serial == 2


def test_numbers_beyond_three_digits_go_on(county):
    county.campaign.next_serial = 1000
    county.campaign.save()
    assert lives.registered(county).number == "2026-学教-1000"


def test_registering_keeps_the_first_deadline_as_the_original(county):
    issue = lives.registered(county)
    kept = Deadline.objects.get(issue=issue)
    assert (kept.ordinal, kept.due_on, kept.text) == (0, date(2026, 12, 31), "2026年底前")
    assert issue.original_due_on == kept.due_on


def test_a_campaign_wound_up_in_the_meantime_takes_no_registration(county):
    issue = lives.draft(county)
    county.campaign.closed_on = lives.TODAY
    county.campaign.save()
    with pytest.raises(NotAllowedNow, match="已办结，不能再挂号"):
        actions.register(issue=issue, by=county.clerk, today=lives.TODAY)


def test_a_category_of_another_campaign_is_refused(county):
    foreign = CategoryFactory()
    with pytest.raises(Unfit) as refused:
        lives.draft(county, category=foreign)
    assert refused.value.field == "category"
    issue = lives.draft(county)
    with pytest.raises(Unfit):
        actions.edit(issue=issue, values={"category": foreign}, by=county.clerk, version=issue.version)


def test_a_draft_moved_to_another_campaign_needs_a_category_of_it(county):
    issue = lives.draft(county)
    other = CampaignFactory(organisation=county.unit)
    with pytest.raises(Unfit):
        actions.edit(
            issue=issue,
            values={"campaign": other, "category": county.category},
            by=county.clerk,
            version=issue.version,
        )


def test_a_draft_is_not_moved_into_a_ledger_the_person_does_not_keep(county):
    issue = lives.draft(county)
    foreign = CampaignFactory(organisation=OrganisationFactory(kind="county"))
    values = {"campaign": foreign, "category": CategoryFactory(campaign=foreign)}
    with pytest.raises(NotYours):
        actions.edit(issue=issue, values=values, by=county.clerk, version=issue.version)


def test_a_draft_is_not_made_in_a_ledger_the_person_does_not_keep(county):
    for user in (county.reviewer, UserFactory(organisation=county.unit, roles=["clerk"])):
        with pytest.raises(NotYours):
            actions.create_draft(campaign=county.campaign, values={}, by=user)


def test_values_that_are_no_facts_have_no_effect(county):
    issue = lives.registered(county)
    values = {
        "title": "新",
        "status": "closed",
        "serial": 9,
        "unit": county.sibling,
        "campaign": CampaignFactory(),
    }
    actions.edit(issue=issue, values=values, by=county.clerk, version=issue.version)
    issue.refresh_from_db()
    assert (issue.title, issue.status, issue.serial) == ("新", "assigned", 1)
    assert (issue.unit, issue.campaign) == (county.unit, county.campaign)


def test_an_edit_against_an_old_version_is_refused_with_what_stands_now(county):
    issue = lives.registered(county)
    actions.edit(issue=issue, values={"title": "先"}, by=county.clerk, version=issue.version)
    with pytest.raises(Outdated) as refused:
        actions.edit(issue=issue, values={"title": "后"}, by=county.clerk, version=issue.version)
    assert refused.value.current.title == "先"


def test_the_trail_tells_what_an_edit_changed_and_nothing_else(county):
    issue = lives.draft(county)
    values = {"title": "新", "target": issue.target, "co_units": [county.sibling]}
    actions.edit(issue=issue, values=values, by=county.clerk, version=issue.version)
    entry = Entry.objects.thread_of(issue).last()
    assert entry.before == {"title": "会议偏多，议题准备不充分"}
    assert entry.after == {"title": "新", "co_units": ["综合科"], "previous_co_units": []}


def test_the_responsible_unit_never_becomes_its_own_co_unit(county):
    issue = lives.draft(county, co_units=[county.unit, county.sibling])
    assert list(issue.co_units.all()) == [county.sibling]


def test_a_repeat_is_linked_to_a_finished_issue_of_the_same_kind_only(county):
    issue = lives.registered(county)
    wrong = [
        lives.registered(county),
        lives.closed(county, category=CategoryFactory(campaign=county.campaign)),
    ]
    for earlier in wrong:
        with pytest.raises(Unfit):
            actions.mark_repeat(issue=issue, earlier=earlier, by=county.clerk)
    right = lives.closed(county)
    assert actions.mark_repeat(issue=issue, earlier=right, by=county.clerk).repeat_of == right


def test_earlier_issues_like_one_are_finished_ones_of_the_same_unit_and_category_name(county):
    right = lives.closed(county)
    lives.registered(county)
    lives.closed(county, category=CategoryFactory(campaign=county.campaign))
    found = Issue.objects.earlier_like(unit=county.unit.pk, category="形式主义")
    assert list(found) == [right]
    assert not Issue.objects.earlier_like(unit=county.sibling.pk, category="形式主义")
    assert not Issue.objects.earlier_like(unit=county.unit.pk, category="形式主义", before=right.pk)
