"""The last guard: what the database itself refuses, whoever writes."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from issues.models import Campaign, Category, Deadline, Issue, ReassignmentRequest, Source
from tests import lives
from tests.factories import CampaignFactory, CategoryFactory, IssueFactory

pytestmark = pytest.mark.both_engines


def refused(name, write):
    """`write` breaks the constraint of that name."""
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write()


def update(issue, **values):
    return lambda: Issue.objects.filter(pk=issue.pk).update(**values)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("issue_status_known", {"status": "forgotten"}),
        ("issue_rectification_known", {"rectification": "whenever"}),
        ("issue_registered_is_complete", {"unit": None}),
        ("issue_registered_is_complete", {"lead_leader": None}),
        ("issue_registered_is_complete", {"registered_on": None}),
        ("issue_registered_is_complete", {"number": ""}),
        ("issue_registered_is_complete", {"serial": None}),
        ("issue_claimed_has_date", {"status": "rectifying"}),
        ("issue_closed_has_date", {"closed_on": date(2026, 1, 1)}),
        ("issue_void_has_reason", {"status": "void"}),
        ("issue_due_not_before_found", {"due_on": date(2026, 8, 31)}),
        ("issue_cycle_from_one", {"cycle": 0}),
    ],
)
def test_a_registered_issue_cannot_become(county, name, values):
    refused(name, update(lives.registered(county), **values))


def test_a_closed_issue_has_the_day_it_was_closed(county):
    refused("issue_closed_has_date", update(lives.closed(county), closed_on=None))


def test_a_standing_issue_is_never_plainly_closed(county):
    refused("issue_standing_is_not_closed", update(lives.closed(county), rectification="standing"))


def test_an_issue_does_not_repeat_itself(county):
    issue = lives.registered(county)
    refused("issue_repeats_another", update(issue, repeat_of=issue))


def test_a_serial_stands_once_in_a_campaign(county):
    first, second = lives.registered(county), lives.registered(county)
    refused("issue_serial_once|UNIQUE", update(second, serial=first.serial))
    other = IssueFactory(campaign=CampaignFactory(organisation=county.root))
    update(other, serial=first.serial)()


def extension(issue, by, approver, **values):
    facts = {
        "ordinal": 1,
        "due_on": date(2027, 1, 31),
        "reason": "协调周期长",
        "asked_by": by,
        "approved_by": approver,
        "set_on": lives.TODAY,
    }
    return lambda: Deadline.objects.create(issue=issue, **{**facts, **values})


def test_a_later_deadline_needs_a_day_a_reason_and_two_people(county):
    issue = lives.registered(county)
    whole = "deadline_extended_with_reason_and_approval"
    refused(whole, extension(issue, county.liaison, county.reviewer, due_on=None))
    refused(whole, extension(issue, county.liaison, county.reviewer, reason=""))
    refused(whole, extension(issue, county.liaison, None))
    refused(whole, extension(issue, None, county.reviewer))
    refused("deadline_four_eyes", extension(issue, county.liaison, county.liaison))
    extension(issue, county.liaison, county.reviewer)()


def test_there_is_one_original_deadline(county):
    issue = lives.registered(county)
    refused("deadline_in_order|UNIQUE", extension(issue, None, None, ordinal=0, reason=""))


def test_one_request_for_reassignment_is_open_at_a_time_and_has_a_reason(county):
    issue = lives.registered(county)

    def ask(**values):
        facts = {"issue": issue, "asked_by": county.liaison, "reason": "职责不符"}
        return lambda: ReassignmentRequest.objects.create(**{**facts, **values})

    refused("reassignment_has_reason", ask(reason=""))
    refused("reassignment_answer_is_whole", ask(granted=True))
    ask()()
    refused("one_open_reassignment_request|UNIQUE", ask())


def test_a_campaign_ends_after_it_starts_and_its_prefix_stands_once(county):
    refused(
        "campaign_ends_after_start",
        lambda: Campaign.objects.filter(pk=county.campaign.pk).update(ends_on=date(2025, 1, 1)),
    )
    refused(
        "campaign_code_once|UNIQUE",
        lambda: CampaignFactory(organisation=county.root, code=county.campaign.code),
    )


def test_a_category_stands_once_in_its_campaign(county):
    refused("category_name_once|UNIQUE", lambda: CategoryFactory(campaign=county.campaign, name="形式主义"))


def test_what_an_issue_refers_to_cannot_be_deleted(county):
    issue = lives.registered(county, liaison=county.liaison)
    for row in (
        county.unit,
        county.leader_post,
        county.liaison,
        county.clerk,
        county.campaign,
        Category.objects.get(pk=issue.category_id),
        Source.objects.get(pk=issue.source_id),
    ):
        with pytest.raises(ProtectedError), transaction.atomic():
            row.delete()
